/** Correlated equilibria against exact rational solutions, with a certificate, of any number of players. */

import { expect, it } from 'vitest';
import { bestCorrelated, bestCorrelatedProfiles } from '../../src/equilibrium/correlated.ts';
import { minimise } from '../../src/equilibrium/linear-program.ts';
import { expectExactWelfare } from './correlated-games.ts';

it.each([2, 3, 4, 5, 6])('agree with exact solutions of %d x %d games', async (size) => {
  for (let k = 0; k < 3; k++) await expectExactWelfare(size, k);
});

it('of three players: everybody is told the majority', async () => {
  // Two moves each; all three earn 1 when they agree, else nothing.
  const payoffs = Array.from({ length: 8 }, (_, profile) => (profile === 0 || profile === 7 ? [1, 1, 1] : [0, 0, 0]));
  const { welfare, welfareBound, regret } = await bestCorrelatedProfiles(payoffs, [2, 2, 2]);
  expect(welfare).toBeCloseTo(3, 10);
  expect(welfareBound).toBeCloseTo(3, 10);
  expect(regret).toBeLessThan(1e-10);
});

it('of a game in which nothing matters is anything', async () => {
  const nothing = [
    [7, 7],
    [7, 7],
  ];
  expect((await bestCorrelated(nothing, nothing)).welfare).toBeCloseTo(14, 12);
});

it('refuses what is no game', async () => {
  await expect(bestCorrelated([[1, 2], [3]], [[1, 2]])).rejects.toThrow(/row 1 has 1 payoff/);
  await expect(bestCorrelated([[1, Number.NaN]], [[1, 2]])).rejects.toThrow(/finite number, got NaN/);
  await expect(bestCorrelatedProfiles([[1]], [2])).rejects.toThrow(/make 2 profiles, payoffs are given for 1/);
});

it('linear programs come with prices of their limits', async () => {
  // Largest 3 x + 5 y with x <= 4, 2 y <= 12, 3 x + 2 y <= 18.
  const { x, prices } = await minimise({
    cost: [-3, -5],
    rows: [
      [1, 0],
      [0, 2],
      [3, 2],
    ],
    upper: [4, 12, 18],
    isEquality: [false, false, false],
  });
  for (const [i, value] of [2, 6].entries()) expect(x[i]).toBeCloseTo(value, 12);
  for (const [i, price] of [0, 1.5, 1].entries()) expect(prices[i]).toBeCloseTo(price, 12);
  const unbounded = { cost: [-1], rows: [[-1]], upper: [1], isEquality: [false] };
  await expect(minimise(unbounded)).rejects.toThrow(/no optimum/);
});
