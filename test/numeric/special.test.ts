/** The special functions agree with high-precision references and with their own identities. */

import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { betaInc, logGamma, normalCdf, normalQuantile, studentTQuantile } from '../../src/numeric/special.ts';
import { readReferences } from './references.ts';

const FUNCTIONS: Record<string, (...args: number[]) => number> = {
  betaInc,
  logGamma,
  normalCdf,
  normalQuantile,
  studentTQuantile,
};
/** Largest error allowed, relative to the reference; log gamma, which has zeros at 1 and 2, relative to 1 at least. */
const TOLERANCE: Record<string, number> = {
  betaInc: 1e-12,
  logGamma: 1e-14,
  normalCdf: 1e-14,
  normalQuantile: 1e-14,
  studentTQuantile: 1e-9,
};

describe.each(Object.keys(FUNCTIONS))('%s', (name) => {
  const rows = readReferences('special-references.csv').filter((row) => row.name === name);

  it('agrees with high-precision references', () => {
    expect(rows.length).toBeGreaterThan(70);
    for (const { args, value } of rows) {
      const size = Math.max(Math.abs(value), name === 'logGamma' ? 1 : 0);
      const error = Math.abs(FUNCTIONS[name](...args) - value);
      expect(error, `${name}(${args.join(', ')}), ${value}`).toBeLessThanOrEqual(TOLERANCE[name] * size);
    }
  });
});

test.each([
  ['normalCdf', [0], 0.5],
  ['normalCdf', [Infinity], 1],
  ['normalCdf', [-Infinity], 0],
  ['normalQuantile', [0.5], 0],
  ['normalQuantile', [0], -Infinity],
  ['normalQuantile', [1], Infinity],
  ['normalQuantile', [1.1], NaN],
  ['logGamma', [0], NaN],
  ['betaInc', [2, 3, 0], 0],
  ['betaInc', [2, 3, 1], 1],
  ['betaInc', [2, 3, 2], NaN],
  ['studentTQuantile', [0.5, 4], 0],
  ['studentTQuantile', [0, 4], -Infinity],
  ['studentTQuantile', [1, 4], Infinity],
  ['studentTQuantile', [0.5, 0], NaN],
] as const)('%s(%o) is %d', (name, args, value) => {
  expect(FUNCTIONS[name](...args)).toBe(value);
});

const probability = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
const shape = fc.double({ min: 0.1, max: 50, noNaN: true });

test('normalCdf undoes normalQuantile', () => {
  fc.assert(fc.property(probability, (p) => Math.abs(normalCdf(normalQuantile(p)) - p) <= 1e-14));
});

test('beta: I_x(a, b) + I_(1-x)(b, a) = 1', () => {
  fc.assert(
    fc.property(shape, shape, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (a, b, x) => {
      expect(betaInc(a, b, x) + betaInc(b, a, 1 - x)).toBeCloseTo(1, 11);
    }),
  );
});

test('Student t: Cauchy at 1 degree of freedom, normal at very many, odd around one half', () => {
  expect(studentTQuantile(0.75, 1)).toBeCloseTo(1, 12);
  expect(studentTQuantile(0.975, 1e7)).toBeCloseTo(normalQuantile(0.975), 6);
  expect(studentTQuantile(0.975, Infinity)).toBe(normalQuantile(0.975));
  fc.assert(
    fc.property(probability, shape, (p, dof) => {
      const t = studentTQuantile(p, dof);
      expect(Math.abs(t + studentTQuantile(1 - p, dof))).toBeLessThanOrEqual(1e-8 * Math.max(1e-3, Math.abs(t)));
    }),
  );
});
