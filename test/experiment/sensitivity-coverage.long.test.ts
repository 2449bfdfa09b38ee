/** Coverage of the intervals of shares of the variance over 500 repetitions of test functions. */

import { expect, it } from 'vitest';
import { assumptionShare } from '../../src/experiment/sensitivity/assumption-share.ts';
import { rankShares } from '../../src/experiment/sensitivity/rank-share.ts';
import { normals, uniforms } from '../support/synthetic-results.ts';

const REPETITIONS = 500;
const RUNS = 1000;
const VARIANCE = 13.8446;

it.each([
  ['plain', 0],
  ['half of the variance random', 1],
])('%s: 92 to 97 %% of the intervals hold the share', (_, noise) => {
  const truth = [0.3139, 0.4424].map((share) => share / (1 + noise));
  const sum = truth[0] + truth[1];
  const held = [0, 0, 0, 0];
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    const [a, b, c] = ['a', 'b', 'c'].map((name) =>
      uniforms(RUNS, name, 'coverage', repetition).map((u) => Math.PI * (2 * u - 1)),
    );
    const e = normals(RUNS, 'e', 'coverage', repetition);
    const y = a.map((x, i) => {
      const smooth = Math.sin(x) + 7 * Math.sin(b[i]) ** 2 + 0.1 * c[i] ** 4 * Math.sin(x);
      return smooth + Math.sqrt(noise * VARIANCE) * e[i];
    });
    const inputs = [a, b, c].map((values, i) => ({ name: `x${i}`, values }));
    const shares = rankShares(y, inputs, [], 'demo');
    for (const [i, { low, high }] of [...shares.inputs, shares.sum].entries()) {
      const value = [...truth, 0, sum][i];
      if (low <= value && value <= high) held[i]++;
    }
  }
  const [first, second, none, all] = held.map((count) => count / REPETITIONS);
  for (const coverage of [first, second, all]) {
    expect(coverage).toBeGreaterThanOrEqual(0.92);
    expect(coverage).toBeLessThanOrEqual(0.97);
  }
  // The variance has a floor, which makes the interval of an input without effect a little wide.
  expect(none).toBeGreaterThanOrEqual(0.92);
});

it('covers the share of all uncertain numbers together, forty of them in a thousand runs', () => {
  let held = 0;
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    const inputs = Array.from({ length: 40 }, (_, i) => ({
      name: `x${i}`,
      values: uniforms(RUNS, `x${i}`, 'coverage', repetition),
    }));
    const [p, q] = inputs.map(({ values }) => values);
    const y = normals(RUNS, 'e', 'coverage', repetition).map((e, i) => {
      return 3 * p[i] + (Math.sqrt(5) / 2) * (6 * q[i] ** 2 - 6 * q[i] + 1) + e;
    });
    const { all } = assumptionShare(y, inputs, []);
    if (all.low <= 0.5 && 0.5 <= all.high) held++;
  }
  expect(held / REPETITIONS).toBeGreaterThanOrEqual(0.92);
  expect(held / REPETITIONS).toBeLessThanOrEqual(0.97);
});
