/** Intervals of paired differences cover what they say. */

import { expect, it } from 'vitest';
import {
  differenceOf,
  isSignificant,
  pairedDifference,
  pairedShareDifference,
  testedInterval,
} from '../../src/experiment/paired-difference.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { fillNormals, openStream, streamId } from '../../src/random/stream.ts';

const seed = expandSeed('paired difference');
const id = streamId('test');

function normals(sample: number, count: number): Float64Array {
  const out = new Float64Array(count);
  fillNormals(out, openStream(seed, sample, id));
  return out;
}

it('describes a hand-computed sample, leaving out pairs without the metric', () => {
  // Values 1, 2, 3: mean 2, sd 1, t(.975, 2) = 4.302653, half-width 4.302653 / sqrt 3 = 2.484138.
  const d = pairedDifference([1, Number.NaN, 2, 3]);
  expect(d.pairs).toBe(3);
  expect(d.mean).toBe(2);
  expect(d.sd).toBe(1);
  expect(d.high - d.mean).toBeCloseTo(2.484138, 6);
  expect(d.upShare).toBe(1);
  expect(pairedDifference([0, 0, 1]).upShare).toBeCloseTo(2 / 3, 12);
});

it('takes values that differ by rounding alone for equal', () => {
  expect(differenceOf(0.1 + 0.2, 0.3)).toBe(0);
  expect(differenceOf(1 + 1e-11, 1)).toBeGreaterThan(0);
  expect(differenceOf(1e-300, 0)).toBe(1e-300);
  expect(differenceOf(Number.NaN, 1)).toBeNaN();
});

it('bounds the difference of two shares where no pair differs: with that share of differing pairs 5 % of samples have none', () => {
  for (const n of [4, 30, 300]) {
    const { mean, low, high } = pairedShareDifference(new Array<number>(n).fill(0));
    expect([mean, -low]).toEqual([0, high]);
    expect((1 - high) ** n).toBeCloseTo(0.05, 12);
    // Where all differ, a pair that does not moves the difference by 1, and one that differs the other way by 2.
    const all = pairedShareDifference(new Array<number>(n).fill(-1));
    expect([all.low, all.high]).toEqual([-1, -1 + 2 * high]);
    expect(testedInterval(all)).toEqual(n < 30 ? { low: -1, high: all.high } : { low: -1 - 2 * high, high: all.high });
  }
  expect(pairedShareDifference([1, 0, -1, 0])).toEqual(pairedDifference([1, 0, -1, 0]));
  expect(pairedShareDifference([])).toEqual(pairedDifference([]));
  expect(isSignificant(pairedShareDifference(new Array<number>(30).fill(0)))).toBe(false);
  expect(isSignificant(pairedShareDifference(new Array<number>(30).fill(1)))).toBe(true);
});

it('covers the true mean in 95 % of 2,000 samples of ten, within four standard errors', () => {
  const samples = 2000;
  let covered = 0;
  for (let s = 0; s < samples; s++) {
    const { low, high } = pairedDifference([...normals(s, 10)].map((z) => 3 + 2 * z));
    if (low <= 3 && 3 <= high) covered++;
  }
  const error = Math.sqrt((0.95 * 0.05) / samples);
  expect(Math.abs(covered / samples - 0.95)).toBeLessThan(4 * error);
});

it('tells equal things apart in at most 5 % of the sequences that are looked at after every pair, from the second on', () => {
  const sequences = 250;
  let wrong = 0;
  for (let s = 0; s < sequences; s++) {
    const values = [...normals(10_000 + s, 400)];
    for (let n = 2; n <= values.length; n += n < 100 ? 1 : 10) {
      if (!isSignificant(pairedDifference(values.slice(0, n)))) continue;
      wrong++;
      break;
    }
  }
  expect(wrong / sequences).toBeLessThan(0.05 + 4 * Math.sqrt((0.05 * 0.95) / sequences));
});

it('tells a difference of half a standard deviation apart within 200 pairs', () => {
  const values = [...normals(1, 200)].map((z) => 0.5 + z);
  expect(isSignificant(pairedDifference(values))).toBe(true);
});

it('tells nothing apart before thirty pairs have the metric, though the difference never varies', () => {
  const same = (count: number, value: number): number[] => new Array<number>(count).fill(value);
  expect(isSignificant(pairedDifference(same(29, 2)))).toBe(false);
  expect(pairedDifference(same(29, 2)).alwaysValidHalfWidth).toBeNaN();
  expect(isSignificant(pairedDifference(same(30, 2)))).toBe(true);
  expect(isSignificant(pairedDifference(same(30, 0)))).toBe(false);
  expect(isSignificant(pairedDifference([...same(29, 2), ...same(100, Number.NaN)]))).toBe(false);
  const clear = [...normals(2, 30)].map((z) => 50 + z);
  expect(isSignificant(pairedDifference(clear.slice(0, 29)))).toBe(false);
  expect(isSignificant(pairedDifference(clear))).toBe(true);
});

it('measures no difference in standard deviations that are rounding', () => {
  const { sd, standardised, low, high } = pairedDifference([0.3 - 0.2, 0.1, 0.4 - 0.3, 1.1 - 1]);
  expect(sd).toBe(0);
  expect(standardised).toBeNaN();
  expect(low).toBe(high);
});
