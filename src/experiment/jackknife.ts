/** Estimates with intervals, and the jackknife interval of a statistic of means over paired runs. */

import { pairedDifference } from './paired-difference.ts';

/** An estimate with its 95 % interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** An estimate whose interval extends as far to both sides. */
export function around(value: number, half: number): Estimate {
  return { value, low: value - half, high: value + half };
}

/**
 * Estimate a smooth statistic of the column means of a table, with a Student interval from leaving out one row at a
 * time: S is treated as the mean of the pseudo-values `pseudo_k = n S - (n - 1) S_(-k)`, which is exact where S is a
 * mean.
 *
 * @param rows  Values of each run; all of the same length.
 *
 * Source: [Tukey1958].
 */
export function jackknife(
  rows: readonly (readonly number[])[],
  statistic: (means: readonly number[]) => number,
): Estimate {
  const n = rows.length;
  const sums = (rows[0] ?? []).map((_, c) => rows.reduce((all, row) => all + row[c], 0));
  const value = statistic(sums.map((all) => all / n));
  const pseudo = rows.map((row) => n * value - (n - 1) * statistic(sums.map((all, c) => (all - row[c]) / (n - 1))));
  if (n < 2 || !pseudo.every(Number.isFinite)) return around(value, Number.NaN);
  const { mean, high } = pairedDifference(pseudo);
  return around(value, high - mean);
}

/** Side of an interval relative to a value: +1 above, -1 below, 0 when the interval contains it. */
export function sideOf({ low, high }: Pick<Estimate, 'low' | 'high'>, neutral: number): -1 | 0 | 1 {
  if (low > neutral) return 1;
  return high < neutral ? -1 : 0;
}
