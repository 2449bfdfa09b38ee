/** A mean over repetitions with its confidence interval. */

import { studentTQuantile } from '../numeric/special.ts';
import { mean, variance } from '../numeric/statistics.ts';

export interface Estimate {
  readonly mean: number;
  /** Ends of the Student interval; the mean itself for constant values or a single one. */
  readonly low: number;
  readonly high: number;
  readonly sd: number;
  readonly n: number;
}

/** Mean of a sample with its interval, which holds with probability `coverage`. */
export function estimateOf(values: ArrayLike<number>, coverage = 0.95): Estimate {
  const n = values.length;
  const centre = mean(values);
  const sd = n > 1 ? Math.sqrt(Math.max(0, variance(values))) : 0;
  const half = sd > 0 ? (studentTQuantile((1 + coverage) / 2, n - 1) * sd) / Math.sqrt(n) : 0;
  return { mean: centre, low: centre - half, high: centre + half, sd, n };
}

/** Sign of an interval; `unclear` when it contains zero. */
export type Sign = 'positive' | 'negative' | 'unclear' | 'zero';

export function signOf({ low, high, mean: centre, sd }: Estimate): Sign {
  if (low > 0) return 'positive';
  if (high < 0) return 'negative';
  return centre === 0 && sd === 0 ? 'zero' : 'unclear';
}
