/** Invasion, evolutionary stability, tables of fixation, linear algebra and paths of the replicator dynamics. */

import { describe, expect, it } from 'vitest';
import { fermiFixation, moranGameFixation } from '../../src/equilibrium/fixation.ts';
import { smallMutationLimit } from '../../src/equilibrium/imitation.ts';
import { invasion, isEss, isNash, isStrictNash } from '../../src/equilibrium/invasion.ts';
import { limitMemoryOne } from '../../src/equilibrium/memory-one.ts';
import { replicate, replicateToRest, replicatorPath, replicatorVelocity } from '../../src/equilibrium/replicator.ts';
import { solveLinear } from '../../src/equilibrium/solve-linear.ts';
import { stationaryOfLogRates } from '../../src/equilibrium/stationary.ts';
import { AXELROD_PAYOFFS } from '../../src/game/dilemma-payoffs.ts';
import type { MemoryOne } from '../../src/game/memory-one.ts';
import { createGenerator } from '../../src/random/generator.ts';

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

describe('evolutionary stability', () => {
  it('a mixture invades where no pure mutant does', () => {
    const table = [
      [1, 1, 1],
      [1, 0, 10],
      [1, 10, 0],
    ];
    expect([1, 2].map((mutant) => invasion(table, mutant, 0))).toEqual(['repelled', 'repelled']);
    expect(isEss(table, 0)).toBe(false);
    expect(isEss(table, [0, 0.5, 0.5])).toBe(true);
  });

  it.each([1e-6, 1, 1e6])('mixtures are judged too, in units of %d', (unit) => {
    const inUnit = (table: number[][]): number[][] => table.map((row) => row.map((payoff) => payoff * unit + 7 * unit));
    const hawkDove = inUnit([
      [-0.5, 2],
      [0, 1],
    ]);
    expect(isEss(hawkDove, [2 / 3, 1 / 3])).toBe(true);
    expect(isEss(hawkDove, [0.5, 0.5])).toBe(false);
    const scissors = (win: number): number[][] =>
      inUnit([
        [0, -1, win],
        [win, 0, -1],
        [-1, win, 0],
      ]);
    const equal = [1 / 3, 1 / 3, 1 / 3];
    expect([0.9, 1, 1.1].map((win) => isEss(scissors(win), equal))).toEqual([false, false, true]);
  });

  it('agrees with a search among mixtures', () => {
    const rng = createGenerator('mixtures');
    const steps = 12;
    const mixtures: number[][] = [];
    for (let a = 0; a <= steps; a++)
      for (let b = 0; a + b <= steps; b++)
        for (let c = 0; a + b + c <= steps; c++) mixtures.push([a, b, c, steps - a - b - c].map((n) => n / steps));
    let stable = 0;
    for (let k = 0; k < 400; k++) {
      const table = [0, 1, 2, 3].map(() => [0, 1, 2, 3].map(() => Math.floor(4 * rng.uniform())));
      const earns = (x: readonly number[], y: readonly number[]): number =>
        x.reduce((sum, p, i) => sum + p * table[i].reduce((total, u, j) => total + u * y[j], 0), 0);
      const own = [1, 0, 0, 0];
      const invaders = mixtures.filter((y) => {
        if (y[0] === 1) return false;
        const entry = earns(y, own) - earns(own, own);
        return entry > 1e-9 || (Math.abs(entry) <= 1e-9 && earns(y, y) >= earns(own, y) - 1e-9);
      });
      const isStable = isEss(table, 0);
      if (isStable) stable++;
      expect(isStable, JSON.stringify(table)).toBe(invaders.length === 0);
    }
    expect(stable).toBeGreaterThan(50);
    expect(stable).toBeLessThan(350);
  });

  it('refuses what is no symmetric game', () => {
    expect(() => isEss([[1, 2]], 0)).toThrow(/a symmetric game is square, got 1 row and 2 columns/);
    expect(() => isEss([[Number.NaN]], 0)).toThrow(/finite number, got NaN/);
    expect(() => replicate([[1, 2]], [1], { time: 1 })).toThrow(/square/);
    expect(() => smallMutationLimit([[1, 2], [3]], 10, 1)).toThrow(/rectangular/);
  });
});

describe('replicator dynamics run to rest', () => {
  it.each([1e-6, 1, 1e6])('in units of %d', (unit) => {
    const hawkDove = [
      [-0.5 * unit, 2 * unit],
      [0, unit],
    ];
    const { shares, isAtRest } = replicateToRest(hawkDove, [0.01, 0.99]);
    expect(isAtRest).toBe(true);
    expect(shares[0]).toBeCloseTo(2 / 3, 6);
    // The unit of time goes with that of payoffs.
    expect(replicate(hawkDove, [0.01, 0.99], { time: 4 / unit })[0]).toBeCloseTo(
      replicate(
        [
          [-0.5, 2],
          [0, 1],
        ],
        [0.01, 0.99],
        { time: 4 },
      )[0],
      9,
    );
  });

  it('follow a rare strategy until it takes over', () => {
    const { shares, isAtRest, time } = replicateToRest(
      [
        [0, 0],
        [1e-3, 1],
      ],
      [1, 1e-300],
    );
    expect(isAtRest).toBe(true);
    expect(time).toBeGreaterThan(1000);
    expect(shares[1]).toBeCloseTo(1, 6);
  });

  it('say when they cycle', () => {
    const scissors = [
      [0, -1, 1],
      [1, 0, -1],
      [-1, 1, 0],
    ];
    const { shares, isAtRest } = replicateToRest(scissors, [0.5, 0.3, 0.2]);
    expect(isAtRest).toBe(false);
    expect(shares[0] * shares[1] * shares[2]).toBeCloseTo(0.03, 4);
  });

  it('leave what is absent absent', () => {
    expect(Array.from(replicateToRest(TABLE, [1, 0, 0]).shares)).toEqual([1, 0, 0]);
  });
});

it('a defector fixes among cooperators more often than by chance, and a neutral mutant as often', () => {
  const fixation = (mutant: number, resident: number) => fermiFixation(TABLE, [mutant, resident], 20, 0.1);
  expect(fixation(ALLD, ALLC)).toBeGreaterThan(1 / 20);
  expect(fixation(ALLC, ALLD)).toBeLessThan(1 / 20);
  expect(fixation(TFT, ALLC)).toBeCloseTo(1 / 20, 12);
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
