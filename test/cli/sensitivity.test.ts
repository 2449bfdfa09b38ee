/** The sensitivity command on outcomes with known shares: Ishigami plain and noisy, factorials, and what it refuses. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { assumptionLines } from '../../src/node/analysis/sensitivity.ts';
import { createDesign } from '../../src/experiment/design.ts';
import { sobolIndices } from '../../src/experiment/sensitivity/designed.ts';
import { cli } from '../support/cli.ts';
import { normals, uniforms, writeSyntheticBatch, writeSyntheticSweep } from '../support/synthetic-results.ts';

const place = mkdtempSync(join(tmpdir(), 'overbuild-sensitivity-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));
const at = (name: string): string => join(place, name);

const RUNS = 4000;
/** Variance of the Ishigami function with a = 7, b = 0.1. */
const ISHIGAMI_VARIANCE = 13.8446;
const angles = ['a', 'b', 'c'].map((name) => uniforms(RUNS, name).map((u) => Math.PI * (2 * u - 1)));
const [a, b, c] = angles;
const ishigami = Array.from(a, (x, i) => Math.sin(x) + 7 * Math.sin(b[i]) ** 2 + 0.1 * c[i] ** 4 * Math.sin(x));

interface Found {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly name: string;
}

async function json(folder: string, ...args: string[]) {
  const { code, stdout, stderr } = await cli(['sensitivity', at(folder), '--json', ...args]);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return JSON.parse(stdout);
}

it('finds the first-order shares of the Ishigami function, and its sum by evidence', async () => {
  writeSyntheticBatch(
    at('ishigami'),
    { 'x.a': a, 'x.b': b, 'x.c': c },
    { y: ishigami },
    { 'x.a': 'assumed', 'x.b': 'assumed', 'x.c': 'estimated' },
  );
  const { outcomes } = await json('ishigami', '--metric', 'y');
  const { inputs, groups, noiseFloor } = outcomes[0].shares;
  for (const [i, share] of [0.3139, 0.4424, 0].entries()) {
    expect(inputs[i].value).toBeCloseTo(share, 1);
    expect(inputs[i].low).toBeLessThan(share);
    expect(inputs[i].high).toBeGreaterThan(share);
    expect(inputs[i].high - inputs[i].low).toBeLessThan(0.1);
  }
  expect(groups.map(({ name }: Found) => name)).toEqual(['assumed', 'estimated']);
  expect(groups[0].value).toBeCloseTo(0.3139 + 0.4424, 1);
  expect(noiseFloor).toBeGreaterThan(0.01);
  expect(noiseFloor).toBeLessThan(0.06);
});

it('leaves to the random draws what they contribute: half of a noisy Ishigami function', async () => {
  const noise = normals(RUNS, 'noise');
  const sd = Math.sqrt(ISHIGAMI_VARIANCE);
  const y = ishigami.map((value, i) => value + sd * noise[i]);
  writeSyntheticBatch(at('noisy'), { 'x.a': a, 'x.b': b, 'x.c': c }, { y, event: y.map((v) => (v > 3.5 ? 1 : 0)) });
  const { outcomes } = await json('noisy', '--metric', 'y', '--metric', 'y > 3.5', '--metric', 'event');
  const { inputs, sum } = outcomes[0].shares;
  for (const [i, share] of [0.3139 / 2, 0.4424 / 2, 0].entries()) {
    expect(Math.abs(inputs[i].value - share)).toBeLessThan(0.04);
  }
  expect(sum.value).toBeCloseTo(0.7563 / 2, 1);
  expect(outcomes[1].shares).toEqual(outcomes[2].shares);
  expect(outcomes[1].mean).toBeGreaterThan(0.4);
});

it('says how much rests on which evidence, where effects are smooth', async () => {
  const noise = normals(RUNS, 'smooth-noise');
  const [p, q, r] = ['p', 'q', 'r'].map((name) => uniforms(RUNS, name));
  // Variances 9/12 of a line, 1/4 of a parabola, none, and 1 of noise: a half rests on numbers, 3/8 on assumed ones.
  const y = noise.map((e, i) => 3 * p[i] + (Math.sqrt(5) / 2) * (6 * q[i] ** 2 - 6 * q[i] + 1) + e);
  const evidence = { 'x.p': 'assumed', 'x.q': 'derived', 'x.r': 'assumed' };
  writeSyntheticBatch(at('smooth'), { 'x.p': p, 'x.q': q, 'x.r': r }, { months_to_wall: y }, evidence);
  const { outcomes } = await json('smooth');
  const { all, groups } = outcomes[0].evidence;
  for (const [share, value] of [
    [all, 0.5],
    [groups[0], 0.375],
    [groups[1], 0.125],
  ] as [Found, number][]) {
    expect(Math.abs(share.value - value)).toBeLessThan(0.04);
    expect(share.high - share.low).toBeLessThan(0.08);
  }
  expect(await assumptionLines(at('smooth'))).toEqual([
    expect.stringMatching(
      /^Uncertain numbers explain (?:4[6-9]|5[0-4]) % \(.*\) of the variance of the wall's date: 3\d % assumed and 1\d % derived\.$/,
    ),
    expect.stringMatching(/Each number is counted alone, .*\. The other (?:4[6-9]|5[0-4]) % comes from random draws/),
  ]);
});

it('prints a table, explains a negative share instead of clipping it, and writes table and picture', async () => {
  const dummy = Array.from({ length: 6 }, (_, i) => [`none.n${i}`, uniforms(200, `none${i}`)]);
  const x = uniforms(200, 'x');
  const y = Array.from(x, (value, i) => value + 0.1 * normals(200, 'e')[i]);
  writeSyntheticBatch(at('few'), { 'a.x': x, ...Object.fromEntries(dummy) }, { y });
  const out = at('few-out');
  const { stdout, code } = await cli(['sensitivity', at('few'), '--metric', 'y', '--out', out]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/a\.x +unlabelled +[89]\d % .*\*/);
  expect(stdout).toMatch(/none\.n\d +unlabelled +-\d/);
  expect(stdout).toContain('A negative share is sampling error');
  expect(stdout.match(/\* {2}\S+$/gm)?.length).toBe(1);
  const table = readFileSync(join(out, 'sensitivity.csv'), 'utf8');
  expect(table).toMatch(/^metric,source,index,evidence,value,low_95,high_95\ny,a\.x,first,unlabelled,0\.[89]/);
  expect(readFileSync(join(out, 'sensitivity.svg'), 'utf8')).toContain('noise floor');
});

it('treats numbers that share their quantile as one', async () => {
  const x = uniforms(300, 'shared');
  writeSyntheticBatch(at('shared'), { 'a.x': x, 'b.x': x.map((u) => 5 + u * u) }, { y: x });
  const out = at('shared-out');
  const { inputs, outcomes } = await json('shared', '--metric', 'y', '--out', out);
  expect(inputs).toEqual([{ name: 'a.x', paths: ['a.x', 'b.x'], evidence: 'unlabelled' }]);
  expect(outcomes[0].shares.inputs[0].value).toBeCloseTo(1, 1);
  const table = readFileSync(join(out, 'sensitivity.csv'), 'utf8');
  expect(table).toContain(`\ny,all numbers,smooth,,${outcomes[0].evidence.all.value},`);
});

it('splits a factorial into numbers alone, totals, random draws and both together', async () => {
  // y = 2 a + 3 a b + z + 2 a z' with a, b = -1, 1 and independent z of unit variance.
  const design = createDesign({
    kind: 'factorial',
    axes: [
      { kind: 'list', path: 'p.a', values: [-1, 1] },
      { kind: 'list', path: 'p.b', values: [-1, 1] },
    ],
  });
  const settings = Array.from({ length: design.size }, (_, i) => design.at(i));
  const [z, w] = [normals(2000, 'z'), normals(2000, 'w')];
  writeSyntheticSweep(at('factorial'), 'factorial', { paths: design.paths, settings, runs: 2000 }, ([x, v], run) => {
    const [p, q] = [Number(x), Number(v)];
    return 2 * p + 3 * p * q + z[run] + 2 * p * w[run];
  });
  const { outcomes } = await json('factorial', '--metric', 'y');
  const { assumptions, draws, both, axes } = outcomes[0].split;
  const whole = 4 + 9 + 1 + 4;
  const expected: [Found, number][] = [
    [assumptions, 13 / whole],
    [draws, 1 / whole],
    [both, 4 / whole],
    [axes[0].first, 4 / whole],
    [axes[0].total, 13 / whole],
    [axes[1].first, 0],
    [axes[1].total, 9 / whole],
  ];
  for (const [share, value] of expected) {
    expect(share.value).toBeCloseTo(value, 1);
    expect(share.low).toBeLessThanOrEqual(value + 1e-9);
    expect(share.high).toBeGreaterThanOrEqual(value - 1e-9);
  }
});

it("refuses shares by input on Sobol' and Latin hypercube points, and still splits off the random draws", async () => {
  for (const kind of ['sobol', 'latin-hypercube'] as const) {
    const axes = ['p.a', 'p.b'].map((path) => ({ kind: 'span' as const, path, low: 0, high: 1, isLog: false }));
    const design = createDesign({ kind, axes, points: 64, seed: 'x' });
    const settings = Array.from({ length: design.size }, (_, i) => design.at(i));
    const z = normals(30, 'z');
    writeSyntheticSweep(at(kind), kind, { paths: design.paths, settings, runs: 30 }, ([x], run) => {
      return Math.sqrt(12) * Number(x) + z[run];
    });
    const { outcomes } = await json(kind, '--metric', 'y');
    expect(outcomes[0].shares).toBeUndefined();
    expect(outcomes[0].refused).toMatch(/not independent/);
    expect(outcomes[0].split.assumptions.value).toBeGreaterThan(0.35);
    expect(outcomes[0].split.assumptions.value).toBeLessThan(0.7);
    expect(outcomes[0].split.both.value).toBeLessThan(0.001);
  }
});

it('says what is wrong', async () => {
  const x = uniforms(60, 'w');
  writeSyntheticBatch(
    at('words'),
    { 'a.x': x },
    { wall: Array.from(x, (u) => (u > 0.5 ? 'power' : 'roi')), same: x.map(() => 1) },
  );
  const refused = async (...args: string[]): Promise<string> => {
    const { code, stderr } = await cli(['sensitivity', ...args]);
    expect(code).toBe(2);
    return stderr;
  };
  expect(await refused(at('words'), '--metric', 'wall')).toContain('--metric "wall = ');
  expect(await refused(at('words'), '--metric', 'wal')).toContain('did you mean wall?');
  expect(await refused(at('words'), '--metric', 'wall = pover')).toContain('did you mean power?');
  expect(await refused(at('words'), '--metric', 'same')).toContain('it is 1 in every run');
  expect(await refused(at('nowhere'))).toContain('nowhere');
  writeSyntheticBatch(at('tiny'), { 'a.x': x.slice(0, 20) }, { y: x.slice(0, 20) });
  expect(await refused(at('tiny'), '--metric', 'y')).toContain('more --runs');
  rmSync(join(at('tiny'), 'draws.csv'));
  expect(await refused(at('tiny'), '--metric', 'y')).toContain('give numbers a spread');
});

const span = (path: string, low: number, high: number) => ({ kind: 'span' as const, path, low, high, isLog: false });

it.each([
  [
    'Ishigami',
    ['a', 'b', 'c'].map((name) => span(`x.${name}`, -Math.PI, Math.PI)),
    ([x, y, z]: number[]) => Math.sin(x) + 7 * Math.sin(y) ** 2 + 0.1 * z ** 4 * Math.sin(x),
    { first: [0.3139, 0.4424, 0], total: [0.5576, 0.4424, 0.2437] },
  ],
  [
    "Sobol' g",
    ['a', 'b', 'c', 'd'].map((name) => span(`x.${name}`, 0, 1)),
    (u: number[]) =>
      u.reduce((all, x, i) => (all * (Math.abs(4 * x - 2) + [0, 1, 4.5, 9][i])) / (1 + [0, 1, 4.5, 9][i]), 1),
    gShares(),
  ],
])('finds first-order and total indices of %s on a Saltelli design', async (name, axes, f, { first, total }) => {
  const design = createDesign({ kind: 'saltelli', axes, points: 4000, seed: 'x' });
  const settings = Array.from({ length: design.size }, (_, i) => design.at(i));
  const folder = `saltelli-${axes.length}`;
  writeSyntheticSweep(at(folder), 'saltelli', { paths: design.paths, settings, runs: 1 }, (s) => f(s.map(Number)));
  const { outcomes } = await json(folder, '--metric', 'y');
  for (const [i, index] of outcomes[0].indices.entries()) {
    expect(Math.abs(index.first.value - first[i]), `${name} first ${i}`).toBeLessThan(0.05);
    expect(Math.abs(index.total.value - total[i]), `${name} total ${i}`).toBeLessThan(0.04);
    expect(index.total.high - index.total.low).toBeLessThan(0.12);
  }
});

it('is as precise about a small index as about a large one, with few rows', () => {
  const axes = ['a', 'b', 'c'].map((name) => span(name, 0, 1));
  // Variances 1, 1/9 and 1/100 of a sum: the estimate for large indices alone would be wrong by .06 (one s.d.).
  const design = createDesign({ kind: 'saltelli', axes, points: 256, seed: 'x' });
  const y = Array.from({ length: design.size }, (_, i) => {
    const [a, b, c] = design.at(i).map(Number);
    return a + b / 3 + c / 10;
  });
  const whole = 1 + 1 / 9 + 1 / 100;
  const [large, middle, small] = sobolIndices(y, design.paths, 'x').map(({ first }) => first);
  expect(Math.abs(large.value - 1 / whole)).toBeLessThan(0.03);
  expect(Math.abs(middle.value - 1 / 9 / whole)).toBeLessThan(0.08);
  expect(Math.abs(small.value - 1 / 100 / whole)).toBeLessThan(0.024);
  expect(small.high - small.low).toBeLessThan(0.05);
});

/** Indices of Sobol's g function with coefficients 0, 1, 4.5 and 9, by their formula. */
function gShares(): { readonly first: number[]; readonly total: number[] } {
  const parts = [0, 1, 4.5, 9].map((a) => 1 / (3 * (1 + a) ** 2));
  const product = parts.reduce((all, part) => all * (1 + part), 1);
  return {
    first: parts.map((part) => part / (product - 1)),
    total: parts.map((part) => ((product / (1 + part)) * part) / (product - 1)),
  };
}

it('finds elementary effects on a Morris design exactly where they are constant', async () => {
  const axes = ['a', 'b', 'c', 'd'].map((name) => span(`x.${name}`, 0, 2));
  const design = createDesign({ kind: 'morris', axes, points: 40, seed: 'x' });
  const settings = Array.from({ length: design.size }, (_, i) => design.at(i));
  writeSyntheticSweep(at('morris'), 'morris', { paths: design.paths, settings, runs: 1 }, (s) => {
    const [a, b, , d] = s.map(Number);
    return 3 * a - 2 * b + 5 * (d - 1) ** 3;
  });
  const { outcomes } = await json('morris', '--metric', 'y');
  const [a, b, c, d] = outcomes[0].effects;
  expect([a.mu, a.muStar.value, b.mu, b.muStar.value, c.mu, c.muStar.value].map((x) => Number(x.toFixed(9)))).toEqual([
    6, 6, -4, 4, 0, 0,
  ]);
  expect(Math.max(a.sigma, b.sigma, c.sigma)).toBeLessThan(1e-6);
  expect(d.muStar.value).toBeGreaterThan(1);
  const { stdout } = await cli(['sensitivity', at('morris'), '--metric', 'y']);
  expect(stdout).toMatch(/x\.a +6 +6 to 6 +6 +0/);
});
