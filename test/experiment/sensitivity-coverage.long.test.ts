/** Coverage of the intervals of shares, indices and effects, and false boxes, over 500 repetitions of test functions. */

import { expect, it } from 'vitest';
import { createDesign, type DesignSpec } from '../../src/experiment/design.ts';
import { discoverBox } from '../../src/experiment/prim.ts';
import { assumptionShare } from '../../src/experiment/sensitivity/assumption-share.ts';
import { elementaryEffects, sobolIndices } from '../../src/experiment/sensitivity/designed.ts';
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

/** Outcomes of a design over the unit cube, with the values of its inputs. */
function outcomesOf(
  kind: 'saltelli' | 'morris',
  { inputs, points, seed }: { readonly inputs: number; readonly points: number; readonly seed: string },
  f: (x: readonly number[]) => number,
): { readonly y: readonly number[]; readonly names: readonly string[]; readonly x: readonly (readonly number[])[] } {
  const names = Array.from({ length: inputs }, (_, i) => `x${i}`);
  const axes = names.map((path) => ({ kind: 'span', path, low: 0, high: 1, isLog: false }) as const);
  const spec: DesignSpec = { kind, axes, points, seed };
  const design = createDesign(spec);
  const x = Array.from({ length: design.size }, (_, i) => design.at(i).map(Number));
  return { y: x.map(f), names, x };
}

function expectCovered(held: readonly number[]): void {
  for (const [i, count] of held.entries()) {
    expect(count / REPETITIONS, `interval ${i}`).toBeGreaterThanOrEqual(0.92);
    expect(count / REPETITIONS, `interval ${i}`).toBeLessThanOrEqual(0.97);
  }
}

const ANGLE = (u: number): number => Math.PI * (2 * u - 1);
const G = [0, 1, 4.5, 9];
const PARTS = G.map((a) => 1 / (3 * (1 + a) ** 2));
const WHOLE = PARTS.reduce((product, part) => product * (1 + part), 1);

it.each<[name: string, inputs: number, f: (x: readonly number[]) => number, truth: readonly number[]]>([
  [
    'Ishigami',
    3,
    ([a, b, c]) => Math.sin(ANGLE(a)) + 7 * Math.sin(ANGLE(b)) ** 2 + 0.1 * ANGLE(c) ** 4 * Math.sin(ANGLE(a)),
    [0.3139, 0.4424, 0, 0.5576, 0.4424, 0.2437],
  ],
  [
    "Sobol' g",
    4,
    (x) => x.reduce((product, u, i) => (product * (Math.abs(4 * u - 2) + G[i])) / (1 + G[i]), 1),
    [...PARTS.map((part) => part / (WHOLE - 1)), ...PARTS.map((part) => ((WHOLE / (1 + part)) * part) / (WHOLE - 1))],
  ],
])('of first and total shares of a Saltelli design, %s in 512 rows', (_, inputs, f, truth) => {
  const held = truth.map(() => 0);
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    const { y, names } = outcomesOf('saltelli', { inputs, points: 512, seed: `coverage ${repetition}` }, f);
    const indices = sobolIndices(y, names, 'demo');
    const all = [...indices.map(({ first }) => first), ...indices.map(({ total }) => total)];
    for (const [i, { low, high }] of all.entries()) if (low <= truth[i] && truth[i] <= high) held[i]++;
  }
  expectCovered(held);
});

it('of mean effects of a Morris design, in twenty trajectories', () => {
  const f = ([a, b, c]: readonly number[]): number => 3 * a + 5 * a * b + 4 * c * c + 2 * b * c;
  // Over the four levels: 3 + 5 b; 5 a + 2 c; and 4 (c + c') + 2 b, where c and c' are the ends of the step.
  const truth = [5.5, 3.5, 5];
  const held = truth.map(() => 0);
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    const { y, names, x } = outcomesOf('morris', { inputs: 3, points: 20, seed: `coverage ${repetition}` }, f);
    const { effects } = elementaryEffects(
      [y],
      names.map((name, i) => ({ name, values: x.map((values) => values[i]) })),
    );
    for (const [i, { muStar }] of effects.entries()) if (muStar.low <= truth[i] && truth[i] <= muStar.high) held[i]++;
  }
  expectCovered(held);
});

it('PRIM claims a box in at most a twentieth of the tables without any (measured: 2 of 500)', () => {
  let claimed = 0;
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    const inputs = Array.from({ length: 5 }, (_, i) => ({
      name: `x${i}`,
      values: uniforms(200, `x${i}`, 'no box', repetition),
    }));
    const target = Uint8Array.from(uniforms(200, 'target', 'no box', repetition), (u) => Number(u < 0.3));
    if (discoverBox(inputs, target, { seed: 'demo' }).isFound) claimed++;
  }
  expect(claimed / REPETITIONS).toBeLessThanOrEqual(0.07);
});
