/** Sampled games with known equilibria, and how often intervals of regret hold the true one. */

import type { PayoffSampler } from '../../src/equilibrium/payoff-samples.ts';
import { quiesce } from '../../src/equilibrium/quiesce.ts';
import type { Role } from '../../src/equilibrium/role-symmetric.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { normalAt, openStream, streamId } from '../../src/random/stream.ts';

export type Payoffs = (role: number, strategy: number, profile: readonly (readonly number[])[]) => number;

interface Noise {
  /** Standard deviation of a shock common to all profiles, and of one of a profile's own. */
  readonly common: number;
  readonly own: number;
  readonly seed?: number;
}

/** A standard normal number of a name and a replication. */
export function shock(name: string, replication: number): number {
  return normalAt(openStream(SEED, replication, streamId('shock', name)), 0);
}

/** A sampler of a known game: payoffs with a common shock of the replication and one of the profile and strategy. */
export function sampled(
  payoffs: Payoffs,
  { common, own, seed = 0 }: Noise,
): PayoffSampler & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    sample(requests) {
      return Promise.resolve(
        requests.map(({ profile, view, from, to }) => {
          const name = JSON.stringify(profile);
          asked.push(`${name}#${view}`);
          return Array.from({ length: to - from }, (_, k) => {
            const shared = common === 0 ? 0 : common * shock(String(seed), from + k);
            return profile.map((counts, r) =>
              counts.map((count, s) =>
                count === 0
                  ? Number.NaN
                  : payoffs(r, s, profile) +
                    shared +
                    (own === 0 ? 0 : own * shock(`${seed}/${name}/${r}/${s}`, from + k)),
              ),
            );
          });
        }),
      );
    },
  };
}

export const role = (name: string, players: number, strategies: readonly string[]): Role => ({
  name,
  players,
  strategies,
});
const SEED = expandSeed('quiesce');
export const NONE: Noise = { common: 0, own: 0 };

/** Three firms, demand 100 - Q, unit cost 10: everybody's best reply to 22.5 each is 22.5. */
const QUANTITIES = [15, 18.75, 22.5, 26.25, 30];
export const COURNOT_ROLES = [role('firm', 3, QUANTITIES.map(String))];
export const cournot: Payoffs = (_, strategy, [counts]) => {
  const total = counts.reduce((sum, count, s) => sum + count * QUANTITIES[s], 0);
  return (100 - total - 10) * QUANTITIES[strategy];
};

/** Four players give 0, 1/2 or 1; what is given is doubled and shared. */
const GIFTS = [0, 0.5, 1];
export const GOOD_ROLES = [role('player', 4, GIFTS.map(String))];
export const publicGood: Payoffs = (_, strategy, [counts]) =>
  (2 * counts.reduce((sum, count, s) => sum + count * GIFTS[s], 0)) / 4 - GIFTS[strategy];

/** Five drivers on two roads that take load and twice the load: 3/4 on the first makes both take 4. */
export const ROAD_ROLES = [role('driver', 5, ['wide', 'narrow'])];
export const roads: Payoffs = (_, strategy, [counts]) => -(strategy + 1) * counts[strategy];

/** What searches say of a strategy to which others are better, as shares of the searches. */
export interface Verdicts {
  readonly confirmed: number;
  readonly refuted: number;
  /** Share whose interval, where the search stopped, holds the true regret. */
  readonly covered: number;
}

/**
 * Verdicts on staying where each of `ways` to leave truly gains `regret`, with independent standard normal noise, after at
 * most `looks` looks from 4 replications on.
 */
export async function verdictsOnStaying(
  searches: number,
  { epsilon, regret, ways, looks }: Readonly<Record<'epsilon' | 'regret' | 'ways' | 'looks', number>>,
): Promise<Verdicts> {
  const strategies = ['stay', ...Array.from({ length: ways }, (_, way) => `leave ${way}`)];
  const counts = { confirmed: 0, refuted: 0, covered: 0 };
  for (let search = 0; search < searches; search++) {
    const keys = strategies.map((name) => openStream(SEED, search, streamId('stay', name)));
    const sampler: PayoffSampler = {
      sample: (requests) =>
        Promise.resolve(
          requests.map(({ profile: [own], from, to }) => {
            const used = own.indexOf(1);
            const payoff = (k: number): number => (used === 0 ? 0 : regret + normalAt(keys[used], k));
            return Array.from({ length: to - from }, (_, k) => [
              own.map((_, s) => (s === used ? payoff(from + k) : Number.NaN)),
            ]);
          }),
        ),
    };
    const rule = { epsilon, replications: 4, mostReplications: 4 * 2 ** (looks - 1), budget: 1e6 };
    const result = await quiesce([role('player', 1, strategies)], sampler, rule);
    for (const verdict of ['confirmed', 'refuted', 'unconfirmed'] as const) {
      const stay = result[verdict].find(({ mixture }) => mixture[0][0] === 1);
      if (stay === undefined) continue;
      if (verdict !== 'unconfirmed') counts[verdict]++;
      if (stay.estimate.low <= regret && stay.estimate.high >= regret) counts.covered++;
    }
  }
  const share = (count: number): number => count / searches;
  return { confirmed: share(counts.confirmed), refuted: share(counts.refuted), covered: share(counts.covered) };
}

/** Share of repetitions in which the interval of giving all holds the true regret, 1 - 2/4. */
export async function coverageOfGiving(repetitions: number): Promise<number> {
  let covered = 0;
  for (let seed = 0; seed < repetitions; seed++) {
    const { refuted, unconfirmed } = await quiesce(GOOD_ROLES, sampled(publicGood, { common: 5, own: 0.3, seed }), {
      epsilon: 0.02,
      replications: 12,
      mostReplications: 12,
      budget: 1e6,
    });
    const giving = [...refuted, ...unconfirmed].find(({ mixture }) => mixture[0][2] === 1);
    if (giving !== undefined && giving.estimate.low <= 0.5 && giving.estimate.high >= 0.5) covered++;
  }
  return covered / repetitions;
}

/** Share of mixtures of the two roads, found on the same samples, whose interval holds their true regret. */
export async function coverageOfMixtures(repetitions: number): Promise<number> {
  let [covered, found] = [0, 0];
  for (let seed = 0; seed < repetitions; seed++) {
    const result = await quiesce(ROAD_ROLES, sampled(roads, { common: 5, own: 0.5, seed }), {
      epsilon: 0.4,
      replications: 25,
      mostReplications: 25,
      budget: 1e6,
    });
    for (const { mixture, estimate } of [...result.confirmed, ...result.unconfirmed]) {
      const [p] = mixture[0];
      const [wide, narrow] = [-(1 + 4 * p), -2 * (1 + 4 * (1 - p))];
      const regret = Math.max(wide, narrow) - (p * wide + (1 - p) * narrow);
      found++;
      if (estimate.low <= regret && estimate.high >= regret) covered++;
    }
  }
  return covered / found;
}
