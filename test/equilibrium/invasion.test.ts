/** Who invades whom, tables of fixation, linear algebra and paths. */

import { expect, it } from 'vitest';
import { fermiFixation, moranGameFixation } from '../../src/equilibrium/fixation.ts';
import { fixationTable } from '../../src/equilibrium/imitation.ts';
import { invasion, isEss, isNash, isStrictNash } from '../../src/equilibrium/invasion.ts';
import { maximise } from '../../src/equilibrium/linear-program.ts';
import { limitMemoryOne } from '../../src/equilibrium/memory-one.ts';
import { replicate, replicatorPath, replicatorVelocity } from '../../src/equilibrium/replicator.ts';
import { solveLinear } from '../../src/equilibrium/solve-linear.ts';
import { stationaryOfLogRates } from '../../src/equilibrium/stationary.ts';
import { AXELROD_PAYOFFS } from '../../src/game/dilemma-payoffs.ts';
import type { MemoryOne } from '../../src/game/memory-one.ts';

/** Always cooperate, always defect, tit for tat, over ten rounds. */
const TABLE = [
  [3, 0, 3],
  [5, 1, 1.4],
  [3, 0.9, 3],
];
const [ALLC, ALLD, TFT] = [0, 1, 2];

it('tells who invades whom', () => {
  expect(invasion(TABLE, ALLD, ALLC)).toBe('invades');
  expect(invasion(TABLE, ALLC, ALLD)).toBe('repelled');
  expect(invasion(TABLE, ALLD, TFT)).toBe('repelled');
  expect(invasion(TABLE, TFT, ALLC)).toBe('neutral');
  expect(invasion(TABLE, ALLC, TFT)).toBe('neutral');
});

it('tells who is proof against invasion', () => {
  expect([ALLC, ALLD, TFT].map((s) => isNash(TABLE, s))).toEqual([false, true, true]);
  expect([ALLC, ALLD, TFT].map((s) => isStrictNash(TABLE, s))).toEqual([false, true, false]);
  expect([ALLC, ALLD, TFT].map((s) => isEss(TABLE, s))).toEqual([false, true, false]);
});

it('fixation tables have a row for each resident', () => {
  const fermi = fixationTable(TABLE, (pair) => fermiFixation(TABLE, pair, 20, 0.1));
  expect(fermi[ALLC][ALLD]).toBeGreaterThan(1 / 20);
  expect(fermi[ALLD][ALLC]).toBeLessThan(1 / 20);
  expect(fermi[ALLC][TFT]).toBeCloseTo(1 / 20, 12);
  expect(fermi[TFT][TFT]).toBeNaN();
});

it('the Moran process refuses fitness that is not positive', () => {
  const table = [
    [-1, 2],
    [2, 1],
  ];
  expect(() => moranGameFixation(table, [0, 1], 5)).toThrow(RangeError);
  expect(moranGameFixation(table, [0, 1], 5, 0.1)).toBeGreaterThan(0);
});

it('replicator shares stay on the simplex, and rest where all earn the same', () => {
  const path = replicatorPath(TABLE, [0.1, 0.8, 0.1], 6, { time: 50 });
  expect(path).toHaveLength(6);
  for (const shares of path) expect(shares[0] + shares[1] + shares[2]).toBeCloseTo(1, 12);
  expect(Array.from(path[5])).toEqual(Array.from(replicate(TABLE, path[4], { time: 10 })));
  expect(Array.from(replicatorVelocity(TABLE, [1, 0, 0]))).toEqual([0, 0, 0]);
});

it('a long-run average exists where play is periodic, absorbed or split by the first moves', () => {
  const rule = (first: number, ...vector: [number, number, number, number]): MemoryOne => ({ first, vector });
  const states = (a: MemoryOne, b: MemoryOne) => limitMemoryOne(a, b, AXELROD_PAYOFFS).states;
  const alternator = rule(1, 0, 0, 1, 1);
  expect(states(alternator, alternator)).toEqual([0.5, 0, 0, 0.5]);
  const grimLike = rule(0.25, 1, 0, 0, 0);
  const split = states(grimLike, grimLike);
  expect(split[0]).toBeCloseTo(1 / 16, 14);
  expect(split[3]).toBeCloseTo(15 / 16, 14);
});

it('stationary weights survive rates hundreds of orders apart', () => {
  const weights = stationaryOfLogRates([
    [0, -2000, -3000],
    [-1000, 0, -3000],
    [-500, -500, 0],
  ]);
  expect(weights[0]).toBeCloseTo(1, 12);
  expect(weights[0] + weights[1] + weights[2]).toBeCloseTo(1, 12);
  const none = Number.NEGATIVE_INFINITY;
  expect(() =>
    stationaryOfLogRates([
      [none, none],
      [none, none],
    ]),
  ).toThrow(RangeError);
});

it('solves linear systems, or says that it cannot', () => {
  const solution = solveLinear(
    [
      [0, 2],
      [1, 1],
    ],
    [4, 5],
  );
  expect(solution).toEqual([3, 2]);
  const singular = [
    [1, 1],
    [2, 2],
  ];
  expect(solveLinear(singular, [1, 2])).toBe('many');
  expect(solveLinear(singular, [1, 3])).toBe('none');
});

it('solves linear programs', () => {
  const limits = [
    [1, 0],
    [0, 2],
    [3, 2],
  ];
  const x = maximise([3, 5], limits, [4, 12, 18]);
  expect(x[0]).toBeCloseTo(2, 12);
  expect(x[1]).toBeCloseTo(6, 12);
  expect(() => maximise([1, 1], [[1, -1]], [1])).toThrow(RangeError);
});
