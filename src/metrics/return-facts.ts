/** Stylised facts of returns: volatility, tails, skewness, and autocorrelation. */

import { log } from '../numeric/elementary.ts';
import { mean, variance } from '../numeric/statistics.ts';

const MONTHS_PER_YEAR = 12;

/** Annualised standard deviation of monthly log returns: `s sqrt(12)`; NaN of fewer than two months. */
export function annualVolatility(returns: ArrayLike<number>): number {
  return Math.sqrt(MONTHS_PER_YEAR * variance(returns));
}

/** Correlation of two series, in [-1, 1]; NaN when either is constant. */
export function correlation(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const count = x.length;
  let meanX = 0;
  let meanY = 0;
  for (let i = 0; i < count; i++) {
    meanX += x[i];
    meanY += y[i];
  }
  meanX /= count;
  meanY /= count;
  let product = 0;
  let squareX = 0;
  let squareY = 0;
  for (let i = 0; i < count; i++) {
    product += (x[i] - meanX) * (y[i] - meanY);
    squareX += (x[i] - meanX) * (x[i] - meanX);
    squareY += (y[i] - meanY) * (y[i] - meanY);
  }
  return squareX > 0 && squareY > 0 ? product / Math.sqrt(squareX * squareY) : Number.NaN;
}

/** Skewness `m3 / m2^1.5`: below 0 when large falls outweigh large rises; 0 for a symmetric sample. */
export function skewness(returns: ArrayLike<number>): number {
  const { second, third } = centralMoments(returns);
  return second > 0 ? third / (second * Math.sqrt(second)) : Number.NaN;
}

/** Excess kurtosis `m4 / m2^2 - 3`: 0 for normal returns, 6 / (dof - 4) for Student t. */
export function excessKurtosis(returns: ArrayLike<number>): number {
  const { second, fourth } = centralMoments(returns);
  return second > 0 ? fourth / (second * second) - 3 : Number.NaN;
}

function centralMoments(x: ArrayLike<number>): { second: number; third: number; fourth: number } {
  const centre = mean(x);
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (let i = 0; i < x.length; i++) {
    const square = (x[i] - centre) * (x[i] - centre);
    second += square;
    third += square * (x[i] - centre);
    fourth += square * square;
  }
  return { second: second / x.length, third: third / x.length, fourth: fourth / x.length };
}

/** Autocorrelation at a lag: covariance of x_t and x_(t + lag) over the variance; NaN for a constant series. */
export function autocorrelation(x: ArrayLike<number>, lag: number): number {
  const centre = mean(x);
  let square = 0;
  let product = 0;
  for (let t = 0; t < x.length; t++) {
    square += (x[t] - centre) * (x[t] - centre);
    if (t + lag < x.length) product += (x[t] - centre) * (x[t + lag] - centre);
  }
  return square > 0 ? product / square : Number.NaN;
}

/** Sizes of returns, whose autocorrelation is the clustering of volatility. */
export function absoluteReturns(returns: Float64Array): Float64Array {
  const sizes = new Float64Array(returns.length);
  for (let t = 0; t < sizes.length; t++) sizes[t] = Math.abs(returns[t]);
  return sizes;
}

/**
 * Leverage effect: correlation of a month's return with the size of the next; below 0 when falls are followed by
 * larger moves than rises are.
 */
export function leverageEffect(returns: Float64Array): number {
  return correlation(returns.subarray(0, returns.length - 1), absoluteReturns(returns).subarray(1));
}

/**
 * Tail index: `1 / mean(log(x_i / x_k))` over the `tail` largest of the sizes, x_k the next smaller one.
 *
 * A Pareto tail of exponent a gives a; heavier tails give lower values. NaN when the tail has no spread or
 * reaches down to 0.
 *
 * Source: [Hill1975].
 *
 * @param sizes  Sizes of returns or losses, at least 0; they need no order.
 * @param tail   How many of them are the tail, below their number.
 */
export function hillTailIndex(sizes: ArrayLike<number>, tail: number): number {
  const largest = new Float64Array(tail + 1);
  if (!(tail < sizes.length)) return Number.NaN;
  // Ascending; a size below the largest so far costs one comparison.
  for (let i = 0; i < sizes.length; i++) {
    if (sizes[i] <= largest[0]) continue;
    let at = 0;
    while (at < tail && largest[at + 1] < sizes[i]) {
      largest[at] = largest[at + 1];
      at++;
    }
    largest[at] = sizes[i];
  }
  if (!(largest[0] > 0)) return Number.NaN;
  let sum = 0;
  for (let k = 1; k <= tail; k++) sum += log(largest[k] / largest[0]);
  return sum > 0 ? tail / sum : Number.NaN;
}
