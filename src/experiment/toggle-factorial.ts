/** Attributes an outcome to mechanisms by a factorial of switching them on and off, with common random numbers. */

import { mean } from '../numeric/statistics.ts';
import { FEWEST_PAIRS, type PairedDifference, pairedDifference } from './paired-difference.ts';
import { mainEffects, shapleyInteractions, shapleyValues } from './shapley.ts';

/** More would be more than a thousand scenarios. */
export const MOST_TOGGLES = 10;

/** Effects of one mechanism on an outcome; every figure is a mean over replications with its interval. */
export interface ToggleEffect {
  readonly toggle: string;
  /** Shapley value: its share of the total effect. */
  readonly share: PairedDifference;
  /** Switching it on while all others are off. */
  readonly alone: PairedDifference;
  /** Switching it on while all others are on. */
  readonly last: PairedDifference;
  /** Switching it on, averaged over every combination of the others. */
  readonly main: PairedDifference;
}

export interface Interaction {
  readonly toggles: readonly [string, string];
  /** Shapley interaction index. */
  readonly effect: PairedDifference;
}

export interface Attribution {
  readonly outcome: string;
  /** Replications in which every combination has the outcome, and replications dropped because one lacks it. */
  readonly replications: number;
  readonly dropped: number;
  /** Mean of the outcome by combination; bit i of the index says whether toggle i is on. Shape [combination]. */
  readonly means: Float64Array;
  /** All on minus all off. */
  readonly total: PairedDifference;
  readonly effects: readonly ToggleEffect[];
  /** Every pair, the strongest first. */
  readonly interactions: readonly Interaction[];
}

/**
 * Attribute the difference between all mechanisms on and all off to the mechanisms.
 *
 * The Shapley value is computed in each replication, over combinations with the same shocks, so the intervals are those
 * of paired samples and the shares of a replication add up to its difference.
 *
 * @param toggles  Names; toggle i is bit i of a combination.
 * @param outcome  Name of the outcome.
 * @param worths   One row per replication, shape [combination]; NaN where a run lacks the outcome.
 */
export function attribute(
  toggles: readonly string[],
  outcome: string,
  worths: readonly ArrayLike<number>[],
): Attribution {
  const complete = worths.filter((worth) => Array.from(worth).every(Number.isFinite));
  const all = (1 << toggles.length) - 1;
  const over = (effect: (worth: ArrayLike<number>) => number): PairedDifference =>
    pairedDifference(complete.map(effect));
  const shares = complete.map(shapleyValues);
  const mains = complete.map(mainEffects);
  const pairs = complete.map(shapleyInteractions);
  const effects = toggles.map((toggle, i): ToggleEffect => {
    const bit = 1 << i;
    return {
      toggle,
      share: pairedDifference(shares.map((values) => values[i])),
      alone: over((worth) => worth[bit] - worth[0]),
      last: over((worth) => worth[all] - worth[all ^ bit]),
      main: pairedDifference(mains.map((values) => values[i])),
    };
  });
  const interactions = toggles.flatMap((first, i) =>
    toggles.slice(i + 1).map((second, j): Interaction => {
      const at = i * toggles.length + (i + 1 + j);
      return { toggles: [first, second], effect: pairedDifference(pairs.map((values) => values[at])) };
    }),
  );
  return {
    outcome,
    replications: complete.length,
    dropped: worths.length - complete.length,
    means: Float64Array.from({ length: all + 1 }, (_, c) => mean(complete.map((worth) => worth[c]))),
    total: over((worth) => worth[all] - worth[0]),
    effects,
    interactions: interactions.sort((a, b) => Math.abs(b.effect.mean) - Math.abs(a.effect.mean)),
  };
}

/** Whether there are enough replications and the interval excludes zero. */
export function isSure({ pairs, mean, low, high }: PairedDifference): boolean {
  return pairs >= FEWEST_PAIRS && mean !== 0 && (low > 0 || high < 0);
}
