/** The market part by part: who reports when, what news say of growth, flows, premium, the story, and what builders are offered. */

import { describe, expect, it } from 'vitest';
import { createWorld, type World } from '../../src/model/world/world.ts';
import { fillInitial } from '../../src/model/initial.ts';
import { recordNews } from '../../src/model/market/news.ts';
import { stepMarketStage } from '../../src/model/market-link.ts';
import type { Intervention } from '../../src/scenario/interventions.ts';
import { ALL_ON, NO_NOISE, plainMarket, runMarket, seriesOf, STILL } from '../support/markets.ts';
import { type Changes, shipped } from '../support/shipped.ts';

const news = (...interventions: Intervention[]): Changes => ({ interventions });
/** Ten years of nothing but what a test sends, with prices that answer the market. */
const REFLEXIVE: Changes = { ...STILL, 'market.reflexivity': 1, 'narrative.level': 0 };

describe('reports', () => {
  it.each(['2025-10', '2025-11', '2025-12', '2026-01'])(
    'fall on the same calendar months when a run starts in %s',
    (startMonth) => {
      const first = Number(startMonth.slice(-2)) - 1;
      for (const reportMonth of [0, 1, 2]) {
        const trace = runMarket({ startMonth, horizonMonths: 24, 'market.equities[leader].reportMonth': reportMonth });
        const months = seriesOf(trace, 'reported', 'leader').flatMap((reported, t) => (reported === 1 ? [t] : []));
        expect(months).toHaveLength(8);
        for (const t of months) expect((first + t) % 3).toBe(reportMonth);
      }
    },
  );

  it('are told in changes of the price and of earnings, and not in their logs', () => {
    const trace = runMarket({ ...news({ kind: 'earnings-surprise', month: 3, equity: 'leader', logSurprise: 1 }) });
    const report = trace.events.find(({ kind }) => kind === 'report');
    const month = report?.month ?? 0;
    const at = (name: string, t: number): number => seriesOf(trace, name, report?.entity ?? '')[t];
    const moved = at('price_index', month) / at('price_index', month - 1) - 1;
    const beat = Math.exp(at('consensus_surprise', month)) - 1;
    expect(report?.magnitude).toBeCloseTo(moved, 9);
    const [beatText, movedText] = [beat, moved].map((change) => `${Math.abs(change * 100).toFixed(1)} %`);
    expect(report?.detail).toBe(
      `${report?.entity} reported ${beatText} above consensus and ${moved < 0 ? 'fell' : 'rose'} ${movedText} in the month`,
    );
    const dated = trace.events.find(({ kind }) => kind === 'intervention');
    expect(dated?.detail).toContain('+171.8 %');
  });

  it('are the only months with a surprise', () => {
    const trace = runMarket({ horizonMonths: 60 });
    const reported = seriesOf(trace, 'reported', 'bank');
    for (const [t, surprise] of seriesOf(trace, 'surprise', 'bank').entries())
      expect(surprise !== 0).toBe(reported[t] === 1);
  });
});

describe('analysts', () => {
  /** Log of what investors expect over what analysts do, in the months of a report after investors revise growth. */
  function gaps(analystSpeedPerMonth: number): number[] {
    const trace = runMarket({
      ...STILL,
      'market.beliefs.surpriseGain': 0,
      'market.beliefs.catchUpPerMonth': 0,
      'market.guidance.analystSpeedPerMonth': analystSpeedPerMonth,
      ...news({ kind: 'growth-revision', month: 3, equity: 'leader', changePerYear: 0.1 }),
    });
    const surprise = seriesOf(trace, 'surprise', 'leader');
    const reported = seriesOf(trace, 'reported', 'leader');
    return seriesOf(trace, 'consensus_surprise', 'leader')
      .map((consensus, t) => consensus - surprise[t])
      .filter((_, t) => t > 3 && reported[t] === 1);
  }

  it('lag behind investors by their speed, and catch up', () => {
    const slow = gaps(0.25);
    expect(slow[0]).toBeGreaterThan(0.001);
    expect(gaps(0.5)[0]).toBeLessThan(slow[0]);
    expect(slow[slow.length - 1]).toBeLessThan(0.2 * Math.max(...slow));
    for (const gap of gaps(1)) expect(Math.abs(gap)).toBeLessThan(1e-12);
  });
});

describe('a surprise', () => {
  /** Change of expected growth by a surprise of the leader in month 3, when nobody else reports: of both companies. */
  function learned(logSurprise: number, changes: Changes = {}): Record<'leader' | 'bank', number> {
    const base = { ...STILL, horizonMonths: 12, 'market.equities[bank].reportMonth': 1, ...changes };
    const told = runMarket({
      ...base,
      ...news({ kind: 'earnings-surprise', month: 3, equity: 'leader', logSurprise }),
    });
    const growth = (equity: string): number => seriesOf(told, 'expected_growth_per_year', equity)[3];
    return { leader: growth('leader'), bank: growth('bank') };
  }

  it('moves expected growth by four times the gain, and by no more than four gains of the largest', () => {
    expect(learned(1e-4).leader).toBeCloseTo(4 * 0.04 * 1e-4, 10);
    expect(learned(5).leader).toBeCloseTo(4 * 0.04 * 0.3, 10);
    expect(learned(-5).leader).toBeCloseTo(-4 * 0.04 * 0.3, 10);
    expect(learned(0.3).leader).toBeCloseTo(4 * 0.04 * 0.3 * Math.tanh(1), 10);
  });

  it('reaches those who do not report by the share that is transferred, and only with the switch', () => {
    expect(learned(1e-4).bank).toBe(0);
    const shared = { 'market.mechanisms.informationTransfer': true };
    expect(learned(1e-4, shared).bank).toBeCloseTo(0.35 * 4 * 0.04 * 1e-4, 10);
    expect(learned(1e-4, shared).leader).toBe(learned(1e-4).leader);
  });

  it('fades from expected growth like growth itself', () => {
    const trace = runMarket({
      ...STILL,
      'market.beliefs.surpriseGain': 0,
      ...news({ kind: 'growth-revision', month: 3, equity: 'leader', changePerYear: 0.1 }),
    });
    const growth = seriesOf(trace, 'expected_growth_per_year', 'leader');
    expect(growth[2]).toBe(0);
    for (const t of [0, 12, 60]) expect(growth[3 + t]).toBeCloseTo(0.1 * Math.exp((-0.25 * t) / 12), 12);
  });
});

describe('extrapolation', () => {
  const on: Changes = {
    'market.mechanisms.extrapolation': true,
    'market.reflexivity': 1,
    'market.beliefs.narrativeGrowthPerYear': 0,
  };
  const growth = (changes: Changes): number[] =>
    seriesOf(
      runMarket({ ...NO_NOISE, 'market.beliefs.surpriseGain': 0, ...changes }),
      'expected_growth_per_year',
      'leader',
    );

  it('adds nothing while nothing is learned, however growth fades', () => {
    const plain = growth({});
    for (const [t, value] of growth({ ...on, 'market.price.commonVolatilityPerMonth': 0 }).entries())
      expect(Math.abs(value - plain[t])).toBeLessThan(1e-12);
  });

  it('adds its share of what was learned in the look-back, and then nothing', () => {
    const revision = news({ kind: 'growth-revision', month: 12, equity: 'leader', changePerYear: 0.02 });
    const plain = growth(revision);
    const more = growth({ ...on, ...revision }).map((value, t) => value - plain[t]);
    expect(Math.abs(more[11])).toBeLessThan(1e-12);
    for (let t = 12; t < 18; t++) expect(more[t]).toBeCloseTo(0.5 * 0.02 * Math.exp((-0.25 * (t - 12)) / 12), 10);
    expect(Math.abs(more[18])).toBeLessThan(1e-12);
  });
});

describe('funds that hold volatility', () => {
  const shock = (logReturn: number): Changes => news({ kind: 'price-shock', month: 3, logReturn });
  const calm: Changes = { ...REFLEXIVE, 'market.valuation.volatilityPremiumPerYear': 0 };
  const flows = (logReturn: number): number[] => {
    const returns = (isOn: boolean): number[] =>
      seriesOf(
        runMarket({ ...calm, ...shock(logReturn), 'market.mechanisms.volatilityTarget': isOn }),
        'return',
        'bank',
      );
    const off = returns(false);
    return returns(true).map((r, t) => r - off[t]);
  };

  it.each([0.2, -0.2])('sell in the month after a move of %f and buy back as volatility falls', (logReturn) => {
    const flow = flows(logReturn);
    expect(Math.abs(flow[3])).toBeLessThan(0.01);
    expect(flow[4]).toBeLessThan(-0.01);
    for (let t = 6; t < 12; t++) expect(flow[t]).toBeGreaterThan(0);
  });

  it('never hold more than their limit', () => {
    // Volatility falls to nothing: exposure goes from 1 to 1.5, and that is all that is ever bought.
    const bought = flows(0).reduce((sum, r) => sum + r, 0);
    expect(bought).toBeCloseTo(5 * 0.008 * 0.5, 6);
  });
});

describe('the premium of investors', () => {
  const cost = (changes: Changes): number[] =>
    seriesOf(runMarket({ ...REFLEXIVE, ...changes }), 'cost_of_equity_per_year', 'bank');

  it('is the usual one without reflexivity', () => {
    const shock = news({ kind: 'price-shock', month: 3, logReturn: -0.3 });
    for (const value of cost({ ...shock, 'market.reflexivity': 0, 'narrative.level': 0.9 }))
      expect(value).toBeCloseTo(0.09, 12);
  });

  it('rises with volatility, and takes its own short duration off value', () => {
    const shock = news({ kind: 'price-shock', month: 3, logReturn: 0.3 });
    const rates = cost({ ...shock, 'market.price.volatilityWeight': 0.5 });
    expect(rates[4]).toBeGreaterThan(rates[2] + 0.01);
    const value = seriesOf(
      runMarket({ ...REFLEXIVE, ...shock, 'market.price.volatilityWeight': 0.5 }),
      'value_index',
      'bank',
    );
    expect(Math.log(value[4] / value[2])).toBeCloseTo(-1.5 * (rates[4] - rates[2]), 10);
  });

  it('falls with the story, by a point a year for a full one', () => {
    const still = { 'market.valuation.volatilityPremiumPerYear': 0 };
    expect(cost({ ...still, 'narrative.level': 0.5 })[1]).toBeCloseTo(0.09, 12);
    expect(cost({ ...still, ...news({ kind: 'narrative-impulse', month: 0, change: 0.5 }) })[1]).toBeCloseTo(
      0.09 - 0.01 * 0.5,
      12,
    );
  });
});

describe('the story', () => {
  const told = (changes: Changes): number[] =>
    seriesOf(runMarket({ ...REFLEXIVE, 'market.mechanisms.narrative': true, ...changes }), 'narrative');
  const fall = (logReturn: number): Changes => news({ kind: 'price-shock', month: 3, logReturn });
  const silent: Changes = { 'market.narrative.momentum': 0, 'market.narrative.surprise': 0 };

  it('forgives a fall within tolerance and sours beyond it', () => {
    expect(told({ ...silent, ...fall(-0.1) })[10]).toBe(0);
    expect(told({ ...silent, ...fall(-0.3) })[3]).toBeLessThan(-0.01);
    const mild = told({ ...silent, ...fall(-0.3), 'market.narrative.drawdownTolerance': 0.25 });
    expect(mild[3]).toBeGreaterThan(told({ ...silent, ...fall(-0.3) })[3]);
  });

  it.each([
    ['momentum', fall(0.1)],
    ['surprise', news({ kind: 'earnings-surprise', month: 3, equity: 'leader', logSurprise: 0.1 })],
  ])('rises with %s', (name, changes) => {
    const others = { ...silent, 'market.narrative.drawdown': 0 };
    expect(told({ ...others, ...changes })[3]).toBe(0);
    expect(told({ ...others, ...changes, [`market.narrative.${name}`]: 5 })[3]).toBeGreaterThan(0);
    expect(told({ ...others, ...changes, [`market.narrative.${name}`]: 5, 'market.reflexivity': 0 })[3]).toBe(0);
  });

  it('stays where it began when its switch is off', () => {
    const path = told({ ...fall(-0.3), 'narrative.level': 0.6, 'market.mechanisms.narrative': false });
    expect(new Set(path)).toEqual(new Set([0.6]));
  });
});

describe('an index', () => {
  it('weighs what is listed by capitalisation, and the rest by its share', () => {
    const one = runMarket({ ...STILL, ...news({ kind: 'price-shock', month: 3, equity: 'leader', logReturn: 0.1 }) });
    const [leader, bank] = ['leader', 'bank'].map((id) => seriesOf(one, 'capitalisation_usd_bn', id)[2]);
    const moved = seriesOf(one, 'venue_return', 'us', 'venue')[3];
    expect(moved).toBeCloseTo(Math.log(0.5 + (0.5 * (leader * Math.exp(0.1) + bank)) / (leader + bank)), 12);
    const all = runMarket({
      ...STILL,
      'market.venues[us].restBeta': 0.5,
      ...news({ kind: 'price-shock', month: 3, logReturn: 0.1 }),
    });
    expect(seriesOf(all, 'venue_return', 'us', 'venue')[3]).toBeCloseTo(
      Math.log(0.5 * Math.exp(0.1) + 0.5 * Math.exp(0.05)),
      12,
    );
  });
});

describe('nobody moves who is not concerned', () => {
  const SHARES = ['price_index', 'total_return', 'surprise', 'consensus_surprise', 'expected_growth_per_year'];
  const base = plainMarket();
  const [leader] = base.market.equities;
  const [us] = base.market.venues;
  const newco = { ...leader, id: 'newco', beta: 1.4 };

  it('when companies are listed the other way round, whatever is on', () => {
    const straight = runMarket(ALL_ON);
    const columns = SHARES.map((name) => straight.column(name, 'equity').slice());
    const index = seriesOf(straight, 'market_index');
    const turned = runMarket({
      ...ALL_ON,
      'market.equities': [...base.market.equities].reverse(),
      earnings: [...base.earnings].reverse(),
    });
    expect(turned.entities.equity).toEqual(straight.entities.equity);
    for (const [c, name] of SHARES.entries()) expect(turned.column(name, 'equity'), name).toEqual(columns[c]);
    expect(seriesOf(turned, 'market_index')).toEqual(index);
  });

  it('when a company or a venue is added', () => {
    const before = runMarket({});
    const more = runMarket({
      'market.equities': [newco, ...base.market.equities.map((equity) => equity)],
      'market.venues': [us, { ...us, id: 'korea' }],
      earnings: [{ id: 'newco', volatilityPerYear: 0.3 }, ...base.earnings],
    });
    for (const id of ['leader', 'bank']) {
      for (const name of SHARES)
        expect(seriesOf(more, name, id), `${name} of ${id}`).toEqual(seriesOf(before, name, id));
    }
    const elsewhere = runMarket({
      'market.equities': [...base.market.equities, { ...newco, venue: 'korea' }],
      'market.venues': [us, { ...us, id: 'korea' }],
    });
    expect(seriesOf(elsewhere, 'market_index')).toEqual(seriesOf(before, 'market_index'));
  });
});

describe('what builders are offered', () => {
  /** Conditions of the month after news on one builder, and its place. */
  function offered(logReturn: number, changes: Changes = {}): { conditions: World['conditions']; at: number } {
    const quiet: Changes = {
      'market.price.commonVolatilityPerMonth': 0,
      'market.equities[AMZN].ownVolatilityPerMonth': 0,
    };
    const world = createWorld(shipped('baseline', { ...quiet, ...changes }));
    fillInitial(world);
    const { market, marketRules: rules } = world;
    if (market === undefined || rules === undefined) throw new Error('no market');
    recordNews(market, rules, { kind: 'price-shock', month: 0, equity: 'AMZN', logReturn });
    stepMarketStage(world, 0);
    return { conditions: world.conditions, at: world.scenario.firms.findIndex(({ id }) => id === 'AMZN') };
  }
  const of = (
    name: 'waccPerYear' | 'spreadPerYear' | 'leverageFactor',
    logReturn: number,
    changes?: Changes,
  ): number => {
    const { conditions, at } = offered(logReturn, changes);
    return conditions[name][at];
  };

  it('gets better when its share rises: capital and credit cheaper, lenders more willing', () => {
    for (const name of ['waccPerYear', 'spreadPerYear'] as const) {
      expect(of(name, 0.3), name).toBeLessThan(of(name, 0));
      expect(of(name, -0.3), name).toBeGreaterThan(of(name, 0));
    }
    expect(of('leverageFactor', 0.3)).toBeGreaterThan(of('leverageFactor', 0));
    expect(of('leverageFactor', -0.3)).toBeLessThan(of('leverageFactor', 0));
  });

  it('moves by the elasticities of the scenario times reflexivity', () => {
    const R = 0.75;
    const fixed = { 'market.reflexivity': R, 'market.gamma.calm': 0, 'market.mechanisms.gamma': false };
    const ratio = of('spreadPerYear', 0.3, fixed) / of('spreadPerYear', 0, fixed);
    expect(Math.log(ratio)).toBeCloseTo(-R * 0.5 * 0.3, 6);
    const rise = of('leverageFactor', 0.3, fixed) - of('leverageFactor', 0, fixed);
    expect(rise).toBeCloseTo(R * 0.5 * 0.3, 6);
    const cheaper = of('waccPerYear', 0.3, fixed) - of('waccPerYear', 0, fixed);
    expect(cheaper).toBeCloseTo(-R * 0.9 * 0.02 * 0.3, 6);
  });

  it('stays as it was for a builder whose switches are off', () => {
    const off = { 'market.mechanisms.costOfCapital': false, 'market.mechanisms.leverage': false };
    for (const name of ['waccPerYear', 'spreadPerYear', 'leverageFactor'] as const) {
      expect(of(name, -0.5, off), name).toBe(of(name, 0.5, off));
    }
    expect(of('leverageFactor', -0.5, off)).toBe(1);
  });
});
