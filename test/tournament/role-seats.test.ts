/** Seats and payoffs of role-symmetric games: the control variate leaves the mean and takes away differences of size. */

import { expect, it } from 'vitest';
import { estimateOf } from '../../src/equilibrium/sampled-game.ts';
import { profileOf } from '../../src/equilibrium/role-symmetric.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { payoffsByRole, seatsOf, type SeatedRole } from '../../src/tournament/role-seats.ts';

const SIZES = [1, 2, 3, 10];
const ROLE: SeatedRole = { name: 'players', players: 4, seats: [0, 1, 2, 3], strategies: ['a', 'b'] };
const seed = expandSeed('seats');

/** A player of size n earns n, b earns 0.5 more, and every player of b costs each player .1. */
function payoffs(profile: string, replication: number): number[] {
  const counts = profileOf(profile);
  const used = seatsOf([ROLE], counts, { seed, replication });
  return SIZES.map((size, seat) => size + 0.5 * used[seat] - 0.1 * counts[0][1]);
}

it('seats as many players as the profile says, in orders that differ by replication', () => {
  const orders = Array.from({ length: 20 }, (_, replication) => seatsOf([ROLE], [[3, 1]], { seed, replication }));
  for (const order of orders) expect(order.reduce((sum, strategy) => sum + strategy, 0)).toBe(1);
  expect(new Set(orders.map((order) => order.indexOf(1))).size).toBe(4);
});

it('estimates the mean over all orders of players without the noise of who was drawn', () => {
  const [all] = [payoffsByRole([ROLE], { profile: [[3, 1]], from: 0, to: 40 }, { seed, payoffs })];
  const [a, b] = [0, 1].map((s) => estimateOf(all.map(([own]) => own[s])));
  // Mean size 4; one player of b.
  expect(a.mean).toBeCloseTo(3.9, 12);
  expect(b.mean).toBeCloseTo(4.4, 12);
  expect(b.error).toBeCloseTo(0, 12);
});
