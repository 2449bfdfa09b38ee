/** Coverage of the interval of a root over 500 repetitions of noisy formulas. */

import { expect, it } from 'vitest';
import { solve } from '../../src/experiment/solve.ts';
import type { SolveRule } from '../../src/experiment/solve-regions.ts';
import { normalCdf } from '../../src/numeric/special.ts';
import { normals } from '../support/synthetic-results.ts';

const REPETITIONS = 500;
const MOST = 12_000;
const RULE: SolveRule = {
  low: 0,
  high: 4,
  isLog: false,
  isWhole: false,
  target: 1.3,
  isShare: false,
  precision: 0.2,
  budget: MOST,
  points: 9,
  firstRuns: 40,
};

/** Outcome of run k at x; z is shared by all x, and e is not. */
type Outcome = (x: number, z: number, e: number) => number;

it.each<[name: string, rule: SolveRule, root: number, outcome: Outcome]>([
  ['a line with noise common to all values', RULE, 1.3, (x, z) => x + z],
  ['a line with noise half common', RULE, 1.3, (x, z, e) => x + Math.SQRT1_2 * (z + e)],
  ['a curve', { ...RULE, target: 2, precision: 0.12 }, Math.LN2, (x, z, e) => Math.exp(x) + Math.SQRT1_2 * (z + e)],
  ['a share with common draws', { ...RULE, target: 0.2, isShare: true }, 2 - 0.8416, (x, z) => Number(z < x - 2)],
  [
    'a share with independent draws',
    { ...RULE, target: 0.2, isShare: true },
    2 - 0.8416,
    (x, _, e) => Number(e < x - 2),
  ],
])('%s: 92 to 97 %% of the intervals contain the root', async (_, rule, root, outcome) => {
  expect(normalCdf(-0.8416)).toBeCloseTo(0.2, 4);
  let held = 0;
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    const z = normals(MOST, 'z', 'solve', repetition);
    const own = new Map<number, Float64Array>();
    const ownOf = (x: number): Float64Array => {
      const known = own.get(x) ?? normals(2000, `e${x}`, 'solve', repetition);
      own.set(x, known);
      return known;
    };
    const { solution } = await solve(rule, async (requests) =>
      requests.map(({ x, from, to }) => {
        const e = ownOf(x);
        return Float64Array.from({ length: to - from }, (_, i) => outcome(x, z[from + i], e[(from + i) % e.length]));
      }),
    );
    if (solution.roots.some(({ low, high }) => low <= root && root <= high)) held++;
  }
  expect(held / REPETITIONS).toBeGreaterThanOrEqual(0.92);
  expect(held / REPETITIONS).toBeLessThanOrEqual(0.97);
});
