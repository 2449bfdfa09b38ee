/** Dominated strategies, welfare and price of anarchy from the samples of a role-symmetric game. */

import { studentTQuantile } from '../numeric/special.ts';
import { mean, variance } from '../numeric/statistics.ts';
import { knownOf, type PayoffSamples } from './payoff-samples.ts';
import {
  type ByRole,
  profileKey,
  profilesWithin,
  type Role,
  supportOf,
  type WeightedProfile,
} from './role-symmetric.ts';
import { multinomial } from './symmetric-game.ts';

/** A mean with its standard error and the ends of its 95 % interval. */
export interface Estimate {
  readonly mean: number;
  readonly error: number;
  readonly low: number;
  readonly high: number;
  readonly replications: number;
}

export interface Domination {
  readonly role: number;
  readonly strategy: number;
  /** A strategy that earned more in every comparison. */
  readonly by: number;
  /** Positions of the other players in which both were sampled. */
  readonly comparisons: number;
  /** Of those, positions with a significant paired difference (95 % interval without zero). */
  readonly significant: number;
}

export interface Welfare {
  /** Sum of payoffs over all players, over the replications that the mixture and the best profile share. */
  readonly total: Estimate;
  /** The best sampled profile, its sum over the same replications, and this minus that of the mixture. */
  readonly best: ByRole;
  readonly bestTotal: Estimate;
  readonly loss: Estimate;
  /**
   * Sum at the best profile over that of the mixture; absent where the latter is not positive. It is the price of anarchy
   * of what was sampled where the mixture is the confirmed equilibrium with the lowest sum.
   */
  readonly priceOfAnarchy?: number;
}

const TAIL = 0.025;

/** Summarise values of independent replications. */
export function estimateOf(values: readonly number[]): Estimate {
  const n = values.length;
  const centre = mean(values);
  const error = n > 1 ? Math.sqrt(Math.max(0, variance(values)) / n) : 0;
  const half = n > 1 ? studentTQuantile(1 - TAIL, n - 1) * error : 0;
  return { mean: centre, error, low: centre - half, high: centre + half, replications: n };
}

/**
 * Strategies that earned less than one other strategy of their role in every position of the other players with samples
 * of both. Other positions are not used, so more samples may remove a strategy from the list.
 */
export function dominatedStrategies(roles: readonly Role[], samples: PayoffSamples): Domination[] {
  /** By role and position of the others: payoffs of each strategy by replication. */
  const beside = roles.map(() => new Map<string, Map<number, readonly number[]>>());
  for (const { profile, payoffs } of samples.entries()) {
    for (const [r, counts] of profile.entries()) {
      for (const [s, count] of counts.entries()) {
        if (count === 0) continue;
        const others = profile.map((own, q) => own.map((n, t) => n - (q === r && t === s ? 1 : 0)));
        const key = profileKey(others);
        const known = beside[r].get(key) ?? new Map<number, readonly number[]>();
        const own = knownOf(payoffs, r, s);
        if (own.length > 0) known.set(s, own);
        beside[r].set(key, known);
      }
    }
  }
  return roles.flatMap(({ strategies }, role) =>
    strategies.flatMap((_, strategy) => {
      const found = strategies.flatMap((_other, by): Domination[] => {
        if (by === strategy) return [];
        const differences = [...beside[role].values()].flatMap((known) => {
          const [own, other] = [known.get(strategy), known.get(by)];
          if (own === undefined || other === undefined) return [];
          const n = Math.min(own.length, other.length);
          return [estimateOf(Array.from({ length: n }, (_value, k) => other[k] - own[k]))];
        });
        if (differences.length === 0 || differences.some((difference) => difference.mean <= 0)) return [];
        const significant = differences.filter(({ low }) => low > 0).length;
        return [{ role, strategy, by, comparisons: differences.length, significant }];
      });
      return found.sort((a, b) => b.significant - a.significant).slice(0, 1);
    }),
  );
}

/** Sum of payoffs over all players by replication of a profile. */
export type Totals = (profile: ByRole, payoffs: readonly ByRole[]) => readonly number[];

/** The profile with the highest sum of payoffs, over as many replications as all profiles have. */
export function bestProfile(samples: PayoffSamples, totals: Totals = totalsOf): ByRole {
  const entries = samples.entries();
  const common = Math.min(...entries.map(({ payoffs }) => payoffs.length));
  let best: { readonly profile: ByRole; readonly mean: number } | undefined;
  for (const { profile, payoffs } of entries) {
    const centre = mean(totals(profile, payoffs).slice(0, common));
    if (best === undefined || centre > best.mean) best = { profile, mean: centre };
  }
  if (best === undefined) throw new RangeError('no profile was sampled');
  return best.profile;
}

/** Profiles of a mixture with their probabilities. */
function weightedProfiles(roles: readonly Role[], mixture: ByRole): WeightedProfile[] {
  return profilesWithin(roles, supportOf(mixture)).map((profile) => ({
    profile,
    weight: profile.reduce((product, counts, r) => product * multinomial(counts, mixture[r]), 1),
  }));
}

/** Welfare of a mixture whose profiles are sampled, compared with that of a profile, replication by replication. */
export function welfareOf(
  roles: readonly Role[],
  samples: PayoffSamples,
  { mixture, best, totals = totalsOf }: { readonly mixture: ByRole; readonly best: ByRole; readonly totals?: Totals },
): Welfare {
  const known = new Map(samples.entries().map(({ profile, payoffs }) => [profileKey(profile), payoffs]));
  const sumsOf = (profile: ByRole): readonly number[] => {
    const payoffs = known.get(profileKey(profile));
    if (payoffs === undefined) throw new RangeError(`profile ${profileKey(profile)} was never sampled`);
    return totals(profile, payoffs);
  };
  const parts = weightedProfiles(roles, mixture).map(({ profile, weight }) => ({ weight, sums: sumsOf(profile) }));
  const at = (k: number): number => parts.reduce((sum, { weight, sums }) => sum + weight * sums[k], 0);
  const own = Array.from({ length: Math.min(...parts.map(({ sums }) => sums.length)) }, (_, k) => at(k));
  const bestSums = sumsOf(best);
  const pairs = Math.min(own.length, bestSums.length);
  const [total, bestTotal] = [own, bestSums].map((sums) => estimateOf(sums.slice(0, pairs)));
  return {
    total,
    best,
    bestTotal,
    loss: estimateOf(Array.from({ length: pairs }, (_, k) => bestSums[k] - own[k])),
    ...(total.mean > 0 ? { priceOfAnarchy: bestTotal.mean / total.mean } : {}),
  };
}

/** Expected payoff of a player of each role under a mixture; replication by replication, then summarised. */
export function rolePayoffs(roles: readonly Role[], samples: PayoffSamples, mixture: ByRole): Estimate[] {
  const known = new Map(samples.entries().map(({ profile, payoffs }) => [profileKey(profile), payoffs]));
  const parts = weightedProfiles(roles, mixture).map((part) => ({
    ...part,
    payoffs: known.get(profileKey(part.profile)) ?? [],
  }));
  const n = Math.min(...parts.map(({ payoffs }) => payoffs.length));
  return roles.map(({ players }, r) =>
    estimateOf(
      Array.from({ length: n }, (_, k) =>
        parts.reduce((sum, { profile, weight, payoffs }) => {
          const own = profile[r].reduce((part, count, s) => part + (count > 0 ? count * payoffs[k][r][s] : 0), 0);
          return sum + (weight * own) / players;
        }, 0),
      ),
    ),
  );
}

function totalsOf(profile: ByRole, payoffs: readonly ByRole[]): number[] {
  return payoffs.map((one) =>
    profile.reduce((sum, counts, r) => sum + counts.reduce((part, n, s) => part + (n > 0 ? n * one[r][s] : 0), 0), 0),
  );
}
