/** Calibration on known answers: linear-Gaussian posteriors, numbers without effect, implausible draws, preflight. */

import { describe, expect, it } from 'vitest';
import {
  prepareAbc,
  type ReferenceTable,
  weightedMean,
  weightedQuantile,
} from '../../../src/experiment/calibrate/abc.ts';
import { boxOf, historyMatch, type WaveDraw } from '../../../src/experiment/calibrate/history-match.ts';
import { evennessOf, identify } from '../../../src/experiment/calibrate/identify.ts';
import { posteriorSpread } from '../../../src/experiment/calibrate/posterior-spread.ts';
import { preflight } from '../../../src/experiment/calibrate/preflight.ts';
import { readTargets } from '../../../src/experiment/calibrate/targets.ts';
import { normalQuantile } from '../../../src/numeric/special.ts';
import { expandSeed } from '../../../src/random/seed.ts';
import { fillNormals, fillUniforms, openStream, streamId } from '../../../src/random/stream.ts';

const streamOf = (key: string) => openStream(expandSeed('calibrate'), 0, streamId('test', key));
function uniforms(count: number, key: string): Float64Array {
  const draws = new Float64Array(count);
  fillUniforms(draws, streamOf(key));
  return draws;
}
function normals(count: number, key: string): Float64Array {
  const draws = new Float64Array(count);
  fillNormals(draws, streamOf(key));
  return draws;
}

/**
 * Three standard normal numbers: a and b are seen with noise, c has no effect. The record is (a + .5 e, a + b + .5 e'),
 * so that the posterior is normal, with mean and variance from the normal equations.
 */
function linearTable(count: number): ReferenceTable {
  const [a, b, c] = ['a', 'b', 'c'].map((key) => uniforms(count, key));
  const [e, f] = ['e', 'f'].map((key) => normals(count, key));
  return {
    box: [
      [0, 1],
      [0, 1],
      [0, 1],
    ],
    quantiles: Array.from({ length: count }, (_, i) => Float64Array.of(a[i], b[i], c[i])),
    records: Array.from({ length: count }, (_, i) => {
      const [x, y] = [normalQuantile(a[i]), normalQuantile(b[i])];
      return Float64Array.of(x + 0.5 * e[i], x + y + 0.5 * f[i]);
    }),
  };
}
const OBSERVED = [0.8, 0.2];
/** Posterior of (a, b): precision I + H'H / .25 with H = [[1, 0], [1, 1]]. */
const PRECISION = [
  [9, 4],
  [4, 5],
] as const;
const determinant = 9 * 5 - 4 * 4;
const right = [4 * (0.8 + 0.2), 4 * 0.2];
const MEAN = [(5 * right[0] - 4 * right[1]) / determinant, (9 * right[1] - 4 * right[0]) / determinant];
const SD = [Math.sqrt(PRECISION[1][1] / determinant), Math.sqrt(PRECISION[0][0] / determinant)];

describe('a linear model with normal errors', () => {
  const table = linearTable(4000);
  const abc = prepareAbc(table, OBSERVED);
  const { weights, quantiles } = abc.posterior(OBSERVED, 0.3);
  const posterior = quantiles.map((shares) => posteriorSpread({ sd: 1 }, 0, { shares, weights }));

  it('has the posterior that algebra gives', () => {
    for (const n of [0, 1]) {
      const { value, spread } = posterior[n];
      expect(Math.abs(value - MEAN[n])).toBeLessThan(0.06);
      expect(Math.abs(('sd' in spread ? spread.sd : 0) - SD[n])).toBeLessThan(0.04);
    }
  });

  it('leaves a number without effect where it was', () => {
    expect(Math.abs(posterior[2].value)).toBeLessThan(0.1);
    expect(posterior[2].spread).toMatchObject({ sd: expect.closeTo(1, 0) });
    const ends = [0.05, 0.95].map((p) => weightedQuantile(quantiles[2], weights, p));
    expect(ends[0]).toBeLessThan(0.08);
    expect(ends[1]).toBeGreaterThan(0.92);
  });

  it('says by cross-validation which numbers a record tells, and that intervals hold what they say', () => {
    const [a, b, c] = identify(table, abc, 0.3, 200);
    // In quantiles the error of a normal posterior is smaller than in the number itself: about 1 - sd.
    expect(a.performance).toBeGreaterThan(0.5);
    expect(b.performance).toBeGreaterThan(0.3);
    expect(a.performance).toBeGreaterThan(b.performance);
    expect(Math.abs(c.performance)).toBeLessThan(0.03);
    for (const { coverage, evenness, ranks } of [a, b, c]) {
      // Three binomial standard deviations of 200 tests.
      expect(Math.abs(coverage - 0.9)).toBeLessThan(0.064);
      expect(evenness).toBeGreaterThan(0.001);
      expect(ranks.reduce((sum, count) => sum + count, 0)).toBe(200);
    }
  });

  it('finds a posterior that is too narrow', () => {
    // The table claims that records are five times as exact as those that are tested.
    const extra = normals(4000, 'g');
    const records = table.records.slice(0, 200).map((record, i) => [record[0] + 2.5 * extra[i], record[1]]);
    const noisy = { ...table, quantiles: table.quantiles.slice(0, 200), records };
    const sure = { posterior: (record: ArrayLike<number>, share: number) => abc.posterior(record, share) };
    const [a] = identify(noisy, sure, 0.3, 200);
    expect(a.coverage).toBeLessThan(0.7);
    expect(a.evenness).toBeLessThan(0.001);
  });
});

it('stays in its box, and gives back the prior where nothing was observed', () => {
  const table = {
    ...linearTable(600),
    box: [
      [0, 1],
      [0, 1],
      [0.25, 0.75],
    ] as const,
  };
  const inside = { ...table, quantiles: table.quantiles.map((row) => [row[0], row[1], 0.25 + row[2] / 2]) };
  const { quantiles, weights } = prepareAbc(inside, OBSERVED).posterior([4, -4], 0.2);
  for (const value of quantiles[2]) expect(value >= 0.25 && value <= 0.75).toBe(true);
  for (const shares of quantiles) for (const value of shares) expect(value >= 0 && value <= 1).toBe(true);
  expect(
    weightedMean(
      weights.map(() => 1),
      weights,
    ),
  ).toBeCloseTo(1, 12);
});

it('knows the chi-square test of even counts', () => {
  expect(evennessOf([10, 10, 10, 10])).toBe(1);
  // Statistics 12.8 with one degree of freedom, 12 with two, 8.8 with three, 16.919 and 21.666 with nine (tables: .05, .01).
  expect(evennessOf([18, 2])).toBeCloseTo(0.000347, 5);
  expect(evennessOf([16, 4, 4])).toBeCloseTo(Math.exp(-6), 12);
  expect(evennessOf([18, 6, 8, 8])).toBeCloseTo(0.03207, 4);
  const nine = (statistic: number) =>
    evennessOf([
      100 + Math.sqrt(50 * statistic),
      100 - Math.sqrt(50 * statistic),
      ...Array.from({ length: 8 }, () => 100),
    ]);
  expect(nine(16.919)).toBeCloseTo(0.05, 4);
  expect(nine(21.666)).toBeCloseTo(0.01, 4);
});

/** Draws whose first target is ten times their first quantile, in two replications one unit about it. */
const lineDraws = (count: number): WaveDraw[] =>
  Array.from({ length: count }, (_, i) => {
    const u = (i + 0.5) / count;
    return {
      quantiles: Float64Array.of(u, 0.5),
      replications: [
        [10 * u - 1, 1],
        [10 * u + 1, 1],
      ],
    };
  });

it('retains the draws near the target and shrinks the box to them', () => {
  const draws = lineDraws(100);
  const target = { observed: 5, observationError: 0.3, discrepancy: 0.4 };
  const flat = { observed: 1, observationError: 0.1, discrepancy: 0 };
  const result = historyMatch(draws, [target, flat], { cutOff: 1, exceptions: 0 });
  // Variance within a draw is 2, so that the whole is .09 + .16 + 2 (1 + 1/2) = 3.25.
  expect(result.simulationVariance[0]).toBeCloseTo(2, 12);
  expect(result.implausibility[0][0]).toBeCloseTo(4.95 / Math.sqrt(3.25), 12);
  const reach = Math.sqrt(3.25) / 10;
  const retained = result.retained.map((d) => draws[d].quantiles[0]);
  expect(Math.min(...retained)).toBeCloseTo(0.5 - reach, 1);
  expect(retained.every((u) => Math.abs(u - 0.5) <= reach)).toBe(true);
  const box = boxOf(draws, result.retained, [
    [0, 1],
    [0.2, 0.8],
  ]);
  expect(box[0][0]).toBeCloseTo(Math.min(...retained) - 0.03, 10);
  expect(box[1]).toEqual([0.5, 0.5]);
  expect(
    boxOf(
      draws,
      [3],
      [
        [0, 1],
        [0.2, 0.8],
      ],
    ),
  ).toEqual([
    [0, 1],
    [0.2, 0.8],
  ]);
  // The second worst target may decide.
  const off = { ...flat, observed: 9 };
  expect(historyMatch(draws, [target, off], { cutOff: 1, exceptions: 0 }).retained).toEqual([]);
  expect(historyMatch(draws, [target, off], { cutOff: 1, exceptions: 1 }).retained).toEqual(result.retained);
});

it('finds targets out of reach, contradictory pairs and duplicates', () => {
  const draws = lineDraws(100).map((draw) => ({
    ...draw,
    replications: draw.replications.map(([x]) => [x, x, 3 * x, -x]),
  }));
  const at = (observed: number) => ({ observed, observationError: 0.2, discrepancy: 0.2 });
  // Near 2.5 and near 7.5 is each half of the draws, and none is both.
  const targets = [at(2.5), at(7.5), at(90), at(-2.5)];
  const found = preflight(draws, historyMatch(draws, targets, { cutOff: 1, exceptions: 0 }), 1);
  expect(found.unreached.map(({ target }) => target)).toEqual([2]);
  expect(found.unreached[0].least).toBeGreaterThan(10);
  expect(found.contradictory.map(({ pair }) => pair)).toEqual([
    [0, 1],
    [1, 3],
  ]);
  expect(found.duplicates.map(({ pair }) => pair)).toContainEqual([0, 2]);
  expect(found.duplicates.find(({ pair: [a, b] }) => a === 0 && b === 3)?.correlation).toBeCloseTo(-1, 10);
});

it('fits each form of spread to a posterior', () => {
  const weights = new Float64Array(999).fill(1 / 999);
  const shares = Float64Array.from({ length: 999 }, (_, i) => (i + 0.5) / 999);
  const same = posteriorSpread({ logSd: 0.3, with: 'fleet' }, 2, { shares, weights });
  expect(same.value).toBeCloseTo(2, 6);
  expect(same.spread).toMatchObject({ logSd: expect.closeTo(0.3, 2), with: 'fleet' });
  const upper = posteriorSpread({ low: 0, high: 4 }, 1, { shares: shares.map((u) => 0.9 + u / 10), weights });
  expect(upper.value).toBeGreaterThan(2.5);
  expect(upper.spread).toMatchObject({ high: expect.closeTo(4, 0) });
  const whole = posteriorSpread({ low: 0, high: 4 }, 1, { shares, weights });
  expect(whole.value).toBeCloseTo(1, 0);
});

it('reads targets and says every mistake', () => {
  const head = 'quantity,at,observed,observation_error,discrepancy,use\n';
  expect(readTargets(`${head}AMZN,2024Q3,22.6,0.1,1,calibrate\n`, 't.csv')[0]).toMatchObject({ id: 'AMZN 2024Q3' });
  expect(() => readTargets(`${head}AMZN,2024Q3,,-1,1,fit\n`, 't.csv')).toThrow(
    /t\.csv:2: use: expected calibrate or check, got fit.*observed: expected a number.*observation_error: expected a number >= 0, got -1/s,
  );
  expect(() => readTargets('quantity\n', 't.csv')).toThrow(/columns are missing: at, observed/);
});
