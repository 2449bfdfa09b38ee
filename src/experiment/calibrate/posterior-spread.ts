/** The spread of a number after calibration: the law of its prior fitted to the posterior of its quantile. */

import { normalQuantile } from '../../numeric/special.ts';
import { exp } from '../../numeric/elementary.ts';
import { type Spread, spreadQuantile } from '../../scenario/spread.ts';
import { weightedMean } from './abc.ts';

const ROOT_6 = Math.sqrt(6);
/** Quantiles nearer to 0 or 1 than this count as this near: about five standard deviations. */
const EDGE = 3e-7;

/** Standard normal quantile of a share, within five standard deviations. */
export function quantileOfShare(share: number): number {
  return normalQuantile(Math.min(1 - EDGE, Math.max(EDGE, share)));
}

/**
 * Value and spread of the same form as before: a log-normal or normal law has the mean and standard deviation of the
 * posterior, in logs or plainly; a triangle has them as far as its old ends allow. `with` stays.
 *
 * @param shares  Posterior sample of the quantile of the number, in [0, 1].
 */
export function posteriorSpread(
  spread: Spread,
  value: number,
  { shares, weights }: { readonly shares: ArrayLike<number>; readonly weights: ArrayLike<number> },
): { readonly value: number; readonly spread: Spread } {
  const z = Float64Array.from(shares, quantileOfShare);
  const moments = (values: ArrayLike<number>): readonly [centre: number, sd: number] => {
    const centre = weightedMean(values, weights);
    const squares = Array.from(values, (one) => (one - centre) * (one - centre));
    return [centre, Math.sqrt(weightedMean(squares, weights))];
  };
  const together = spread.with === undefined ? {} : { with: spread.with };
  if ('logSd' in spread) {
    const [centre, sd] = moments(z);
    return { value: value * exp(spread.logSd * centre), spread: { logSd: spread.logSd * sd, ...together } };
  }
  if ('sd' in spread) {
    const [centre, sd] = moments(z);
    return { value: value + spread.sd * centre, spread: { sd: spread.sd * sd, ...together } };
  }
  const [centre, sd] = moments(z.map((one) => spreadQuantile(spread, value, one)));
  const low = Math.max(spread.low, centre - ROOT_6 * sd);
  const high = Math.min(spread.high, centre + ROOT_6 * sd);
  // The mean of a triangle is that of its ends and its top.
  const top = Math.min(high, Math.max(low, 3 * centre - low - high));
  return { value: top, spread: { low, high, ...together } };
}
