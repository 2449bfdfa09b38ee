/** Seats and payoffs of role-symmetric games: gains compare the same player, and levels have no noise of who was drawn. */

import { expect, it } from 'vitest';
import { estimateOf } from '../../src/equilibrium/sampled-game.ts';
import { viewFor, viewOf, viewsOf } from '../../src/equilibrium/role-symmetric.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { payoffsByRole, seatsOf, type SeatedRole } from '../../src/tournament/role-seats.ts';

const SIZES = [1, 2, 3, 10];
const ROLE: SeatedRole = { name: 'players', players: 4, seats: [0, 1, 2, 3], strategies: ['a', 'b'] };
const seed = expandSeed('seats');

it('seats as many players as the profile says, in orders that differ by replication', () => {
  const orders = Array.from({ length: 40 }, (_, replication) =>
    seatsOf([ROLE], { profile: [[3, 1]], view: 0 }, { seed, replication }),
  );
  for (const order of orders) expect(order.reduce((sum, strategy) => sum + strategy, 0)).toBe(1);
  expect(new Set(orders.map((order) => order.indexOf(1))).size).toBe(3 + 1);
});

it('has a view of a profile for every strategy in use, in which the same player uses it', () => {
  const pair: SeatedRole = { name: 'pair', players: 2, seats: [4, 5], strategies: ['a', 'b'] };
  const profile = [
    [3, 1],
    [2, 0],
  ];
  expect(viewsOf(profile)).toHaveLength(2);
  for (let replication = 0; replication < 10; replication++) {
    const at = { seed, replication };
    const [first, second] = viewsOf(profile).map((view) => seatsOf([ROLE, pair], view, at));
    const focus = second.findIndex((strategy, seat) => strategy === 1 && seat < 4);
    expect(first[focus]).toBe(0);
    for (const seats of [first, second]) {
      expect(seats.slice(0, 4).filter((strategy) => strategy === 1)).toHaveLength(1);
      expect(seats.slice(4)).toEqual([0, 0]);
    }
  }
});

it('estimates the mean over all orders of players without the noise of who was drawn', () => {
  // A player of size n earns n, b earns 0.5 more, and every player of b costs each player .1.
  const payoffs = (name: string, replication: number): number[] => {
    const used = seatsOf([ROLE], viewOf(name), { seed, replication });
    return SIZES.map((size, seat) => size + 0.5 * used[seat] - 0.1 * viewOf(name).profile[0][1]);
  };
  const [a, b] = [0, 1].map((s) => {
    const request = { ...viewFor([[3, 1]], 0, s), from: 0, to: 40 };
    return estimateOf(payoffsByRole([ROLE], request, { seed, payoffs }).map(([own]) => own[s]));
  });
  // Mean size 4; one player of b.
  expect(a.mean).toBeCloseTo(3.9, 12);
  expect(b.mean).toBeCloseTo(4.4, 12);
  expect(b.error).toBeCloseTo(0, 12);
});

it('a strategy that does what the others do gains nothing in any replication, however the players differ', () => {
  const roles = [{ ...ROLE, strategies: ['a', 'same as a', 'b'] }];
  // The reference is all a. A player of b earns a share of its size that differs by replication.
  const payoffs = (name: string, replication: number): number[] => {
    const used = seatsOf(roles, viewOf(name), { seed, replication });
    return SIZES.map((size, seat) => size * (replication + (used[seat] === 2 ? 1 : 0)));
  };
  const of = (profile: number[], s: number): number[] =>
    payoffsByRole(roles, { ...viewFor([profile], 0, s), from: 0, to: 60 }, { seed, payoffs }).map(([own]) => own[s]);
  const base = of([0, 4, 0], 1);
  expect(of([1, 3, 0], 0).map((value, k) => value - base[k])).toEqual(base.map(() => 0));
  const gains = of([0, 3, 1], 2).map((value, k) => value - base[k]);
  // The gain of the player in focus is its size.
  expect(new Set(gains.map((gain) => Number(gain.toFixed(9))))).toEqual(new Set(SIZES));
});
