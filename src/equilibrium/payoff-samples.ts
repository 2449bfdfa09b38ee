/** Stores sampled payoffs of profiles and computes payoffs of deviations from them, replication by replication. */

import type { GainSample } from './regret-interval.ts';
import { type ByRole, deviationProfiles, profileKey, profileOf, type Role, type Support } from './role-symmetric.ts';

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
  /**
   * Payoffs by request, replication and [role][strategy]: the mean over the players of the role who use the strategy;
   * what nobody uses is not read.
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

  /** Replications of profiles sampled so far. */
  get spent(): number {
    return this.#spent;
  }

  /** Profiles sampled so far. */
  get profiles(): number {
    return this.#known.size;
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

  /** Sample what is missing, unless it costs more than what is left; whether all is there. */
  async fill(profiles: readonly ByRole[], replications: number, budget: number): Promise<boolean> {
    const requests = this.missing(profiles, replications);
    const cost = requests.reduce((sum, { from, to }) => sum + to - from, 0);
    if (this.#spent + cost > budget) return false;
    if (requests.length === 0) return true;
    const results = await this.#sampler.sample(requests);
    for (const [k, { profile }] of requests.entries()) {
      const key = profileKey(profile);
      this.#known.set(key, [...(this.#known.get(key) ?? []), ...results[k]]);
    }
    this.#spent += cost;
    return true;
  }

  /**
   * Mean payoff of deviating to each strategy of a support, NaN for others, as a function of mixtures on it. Replications
   * sampled later do not enter the function.
   */
  deviationPayoffs(support: Support): (mixture: ByRole) => number[][] {
    const even = this.#roles.map(({ strategies }, r) =>
      strategies.map((_, s) => (support[r].includes(s) ? 1 / support[r].length : 0)),
    );
    const terms = this.#roles.map(({ strategies }, r) =>
      strategies.map((_, s) => {
        if (!support[r].includes(s)) return undefined;
        return deviationProfiles(this.#roles, even, [r, s]).map(({ profile, weight }) => {
          const others = profile.map((counts, role) => counts.map((n, t) => n - (role === r && t === s ? 1 : 0)));
          const factors = others.flatMap((counts, role) =>
            counts.flatMap((n, t) => Array.from({ length: n }, () => [role, t] as const)),
          );
          const chance = factors.reduce((product, [role, t]) => product * even[role][t], 1);
          return { factors, worth: (weight / chance) * this.#meanOf(profile, r, s) };
        });
      }),
    );
    return (mixture) =>
      terms.map((own) =>
        own.map((list) => {
          if (list === undefined) return Number.NaN;
          let payoff = 0;
          for (const { factors, worth } of list) {
            let product = worth;
            for (const [role, t] of factors) product *= mixture[role][t];
            payoff += product;
          }
          return payoff;
        }),
      );
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
    const samples = this.#samplesOf(profile);
    return samples.reduce((sum, payoffs) => sum + payoffs[r][s], 0) / samples.length;
  }

  #samplesOf(profile: ByRole): readonly ByRole[] {
    const samples = this.#known.get(profileKey(profile));
    if (samples === undefined) throw new RangeError(`profile ${profileKey(profile)} was never sampled`);
    return samples;
  }
}
