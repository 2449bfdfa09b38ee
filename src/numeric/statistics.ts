/** Means, variances and quantiles of samples, and moments that can be recorded one value at a time and merged. */

/** Arithmetic mean, summed in index order; NaN of no values. */
export function mean(x: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i];
  return sum / x.length;
}

/** Sample variance (divisor n - 1), from deviations; NaN of fewer than two values. */
export function variance(x: ArrayLike<number>): number {
  if (x.length < 2) return NaN;
  const centre = mean(x);
  let squares = 0;
  let deviations = 0;
  for (let i = 0; i < x.length; i++) {
    const deviation = x[i] - centre;
    squares += deviation * deviation;
    deviations += deviation;
  }
  return (squares - (deviations * deviations) / x.length) / (x.length - 1);
}

/**
 * Quantile p in [0, 1] by linear interpolation of the order statistics (type 7 of [Hyndman1996]).
 * The values need no order and are left as they are; NaN of no values, or where a value is NaN.
 */
export function quantile(x: ArrayLike<number>, p: number): number {
  return quantileOfSorted(new Float64Array(x).sort(), p);
}

/** The same of values already in ascending order, NaN last. */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number {
  const count = sorted.length;
  if (count === 0 || !(p >= 0 && p <= 1) || Number.isNaN(sorted[count - 1])) return NaN;
  const rank = p * (count - 1);
  const below = Math.floor(rank);
  return interpolate(sorted[below], sorted[Math.min(below + 1, count - 1)], rank - below);
}

/** Between low and high >= low, weight in [0, 1) on high; exact where the two agree, infinities included. */
export function interpolate(low: number, high: number, weight: number): number {
  return low === high || weight === 0 ? low : low + weight * (high - low);
}
