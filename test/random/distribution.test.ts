/** Draws follow their distributions within sampling error, and neighbours of any kind are uncorrelated. */

import { describe, expect, it, test } from 'vitest';
import { betaInc, normalCdf } from '../../src/numeric/special.ts';
import { mean } from '../../src/numeric/statistics.ts';
import { expandSeed } from '../../src/random/seed.ts';
import type { StreamKey } from '../../src/random/stream.ts';
import { fillNormals, fillStudentT, fillUniforms, normalAt, openStream, streamId } from '../../src/random/stream.ts';

const COUNT = 200_000;
/** Distance from expectation, in standard errors, that no fixed draw of these tests passes. */
const SIGMAS = 4;

function draws(fill: (out: Float64Array, key: StreamKey) => void, seed: string): Float64Array {
  const out = new Float64Array(COUNT);
  fill(out, openStream(expandSeed(seed), 0, streamId('distribution')));
  return out;
}

/** Largest gap between the empirical and the given distribution function, times sqrt(n); 1.95 is the 0.1 % point. */
function kolmogorov(sample: Float64Array, cdf: (x: number) => number): number {
  const sorted = Float64Array.from(sample).sort();
  let gap = 0;
  for (let i = 0; i < sorted.length; i += 7) {
    const p = cdf(sorted[i]);
    gap = Math.max(gap, Math.abs(p - i / sorted.length), Math.abs(p - (i + 1) / sorted.length));
  }
  return gap * Math.sqrt(sorted.length);
}

function expectShare(sample: Float64Array, isHit: (x: number) => boolean, p: number): void {
  const share = sample.reduce((hits, x) => hits + (isHit(x) ? 1 : 0), 0) / sample.length;
  expect(Math.abs(share - p)).toBeLessThan(SIGMAS * Math.sqrt((p * (1 - p)) / sample.length));
}

describe('uniform', () => {
  const x = draws(fillUniforms, 'uniform');
  it('fits its distribution function', () => {
    expect(kolmogorov(x, (u) => u)).toBeLessThan(1.95);
  });
  it('has equal shares in 256 bins', () => {
    const counts = new Float64Array(256);
    for (const u of x) counts[Math.floor(u * 256)]++;
    const chi2 = counts.reduce((sum, n) => sum + ((n - COUNT / 256) * (n - COUNT / 256)) / (COUNT / 256), 0);
    expect(Math.abs(chi2 - 255)).toBeLessThan(SIGMAS * Math.sqrt(2 * 255));
  });
});

describe('normal', () => {
  const x = draws(fillNormals, 'normal');
  it('has the first four moments', () => {
    const power = (k: number) => mean(x.map((z) => Array.from({ length: k }, () => z).reduce((a, b) => a * b, 1)));
    const errors = [1, 2, 15, 96].map((v) => SIGMAS * Math.sqrt(v / COUNT));
    expect(Math.abs(power(1))).toBeLessThan(errors[0]);
    expect(Math.abs(power(2) - 1)).toBeLessThan(errors[1]);
    expect(Math.abs(power(3))).toBeLessThan(errors[2]);
    expect(Math.abs(power(4) - 3)).toBeLessThan(errors[3]);
  });
  it('fits its distribution function', () => {
    expect(kolmogorov(x, normalCdf)).toBeLessThan(1.95);
  });
  it.each([0.1, 1, 2, 3, 3.6, 3.7, 4])('has the right share beyond %d standard deviations on either side', (limit) => {
    expectShare(x, (z) => z > limit, normalCdf(-limit));
    expectShare(x, (z) => z < -limit, normalCdf(-limit));
  });
  it('falls off inside the far tail as a normal does', () => {
    const tail = x.filter((z) => Math.abs(z) > 3.654152885361009);
    const p = normalCdf(-4) / normalCdf(-3.654152885361009);
    expectShare(tail, (z) => Math.abs(z) > 4, p);
  });
});

describe.each([3, 5, 12])('Student t with %d degrees of freedom', (dof) => {
  const x = draws((out, key) => fillStudentT(out, key, dof), 'student');
  const raw = Math.sqrt(dof / (dof - 2));
  it('fits its distribution function after scaling', () => {
    const cdf = (t: number) => {
      const tail = 0.5 * betaInc(0.5 * dof, 0.5, dof / (dof + t * t * raw * raw));
      return t > 0 ? 1 - tail : tail;
    };
    expect(kolmogorov(x, cdf)).toBeLessThan(1.95);
  });
  it('has unit variance where the sampling error of the variance exists', () => {
    const kurtosis = dof > 4 ? 3 + 6 / (dof - 4) : Infinity;
    const error = SIGMAS * Math.sqrt((kurtosis - 1) / COUNT);
    if (dof > 4) expect(Math.abs(mean(x.map((t) => t * t)) - 1)).toBeLessThan(error);
    else expect(mean(x.map((t) => t * t))).toBeGreaterThan(0.8);
  });
});

test('Student t needs more than 2 degrees of freedom, and is normal in the limit', () => {
  const key = openStream(expandSeed('t'), 0, streamId('t'));
  expect(() => fillStudentT(new Float64Array(1), key, 2)).toThrow(RangeError);
  const out = new Float64Array(100_000);
  fillStudentT(out, key, Infinity);
  expect(kolmogorov(out, normalCdf)).toBeLessThan(1.95);
});

const PAIRS = 20_000;
const seed = expandSeed('pairs');
const id = streamId('demand', 'a');

/** Draw i of the k-th stream of a family; neighbouring k must be uncorrelated. */
test.each<[string, (k: number) => StreamKey]>([
  ['replications', (k) => openStream(seed, k, id)],
  ['entities', (k) => openStream(seed, 0, streamId('demand', `firm-${k}`))],
  ['names', (k) => openStream(seed, 0, streamId(`stream ${k}`))],
  ['seeds', (k) => openStream(expandSeed(String(k)), 0, id)],
])('neighbouring %s are uncorrelated, and their blocks agree within sampling error', (_, keyAt) => {
  const first = Float64Array.from({ length: PAIRS }, (_unused, k) => normalAt(keyAt(k), 0));
  const second = Float64Array.from({ length: PAIRS }, (_unused, k) => normalAt(keyAt(k), 1));
  const correlation = (a: Float64Array, b: Float64Array) => mean(a.map((x, i) => x * b[i]));
  const limit = SIGMAS / Math.sqrt(PAIRS - 1);
  expect(Math.abs(correlation(first.subarray(1), first.subarray(0, -1)))).toBeLessThan(limit);
  expect(Math.abs(correlation(first, second))).toBeLessThan(limit);
  expect(Math.abs(mean(first))).toBeLessThan(limit);
  expect(kolmogorov(first, normalCdf)).toBeLessThan(1.95);
  const block = PAIRS / 20;
  for (let start = 0; start < PAIRS; start += block) {
    const values = first.subarray(start, start + block);
    expect(Math.abs(mean(values))).toBeLessThan(SIGMAS / Math.sqrt(block));
    expect(Math.abs(mean(values.map((x) => x * x)) - 1)).toBeLessThan(SIGMAS * Math.sqrt(2 / block));
  }
});

test('draws of one stream are uncorrelated at lags 1 to 12, sizes included', () => {
  const x = draws(fillNormals, 'lags');
  for (let lag = 1; lag <= 12; lag++) {
    const product = x.subarray(lag).map((value, i) => value * x[i]);
    const sizes = x.subarray(lag).map((value, i) => (value * value - 1) * (x[i] * x[i] - 1));
    expect(Math.abs(mean(product))).toBeLessThan(SIGMAS / Math.sqrt(COUNT - lag));
    expect(Math.abs(mean(sizes))).toBeLessThan((SIGMAS * 2) / Math.sqrt(COUNT - lag));
  }
});
