/** Histograms: quantiles within a bin, and counts that do not care about order, merging or storage. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  binOf,
  createHistogram,
  decodeHistogram,
  encodeHistogram,
  histogramCount,
  histogramNanCount,
  histogramOnlyBin,
  type Histogram,
  histogramQuantiles,
  mergeHistogram,
  recordBin,
} from '../../src/numeric/histogram.ts';
import { quantile } from '../../src/numeric/statistics.ts';

const size = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
const signed = fc.tuple(size, fc.constantFrom(-1, 0, 1)).map(([x, sign]) => x * sign);
const sample = fc.array(signed, { minLength: 1, maxLength: 80 });

/** Interpolating between sizes fifteen orders apart costs the quantile of the sample some digits of its own. */
const ROUNDING = 1e-9;

const recordValue = (h: Histogram, x: number, row = 0, column = 0): void => recordBin(h, binOf(x), row, column);
const histogramQuantile = (h: Histogram, p: number, row = 0, column = 0): number =>
  histogramQuantiles(h, [p], row, column)[0];

function histogramOf(x: readonly number[]) {
  const h = createHistogram();
  for (const value of x) recordValue(h, value);
  return h;
}

test('quantiles lie within half a bin of those of the sample', () => {
  fc.assert(
    fc.property(fc.array(size, { minLength: 1, maxLength: 80 }), fc.double({ min: 0, max: 1, noNaN: true }), (x, p) => {
      const exact = quantile(x, p);
      expect(Math.abs(histogramQuantile(histogramOf(x), p) - exact)).toBeLessThanOrEqual(exact * (1 / 255 + ROUNDING));
      const mirrored = histogramQuantile(histogramOf(x.map((value) => -value)), 1 - p);
      expect(Math.abs(mirrored + exact)).toBeLessThanOrEqual(exact * (1 / 255 + ROUNDING));
    }),
  );
});

test('single values of either sign are kept within 0.4 %, small whole numbers and zero exactly', () => {
  fc.assert(
    fc.property(signed, (x) => {
      expect(Math.abs(histogramQuantile(histogramOf([x]), 0.5) - x)).toBeLessThanOrEqual(Math.abs(x) / 255);
    }),
  );
  for (let x = -256; x <= 256; x++) expect(histogramQuantile(histogramOf([x]), 0.5)).toBe(x);
});

test('extremes: tiny is zero, huge is infinite, NaN is counted apart', () => {
  const h = histogramOf([1e-12, -0, 1e12, -Infinity, NaN, Infinity]);
  expect(histogramQuantiles(h, [0, 0.25, 0.5, 0.75, 1])).toEqual([-Infinity, 0, 0, Infinity, Infinity]);
  expect(histogramQuantiles(h, [-0.1, 1.1, NaN])).toEqual([NaN, NaN, NaN]);
  expect([histogramCount(h), histogramNanCount(h)]).toEqual([5, 1]);
});

test('an empty cell has no quantile', () => {
  expect(histogramQuantile(createHistogram(), 0.5)).toBeNaN();
  expect(histogramQuantile(histogramOf([NaN]), 0.5)).toBeNaN();
});

test('order does not matter, merging is concatenation', () => {
  fc.assert(
    fc.property(sample, sample, (a, b) => {
      const merged = histogramOf(b);
      mergeHistogram(merged, histogramOf(a));
      expect(encodeHistogram(merged)).toEqual(encodeHistogram(histogramOf([...a, ...b])));
      expect(encodeHistogram(histogramOf([...a].reverse()))).toEqual(encodeHistogram(histogramOf(a)));
    }),
  );
});

test('a matrix keeps its cells apart, and survives storage', () => {
  const h = createHistogram(170, 12);
  for (let month = 0; month < 170; month++) {
    for (let column = 0; column < 12; column++) {
      for (let k = -3; k <= 3; k++) recordValue(h, 1000 * k + month + column / 16, month, column);
    }
  }
  const back = decodeHistogram(encodeHistogram(h));
  expect(encodeHistogram(back)).toEqual(encodeHistogram(h));
  for (const [month, column] of [
    [0, 0],
    [1, 0],
    [0, 1],
    [169, 11],
  ]) {
    expect(histogramQuantile(back, 0.5, month, column)).toBe(histogramQuantile(h, 0.5, month, column));
    expect(Math.abs(histogramQuantile(h, 0.5, month, column) - month - column / 16)).toBeLessThanOrEqual(
      month / 256 + 0.01,
    );
    expect(histogramCount(h, month, column)).toBe(7);
  }
});

test('storage takes about two bytes a bin', () => {
  const h = createHistogram(10, 10);
  for (let i = 0; i < 100_000; i++) recordValue(h, (i % 613) + 1, i % 10, (i * 7) % 10);
  const kinds = new Set(Array.from({ length: 100_000 }, (_, i) => `${i % 613} ${i % 10} ${(i * 7) % 10}`)).size;
  expect(encodeHistogram(h).length).toBeLessThan(2.2 * kinds);
});

test('wrong cells, shapes and bytes are refused', () => {
  const h = createHistogram(2, 2);
  expect(() => recordValue(h, 1, 2, 0)).toThrow(RangeError);
  expect(() => recordValue(h, 1, 0, -1)).toThrow(RangeError);
  expect(() => mergeHistogram(h, createHistogram())).toThrow(RangeError);
  expect(() => createHistogram(1e4, 1e4)).toThrow(RangeError);
  recordValue(h, 3.5);
  expect(() => decodeHistogram(encodeHistogram(h).slice(0, -1))).toThrow(RangeError);
});

test('the only bin of a cell is that of its numbers, and none where there are two or no numbers', () => {
  const h = createHistogram(2, 3);
  for (const value of [7, 7, Number.NaN]) recordValue(h, value, 1, 1);
  for (const value of [7, -7]) recordValue(h, value, 1, 2);
  recordValue(h, Number.NaN, 0, 2);
  expect(histogramOnlyBin(h, 1, 1)).toBe(binOf(7));
  for (const [row, column] of [
    [1, 2],
    [0, 2],
    [0, 0],
  ])
    expect(histogramOnlyBin(h, row, column)).toBeUndefined();
});
