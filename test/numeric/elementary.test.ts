/** The elementary functions are accurate to about a unit in the last place, and their bits never change. */

import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { exp, expm1, log, log1p, logistic, pow, tanh } from '../../src/numeric/elementary.ts';
import { readReferences, ulp } from './references.ts';

const FUNCTIONS: Record<string, (...args: number[]) => number> = { exp, expm1, log, log1p, logistic, pow, tanh };
/** Largest error allowed, in units in the last place. */
const ULPS: Record<string, number> = { exp: 1, expm1: 1, log: 1, log1p: 1, logistic: 2, pow: 1, tanh: 3 };

describe.each(Object.keys(FUNCTIONS))('%s', (name) => {
  const rows = readReferences('elementary-references.csv').filter((row) => row.name === name);

  it('agrees with high-precision references', () => {
    expect(rows.length).toBeGreaterThan(100);
    for (const { args, value } of rows) {
      const got = FUNCTIONS[name](...args);
      if (got === value) continue;
      const error = Math.abs(got - value) / ulp(value);
      expect(error, `${name}(${args.join(', ')}) = ${got}, not ${value}`).toBeLessThanOrEqual(ULPS[name]);
    }
  });
});

test.each([
  ['exp', [0], 1],
  ['exp', [-0], 1],
  ['exp', [Infinity], Infinity],
  ['exp', [-Infinity], 0],
  ['exp', [709.7827128933841], Infinity],
  ['exp', [-745.1332191019412], 0],
  ['exp', [-745.13], 5e-324],
  ['expm1', [0], 0],
  ['expm1', [-0], -0],
  ['expm1', [Infinity], Infinity],
  ['expm1', [-Infinity], -1],
  ['log', [0], -Infinity],
  ['log', [-0], -Infinity],
  ['log', [1], 0],
  ['log', [Infinity], Infinity],
  ['log', [-1], NaN],
  ['log1p', [0], 0],
  ['log1p', [-0], -0],
  ['log1p', [-1], -Infinity],
  ['log1p', [-1.5], NaN],
  ['log1p', [Infinity], Infinity],
  ['tanh', [-0], -0],
  ['tanh', [Infinity], 1],
  ['tanh', [-Infinity], -1],
  ['logistic', [0], 0.5],
  ['logistic', [Infinity], 1],
  ['logistic', [-Infinity], 0],
  ['pow', [0, 0], 1],
  ['pow', [NaN, 0], 1],
  ['pow', [1, Infinity], 1],
  ['pow', [1, NaN], 1],
  ['pow', [0, 2], 0],
  ['pow', [0, -2], Infinity],
  ['pow', [Infinity, 0.5], Infinity],
  ['pow', [Infinity, -0.5], 0],
  ['pow', [0.5, Infinity], 0],
  ['pow', [0.5, -Infinity], Infinity],
  ['pow', [2, Infinity], Infinity],
  ['pow', [2, -Infinity], 0],
  ['pow', [2, 1024], Infinity],
  ['pow', [2, -1076], 0],
  ['pow', [2, -1074], 5e-324],
  ['pow', [1.0000000000000002, 1e300], Infinity],
  ['pow', [0.9999999999999999, 1e300], 0],
  ['pow', [-8, 3], NaN],
  ['pow', [2, NaN], NaN],
] as const)('%s(%o) is %d', (name, args, value) => {
  expect(FUNCTIONS[name](...args)).toBe(value);
});

test.each(['exp', 'expm1', 'log', 'log1p', 'logistic', 'tanh'])('%s of NaN is NaN', (name) => {
  expect(FUNCTIONS[name](NaN)).toBeNaN();
});

const moderate = fc.double({ min: -50, max: 50, noNaN: true });
const positive = fc.double({ min: 1e-6, max: 1e6, noNaN: true });

test('log undoes exp', () => {
  fc.assert(fc.property(moderate, (x) => Math.abs(log(exp(x)) - x) <= 1e-15 + 4e-16 * Math.abs(x)));
});

test('pow agrees with exp of y log x', () => {
  fc.assert(
    fc.property(positive, fc.double({ min: -3, max: 3, noNaN: true }), (x, y) => {
      const plain = exp(y * log(x));
      return Math.abs(pow(x, y) - plain) <= 1e-13 * plain;
    }),
  );
});

test('whole powers of two are exact', () => {
  for (let e = -1074; e < 1024; e++) expect(log(pow(2, e)) / log(2)).toBeCloseTo(e, 9);
  expect([pow(2, 10), pow(2, -3), pow(4, 0.5), pow(10, 3)]).toEqual([1024, 0.125, 2, 1000]);
});

test('exp, log and tanh rise, tanh is odd', () => {
  fc.assert(
    fc.property(moderate, moderate, (a, b) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      expect(exp(low)).toBeLessThanOrEqual(exp(high));
      expect(log(exp(low))).toBeLessThanOrEqual(log(exp(high)));
      expect(tanh(-a)).toBe(-tanh(a));
      expect(logistic(low)).toBeLessThanOrEqual(logistic(high) * (1 + 1e-15));
    }),
  );
});

/** FNV-1a over the bytes of function values on a grid: one changed bit anywhere changes it. */
function fingerprint(values: Float64Array): string {
  let hash = 0x811c9dc5;
  for (const byte of new Uint8Array(values.buffer)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16);
}

test.each([
  ['exp', '8179e644'],
  ['expm1', 'b6d84465'],
  ['log', '821efce7'],
  ['log1p', 'c93aac'],
  ['tanh', 'bd740835'],
  ['logistic', '43cb80e9'],
  ['pow', 'ad375837'],
])('the bits of %s on a grid never change', (name, golden) => {
  const values = Float64Array.from({ length: 20_000 }, (_, i) => FUNCTIONS[name](i / 997 + 0.01, i / 3001 - 3));
  expect(fingerprint(values)).toBe(golden);
});
