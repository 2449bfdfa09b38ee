/** Naive forecasts of a quarterly series: last value, last growth, log-linear trend and their average, with bands. */

import { exp, log } from '../numeric/elementary.ts';
import { mean } from '../numeric/statistics.ts';

/** Names of the naive forecasts, in the order of `naivePoints`. */
export const NAIVE = ['last value', 'last growth', 'trend', 'average'] as const;

const YEAR = 4;
/** Quarters of history used by the trend, and required by every forecast. */
const WINDOW = 8;
/** With fewer past errors than this, those of a shorter horizon are used, scaled by the square root of the horizon. */
const LEAST_ERRORS = 5;

/**
 * Logs of the naive forecasts of a series some quarters ahead.
 *
 * - last value: the last quarter;
 * - last growth: the last quarter times the growth of the last year;
 * - trend: the line through the logs of the last eight quarters;
 * - average: the mean of the three logs.
 *
 * @param logs  At least eight quarters, oldest first.
 */
function naivePoints(logs: readonly number[], horizon: number): number[] {
  const last = logs[logs.length - 1];
  const growth = (last - logs[logs.length - 1 - YEAR]) / YEAR;
  const window = logs.slice(-WINDOW);
  const middle = (WINDOW - 1) / 2;
  let products = 0;
  let squares = 0;
  for (const [t, y] of window.entries()) {
    products += (t - middle) * y;
    squares += (t - middle) * (t - middle);
  }
  const trend = mean(window) + (products / squares) * (WINDOW - 1 + horizon - middle);
  const points = [last, last + horizon * growth, trend];
  return [...points, mean(points)];
}

/**
 * Samples of the naive forecasts: each point times the past errors of the same rule at the same horizon, from every
 * quarter with eight quarters of history. With fewer than five such errors, those of the longest horizon that has five
 * are used, scaled by the square root of the ratio of horizons.
 *
 * @param history  Positive values, oldest first, without a gap.
 * @returns A sample for each of `NAIVE`, or nothing where the history is too short.
 */
export function naiveForecasts(history: readonly number[], horizon: number): Float64Array[] | undefined {
  const logs = history.map(log);
  const errorsAt = Math.min(horizon, logs.length - WINDOW + 1 - LEAST_ERRORS);
  if (errorsAt < 1) return undefined;
  const scale = Math.sqrt(horizon / errorsAt);
  const errors: number[][] = NAIVE.map(() => []);
  for (let end = WINDOW; end + errorsAt <= logs.length; end++) {
    const points = naivePoints(logs.slice(0, end), errorsAt);
    for (const [rule, point] of points.entries()) errors[rule].push(logs[end + errorsAt - 1] - point);
  }
  return naivePoints(logs, horizon).map((point, rule) =>
    Float64Array.from(errors[rule], (error) => exp(point + scale * error)),
  );
}
