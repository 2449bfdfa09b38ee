/** Fill rate, duplicates, recovery and concentration on series small enough to check by hand. */

import { describe, expect, it } from 'vitest';
import { hhi } from '../../src/metrics/concentration.ts';
import { fillRate, monthsToClear, phantomShare } from '../../src/metrics/service.ts';

const node = (backlog: number[], phantom: number[] = backlog.map(() => 0)) => ({
  orders: backlog.map(() => 10),
  shipments: backlog.map(() => 10),
  backlog,
  phantom,
});

describe('fill rate', () => {
  it('is the share met at once', () => expect(fillRate([5, 10, 0], [10, 10, 0])).toBe(0.75));
  it('of nothing ordered is 1', () => expect(fillRate([0], [0])).toBe(1));
});

describe('phantom share', () => {
  it('counts only backlogs above a month of shipments', () => {
    expect(phantomShare(node([5, 20, 40], [5, 5, 20]))).toBe(0.5);
    expect(phantomShare(node([5, 9], [5, 9]))).toBe(0);
  });
});

describe('months to clear a backlog', () => {
  it('counts from the first month out to the last', () => {
    expect(monthsToClear(node([0, 0, 5, 9, 4, 0, 0]), 0.1)).toBe(3);
    expect(monthsToClear(node([0, 0, 5, 0, 5, 0, 0]), 0.1)).toBe(3);
  });
  it('is 0 when nothing happens and unknown when it never ends', () => {
    expect(monthsToClear(node([20, 20, 20]), 0.1)).toBe(0);
    expect(monthsToClear(node([0, 5, 9]), 0.1)).toBeNaN();
  });
});

describe('concentration', () => {
  it.each([
    [[1, 1, 1, 1], 0.25],
    [[5, 0, 0], 1],
    [[57, 22, 21], 0.4174],
  ])('of %j is %f', (sizes, index) => expect(hhi(sizes)).toBeCloseTo(index, 12));
  it('of nothing is not defined', () => expect(hhi([0, 0])).toBeNaN());
});
