/** Shapley values and interactions of games whose answers are known, and the axioms that define them. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dividends, isIn, mainEffects, shapleyInteractions, shapleyValues } from '../../src/experiment/shapley.ts';

const playersIn = (coalition: number, players: number): number[] =>
  Array.from({ length: players }, (_, i) => i).filter((i) => isIn(i, coalition));

/** The worth of every coalition. */
function game(players: number, worth: (members: readonly number[]) => number): Float64Array {
  return Float64Array.from({ length: 1 << players }, (_, coalition) => worth(playersIn(coalition, players)));
}

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}

/** The definition: what each adds when it comes, averaged over all orders. */
function byOrders(worth: ArrayLike<number>, players: number): number[] {
  const orders = permutations(playersIn((1 << players) - 1, players));
  const sums = new Array<number>(players).fill(0);
  for (const order of orders) {
    let before = 0;
    for (const player of order) {
      sums[player] += worth[before | (1 << player)] - worth[before];
      before |= 1 << player;
    }
  }
  return sums.map((sum) => sum / orders.length);
}

function expectClose(found: ArrayLike<number>, wanted: ArrayLike<number>): void {
  expect(found.length).toBe(wanted.length);
  for (const [i, value] of Array.from(wanted).entries()) expect(found[i]).toBeCloseTo(value, 9);
}

describe('known answers', () => {
  it('gloves: one left glove and two right ones, a pair is worth 1', () => {
    const gloves = game(3, (members) => (members.includes(0) && members.length > 1 ? 1 : 0));
    expectClose(shapleyValues(gloves), [4 / 6, 1 / 6, 1 / 6]);
  });

  it('airport: runways for planes that need 1, 3 and 6, shared among those who use each part', () => {
    const needs = [1, 3, 6];
    const airport = game(3, (members) => Math.max(0, ...members.map((i) => needs[i])));
    expectClose(shapleyValues(airport), [1 / 3, 1 / 3 + 1, 1 / 3 + 1 + 3]);
  });

  it('majorities: 51 of the votes 50, 49 and 1; 50 of the votes 40, 30, 20 and 10', () => {
    const majority = (quota: number, votes: readonly number[]): Float64Array =>
      game(votes.length, (members) => (members.reduce((sum, i) => sum + votes[i], 0) >= quota ? 1 : 0));
    expectClose(shapleyValues(majority(51, [50, 49, 1])), [2 / 3, 1 / 6, 1 / 6]);
    expectClose(shapleyValues(majority(50, [40, 30, 20, 10])), [5 / 12, 3 / 12, 3 / 12, 1 / 12]);
  });

  it('a product: every player gets the same, and each pair strengthens the other', () => {
    const product = game(2, (members) => (members.length === 2 ? 1 : 0));
    expectClose(shapleyValues(product), [0.5, 0.5]);
    expectClose(shapleyInteractions(product), [0, 1, 1, 0]);
    expectClose(mainEffects(product), [0.5, 0.5]);
    expectClose(dividends(product), [0, 0, 0, 1]);
  });

  it('a majority of three: main effects are those of the factorial, interactions cancel out', () => {
    const three = game(3, (members) => (members.length >= 2 ? 1 : 0));
    expectClose(mainEffects(three), [0.5, 0.5, 0.5]);
    // Alone with nobody +1, with the third -1: the mean over both is 0.
    expectClose(shapleyInteractions(three), new Array(9).fill(0));
  });
});

describe('axioms', () => {
  const players = 4;
  const anyGame = fc
    .array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 << players, maxLength: 1 << players })
    .map((worth) => Float64Array.from(worth));

  it('is the average over all orders, and adds up to the worth of all', () => {
    fc.assert(
      fc.property(anyGame, (worth) => {
        const shares = shapleyValues(worth);
        expectClose(shares, byOrders(worth, players));
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(worth[15] - worth[0], 9);
      }),
    );
  });

  it('adds up over games', () => {
    fc.assert(
      fc.property(anyGame, anyGame, (first, second) => {
        const sum = first.map((value, c) => value + second[c]);
        const [a, b] = [shapleyValues(first), shapleyValues(second)];
        expectClose(
          shapleyValues(sum),
          a.map((value, i) => value + b[i]),
        );
      }),
    );
  });

  it('gives nothing to who adds nothing, and pairs it with nobody', () => {
    fc.assert(
      fc.property(anyGame, (worth) => {
        const dummy = worth.map((_, coalition) => worth[coalition & ~1]);
        expect(shapleyValues(dummy)[0]).toBeCloseTo(0, 9);
        expect(mainEffects(dummy)[0]).toBe(0);
        expectClose(shapleyInteractions(dummy).slice(0, players), [0, 0, 0, 0]);
      }),
    );
  });

  it('treats equals equally', () => {
    fc.assert(
      fc.property(anyGame, (worth) => {
        const swapped = (c: number): number => (c & ~3) | ((c & 1) << 1) | ((c & 2) >> 1);
        const even = worth.map((value, c) => (value + worth[swapped(c)]) / 2);
        const shares = shapleyValues(even);
        expect(shares[0]).toBeCloseTo(shares[1], 9);
      }),
    );
  });

  it('takes worths of coalitions only', () => {
    expect(() => shapleyValues([0, 1, 2])).toThrow('expected 2^n coalitions, got 3');
  });
});
