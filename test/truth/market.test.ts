/** Known answers of the market, each through a scenario and the engine. */

import { describe, expect, it } from 'vitest';
import type { Trace } from '../../src/columns/trace.ts';
import { simulate } from '../../src/engine/simulate.ts';
import { maxLogDrawdown } from '../../src/metrics/drawdown.ts';
import { autocorrelation, correlation } from '../../src/metrics/return-facts.ts';
import { runMetrics } from '../../src/metrics/run-row.ts';
import { loadScenario } from '../../src/node/scenario-files.ts';
import { normalCdf } from '../../src/numeric/special.ts';
import { mean, variance } from '../../src/numeric/statistics.ts';
import type { Intervention } from '../../src/scenario/interventions.ts';
import { problemsOf } from '../reader/tiny.ts';
import {
  ALL_ON,
  NO_NOISE,
  noiseOnly,
  plainMarket,
  returnsOfRuns,
  runMarket,
  seriesOf,
  STILL,
} from '../support/markets.ts';
import { type Changes, shipped } from '../support/shipped.ts';
import { brownianLogDrawdown } from '../support/brownian-drawdown.ts';

const worst = (values: readonly number[]): number => values.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
/** Sampling errors from what is expected. */
const SIGMAS = 4;

/** Log of price over value, month by month. */
function mispricing(trace: Trace, equity = 'bank'): number[] {
  const value = seriesOf(trace, 'value_index', equity);
  return seriesOf(trace, 'price_index', equity).map((price, t) => Math.log(price / value[t]));
}

function shockAt(month: number, logReturn: number): Intervention[] {
  return [{ kind: 'price-shock', month, logReturn }];
}

describe('price and value', () => {
  it('are equal without noise, gamma and reflexivity, also while earnings surprise', () => {
    const trace = runMarket({ ...NO_NOISE, 'market.beliefs.reportNoise': 0.1, earnings: plainMarket().earnings });
    expect(worst(seriesOf(trace, 'surprise', 'leader'))).toBeGreaterThan(0.1);
    expect(worst(seriesOf(trace, 'return', 'leader'))).toBeGreaterThan(0.05);
    for (const equity of ['leader', 'bank']) expect(worst(mispricing(trace, equity))).toBeLessThan(1e-12);
  });

  it('return the cost of equity, month by month, when nothing is new', () => {
    const trace = runMarket({ ...NO_NOISE, horizonMonths: 600 });
    for (const equity of ['leader', 'bank']) {
      const excess = seriesOf(trace, 'total_return', equity).map((x) => x - 0.09 / 12);
      expect(worst(excess), equity).toBeLessThan(1e-6);
      expect(worst(seriesOf(trace, 'surprise', equity)), equity).toBeLessThan(1e-12);
    }
  });

  it.each([
    [0.6, 0.35, 71.1],
    [0.3, 0.25, 41.3],
    [0.1, 0.2, 21.9],
    [-0.2, 0.3, 9.0],
  ])('stand in the multiple of growth %f that fades at %f', (growth, fade, rounded) => {
    const long = 0.03;
    const trace = runMarket({
      ...NO_NOISE,
      horizonMonths: 1,
      // Expected growth fades for a month before prices of month 0 are recorded.
      'market.equities[leader].growthPerYear': long + (growth - long) * Math.exp(fade / 12),
      'market.equities[leader].growthFadePerYear': fade,
    });
    const [multiple] = seriesOf(trace, 'price_earnings_ratio', 'leader');
    expect(multiple).toBeCloseTo(rounded, 1);
    expect(Math.abs(multiple / quadrature({ rate: 0.09, long, growth, fade }) - 1)).toBeLessThan(1e-6);
  });
});

/** Value of earnings that start at 1 a year: Simpson's rule over 600 years, the tail in closed form. */
function quadrature({ rate, long, growth, fade }: Record<'rate' | 'long' | 'growth' | 'fade', number>): number {
  const a = (growth - long) / fade;
  const flow = (t: number): number => Math.exp(-(rate - long) * t + a * (1 - Math.exp(-fade * t)));
  const steps = 60_000;
  const h = 600 / steps;
  let sum = flow(0) + flow(600);
  for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * flow(i * h);
  return (sum * h) / 3 + flow(600) / (rate - long);
}

describe('guidance', () => {
  it('moves the beat rate and no price, whatever else is on', () => {
    const run = (walkDown: number): Trace =>
      runMarket({ ...ALL_ON, horizonMonths: 240, 'market.guidance.walkDown': walkDown });
    const some = run(0.02);
    const more = run(0.09);
    for (const name of ['price_index', 'value_index', 'total_return', 'expected_growth_per_year', 'surprise']) {
      expect(more.column(name, 'equity'), name).toEqual(some.column(name, 'equity'));
    }
    expect(seriesOf(more, 'narrative')).toEqual(seriesOf(some, 'narrative'));
    const before = seriesOf(some, 'consensus_surprise', 'leader');
    const lifted = seriesOf(more, 'consensus_surprise', 'leader').map((s, t) => s - before[t]);
    expect(worst(lifted.filter((s) => s !== 0).map((s) => s - 0.07))).toBeLessThan(1e-12);
    expect(runMetrics(more).beat_rate).toBeGreaterThan(runMetrics(some).beat_rate as number);
  });

  /** Analysts and investors know true earnings up to noise of the report; prices answer what the noise says of growth. */
  const reports: Changes = {
    ...STILL,
    horizonMonths: 20_000,
    'market.mechanisms.guidance': true,
    'market.beliefs.reportNoise': 0.04,
    'market.beliefs.surpriseGain': 0.02,
    'market.beliefs.catchUpPerMonth': 1,
    'market.guidance.analystSpeedPerMonth': 1,
    'market.valuation.cycleWeight': 0,
    'market.valuation.normalisationMonths': 1,
  };

  it.each([0.02, 0.03])('of %f against noise of .04 is beaten in Phi(b / sigma) of the reports', (walkDown) => {
    const row = runMetrics(runMarket({ ...reports, 'market.guidance.walkDown': walkDown }));
    const p = normalCdf(walkDown / 0.04);
    expect(Math.abs((row.beat_rate as number) - p)).toBeLessThan(
      SIGMAS * Math.sqrt((p * (1 - p)) / (row.reports as number)),
    );
  });

  it('leaves returns on misses and beats at -P / (1 - P) when nothing drifts', () => {
    const trace = runMarket({ ...reports, 'market.guidance.walkDown': 0.03 });
    const row = runMetrics(trace) as Record<string, number>;
    const P = row.beat_rate;
    const returns = ['leader', 'bank'].flatMap((equity) => {
      const reported = seriesOf(trace, 'reported', equity);
      return seriesOf(trace, 'return', equity).filter((_, t) => reported[t] === 1);
    });
    const error = Math.sqrt(variance(returns) / returns.length);
    expect(row.reaction_beat).toBeGreaterThan(20 * error);
    expect(Math.abs(P * row.reaction_beat + (1 - P) * row.reaction_miss)).toBeLessThan(SIGMAS * error);
    const ratio = row.reaction_miss / row.reaction_beat;
    expect(Math.abs(ratio + P / (1 - P))).toBeLessThan((SIGMAS * error) / ((1 - P) * row.reaction_beat));
  });
});

describe('the story', () => {
  const story = (changes: Changes): number[] =>
    seriesOf(
      runMarket({
        ...STILL,
        horizonMonths: 600,
        'market.mechanisms.narrative': true,
        'narrative.level': 0,
        ...changes,
      }),
      'narrative',
    );
  const total = (herding: number): number => {
    const impulse: Intervention[] = [{ kind: 'narrative-impulse', month: 3, change: 0.001 }];
    return story({ 'market.narrative.herding': herding, interventions: impulse }).reduce((sum, x) => sum + x, 0.001);
  };

  it('dies down from anywhere when it feeds on itself by less than 1', () => {
    for (const level of [0.01, 0.5, 0.99]) {
      expect(Math.abs(story({ 'market.narrative.herding': 0.9, 'narrative.level': level })[599])).toBeLessThan(1e-4);
    }
  });

  it.each([0.2, 0.45, 0.7])('multiplies an impulse by 1 / (1 - a) at a = %f', (herding) => {
    expect(Math.abs((total(herding) / total(0)) * (1 - herding) - 1)).toBeLessThan(1e-3);
  });

  it('rests at .658570 when it feeds on itself by 1.2, from any side above 0', () => {
    for (const level of [0.05, 0.99]) {
      const path = story({ 'market.narrative.herding': 1.2, 'narrative.level': level });
      expect(Math.abs(path[599] - 0.65857)).toBeLessThan(1e-6);
    }
  });
});

describe('trend followers', () => {
  const k = 0.05;
  const a = 1 / 6;
  /** b g at which a deviation neither grows nor fades. */
  const edge = (k + a - k * a) / a;

  /** Largest deviation in the months around the shock over that in the last hundred. */
  function survival(product: number, reflexivity: number): number {
    const deviation = mispricing(
      runMarket({
        ...STILL,
        horizonMonths: 4000,
        'market.reflexivity': reflexivity,
        'market.mechanisms.trend': true,
        'market.valuation.volatilityPremiumPerYear': 0,
        'market.valuation.narrativePremiumPerYear': 0,
        'market.beliefs.narrativeGrowthPerYear': 0,
        'market.price.reversionPerMonth': k,
        'market.price.trendMonths': 1 / a,
        'market.price.trendStrengthPerMonth': 0.01,
        'market.price.trendSensitivity': product / (0.01 * reflexivity),
        interventions: shockAt(2, 1e-4),
      }),
    );
    return worst(deviation.slice(-100)) / worst(deviation.slice(0, 100));
  }

  it.each([1, 0.5])('let a deviation fade just below (k + a - k a) / a and keep it just above, at R = %f', (R) => {
    expect(edge).toBeCloseTo(1.25, 12);
    expect(survival(0.99 * edge, R)).toBeLessThan(0.1);
    expect(survival(1.01 * edge, R)).toBeGreaterThan(10);
  });
});

describe('hedging of dealers', () => {
  /** Lambda times gamma of -.3, or whatever half of minus `stressed` is, wherever prices stand. */
  const amplifying: Changes = {
    'market.mechanisms.gamma': true,
    'market.gamma.calm': 0,
    'market.gamma.stressed': 0.6,
    'market.gamma.threshold': 0,
    'market.gamma.width': 1,
  };
  const damping: Changes = {
    'market.mechanisms.gamma': true,
    'market.gamma.calm': 0.25,
    'market.gamma.threshold': 1,
    'market.gamma.width': 0.01,
  };
  const later: Changes = { 'market.gamma.hedging': 'next-month' };
  const returns = (changes: Changes): number[] =>
    seriesOf(runMarket({ ...STILL, interventions: shockAt(3, 1e-7), ...changes }), 'return', 'bank').map(
      (r) => r / 1e-7,
    );

  it('within the month scales a move by 1 / (1 + lambda gamma)', () => {
    expect(Math.abs(returns(damping)[3] - 1 / 1.25)).toBeLessThan(1e-6);
    expect(Math.abs(returns(amplifying)[3] - 1 / 0.7)).toBeLessThan(1e-6);
    expect(worst(returns(amplifying).slice(4))).toBeLessThan(1e-6);
  });

  it('a month later carries .3 of each move on, and adds up to 1 / .7', () => {
    const path = returns({ ...amplifying, ...later });
    for (const [lag, response] of [1, 0.3, 0.09, 0.027].entries()) {
      expect(Math.abs(path[3 + lag] - response), `lag ${lag}`).toBeLessThan(1e-6);
    }
    expect(Math.abs(path.reduce((sum, r) => sum + r, 0) - 1 / 0.7)).toBeLessThan(1e-6);
    const index = runMarket({ ...STILL, interventions: shockAt(3, 1e-7), ...amplifying, ...later });
    const us = seriesOf(index, 'venue_return', 'us', 'venue');
    expect(Math.abs(us.reduce((sum, r) => sum + r / 1e-7, 0) - 1 / 0.7)).toBeLessThan(1e-6);
  });

  it('a month later gives returns an autocorrelation of .3 and 1.0989 of their variance', () => {
    const noise = { ...noiseOnly(1e-4, 0), horizonMonths: 20_000 };
    const plain = seriesOf(runMarket(noise), 'return', 'bank');
    const hedged = seriesOf(runMarket({ ...noise, ...amplifying, ...later }), 'return', 'bank');
    expect(Math.abs(autocorrelation(hedged, 1) - 0.3)).toBeLessThan(SIGMAS * Math.sqrt(0.91 / 20_000));
    expect(Math.abs(variance(hedged) / variance(plain) - 1.0989)).toBeLessThan(SIGMAS * Math.sqrt(2 / 20_000));
  });

  it('is refused where it would make prices explode', () => {
    const problems = problemsOf(() =>
      loadScenario('market-calm', { cwd: '.', overrides: ['market.gamma.stressed=0.85'] }),
    );
    expect(problems).toEqual(['--set market.gamma.stressed=0.85: expected a number from 0 to 0.8, got 0.85']);
  });
});

it('falls of a driftless price come to sqrt(pi / 2) sigma sqrt(T)', () => {
  const months = 1250;
  const sigma = 2e-3;
  const paths = returnsOfRuns(plainMarket({ ...noiseOnly(0, sigma), horizonMonths: months }), 300);
  // A path turned over is a path of the same law.
  const falls = paths.flatMap((returns) => [maxLogDrawdown(returns), maxLogDrawdown(returns.map((r) => -r))]);
  // Steps miss the highest peak and the deepest trough by -zeta(1/2) / sqrt(2 pi) sigma each (Broadie et al., 1997).
  const expected = brownianLogDrawdown(sigma * Math.sqrt(12), months / 12) - 2 * 0.5826 * sigma;

  expect(Math.abs(mean(falls) / expected - 1)).toBeLessThan(0.03);
});

it('correlation in stress, at the volatility of calm months, is that of calm months while betas stand still', () => {
  const base = plainMarket();
  const [us] = base.market.venues;
  const [leader] = base.market.equities;
  const trace = runMarket({
    ...noiseOnly(0.042, 0),
    horizonMonths: 20_000,
    'market.price.degreesOfFreedom': 5,
    // The common return clusters; earnings, which move the other venue besides, do not.
    'market.price.volatilityFeedback': 0.9,
    'market.price.volatilityWeight': 0.3,
    'market.price.referenceVolatilityPerYear': 0.042 * Math.sqrt(12),
    earnings: [{ id: 'leader', volatilityPerYear: 0.15 }],
    'market.venues': [
      { ...us, restShare: 1 },
      { ...us, id: 'korea', restShare: 0 },
    ],
    'market.equities': [{ ...leader, venue: 'korea', growthPerYear: 0, ownVolatilityPerMonth: 0 }],
  });
  const row = runMetrics(trace) as Record<string, number>;
  expect(row.correlation_stressed - row.correlation_calm).toBeGreaterThan(0.1);
  expect(Math.abs(row.correlation_adjusted - row.correlation_calm)).toBeLessThan(0.04);
  const [lead, other] = ['us', 'korea'].map((venue) => seriesOf(trace, 'venue_return', venue, 'venue'));
  expect(correlation(lead, other)).toBeGreaterThan(row.correlation_calm);
});

it('adoption follows the curve of Bass: .812803 after ten years of p .03 and q .38', () => {
  const bass = (years: number): number => {
    const decayed = Math.exp(-0.41 * years);
    return (1 - decayed) / (1 + (0.38 / 0.03) * decayed);
  };
  const scenario = shipped('baseline', {
    'stop.rule': 'horizon',
    horizonMonths: 108,
    'demand.initialAdoption': bass(1),
    'demand.bassInnovationPerYear': 0.03,
    'demand.bassImitationPerYear': 0.38,
    // Every customer renews.
    'demand.churnPerYear': 0,
    'demand.returnHurdle': 0,
    'demand.returnWidth': 0.01,
  });
  const adoption = simulate(scenario, 'bass').column('adoption', 'scalar');
  expect(bass(10)).toBeCloseTo(0.812803, 6);
  expect(Math.abs(adoption[107] - bass(10))).toBeLessThan(1e-12);
});
