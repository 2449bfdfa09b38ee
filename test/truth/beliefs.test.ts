/** Known answers of adaptive beliefs, through a scenario and the engine: where prices leave their value, and where they swing. */

import { describe, expect, it } from 'vitest';
import type { Trace } from '../../src/columns/trace.ts';
import { simulate } from '../../src/engine/simulate.ts';
import { runMetrics } from '../../src/metrics/run-row.ts';
import { loadScenario } from '../../src/node/scenario-files.ts';
import type { BeliefsRun } from '../../src/scenario/beliefs-run.ts';

const SHIPPED = loadScenario('brock-hommes').scenario as BeliefsRun;

function run(beliefs: Partial<BeliefsRun['beliefs']>, periods: number): Trace {
  return simulate({ ...SHIPPED, horizonMonths: periods, beliefs: { ...SHIPPED.beliefs, ...beliefs } }, 'beliefs');
}

const deviations = (trace: Trace): Float64Array => trace.column('price_deviation', 'scalar');
const swing = (trace: Trace): number => runMetrics(trace).swing as number;
const end = (trace: Trace): number => runMetrics(trace).deviation_end as number;

describe('fundamentalists at a cost and trend followers', () => {
  const pitchfork = Math.log(11);
  /** Deviation at rest above the pitchfork: C 1, g 1.2, R 1.1, D 1. */
  const atRest = (beta: number): number => Math.sqrt((1 - pitchfork / beta) / (1.2 * 0.1));

  it('keep the price at its value up to an intensity of ln(R / (g - R)) = ln 11', () => {
    expect(Math.abs(end(run({ choiceIntensity: pitchfork - 0.1 }, 5000)))).toBeLessThan(1e-12);
    expect(end(run({ choiceIntensity: pitchfork + 0.1, initialDeviation: 1e-3 }, 5000))).toBeGreaterThan(0.5);
  });

  it.each([0.05, 0.2, 0.5, 0.9])('hold it off its value, on either side, %f above that', (above) => {
    const beta = pitchfork + above;
    for (const side of [1, -1]) {
      const trace = run({ choiceIntensity: beta, initialDeviation: 0.1 * side }, 8000);
      expect(Math.abs(end(trace) - side * atRest(beta))).toBeLessThan(1e-9);
    }
    if (above === 0.2) expect(atRest(beta)).toBeCloseTo(0.800965, 6);
  });

  it('swing above 3.3313 and come to rest below', () => {
    const near = (beta: number): Trace => run({ choiceIntensity: beta, initialDeviation: atRest(beta) + 1e-3 }, 20_000);
    expect(swing(near(3.3303))).toBeLessThan(1e-6);
    expect(swing(near(3.3323))).toBeGreaterThan(1e-2);
  });

  it('stand in the shares that the price asks for: R / g follow the trend', () => {
    const trace = run({ choiceIntensity: pitchfork + 0.2 }, 8000);
    const row = runMetrics(trace);
    expect(row.fraction_trend_follower).toBeCloseTo(1.1 / 1.2, 9);
    expect(row.fraction_fundamentalist).toBeCloseTo(1 - 1.1 / 1.2, 9);
  });
});

it('contrarians make the price jump around its value above ln(R / (-g - R)) = 1.0116', () => {
  const [fundamentalist] = SHIPPED.beliefs.types;
  const types = [fundamentalist, { id: 'contrarian', trend: -1.5, bias: 0, cost: 0 }];
  const flip = Math.log(1.1 / 0.4);
  expect(flip).toBeCloseTo(1.0116, 4);
  expect(Math.abs(end(run({ types, choiceIntensity: flip - 0.05 }, 5000)))).toBeLessThan(1e-12);
  const x = deviations(run({ types, choiceIntensity: flip + 0.05, initialDeviation: 1e-3 }, 5000));
  expect(Math.abs(x[4999])).toBeGreaterThan(0.1);
  expect(x[4999] * x[4998]).toBeLessThan(0);
  expect(Math.abs(x[4999] + x[4998])).toBeLessThan(1e-6);
});

describe('four types, of which two are biased', () => {
  const type = (id: string, trend: number, bias: number) => ({ id, trend, bias, cost: 0 });
  const types = [type('value', 0, 0), type('up', 0.9, 0.2), type('down', 0.9, -0.2), type('trend', 1.01, 0)];
  const four = (choiceIntensity: number, periods: number): Trace =>
    run({ types, grossReturn: 1.01, choiceIntensity, initialDeviation: 0.01 }, periods);

  it('begin to swing at 50: 48 dies out, 52 goes on with an amplitude of .088', () => {
    expect(swing(four(48, 6000))).toBeLessThan(1e-13);
    const amplitude = deviations(four(52, 6000))
      .subarray(4500)
      .reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    expect(amplitude).toBeCloseTo(0.088, 3);
  });

  it('decay and grow by sqrt(.02 beta) a period, which is 1 at 50', () => {
    for (const beta of [40, 49, 51, 60]) {
      const x = deviations(run({ types, grossReturn: 1.01, choiceIntensity: beta, initialDeviation: 1e-6 }, 40));
      // Casorati determinant of three neighbours: what multiplies it from period to period is the modulus squared.
      const casorati = (t: number): number => x[t] * x[t] - x[t - 1] * x[t + 1];
      expect(casorati(21) / casorati(20)).toBeCloseTo(0.02 * beta, 6);
    }
  });
});

it('shocks to the price are luck of the run, and a price that runs away is held', () => {
  const noisy = (seed: string): Float64Array =>
    deviations(simulate({ ...SHIPPED, beliefs: { ...SHIPPED.beliefs, noise: 0.1 } }, seed)).slice();
  expect(noisy('one')).toEqual(noisy('one'));
  expect(noisy('one')).not.toEqual(noisy('two'));
  const types = [{ id: 'follower', trend: 2, bias: 0, cost: 0 }];
  expect(end(run({ types }, 200))).toBe(1e6);
});
