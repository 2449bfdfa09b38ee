/** Stores sampled payoffs of profiles and computes payoffs of deviations from them, replication by replication. */

import { mean } from '../numeric/statistics.ts';
import type { GainSample } from './regret-interval.ts';
import {
  type ByRole,
  combined,
  deviationProfiles,
  profileKey,
  profileOf,
  type Role,
  spread,
  type Support,
} from './role-symmetric.ts';
import { multinomial, symmetricProfiles } from './symmetric-game.ts';

export interface SampleRequest {
  /** Players by [role][strategy]. */
  readonly profile: ByRole;
  /** Replications from the first to the one before the last. */
  readonly from: number;
  readonly to: number;
}

/**
 * What plays the game. A replication must use the same random numbers in every profile, so that differences between
 * profiles are paired.
 */
export interface PayoffSampler {
  /** Runs that a replication of a profile takes; 1 where absent. */
  runsOf?(profile: ByRole): number;
  /**
   * Payoffs by request, replication and [role][strategy]: what a player of the role earns who uses the strategy; what
   * nobody uses is not read.
   */
  sample(requests: readonly SampleRequest[]): Promise<readonly (readonly ByRole[])[]>;
}

/** What was sampled of a game, and nothing else: what is missing is requested, never filled in. */
export class PayoffSamples {
  readonly #roles: readonly Role[];
  readonly #sampler: PayoffSampler;
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
    return this.#known.size;
  }

  /** Runs that a replication of a profile takes. */
  runsOf(profile: ByRole): number {
    return this.#sampler.runsOf?.(profile) ?? 1;
  }

  /** Replications of profiles that are missing before each has so many. */
  missing(profiles: readonly ByRole[], replications: number): SampleRequest[] {
    const requested = new Set<string>();
    return profiles.flatMap((profile) => {
      const key = profileKey(profile);
      const from = this.#known.get(key)?.length ?? 0;
      if (from >= replications || requested.has(key)) return [];
      requested.add(key);
      return [{ profile, from, to: replications }];
    });
  }

  /**
   * Sample what is missing in the order of the profiles, as far as the budget goes; whether all is there. A larger budget
   * begins with the same requests.
   */
  async fill(profiles: readonly ByRole[], replications: number, budget: number): Promise<boolean> {
    const missing = this.missing(profiles, replications);
    let spent = this.#spent;
    const tooMany = missing.findIndex(({ profile, from, to }) => {
      spent += (to - from) * this.runsOf(profile);
      return spent > budget;
    });
    const requests = tooMany < 0 ? missing : missing.slice(0, tooMany);
    if (requests.length > 0) {
      const results = await this.#sampler.sample(requests);
      for (const [k, { profile, from, to }] of requests.entries()) {
        const key = profileKey(profile);
        this.#known.set(key, [...(this.#known.get(key) ?? []), ...results[k]]);
        this.#spent += (to - from) * this.runsOf(profile);
      }
    }
    return tooMany < 0;
  }

  /**
   * Mean payoff of deviating to each strategy of a support, NaN for others, as a function of mixtures on it. Replications
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

  /** Profiles sampled so far, each with its replications. */
  entries(): { readonly profile: ByRole; readonly payoffs: readonly ByRole[] }[] {
    return [...this.#known].map(([key, payoffs]) => ({ profile: profileOf(key), payoffs }));
  }

  /** Profiles sampled so far with their mean payoffs. */
  means(): { readonly profile: ByRole; readonly payoffs: ByRole }[] {
    return this.entries().map(({ profile, payoffs }) => ({
      profile,
      payoffs: profile.map((own, r) => own.map((_, s) => mean(payoffs.map((one) => one[r][s])))),
    }));
  }

  /** The same samples with the payoffs of every role multiplied by a number of its own. */
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

  /** Profiles that the gains of all deviations from a mixture need. */
  profilesAround(mixture: ByRole): ByRole[] {
    return this.#roles.flatMap(({ strategies }, r) =>
      strategies.flatMap((_, s) => deviationProfiles(this.#roles, mixture, [r, s]).map(({ profile }) => profile)),
    );
  }

  #byReplication(mixture: ByRole, [r, s]: readonly [number, number], replications: number): number[] {
    const weighted = deviationProfiles(this.#roles, mixture, [r, s]).filter(({ weight }) => weight > 0);
    const samples = weighted.map(({ profile, weight }) => ({ weight, payoffs: this.#samplesOf(profile) }));
    return Array.from({ length: replications }, (_, k) =>
      samples.reduce((sum, { weight, payoffs }) => sum + weight * payoffs[k][r][s], 0),
    );
  }

  #meanOf(profile: ByRole, r: number, s: number): number {
    return mean(this.#samplesOf(profile).map((payoffs) => payoffs[r][s]));
  }

  #samplesOf(profile: ByRole): readonly ByRole[] {
    const samples = this.#known.get(profileKey(profile));
    if (samples === undefined) throw new RangeError(`profile ${profileKey(profile)} was never sampled`);
    return samples;
  }
}
