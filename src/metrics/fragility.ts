/** Fragility: growth of losses with the size of a shock, and tail risk of a sample. */

import { log } from '../numeric/elementary.ts';
import { mean } from '../numeric/statistics.ts';

/**
 * Convexity of losses at x: `H = (L(x + d) + L(x - d)) / 2 - L(x)`.
 *
 * Above 0, the mean loss of a small and a large shock exceeds the loss of the shock between them: fragile. Losses of 3
 * x^2 give 3 d^2. A system near its limit can lose much and be less convex, so read H together with the level and the
 * exceedance.
 *
 * Source: [TalebDouady2013].
 *
 * @param losses  Losses at x - d, x and x + d.
 */
export function convexity([below, middle, above]: readonly [number, number, number]): number {
  return (above + below) / 2 - middle;
}

/**
 * Exponent of losses in the size of a shock: least-squares slope of `log L` on `log(-log(1 - shock))`.
 *
 * 1 when log losses are proportional to log shocks, above 1 when large shocks cost disproportionately.
 * Points with a loss or a shock of 0 or less are left out; NaN of fewer than two points.
 *
 * @param shocks  Share of the shocked quantity that is lost, in (0, 1).
 * @param losses  Loss at each shock, log units.
 */
export function lossExponent(shocks: readonly number[], losses: readonly number[]): number {
  const points = shocks
    .map((shock, i) => [log(-log(1 - shock)), log(losses[i])])
    .filter((point) => point.every(Number.isFinite));
  const x = mean(points.map((point) => point[0]));
  const y = mean(points.map((point) => point[1]));
  let product = 0;
  let square = 0;
  for (const [a, b] of points) {
    product += (a - x) * (b - y);
    square += (a - x) * (a - x);
  }
  return square > 0 ? product / square : Number.NaN;
}

/** Share of a sample above a limit: P(loss > limit); NaN of no values. */
export function exceedance(losses: ArrayLike<number>, limit: number): number {
  let above = 0;
  for (let i = 0; i < losses.length; i++) if (losses[i] > limit) above++;
  return losses.length > 0 ? above / losses.length : Number.NaN;
}

/**
 * Expected shortfall: mean of the worst share of losses. Where the share is no whole number of values, the last one
 * counts in part, so that the result is continuous in the share.
 *
 * Source: [AcerbiTasche2002].
 *
 * @param share  In (0, 1]; 1 gives the mean.
 */
export function expectedShortfall(losses: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(losses).sort().reverse();
  const count = share * sorted.length;
  const whole = Math.floor(count);
  let sum = 0;
  for (let i = 0; i < whole; i++) sum += sorted[i];
  if (whole < sorted.length) sum += (count - whole) * sorted[whole];
  return sum / count;
}
