/** Sample statistics: known values, and quantiles of any sample. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareInterval } from '../../src/numeric/share-interval.ts';
import { mean, quantile, variance } from '../../src/numeric/statistics.ts';

const sample = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { maxLength: 60 });

test('known values', () => {
  expect(mean([1, 2, 6])).toBe(3);
  expect(variance([1, 2, 6])).toBe(7);
  expect(quantile([3, 1, 2], 0.5)).toBe(2);
  expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75);
  expect(quantile([5], 0.9)).toBe(5);
});

test('nothing in, NaN out', () => {
  expect([mean([]), variance([1]), quantile([], 0.5), quantile([1, NaN], 0), quantile([1], 2)]).toEqual([
    NaN,
    NaN,
    NaN,
    NaN,
    NaN,
  ]);
});

test('infinite values do not turn quantiles into NaN', () => {
  expect(quantile([-Infinity, -Infinity, 1, Infinity, Infinity], 0.1)).toBe(-Infinity);
  expect(quantile([0, Infinity, Infinity], 0.75)).toBe(Infinity);
});

test('variance keeps its digits far from zero', () => {
  expect(variance([1e9 + 1, 1e9 + 2, 1e9 + 6])).toBe(7);
});

test('quantiles leave the sample alone, rise with p, and end at its extremes', () => {
  fc.assert(
    fc.property(
      sample.filter((x) => x.length > 0),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (x, p) => {
        const before = [...x];
        const value = quantile(x, p);
        expect(x).toEqual(before);
        expect(quantile(x, 0)).toBeLessThanOrEqual(value);
        expect(quantile(x, 1)).toBeGreaterThanOrEqual(value);
        expect(quantile(x, 1) + 0).toBe(Math.max(...x) + 0);
      },
    ),
  );
});

test.each([
  [0, 10, 0, 0.2775],
  [5, 10, 0.2366, 0.7634],
  [9, 10, 0.5958, 0.9821],
  [10, 10, 0.7225, 1],
])("Wilson's interval of %d of %d trials", (count, n, low, high) => {
  const found = shareInterval(count, n);
  expect(found[0]).toBeCloseTo(low, 4);
  expect(found[1]).toBeCloseTo(high, 4);
});

test("Wilson's interval ends exactly at 0 and at 1", () => {
  for (let n = 1; n <= 100; n++) expect([shareInterval(0, n)[0], shareInterval(n, n)[1]]).toEqual([0, 1]);
});
