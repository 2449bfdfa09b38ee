/** Drawdown and its null against paths that can be read off, and against Brownian motion. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxDrawdown, maxLogDrawdown, shuffledDrawdown } from '../../src/metrics/drawdown.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { fillNormals, openStream, streamId } from '../../src/random/stream.ts';
import { brownianLogDrawdown } from '../support/brownian-drawdown.ts';

const logs = (prices: readonly number[]): number[] => prices.slice(1).map((price, i) => Math.log(price / prices[i]));

function normals(count: number, k: number): Float64Array {
  const out = new Float64Array(count);
  fillNormals(out, openStream(expandSeed('drawdown'), k, streamId('demand')));
  return out;
}

describe('largest drawdown', () => {
  it.each([
    [[100, 120, 60, 90, 150, 100], 0.5],
    [[100, 50, 200, 120], 0.5],
    [[1, 2, 3], 0],
    [[4, 1], 0.75],
  ])('of %j is %d', (prices, fall) => {
    expect(maxDrawdown(logs(prices))).toBeCloseTo(fall, 12);
  });

  it('is that of every pair of months, the later lower', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -0.5, max: 0.5, noNaN: true }), { maxLength: 30 }), (returns) => {
        const level = [0];
        for (const value of returns) level.push((level.at(-1) as number) + value);
        let worst = 0;
        for (const [i, a] of level.entries()) for (const b of level.slice(i)) worst = Math.max(worst, a - b);
        expect(maxLogDrawdown(returns)).toBeCloseTo(worst, 10);
      }),
    );
  });

  it('of driftless Brownian paths is sqrt(pi / 2) sigma sqrt(T) on the mean, within 3 %', () => {
    const steps = 2500;
    const years = 10;
    const volatility = 0.32;
    let sum = 0;
    const paths = 2000;
    for (let k = 0; k < paths; k++) {
      const path = normals(steps, k).map((z) => z * volatility * Math.sqrt(years / steps));
      sum += maxLogDrawdown(path);
    }
    // The mean of 2,000 paths has a standard error of 0.9 %; discrete steps take off 1 %.
    expect(Math.abs(sum / paths / brownianLogDrawdown(volatility, years) - 1)).toBeLessThan(0.03);
  });
});

describe('null of shuffled months', () => {
  it('is below the drawdown of months sorted from best to worst, and above that of a see-saw', () => {
    const months = 120;
    const sorted = Float64Array.from({ length: months }, (_, i) => (i < months / 2 ? 0.03 : -0.03));
    const seesaw = sorted.map((_, i) => (i % 2 === 0 ? 0.03 : -0.03));
    expect(shuffledDrawdown(sorted)).toBeLessThan(maxDrawdown(sorted) - 0.3);
    expect(shuffledDrawdown(seesaw)).toBeGreaterThan(maxDrawdown(seesaw) + 0.1);
  });

  it('does not depend on what ran before', () => {
    const returns = normals(144, 1).map((z) => z / 10);
    const first = shuffledDrawdown(returns);
    shuffledDrawdown(normals(100, 2));
    expect(shuffledDrawdown(returns)).toBe(first);
  });

  it.each([
    [0.16, 0.29],
    [0.25, 0.46],
    [0.32, 0.59],
    [0.45, 0.76],
  ])(
    'of a share with a volatility of %d and a mean return of 12 %% is %d in the median of ten years',
    (sigma, fall) => {
      const nulls = Array.from({ length: 400 }, (_, k) =>
        shuffledDrawdown(normals(120, k).map((z) => (0.12 - (sigma * sigma) / 2) / 12 + (sigma / Math.sqrt(12)) * z)),
      ).sort((a, b) => a - b);
      // Monthly closes miss some of the depth that daily ones, of which these figures are, show.
      expect(Math.abs(nulls[200] - fall)).toBeLessThan(0.05);
    },
  );

  it('is no deeper than independent months are themselves, on the mean', () => {
    const runs = 1500;
    let sum = 0;
    let square = 0;
    for (let k = 0; k < runs; k++) {
      const returns = normals(120, k).map((z) => 0.01 + 0.08 * z);
      const excess = maxDrawdown(returns) - shuffledDrawdown(returns);
      sum += excess;
      square += excess * excess;
    }
    const mean = sum / runs;
    const error = Math.sqrt((square / runs - mean * mean) / runs);
    // A mean is compared with a median: the distribution is skewed by about a hundredth.
    expect(Math.abs(mean)).toBeLessThan(0.015 + 4 * error);
  });
});
