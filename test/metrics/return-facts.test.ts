/** Stylised facts against samples and processes whose moments are known. */

import { describe, expect, it } from 'vitest';
import {
  absoluteReturns,
  annualVolatility,
  autocorrelation,
  correlation,
  excessKurtosis,
  hillTailIndex,
  leverageEffect,
  skewness,
} from '../../src/metrics/return-facts.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { fillNormals, fillStudentT, fillUniforms, openStream, streamId } from '../../src/random/stream.ts';

const COUNT = 60_000;
const key = (k: number) => openStream(expandSeed('facts'), k, streamId('demand'));

function normals(k: number): Float64Array {
  const out = new Float64Array(COUNT);
  fillNormals(out, key(k));
  return out;
}

describe('moments', () => {
  it('of small samples', () => {
    expect(skewness([-1, 0, 1])).toBe(0);
    // Second moment 3/4... of (0, 0, 0, 4): deviations -1 -1 -1 3.
    expect(skewness([0, 0, 0, 4])).toBeCloseTo(6 / 3 ** 1.5, 12);
    expect(excessKurtosis([0, 0, 0, 4])).toBeCloseTo(21 / 9 - 3, 12);
    expect(annualVolatility([0.1, -0.1])).toBeCloseTo(Math.sqrt(12 * 0.02), 12);
    expect(correlation([1, 2, 3], [2, 4, 6])).toBeCloseTo(1, 12);
    expect(correlation([1, 2, 3], [5, 5, 5])).toBeNaN();
    expect(skewness([2, 2])).toBeNaN();
  });

  it('of normal and Student draws', () => {
    const z = normals(1);
    expect(Math.abs(skewness(z))).toBeLessThan(4 * Math.sqrt(6 / COUNT));
    expect(Math.abs(excessKurtosis(z))).toBeLessThan(4 * Math.sqrt(24 / COUNT));
    const t = new Float64Array(COUNT);
    fillStudentT(t, key(2), 12);
    expect(Math.abs(excessKurtosis(t) - 6 / 8)).toBeLessThan(0.25);
  });
});

describe('memory', () => {
  it('of an autoregression is its coefficient to the power of the lag', () => {
    const z = normals(3);
    const x = new Float64Array(COUNT);
    for (let t = 1; t < COUNT; t++) x[t] = 0.6 * x[t - 1] + z[t];
    for (const lag of [1, 3, 6]) expect(Math.abs(autocorrelation(x, lag) - 0.6 ** lag)).toBeLessThan(0.02);
    expect(Math.abs(autocorrelation(z, 1))).toBeLessThan(4 / Math.sqrt(COUNT));
  });

  it('of sizes shows clusters that returns do not', () => {
    const z = normals(4);
    const r = z.map((value, t) => value * (Math.floor(t / 50) % 2 === 0 ? 1 : 3));
    expect(Math.abs(autocorrelation(r, 1))).toBeLessThan(0.03);
    expect(autocorrelation(absoluteReturns(r), 1)).toBeGreaterThan(0.2);
  });

  it('finds that falls raise the size of the next move', () => {
    const z = normals(5);
    const r = new Float64Array(COUNT);
    for (let t = 1; t < COUNT; t++) r[t] = z[t] * (r[t - 1] < 0 ? 2 : 1);
    expect(leverageEffect(r)).toBeLessThan(-0.1);
    expect(Math.abs(leverageEffect(z))).toBeLessThan(0.02);
  });
});

describe('tail index', () => {
  it('of Pareto sizes is their exponent', () => {
    const u = new Float64Array(COUNT);
    fillUniforms(u, key(6));
    for (const exponent of [2, 3.5]) {
      const sizes = u.map((value) => (1 - value) ** (-1 / exponent));
      expect(Math.abs(hillTailIndex(sizes, 3000) / exponent - 1)).toBeLessThan(4 / Math.sqrt(3000));
    }
  });

  it('is missing where the tail reaches 0 or has no spread', () => {
    expect(hillTailIndex([0, 0, 1, 2], 2)).toBeNaN();
    expect(hillTailIndex([2, 2, 2], 1)).toBeNaN();
  });
});
