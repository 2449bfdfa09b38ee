/** Designs made for sensitivity, run until their intervals are narrow: Ishigami with and without noise, Morris, and failures. */

import { expect, it } from 'vitest';
import { readAxis } from '../../src/experiment/design-axis.ts';
import { elementaryEffects } from '../../src/experiment/sensitivity/designed.ts';
import { type DesignedOutcome, type DesignedSpec, runDesigned } from '../../src/node/analysis/designed-run.ts';
import { sensitivityChart } from '../../src/charts/sensitivity.ts';
import { designedNotes } from '../../src/output/sensitivity-notes.ts';
import { sensitivityReport } from '../../src/output/sensitivity-report.ts';
import { UserError } from '../../src/scenario/errors.ts';
import { formulaEngineOf } from '../support/formula-engine.ts';
import { cli } from '../support/cli.ts';

async function designed(
  kind: DesignedSpec['kind'],
  paths: readonly string[],
  formula: (x: readonly number[], z: number) => number,
  more: Partial<DesignedSpec> = {},
): Promise<DesignedOutcome> {
  const open = {};
  const spec: DesignedSpec = {
    scenario: { name: 'formula', hash: 'feedc0ffee12', resolved: open, open, evidence: {} },
    host: { engine: formulaEngineOf(formula), workerUrl: '' },
    seed: '1',
    kind,
    axes: paths.map(readAxis),
    metrics: ['y'],
    precision: 0.1,
    budget: 40_000,
    replications: 1,
    ...more,
  };
  const outcome = await runDesigned(spec, { folder: undefined, mode: 'new', jobs: 1, command: [] });
  if (outcome === undefined) throw new Error('interrupted');
  return outcome;
}

const ANGLES = ['a', 'b', 'c'].map((name) => `x.${name}=-3.14159265359:3.14159265359`);
const ishigami = ([a, b, c]: readonly number[]): number =>
  Math.sin(a) + 7 * Math.sin(b) ** 2 + 0.1 * c ** 4 * Math.sin(a);

it.each([
  ['plain', 1, 0],
  ['with noise that the runs of a configuration average out', 4, 2],
])('adds points until every index of the Ishigami function is precise: %s', async (_, replications, sd) => {
  const { outcomes, isPrecise, widest, points } = await designed('saltelli', ANGLES, (x, z) => ishigami(x) + sd * z, {
    replications,
    precision: 0.15,
  });
  expect(isPrecise).toBe(true);
  expect(widest).toBeLessThanOrEqual(0.15);
  expect(points).toBeGreaterThan(100);
  for (const [i, { first, total }] of (outcomes[0].indices ?? []).entries()) {
    expect(Math.abs(first.value - [0.3139, 0.4424, 0][i])).toBeLessThan(0.09);
    expect(Math.abs(total.value - [0.5576, 0.4424, 0.2437][i])).toBeLessThan(0.09);
  }
});

it('stops at its budget and says so', async () => {
  const outcome = await designed('saltelli', ANGLES, ishigami, { precision: 0.01, budget: 1000 });
  expect(outcome.isPrecise).toBe(false);
  expect(outcome.runs).toBeLessThanOrEqual(1000);
  const [, line] = designedNotes(outcome, { axes: 3, left: [], cut: [], precision: 0.01, budget: 1000 });
  expect(line).toMatch(
    /The budget of 1,000 runs ended with a widest interval of 0\.\d+, and --precision is 0\.01\. That would take about [\d,]+ runs/,
  );
  await expect(designed('saltelli', ANGLES, ishigami, { budget: 30 })).rejects.toThrow(
    '3 numbers need 50 runs or more',
  );
});

it('finds the effects of a function, and the same from the steps that are left where runs fail', async () => {
  const paths = ['a', 'b', 'c', 'd'].map((name) => `x.${name}=0:2`);
  const f = ([a, b, , d]: readonly number[]): number => 3 * a - 2 * b + 5 * d ** 2;
  const { outcomes } = await designed('morris', paths, f, { precision: 0.5 });
  const [a, b, c, d] = outcomes[0].effects ?? [];
  const shown = { scenario: 'x', evidence: new Map(), twins: new Map(), top: 9 };
  const drawn = JSON.stringify(sensitivityChart(outcomes, shown, { source: '', startMonth: undefined }));
  expect(drawn).toContain('mean size of the elementary effect');
  expect(drawn).toContain('"legend":null');
  expect([a.mu, b.mu, c.mu].map((mu) => Number(mu.toFixed(6)))).toEqual([6, -4, 0]);
  expect(d.sigma).toBeGreaterThan(1);
  const fails = ([low, high]: readonly number[]): boolean => low < 0.1 && high > 1;
  const more = { precision: 1e-9, budget: 5 * 40 };
  const broken = await designed('morris', paths, (x) => (fails(x) ? Number.NaN : f(x)), more);
  const [outcome] = broken.outcomes;
  const counts = (outcome.effects ?? []).map(({ count }) => count);
  expect((outcome.effects ?? []).slice(0, 3).map(({ mu }) => Number(mu.toFixed(6)))).toEqual([6, -4, 0]);
  expect(outcome.steps).toBe(4 * 40);
  expect(outcome.lost).toBe(4 * 40 - counts.reduce((sum, count) => sum + count, 0));
  expect(Math.min(...counts)).toBeGreaterThan(20);
  expect(Math.max(...counts)).toBeLessThan(40);
  expect(new Set(outcome.turns?.map(({ name }) => name))).toEqual(new Set(['x.a', 'x.b']));
  const about = { evidence: new Map(), twins: new Map(), failed: 9, reasons: [], top: 9, scenario: 'f', seed: '1' };
  const text = sensitivityReport(broken.outcomes, about).join('\n');
  expect(text).toContain(`${outcome.lost} of 160 steps are lost`);
  expect(text).toMatch(/begin or end when these numbers move \(times\): x\.[ab] \(\d+\) and x\.[ab] \(\d+\)\./);
});

it('lists a number as undetermined whose steps all have a failed end, and still ranks the others', async () => {
  const paths = ['a', 'b', 'c'].map((name) => `x.${name}=0:1`);
  // Every step of c crosses one half.
  const f = ([a, b, c]: readonly number[]): number => (c < 0.5 ? Number.NaN : 3 * a + 2 * b + c);
  const { outcomes, widest } = await designed('morris', paths, f, { precision: 1e-9, budget: 4 * 30 });
  const [a, b, c] = outcomes[0].effects ?? [];
  expect([a.mu, b.mu].map((mu) => Number(mu.toFixed(6)))).toEqual([3, 2]);
  expect([a, b].every(({ count }) => count > 5 && count < 25)).toBe(true);
  expect(c).toMatchObject({ count: 0, mu: Number.NaN });
  expect(outcomes[0].turns).toEqual([{ name: 'x.c', count: 30 }]);
  expect(widest).toBeLessThan(1e-9);
  const about = { evidence: new Map(), twins: new Map(), failed: 0, reasons: [], top: 9, scenario: 'f', seed: '1' };
  const text = sensitivityReport(outcomes, about).join('\n');
  expect(text).toContain('Undetermined, 1 number with fewer than 5 effects: x.c (0).');
  expect(text).not.toMatch(/^ {2}x\.c /m);
  const none = await designed('morris', paths, () => Number.NaN, { budget: 40 }).catch((error: Error) => error);
  expect(none).toBeInstanceOf(UserError);
});

it('gives the runs of a trajectory the same draws, and other trajectories others', async () => {
  const paths = ['a', 'b'].map((name) => `x.${name}=0:1`);
  const f = ([a, b]: readonly number[], z: number): number => 100 * z + 3 * a - 2 * b + a * z;
  const { outcomes } = await designed('morris', paths, f, { precision: 1e-9, budget: 3 * 10 });
  const [a, b] = outcomes[0].effects ?? [];
  expect([b.mu, b.sigma].map((value) => Number(value.toFixed(6)))).toEqual([-2, 0]);
  // The slope of a is 3 + z.
  expect(a.sigma).toBeGreaterThan(0.3);
  expect(Math.abs(a.mu - 3)).toBeLessThan((4 * a.sigma) / Math.sqrt(10));
});

it('takes an effect from the runs that have both ends of its step', () => {
  const inputs = [{ name: 'a', values: Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? 0 : 2 / 3)) }];
  const first = Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? 1 : 3));
  // The second run has another level and lacks half of the ends.
  const second = Array.from({ length: 10 }, (_, i) => (i % 4 === 3 ? Number.NaN : i % 2 === 0 ? 100 : 104));
  const { effects, lost, turns } = elementaryEffects([first, second], inputs);
  // Differences 2 and 4 over two thirds of the range: (3 + 6) / 2 in three trajectories, 3 in the two others.
  expect(effects[0].count).toBe(5);
  expect(effects[0].mu).toBeCloseTo((3 * 4.5 + 2 * 3) / 5, 9);
  expect({ lost, turns }).toEqual({ lost: 0, turns: [] });
});

/** Coefficient of a product of inputs, numbered from 1, of the test function of Morris (1991); the free ones alternate. */
function morrisBeta(...of: readonly number[]): number {
  const [order, last] = [of.length, Math.max(...of)];
  if (last <= [10, 6, 5, 4][order - 1]) return [20, -15, -10, 5][order - 1];
  return order > 2 ? 0 : (-1) ** of.reduce((sum, i) => sum + i, 0);
}
const INPUTS = Array.from({ length: 20 }, (_, i) => i + 1);
const isCurved = (i: number): boolean => i === 3 || i === 5 || i === 7;
const weightAt = (i: number, x: number): number => 2 * ((isCurved(i) ? (1.1 * x) / (x + 0.1) : x) - 0.5);

/** Sum over all products of up to `most` of these inputs, each at its weight. */
function morrisSum(
  inputs: readonly number[],
  w: (i: number) => number,
  most: number,
  fixed: readonly number[],
): number {
  return inputs.reduce((sum, i, at) => {
    const product = [...fixed, i];
    const more = most > 1 ? morrisSum(inputs.slice(at + 1), w, most - 1, product) : 0;
    return sum + w(i) * (morrisBeta(...product) + more);
  }, 0);
}

it.each([
  ['everywhere', () => false],
  ['outside a region that fails', (x: readonly number[]) => x[18] < 0.5 && x[19] > 0.5],
])(
  "sorts the inputs of Morris' test function of 1991 into those without effect, linear, and interacting ones: %s",
  async (_, fails) => {
    const paths = INPUTS.map((i) => `x.x${i}=0:1`);
    const f = (x: readonly number[]): number =>
      fails(x) ? Number.NaN : morrisSum(INPUTS, (i) => weightAt(i, x[i - 1]), 4, []);
    const trajectories = 40;
    const { outcomes, points } = await designed('morris', paths, f, { precision: 1e-9, budget: 21 * trajectories });
    expect(points).toBe(trajectories);
    const effects = outcomes[0].effects ?? [];
    // On the grid of four levels the inputs are independent, so the mean effect is a product of means.
    const levels = [0, 1 / 3, 2 / 3, 1];
    const mean = (i: number): number => levels.reduce((sum, x) => sum + weightAt(i, x) / 4, 0);
    const slope = (i: number): number =>
      0.75 * (weightAt(i, 1) - weightAt(i, 1 / 3) + weightAt(i, 2 / 3) - weightAt(i, 0));
    const rest = (i: number): readonly number[] => INPUTS.filter((j) => j !== i);
    const isWhole = outcomes[0].lost === 0;
    expect(isWhole).toBe(!fails([...Array(18).fill(0), 0, 1]));
    for (const i of INPUTS) {
      const { mu, sigma, count } = effects[i - 1];
      // A quarter of the grid fails, so an input keeps three quarters of its steps, those that lead into it fewer.
      expect(count).toBeGreaterThan(isWhole ? trajectories - 1 : trajectories / 4);
      if (!isWhole) expect(count).toBeLessThan(trajectories);
      const truth = slope(i) * (morrisBeta(i) + morrisSum(rest(i), mean, 3, [i]));
      expect(Math.abs(mu - truth), `mean effect of ${i}`).toBeLessThan((4 * sigma) / Math.sqrt(count));
    }
    const sizes = effects.map(({ muStar }) => muStar.value);
    expect(Math.min(...sizes.slice(0, 10))).toBeGreaterThan(2 * Math.max(...sizes.slice(10)));
    const spreads = effects.map(({ sigma }) => sigma);
    // Inputs 8 to 10 act linearly: their effects vary by the alternating products alone.
    expect(Math.max(...spreads.slice(7))).toBeLessThan(12);
    expect(Math.min(...spreads.slice(0, 6))).toBeGreaterThan(2 * Math.max(...spreads.slice(7)));
    for (const i of [8, 9, 10]) expect(sizes[i - 1]).toBeCloseTo(effects[i - 1].mu, 6);
  },
);

it('simulates a scenario, over all its numbers or those named, whole ones among them', async () => {
  const argv = ['sensitivity', 'beer-game', '--design', 'morris', '--replications', '1', '--metric', 'cost_usd'];
  const { code, stdout, stderr } = await cli([...argv, '--all', '--runs', '210', '--jobs', '1', '--json']);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  const { outcomes, inputs, notes } = JSON.parse(stdout);
  expect(inputs.length).toBeGreaterThan(5);
  expect(outcomes[0].effects.length).toBe(inputs.length);
  expect(notes.join('\n')).toMatch(/numbers, .* CPU seconds/);
});

it('says what is wrong', async () => {
  const refused = async (...args: string[]): Promise<string> => {
    const { code, stderr } = await cli(['sensitivity', ...args]);
    expect(code).toBe(2);
    return stderr;
  };
  expect(await refused('baseline', '--design', 'sobol')).toContain('say what to vary');
  expect(await refused('baseline', '--all')).toContain('--design sobol or morris');
  expect(await refused('baseline', '--design', 'sobol', '--vary', 'power.peu=1:2')).toContain('power.peu');
  for (const range of ['0.5:1.5', '*0.1:*1.1', '1:1e300']) {
    const stderr = await refused('baseline', '--design', 'morris', '--vary', `power.pue=${range}`);
    expect(stderr, range).toMatch(/power\.pue=.*: expected a number/);
  }
  for (const range of ['-1:1e400', '1.1:Infinity', 'NaN:2', '1e-400:2']) {
    const stderr = await refused('baseline', '--design', 'morris', '--vary', `power.pue=${range}`);
    expect(stderr, range).toMatch(/--vary power\.pue=.*: \S+ is not a usable number: write a finite one/);
  }
  // Names are checked before the cost is estimated.
  const wrong = await refused('baseline', '--design', 'sobol', '--vary', 'power.pue=1.1:1.3', '--metric', 'wal');
  expect(wrong).toMatch(/^overbuild: [^\n]*\bwal\b[^\n]*\n$/);
});
