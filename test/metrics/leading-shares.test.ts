/** Shares that lead: named alone only where the runs tell them from the next. */

import { expect, it } from 'vitest';
import { isShareSignificant, leadersOf } from '../../src/metrics/leading-shares.ts';

it.each([
  // By hand: 1.96 sqrt((0.636 - 0.000064) / n) is 0.049 at 1,000 runs and 0.0049 at 100,000.
  [0.322, 0.314, 1000, false],
  [0.322, 0.314, 100_000, true],
  [0.6, 0.2, 20, true],
  // 1.96 sqrt((0.8 - 0.16) / n) is 0.35 at 20 runs and 0.45 at 12.
  [0.6, 0.2, 12, false],
  [0.4, 0.4, 1e9, false],
  [1, 0, 1, true],
])('%s and %s of %s runs are told apart: %s', (p, q, n, isSignificant) => {
  expect(isShareSignificant(p, q, n)).toBe(isSignificant);
  expect(isShareSignificant(q, p, n)).toBe(isSignificant);
});

it('leads with all that are not told from the first', () => {
  const walls = [
    { wall: 'roi', share: 0.322 },
    { wall: 'power', share: 0.314 },
    { wall: 'capital', share: 0.1 },
  ];
  expect(leadersOf(walls, 1000).map(({ wall }) => wall)).toEqual(['roi', 'power']);
  expect(leadersOf(walls, 100_000).map(({ wall }) => wall)).toEqual(['roi']);
  expect(leadersOf(walls, 4)).toEqual(walls);
  expect(leadersOf([], 4)).toEqual([]);
});
