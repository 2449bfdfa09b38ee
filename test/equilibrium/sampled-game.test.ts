/** Domination, welfare and payoffs of roles from samples, against a dilemma worked out by hand. */

import { describe, expect, it } from 'vitest';
import { PayoffSamples } from '../../src/equilibrium/payoff-samples.ts';
import type { Role } from '../../src/equilibrium/role-symmetric.ts';
import {
  bestProfile,
  dominatedStrategies,
  estimateOf,
  rolePayoffs,
  welfareOf,
} from '../../src/equilibrium/sampled-game.ts';

/** Two players of a dilemma (T, R, P, S = 5, 3, 1, 0), beside a lone player who earns 10. */
const ROLES: readonly Role[] = [
  { name: 'lone', players: 1, strategies: ['stay'] },
  { name: 'pair', players: 2, strategies: ['cooperate', 'defect'] },
];
const SHOCKS = [-1, 0, 1, 100];
const CC = [[1], [2, 0]];
const CD = [[1], [1, 1]];
const DD = [[1], [0, 2]];
const EVEN = [[1], [0.5, 0.5]];

type Earned = (defects: boolean, defectors: number, replication: number) => number;

const dilemma: Earned = (defects, defectors, k) => (defects ? [0, 5, 1][defectors] : [3, 0][defectors]) + SHOCKS[k];

const samplesOf = (earned: Earned): PayoffSamples =>
  new PayoffSamples(ROLES, {
    sample: (requests) =>
      Promise.resolve(
        requests.map(({ profile, from, to }) =>
          Array.from({ length: to - from }, (_, i) => [
            [10],
            profile[1].map((count, s) => (count === 0 ? Number.NaN : earned(s === 1, profile[1][1], from + i))),
          ]),
        ),
      ),
  });

/** Three replications of all profiles, and more of some. */
async function sampled(earned: Earned, more: readonly (readonly (readonly number[])[])[] = []): Promise<PayoffSamples> {
  const samples = samplesOf(earned);
  await samples.fill(samples.viewsWithin([[0], [0, 1]]), 3, 100);
  for (const profile of more)
    await samples.fill(
      [0, 1].map((view) => ({ profile, view })),
      SHOCKS.length,
      100,
    );
  return samples;
}

describe('an estimate', () => {
  it('has the 95 % interval of Student: 3.18 standard errors of four values', () => {
    const { mean, error, low, high, replications } = estimateOf([1, 2, 3, 4]);
    expect([mean, replications]).toEqual([2.5, 4]);
    expect(error).toBeCloseTo(0.645497, 6);
    expect(low).toBeCloseTo(0.44574, 5);
    expect(high).toBeCloseTo(4.55426, 5);
  });

  it('of one value has no width', () => {
    expect(estimateOf([7])).toEqual({ mean: 7, error: 0, low: 7, high: 7, replications: 1 });
  });
});

describe('a strategy is dominated', () => {
  it('when another earns more beside every position of the others', async () => {
    expect(dominatedStrategies(ROLES, await sampled(dilemma))).toEqual([
      { role: 1, strategy: 0, by: 1, comparisons: 2, significant: 2 },
    ]);
  });

  it('over the replications that both have', async () => {
    expect(dominatedStrategies(ROLES, await sampled(dilemma, [DD]))).toMatchObject([
      { comparisons: 2, significant: 2 },
    ]);
  });

  it('not where the two were never sampled beside the same others', async () => {
    const few = samplesOf(dilemma);
    await few.fill(few.viewsWithin([[0], [0]]), 3, 100);
    expect(dominatedStrategies(ROLES, few)).toEqual([]);
  });

  it('with fewer significant differences when one position is noisy', async () => {
    const noisy: Earned = (defects, defectors, k) =>
      dilemma(defects, defectors, k) + (defectors === 2 ? 3 * SHOCKS[k] : 0);
    expect(dominatedStrategies(ROLES, await sampled(noisy))).toEqual([
      { role: 1, strategy: 0, by: 1, comparisons: 2, significant: 1 },
    ]);
  });

  it('not by one that earns the same somewhere, nor by one that earns less somewhere', async () => {
    const same: Earned = (defects, defectors, k) => (defects && defectors === 1 ? 3 : 0) + SHOCKS[k];
    const hunt: Earned = (defects, defectors, k) => (defects ? 2 : [4, 0][defectors]) + SHOCKS[k];
    expect(dominatedStrategies(ROLES, await sampled(same))).toEqual([]);
    expect(dominatedStrategies(ROLES, await sampled(hunt))).toEqual([]);
  });
});

describe('welfare', () => {
  it('is highest where both cooperate, over the replications that all profiles have', async () => {
    expect(bestProfile(await sampled(dilemma))).toEqual(CC);
    expect(bestProfile(await sampled(dilemma, [DD]))).toEqual(CC);
  });

  it('of an even mixture is 4.5 beside 10, which both cooperating exceed by 1.5', async () => {
    const { total, best, bestTotal, loss, priceOfAnarchy } = welfareOf(ROLES, await sampled(dilemma, [CC]), {
      mixture: EVEN,
      best: CC,
    });
    expect(best).toBe(CC);
    expect(total.mean).toBeCloseTo(14.5, 12);
    expect(total.error).toBeCloseTo(2 / Math.sqrt(3), 12);
    // Pairs only, so that the difference is that of the two sums: the fourth replication is of the best profile alone.
    expect(bestTotal.mean).toBeCloseTo(16, 12);
    expect(bestTotal.replications).toBe(3);
    expect(bestTotal.mean - total.mean).toBeCloseTo(loss.mean, 12);
    expect(loss.replications).toBe(3);
    expect(loss.mean).toBeCloseTo(1.5, 12);
    expect(loss.error).toBeCloseTo(0, 12);
    expect(priceOfAnarchy).toBeCloseTo(16 / 14.5, 12);
  });

  it('has no price of anarchy where the mixture does not earn a positive sum', async () => {
    const samples = await sampled((defects, defectors, k) => dilemma(defects, defectors, k) - 8);
    expect(welfareOf(ROLES, samples, { mixture: EVEN, best: CC })).not.toHaveProperty('priceOfAnarchy');
  });

  it('of a profile that was never sampled is refused', async () => {
    const lacking = new PayoffSamples(ROLES, { sample: () => Promise.resolve([]) });
    expect(() => bestProfile(lacking)).toThrow('no profile was sampled');
    expect(() => welfareOf(ROLES, lacking, { mixture: EVEN, best: CD })).toThrow(/was never sampled/);
  });
});

it('a player of each role earns the mean over profiles, in the replications that all have', async () => {
  const [lone, pair] = rolePayoffs(ROLES, await sampled(dilemma, [CC]), EVEN);
  expect(lone).toEqual({ mean: 10, error: 0, low: 10, high: 10, replications: 3 });
  expect(pair.mean).toBeCloseTo(2.25, 12);
  expect(pair.error).toBeCloseTo(1 / Math.sqrt(3), 12);
});

it('means and scaled samples keep profiles, and views that were not sampled are missing', async () => {
  const samples = await sampled(dilemma);
  const payoffsOf = (from: PayoffSamples, profile: string): number[] =>
    from.commonMeans().profiles.find((one) => JSON.stringify(one.profile) === profile)!.payoffs[1] as number[];
  expect(payoffsOf(samples, '[[1],[1,1]]')).toEqual([0, 5]);
  expect(payoffsOf(samples.scaled([1, 3]), '[[1],[1,1]]')).toEqual([0, 15]);
  expect(payoffsOf(samples.scaled([1, 3]), '[[1],[2,0]]')).toEqual([9, Number.NaN]);
  expect(samples.scaled([0.5, 3]).commonMeans().profiles[0].payoffs[0]).toEqual([5]);
});

it('compares profiles over the replications that all have', async () => {
  // The fourth replication of one profile, with a shock of 100, is left out.
  const { profiles, replications, mostReplications } = (await sampled(dilemma, [CC])).commonMeans();
  expect([replications, mostReplications]).toEqual([3, 4]);
  const cc = profiles.find(({ profile }) => JSON.stringify(profile) === JSON.stringify(CC));
  expect(cc?.payoffs[1][0]).toBeCloseTo(3, 12);
});
