/** Quiesce on sampled games whose equilibria are known, what it says of a budget that ends, and its intervals. */

import { describe, expect, it } from 'vitest';
import { quiesce } from '../../src/equilibrium/quiesce.ts';
import { estimateRegret } from '../../src/equilibrium/regret-interval.ts';
import {
  COURNOT_ROLES,
  cournot,
  coverageOfGiving,
  coverageOfMixtures,
  GOOD_ROLES,
  NONE,
  type Payoffs,
  publicGood,
  ROAD_ROLES,
  roads,
  role,
  sampled,
  shock,
  verdictsOnStaying,
} from './quiesce-games.ts';

describe('known games', () => {
  it.each([NONE, { common: 500, own: 5 }])('Cournot: the quantity 22.5, with noise %j', async (noise) => {
    const { confirmed, isComplete, unconfirmed, profiles } = await quiesce(COURNOT_ROLES, sampled(cournot, noise), {
      epsilon: 2,
      replications: 20,
      budget: 200_000,
    });
    expect(isComplete).toBe(true);
    expect(unconfirmed).toEqual([]);
    const pure = confirmed.find(({ mixture }) => mixture[0][2] === 1)!;
    expect(pure.estimate.high).toBeLessThanOrEqual(2);
    expect(pure.estimate.low).toBe(0);
    // 35 profiles in all; those that no solution needs are never sampled.
    expect(profiles).toBeLessThan(35);
  });

  it.each([NONE, { common: 3, own: 0.1 }])('public good: nobody gives, with noise %j', async (noise) => {
    const { confirmed, refuted, isComplete } = await quiesce(GOOD_ROLES, sampled(publicGood, noise), {
      epsilon: 0.02,
      replications: 30,
      budget: 100_000,
    });
    expect(isComplete).toBe(true);
    expect(confirmed.map(({ mixture }) => mixture)).toEqual([[[1, 0, 0]]]);
    // Giving all: the best deviation is to give nothing, which gains 1 - 2/4.
    const giving = refuted.find(({ mixture }) => mixture[0][2] === 1)!;
    expect(giving.estimate.best).toMatchObject({ role: 0, strategy: 0 });
    expect(giving.estimate.low).toBeLessThanOrEqual(0.5 + 1e-12);
    expect(giving.estimate.high).toBeGreaterThanOrEqual(0.5 - 1e-12);
  });

  it.each([NONE, { common: 1, own: 0.1 }])(
    'congestion: three in four take the wide road, with noise %j',
    async (noise) => {
      const { confirmed, isComplete } = await quiesce(ROAD_ROLES, sampled(roads, noise), {
        epsilon: 0.1,
        replications: 50,
        budget: 100_000,
      });
      expect(isComplete).toBe(true);
      expect(confirmed).toHaveLength(1);
      expect(Math.abs(confirmed[0].mixture[0][0] - 0.75)).toBeLessThan(noise.own === 0 ? 1e-9 : 0.02);
    },
  );

  it('two roles: matching pennies is mixed evenly', async () => {
    const roles = [role('even', 1, ['heads', 'tails']), role('odd', 1, ['heads', 'tails'])];
    const pennies: Payoffs = (r, _strategy, [even, odd]) => ((even[0] === odd[0]) === (r === 0) ? 1 : -1);
    const { confirmed } = await quiesce(roles, sampled(pennies, NONE), {
      epsilon: 1e-6,
      replications: 2,
      budget: 1000,
    });
    expect(confirmed).toHaveLength(1);
    for (const chance of confirmed[0].mixture.flat()) expect(chance).toBeCloseTo(0.5, 9);
  });

  it('two roles of several players: a mixture of one answers the other', async () => {
    // Builders race or not, each gaining 3 less the racing ones; suppliers expand where at least as many race as not.
    const roles = [role('builder', 3, ['race', 'wait']), role('supplier', 2, ['expand', 'hold'])];
    const game: Payoffs = (r, strategy, [builders, suppliers]) =>
      r === 0 ? (strategy === 0 ? 1 + suppliers[0] - builders[0] : 0) : strategy === 0 ? builders[0] - 1.5 : 0;
    const { confirmed, isComplete } = await quiesce(roles, sampled(game, NONE), {
      epsilon: 1e-6,
      replications: 2,
      budget: 10_000,
    });
    expect(isComplete).toBe(true);
    expect(confirmed.length).toBeGreaterThanOrEqual(1);
    for (const { mixture, estimate } of confirmed) {
      expect(estimate.high).toBeLessThanOrEqual(1e-6);
      for (const chances of mixture) expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 12);
    }
  });
});

describe('a budget that ends', () => {
  it('leaves candidates unconfirmed, and says what was not explored', async () => {
    const noise = { common: 0, own: 2 };
    const { confirmed, unconfirmed, isComplete, spent } = await quiesce(GOOD_ROLES, sampled(publicGood, noise), {
      epsilon: 0.001,
      replications: 10,
      budget: 300,
    });
    expect(isComplete).toBe(false);
    expect(confirmed).toEqual([]);
    expect(unconfirmed.length).toBeGreaterThan(0);
    for (const { estimate } of unconfirmed) expect(estimate.high).toBeGreaterThan(0.001);
    expect(spent).toBeLessThanOrEqual(300);
  });

  it('keeps best responses beyond the largest restriction as unexplored', async () => {
    const { confirmed, unexplored, isComplete } = await quiesce(ROAD_ROLES, sampled(roads, NONE), {
      epsilon: 0.01,
      replications: 2,
      budget: 10,
      largestRestriction: 1,
    });
    expect(isComplete).toBe(false);
    expect(confirmed).toEqual([]);
    expect(unexplored).toEqual([{ support: [[0, 1]], gain: 9 }]);
  });

  it.each([
    [1, ['[[1,2]]', '[[1,3]]', '[[2,3]]'], 1],
    [2, ['[[1,2,3]]'], 1],
    [3, [], 2],
  ])('solves restrictions of at most %i strategies where some mixture is confirmed', async (most, left, found) => {
    // Staying together is an equilibrium; the others play rock, paper, scissors, and lose by meeting one who stays.
    const roles = [role('player', 2, ['stay', 'rock', 'paper', 'scissors'])];
    const game: Payoffs = (_, strategy, [counts]) => {
      const other = counts.findIndex((count, s) => count - Number(s === strategy) > 0);
      if (other === 0) return strategy === 0 ? 5 : -1;
      return strategy === 0 ? -10 : [0, 1, -1][(strategy - other + 3) % 3];
    };
    const rule = { epsilon: 1e-6, replications: 2, budget: 10_000, largestRestriction: most };
    const { confirmed, unexplored, isComplete } = await quiesce(roles, sampled(game, NONE), rule);
    expect(isComplete).toBe(true);
    expect(confirmed).toHaveLength(found);
    expect(unexplored.map(({ support }) => JSON.stringify(support)).sort()).toEqual(left);
  });

  it.each([
    [6, 600],
    [7, 10],
  ])('10, 10 and %i strategies begin with %i pure profiles', async (last, begun) => {
    const roles = [10, 10, last].map((count, r) =>
      role(
        `role ${r}`,
        1,
        Array.from({ length: count }, (_, s) => `s${s}`),
      ),
    );
    // Each earns most by its fifth strategy, whatever the others do.
    const sampler = sampled((_, strategy) => -Math.abs(strategy - 4), NONE);
    const budget = begun === 600 ? 1 : 1500;
    const found = await quiesce(roles, sampler, { epsilon: 1e-6, replications: 2, budget });
    expect(found.begun).toBe(begun);
    if (begun === 600) return;
    const moves = (mixture: readonly (readonly number[])[]): number[] => mixture.map((chances) => chances.indexOf(1));
    expect(found.confirmed.map(({ mixture }) => moves(mixture))).toEqual([[4, 4, 4]]);
    expect(found.refuted.map(({ mixture }) => moves(mixture))).toContainEqual([9, 9, 6]);
  });

  it('samples no profile twice', async () => {
    const sampler = sampled(roads, NONE);
    await quiesce(ROAD_ROLES, sampler, { epsilon: 0.01, replications: 2, budget: 1000 });
    expect(new Set(sampler.asked).size).toBe(sampler.asked.length);
    await expect(quiesce(ROAD_ROLES, sampler, { epsilon: 0.01, replications: 1, budget: 1 })).rejects.toThrow(
      RangeError,
    );
  });
});

describe('intervals of regret', () => {
  // Exactly 95 % are expected; the long test has as many repetitions as narrow bounds need.
  it('hold the true regret as often as they should', async () => {
    const coverage = await coverageOfGiving(30);
    expect(coverage).toBeGreaterThanOrEqual(0.84);
    expect(await coverageOfMixtures(30)).toBeGreaterThanOrEqual(0.84);
  });

  // At most 2.5 % and at least 95 %; six ordinary intervals of 95 % would confirm 9 %. Bounds are three standard errors off.
  it('hold the true regret over all looks of a search', async () => {
    const { confirmed, covered } = await verdictsOnStaying(200, { epsilon: 1, regret: 1, ways: 1, looks: 6 });
    expect(confirmed).toBeLessThanOrEqual(0.058);
    expect(confirmed).toBeGreaterThan(0);
    expect(covered).toBeGreaterThanOrEqual(0.904);
  });

  it('are wider by what is divided among looks, and not at all for one', () => {
    const sample = { role: 0, strategy: 0, gains: Array.from({ length: 11 }, (_, k) => 10 + shock('look', k)) };
    const width = (looks?: number): number => {
      const { low, high, best } = estimateRegret([sample], looks);
      return (high - low) / best.error / 2;
    };
    // Student t with 10 degrees of freedom at 0.975 and 0.995.
    expect(width()).toBeCloseTo(2.228, 3);
    expect(width(5)).toBeCloseTo(3.169, 3);
  });

  it('are not moved by how many poor deviations there are', () => {
    const gains = (level: number, name: string): number[] =>
      Array.from({ length: 40 }, (_, k) => level + shock(name, k));
    const best = { role: 0, strategy: 0, gains: gains(1, 'best') };
    const poor = Array.from({ length: 30 }, (_, s) => ({ role: 0, strategy: s + 1, gains: gains(-9, `poor ${s}`) }));
    const [alone, among] = [estimateRegret([best]), estimateRegret([best, ...poor])];
    expect([among.low, among.high]).toEqual([alone.low, alone.high]);
  });

  it('divide the error among all deviations to find those that may be best, and among these for the lower end', () => {
    const level = (gain: number, signs: readonly number[]): number[] => signs.map((sign) => gain + sign);
    const own = [1, -1, 1, -1, 1, -1, 1, -1, 1, -1];
    const apart = [1, 1, -1, -1, 1, 1, -1, -1, 1, -1];
    // The second is 2.8 standard errors, of a third each, below the best: within t of 9 at .025 / 5, 3.250, beyond 2.262.
    const second = level(10, own).map((gain, k) => gain - 2.8 / 3 - apart[k]);
    const gains = [level(10, own), second, level(-90, own), level(-90, own), level(-90, own)];
    const { low, high } = estimateRegret(gains.map((list, strategy) => ({ role: 0, strategy, gains: list })));
    expect(low).toBeCloseTo(10 - 2.685 / 3, 4);
    expect(high).toBeCloseTo(10 + 2.2622 / 3, 4);
  });
});
