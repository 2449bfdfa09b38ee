/** Stores sampled payoffs of profiles and computes payoffs of deviations from them, replication by replication. */

import { mean } from '../numeric/statistics.ts';
import type { GainSample } from './regret-interval.ts';
import {
  type ByRole,
  combined,
  deviationProfiles,
  focusOf,
  profileKey,
  profilesWithin,
  type Role,
  spread,
  type Support,
  type View,
  viewFor,
  viewName,
  viewOf,
  viewsOf,
} from './role-symmetric.ts';
import { multinomial, symmetricProfiles } from './symmetric-game.ts';

export interface SampleRequest extends View {
  /** Replications from the first to the one before the last. */
  readonly from: number;
  readonly to: number;
}

/**
 * Simulates the game. A replication must use common random numbers in every profile, so that differences between
 * profiles are paired.
 */
export interface PayoffSampler {
  /**
   * Payoffs by request, replication and [role][strategy]: what the player in focus of the role earns with the strategy
   * that it uses in the view; other strategies are not read.
   */
  sample(requests: readonly SampleRequest[]): Promise<readonly (readonly ByRole[])[]>;
}

/**
 * A profile with what is known of it: payoffs by replication and [role][strategy], NaN where a view was not sampled.
 */
export interface SampledProfile {
  readonly profile: ByRole;
  readonly payoffs: readonly ByRole[];
}

/** Mean payoffs of profiles over the same replications, and the most replications that any of them has. */
export interface CommonMeans {
  readonly profiles: readonly { readonly profile: ByRole; readonly payoffs: ByRole }[];
  readonly replications: number;
  readonly mostReplications: number;
}

/** What was sampled of a game, and nothing else: what is missing is asked for, never filled in. */
export class PayoffSamples {
  readonly #roles: readonly Role[];
  readonly #sampler: PayoffSampler;
  /** By the name of a view. */
  readonly #known = new Map<string, ByRole[]>();
  #spent = 0;

  constructor(roles: readonly Role[], sampler: PayoffSampler) {
    this.#roles = roles;
    this.#sampler = sampler;
  }

  /** Runs so far. */
  get spent(): number {
    return this.#spent;
  }

  /** Profiles sampled so far. */
  get profiles(): number {
    return new Set([...this.#known.keys()].map((name) => name.split('#')[0])).size;
  }

  /** Replications of views that are missing before each has so many. */
  missing(views: readonly View[], replications: number): SampleRequest[] {
    const asked = new Set<string>();
    return views.flatMap((one) => {
      const name = viewName(one);
      const from = this.#known.get(name)?.length ?? 0;
      if (from >= replications || asked.has(name)) return [];
      asked.add(name);
      return [{ ...one, from, to: replications }];
    });
  }

  /**
   * Sample what is missing in the order of the views, as far as the budget goes; whether all is there. A larger budget
   * begins with the same requests.
   */
  async fill(views: readonly View[], replications: number, budget: number): Promise<boolean> {
    const missing = this.missing(views, replications);
    let spent = this.#spent;
    const tooMany = missing.findIndex(({ from, to }) => {
      spent += to - from;
      return spent > budget;
    });
    const requests = tooMany < 0 ? missing : missing.slice(0, tooMany);
    if (requests.length > 0) {
      const results = await this.#sampler.sample(requests);
      for (const [k, request] of requests.entries()) {
        const name = viewName(request);
        this.#known.set(name, [...(this.#known.get(name) ?? []), ...results[k]]);
        this.#spent += request.to - request.from;
      }
    }
    return tooMany < 0;
  }

  /**
   * Mean payoff of deviating to each strategy of a support, NaN for others, as a function of mixtures on it.
   * Replications
   * sampled later do not enter the function.
   */
  deviationPayoffs(support: Support): (mixture: ByRole) => number[][] {
    const roles = this.#roles;
    /** By role: what all its players may do but one, and what all may do. */
    const spreads = roles.map(({ players, strategies }, r) =>
      [players - 1, players].map((count) =>
        symmetricProfiles(count, support[r].length).map((counts) => spread(counts, support[r], strategies.length)),
      ),
    );
    const tables = roles.map((_, r) => {
      const lists = spreads.map((both, q) => both[q === r ? 0 : 1]);
      const positions = combined(lists.map((list) => list.map((_counts, i) => i)));
      const payoffs = support[r].map((s) =>
        positions.map((position) => {
          const others = position.map((i, q) => lists[q][i]);
          const profile = others.map((counts, q) => (q === r ? counts.map((n, t) => n + (t === s ? 1 : 0)) : counts));
          return this.#meanOf(profile, r, s);
        }),
      );
      return { positions, payoffs };
    });
    return (mixture) => {
      const weights = spreads.map((both, q) => both.map((list) => list.map((own) => multinomial(own, mixture[q]))));
      return roles.map(({ strategies }, r) => {
        const { positions, payoffs } = tables[r];
        const expected = strategies.map((_, s) => (support[r].includes(s) ? 0 : Number.NaN));
        for (let c = 0; c < positions.length; c++) {
          let weight = 1;
          for (let q = 0; q < roles.length; q++) weight *= weights[q][q === r ? 0 : 1][positions[c][q]];
          for (let k = 0; k < payoffs.length; k++) expected[support[r][k]] += weight * payoffs[k][c];
        }
        return expected;
      });
    };
  }

  /** Gain of every deviation from a mixture, by replication. */
  gains(mixture: ByRole, replications: number): GainSample[] {
    return this.#roles.flatMap(({ strategies }, role) => {
      const payoffs = strategies.map((_, s) => this.#byReplication(mixture, [role, s], replications));
      return strategies.map((_, strategy) => ({
        role,
        strategy,
        gains: payoffs[strategy].map((payoff, k) => {
          const kept = mixture[role].reduce((sum, chance, s) => sum + (chance > 0 ? chance * payoffs[s][k] : 0), 0);
          return payoff - kept;
        }),
      }));
    });
  }

  /** Profiles sampled so far. */
  entries(): SampledProfile[] {
    const byProfile = new Map<string, SampledProfile & { readonly payoffs: number[][][] }>();
    for (const [name, sampled] of this.#known) {
      const one = viewOf(name);
      const key = profileKey(one.profile);
      const found = byProfile.get(key) ?? { profile: one.profile, payoffs: [] };
      byProfile.set(key, found);
      for (const [k, payoffs] of sampled.entries()) {
        found.payoffs[k] ??= one.profile.map((counts) => counts.map(() => Number.NaN));
        for (const [r, s] of focusOf(one).entries()) found.payoffs[k][r][s] = payoffs[r][s];
      }
    }
    return [...byProfile.values()];
  }

  /**
   * Profiles sampled so far with their mean payoffs over the first replications, as many as every payoff has, so that
   * their random draws are common; NaN where a strategy in use was not sampled.
   */
  commonMeans(): CommonMeans {
    const sizes = [...this.#known.values()].map((sampled) => sampled.length);
    const replications = Math.min(...sizes);
    const profiles = this.entries().map(({ profile, payoffs }) => ({
      profile,
      payoffs: profile.map((own, r) => own.map((_, s) => mean(knownOf(payoffs.slice(0, replications), r, s)))),
    }));
    return { profiles, replications, mostReplications: Math.max(...sizes) };
  }

  /** The same samples with the payoffs of each role multiplied by a factor. */
  scaled(factors: readonly number[]): PayoffSamples {
    const copy = new PayoffSamples(this.#roles, this.#sampler);
    for (const [key, payoffs] of this.#known) {
      copy.#known.set(
        key,
        payoffs.map((one) => one.map((own, r) => own.map((payoff) => payoff * factors[r]))),
      );
    }
    return copy;
  }

  /** Views that the gains of all deviations from a mixture need. */
  viewsAround(mixture: ByRole): View[] {
    return this.#roles.flatMap(({ strategies }, r) =>
      strategies.flatMap((_, s) =>
        deviationProfiles(this.#roles, mixture, [r, s]).map(({ profile }) => viewFor(profile, r, s)),
      ),
    );
  }

  /** Views of all profiles in which everybody uses strategies of a support. */
  viewsWithin(support: Support): View[] {
    return profilesWithin(this.#roles, support).flatMap(viewsOf);
  }

  #byReplication(mixture: ByRole, [r, s]: readonly [number, number], replications: number): number[] {
    const weighted = deviationProfiles(this.#roles, mixture, [r, s]).filter(({ weight }) => weight > 0);
    const samples = weighted.map(({ profile, weight }) => ({ weight, payoffs: this.#samplesOf(profile, r, s) }));
    return Array.from({ length: replications }, (_, k) =>
      samples.reduce((sum, { weight, payoffs }) => sum + weight * payoffs[k][r][s], 0),
    );
  }

  #meanOf(profile: ByRole, r: number, s: number): number {
    return mean(this.#samplesOf(profile, r, s).map((payoffs) => payoffs[r][s]));
  }

  #samplesOf(profile: ByRole, r: number, s: number): readonly ByRole[] {
    const name = viewName(viewFor(profile, r, s));
    const samples = this.#known.get(name);
    if (samples === undefined) throw new RangeError(`profile ${name} was never sampled`);
    return samples;
  }
}

/** Payoffs of a strategy in the replications in which it was sampled. */
export function knownOf(payoffs: readonly ByRole[], r: number, s: number): number[] {
  return payoffs.map((one) => one[r][s]).filter((value) => !Number.isNaN(value));
}
