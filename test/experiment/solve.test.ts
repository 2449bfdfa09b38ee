/** Solving for a target on formulas with known roots: noisy lines, shares, steps, whole numbers, two roots and none. */

import { describe, expect, it } from 'vitest';
import { readAxis, type Span } from '../../src/experiment/design-axis.ts';
import { readTarget } from '../../src/experiment/solve-target.ts';
import { type SolveSpec, solveScenario } from '../../src/node/experiments/solve.ts';
import { solveReport, type SolveAnswer } from '../../src/output/solve-report.ts';
import { type Formula, formulaEngine } from '../support/formula-engine.ts';

function solved(
  vary: string,
  target: string,
  formula: Formula,
  { isWhole = false, ...rule }: Partial<SolveSpec['rule']> & { readonly isWhole?: boolean } = {},
): Promise<SolveAnswer> {
  const open = {};
  const spec: SolveSpec = {
    scenario: { name: 'formula', hash: 'feedc0ffee12', resolved: open, open, evidence: {} },
    host: { engine: formulaEngine(formula), workerUrl: '' },
    seed: '1',
    span: { ...(readAxis(vary) as Span), isWhole },
    target: readTarget(target),
    rule: { precision: 0.2, budget: 20_000, points: 9, firstRuns: 40, ...rule },
  };
  return solveScenario(spec, { folder: undefined, mode: 'new', jobs: 1, command: [] });
}

const half = Math.SQRT1_2;
const noisy =
  (f: (x: number) => number, sd = 1): Formula =>
  (x, z, e) =>
    f(x) + sd * half * (z + e);

describe('finds', () => {
  it('the root of a noisy line, within its interval and the precision', async () => {
    const { solution } = await solved(
      'x=0:4',
      'mean(y) = 1.3',
      noisy((x) => x),
    );
    expect(solution.stopped).toBe('precise');
    expect(solution.roots).toHaveLength(1);
    const [{ low, high, value, kind }] = solution.roots;
    expect(kind).toBe('rises');
    expect(low).toBeLessThan(1.3);
    expect(high).toBeGreaterThan(1.3);
    expect(high - low).toBeLessThanOrEqual(0.2);
    expect(Math.abs(value - 1.3)).toBeLessThan(0.1);
    expect(solution.turns).toEqual([]);
    expect(solution.trend).toBe('rises');
  });

  it('the root of a share, by a condition on words', async () => {
    // P(x + noise > 0) of a standard normal noise is .2 at x = -.8416.
    const answer = await solved(
      'x=-3:2',
      'P(sign = plus) = 20 %',
      noisy((x) => x),
    );
    const [{ low, high }] = answer.solution.roots;
    expect(low).toBeLessThan(-0.8416);
    expect(high).toBeGreaterThan(-0.8416);
    expect(high - low).toBeLessThanOrEqual(0.2);
    const text = solveReport(answer).join('\n');
    expect(text).toMatch(/P\(sign = plus\) = 20 % at x -0\.[789]\d* \(95 % interval .*\), where it rises\./);
    expect(text).toMatch(/Use it: overbuild batch formula --set x=-0\.[789]/);
    expect(solveReport(answer, ['b.yaml', '--set', 'y=*2']).join('\n')).toContain("batch b.yaml --set 'y=*2' --set x=");
  });

  it('where a quantile meets a number, as the share of runs above it', async () => {
    // The 90th percentile of 2 x + noise is 2 x + 1.2816.
    const { solution, response } = await solved(
      'x=0:4',
      'p90(y) = 5',
      noisy((x) => 2 * x),
      { precision: 0.15 },
    );
    const [{ low, high }] = solution.roots;
    expect(low).toBeLessThan((5 - 1.2816) / 2);
    expect(high).toBeGreaterThan((5 - 1.2816) / 2);
    for (const { x, value, low: from, high: to } of response) {
      expect(from).toBeLessThan(value);
      expect(to).toBeGreaterThan(value);
      expect(Math.abs(value - 2 * x - 1.2816)).toBeLessThan(0.8);
    }
  });

  it('a step, by halving the gap', async () => {
    const { solution } = await solved(
      'x=0:4',
      'mean(y) = 0.2',
      noisy((x) => (x < 1.37 ? -1 : 9), 0.1),
      { precision: 0.02 },
    );
    const [{ low, high }] = solution.roots;
    expect(low).toBeLessThan(1.37);
    expect(high).toBeGreaterThanOrEqual(1.37);
    expect(high - low).toBeLessThanOrEqual(0.02);
  });

  it('both roots of a parabola, and says where it turns', async () => {
    const answer = await solved(
      'x=0:4',
      'mean(y) = 1',
      noisy((x) => 2 - (x - 2) ** 2, 0.5),
    );
    const { roots, turns } = answer.solution;
    expect(roots.map(({ kind }) => kind)).toEqual(['rises', 'falls']);
    for (const [i, truth] of [1, 3].entries()) {
      expect(roots[i].low).toBeLessThan(truth);
      expect(roots[i].high).toBeGreaterThan(truth);
    }
    expect(turns).toHaveLength(1);
    expect(turns[0].kind).toBe('highest');
    expect(Math.abs(turns[0].x - 2)).toBeLessThan(0.6);
    const text = solveReport(answer).join('\n');
    expect(text).toContain('There are 2 such values.');
    expect(text).toContain('The response turns: highest near');
  });

  it('a whole number, and stops where there is none between', async () => {
    const { solution } = await solved(
      'x=1:40',
      'mean(y) = 17.4',
      noisy((x) => x, 0.2),
      { precision: 0.5, isWhole: true },
    );
    const [{ value, low, high }] = solution.roots;
    expect([value, low, high]).toEqual([17, 17, 18]);
    expect(solution.stopped).toBe('precise');
  });

  it('a root over orders of magnitude, with a multiplier', async () => {
    const answer = await solved(
      'x=*0.1:*10:log',
      'mean(y) = 1',
      noisy((x) => Math.log(x), 0.3),
    );
    const [{ low, high }] = answer.solution.roots;
    expect(low).toBeLessThan(Math.E);
    expect(high).toBeGreaterThan(Math.E);
    expect(high / low - 1).toBeLessThanOrEqual(0.2);
    expect(solveReport(answer).join('\n')).toMatch(/--set 'x=\*2\.\d+'/);
  });
});

it('gives the values around the root, and no interval, where all runs are equal', async () => {
  const text = solveReport(await solved('x=0:4', 'mean(y) = 3', (x) => 2 * x)).join('\n');
  expect(text).toMatch(/mean y = 3 at x 1\.5 \(interpolated between [\d.]+ and [\d.]+; the same in all runs\), where/);
  expect(text).toMatch(/ 4 +8 +the same in all runs +\d/);
  expect(text).not.toMatch(/\(95 % interval|significant/);
});

describe('claims no root', () => {
  it('where there is none, and says what the ends are', async () => {
    const answer = await solved(
      'x=0:4',
      'mean(y) = 9',
      noisy((x) => x),
    );
    expect(answer.solution.roots).toEqual([]);
    expect(answer.solution.runs).toBe(360);
    expect(solveReport(answer).join('\n')).toMatch(
      /No value found in the range gives mean y = 9: it is .* \(.* to .*\) at 0 and .* \(.* to .*\) at 4\./,
    );
  });

  it('where the response is level at the target: the interval is most of the range', async () => {
    const { solution } = await solved(
      'x=0:4',
      'mean(y) = 0',
      noisy(() => 0),
      { budget: 2000 },
    );
    expect(solution.stopped).toBe('budget');
    const [{ low, high, isOpen, isPrecise }] = solution.roots;
    expect(high - low).toBeGreaterThan(2);
    expect([isOpen, isPrecise]).toEqual([true, false]);
    expect(solution.runs).toBeLessThanOrEqual(2000);
  });
});

it('spends its budget and says that the interval is wider', async () => {
  const answer = await solved(
    'x=0:4',
    'mean(y) = 1.3',
    noisy((x) => x, 5),
    { budget: 1000 },
  );
  expect(answer.solution.runs).toBeLessThanOrEqual(1000);
  expect(answer.solution.runs).toBeGreaterThan(900);
  expect(solveReport(answer).join('\n')).toContain('The budget of 1,000 runs ended before');
});

it('counts only runs that have the quantity', async () => {
  const { solution } = await solved('x=0:4', 'mean(y) = 1.3', (x, z, e) => (e > 1 ? Number.NaN : x + half * z));
  const [{ low, high }] = solution.roots;
  expect(low).toBeLessThan(1.3);
  expect(high).toBeGreaterThan(1.3);
});

describe('refuses', () => {
  it.each([
    ['(wall = power) = .2', /write "P\(wall = power\) = \.2"/],
    ['P(wall = power) = 2', /a share must be between 0 and 1, got 2/],
    ['P(hbm > p90) = .2', /a percentile differs at every value/],
    ['mean(y)', /write/],
    ['p0(y) = 3', /expected p1 to p99/],
  ])('%s', (text, message) => {
    expect(() => readTarget(text)).toThrow(message);
  });

  it.each([
    ['mean(z) = 1', /there is no number z/],
    ['mean(sign) = 1', /there is no number sign/],
    ['P(sing = plus) = .2', /there is no column sing \(did you mean sign\?\)/],
  ])('%s before anything runs', async (target, message) => {
    await expect(solved('x=0:1', target, () => 0)).rejects.toThrow(message);
  });
});
