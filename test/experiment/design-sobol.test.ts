/** Sobol' points against published ones, their balance, and scrambling that keeps it. */

import { describe, expect, it } from 'vitest';
import { createDesign, configurations } from '../../src/experiment/design.ts';
import { readAxis } from '../../src/experiment/design-axis.ts';
import { SOBOL_DIMENSIONS, sobolBits, sobolDirections, unitOfBits } from '../../src/experiment/design-sobol.ts';
import { SOBOL_DIRECTIONS } from '../../src/experiment/design-sobol-directions.ts';

const tables = Array.from({ length: SOBOL_DIMENSIONS }, (_, d) => sobolDirections(d));
const point = (index: number, dimension: number): number => unitOfBits(sobolBits(tables[dimension], index));

const PAIR = Array.from({ length: 2 }, (_, i) => `a${i}=0:1`);
const rowsOf = (seed: string | undefined, points: number): number[][] => {
  const spec = { kind: 'sobol' as const, axes: PAIR.map(readAxis), points, ...(seed === undefined ? {} : { seed }) };
  return [...configurations(createDesign(spec))] as number[][];
};

/** Whether every box of 2^a by 2^b that holds one point of 2^m on average holds one. */
function isNet(rows: readonly number[][], m: number): boolean {
  for (let a = 0; a <= m; a++) {
    const boxes = new Set(rows.map(([x, y]) => Math.floor(x * 2 ** a) * 2 ** (m - a) + Math.floor(y * 2 ** (m - a))));
    if (boxes.size !== 2 ** m) return false;
  }
  return true;
}

/** Order of x modulo a polynomial over two elements, by repeated doubling. */
function isPrimitive(polynomial: number, degree: number): boolean {
  const period = 2 ** degree - 1;
  let power = 1;
  for (let k = 1; k <= period; k++) {
    power <<= 1;
    if (((power >> degree) & 1) === 1) power ^= polynomial;
    if (power === 1) return k === period;
  }
  return false;
}

it('begins as the sequence of Joe and Kuo', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 7].map((i) => [point(i, 0), point(i, 1), point(i, 2)])).toEqual([
    [0, 0, 0],
    [0.5, 0.5, 0.5],
    [0.75, 0.25, 0.25],
    [0.25, 0.75, 0.75],
    [0.375, 0.375, 0.625],
    [0.875, 0.875, 0.125],
    [0.625, 0.125, 0.875],
    [0.125, 0.625, 0.375],
  ]);
  // Another program with the same direction numbers, point 1000.
  const expected = [0.21972656, 0.09667969, 0.51855469, 0.08496094, 0.47949219, 0.35253906, 0.81542969, 0.18652344];
  for (const [i, d] of [0, 1, 2, 10, 49, 50, 98, 99].entries()) expect(point(1000, d)).toBeCloseTo(expected[i], 8);
});

it('rests on primitive polynomials, each once, and odd numbers below 2^k', () => {
  const seen = new Set<string>();
  for (const line of SOBOL_DIRECTIONS) {
    const [degree, inner, ...first] = line.split(' ').map(Number);
    expect(isPrimitive((1 << degree) | (inner << 1) | 1, degree), line).toBe(true);
    expect(first).toHaveLength(degree);
    for (const [k, m] of first.entries()) expect(m % 2 === 1 && m < 2 ** (k + 1), line).toBe(true);
    seen.add(`${degree} ${inner}`);
  }
  expect(seen.size).toBe(SOBOL_DIRECTIONS.length);
});

it('puts one point of 256 into each of 256 strata, in every dimension', () => {
  for (let d = 0; d < SOBOL_DIMENSIONS; d++) {
    expect(new Set(Array.from({ length: 256 }, (_, i) => Math.floor(point(i, d) * 256))).size, `dimension ${d}`).toBe(
      256,
    );
  }
});

describe('scrambling', () => {
  it('keeps the net, moves the points, and depends on the seed alone', () => {
    const plain = rowsOf(undefined, 64);
    const scrambled = rowsOf('1', 64);
    expect(isNet(plain, 6)).toBe(true);
    expect(isNet(scrambled, 6)).toBe(true);
    expect(scrambled).not.toEqual(plain);
    expect(rowsOf('1', 64)).toEqual(scrambled);
    expect(rowsOf('2', 64)).not.toEqual(scrambled);
  });

  it('makes each point uniform over seeds', () => {
    const seeds = 400;
    const first = Array.from({ length: seeds }, (_, s) => rowsOf(String(s), 1)[0][0]);
    const centre = first.reduce((sum, u) => sum + u, 0) / seeds;
    expect(Math.abs(centre - 0.5)).toBeLessThan(4 / Math.sqrt(12 * seeds));
  });
});

it('refuses more paths than there are dimensions', () => {
  const axes = Array.from({ length: SOBOL_DIMENSIONS + 1 }, (_, i) => readAxis(`a${i}=0:1`));
  expect(() => createDesign({ kind: 'sobol', axes, points: 4 })).toThrow(/at most 100 paths, got 101/);
});
