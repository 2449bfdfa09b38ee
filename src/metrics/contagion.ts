/** Contagion: tests whether returns correlate more in stress than higher volatility alone explains. */

import { quantile, variance } from '../numeric/statistics.ts';
import { correlation } from './return-facts.ts';

/** Share of months that count as stressed: those of highest volatility. */
const STRESSED_SHARE = 0.25;
/** Least number of months on each side for a correlation. */
const FEWEST_MONTHS = 12;

export interface RegimeCorrelation {
  /** Correlation in calm and in stressed months. */
  readonly calm: number;
  readonly stressed: number;
  /** The stressed correlation, adjusted to the volatility of calm months. */
  readonly adjusted: number;
}

/**
 * Correlation adjusted to the volatility of calm months: `rho / sqrt(1 + delta (1 - rho^2))`.
 *
 * With an unchanged link between two markets, a higher variance of the leading one raises their correlation; this
 * removes that part.
 *
 * Source: [ForbesRigobon2002].
 *
 * @param stressed  rho, measured in stress, in [-1, 1].
 * @param delta     Variance of the leading return in stress over that in calm, minus 1.
 */
export function volatilityAdjustedCorrelation(stressed: number, delta: number): number {
  return stressed / Math.sqrt(1 + delta * (1 - stressed * stressed));
}

/**
 * Correlation of a return with the leading one by regime of volatility.
 *
 * Months are sorted by `volatility`, which must be known before the month: sorting by the return itself biases the
 * correlation. NaN when a regime has fewer than twelve months.
 * On data with constant structure and two volatilities the adjusted value equals the calm one
 * (test/metrics/contagion.test.ts).
 */
export function regimeCorrelation(
  leading: ArrayLike<number>,
  other: ArrayLike<number>,
  volatility: ArrayLike<number>,
): RegimeCorrelation {
  const limit = quantile(volatility, 1 - STRESSED_SHARE);
  const calm: [number[], number[]] = [[], []];
  const stressed: [number[], number[]] = [[], []];
  for (let t = 0; t < leading.length; t++) {
    const regime = volatility[t] > limit ? stressed : calm;
    regime[0].push(leading[t]);
    regime[1].push(other[t]);
  }
  if (Math.min(calm[0].length, stressed[0].length) < FEWEST_MONTHS) {
    return { calm: Number.NaN, stressed: Number.NaN, adjusted: Number.NaN };
  }
  const rho = correlation(...stressed);
  const delta = variance(stressed[0]) / variance(calm[0]) - 1;
  return { calm: correlation(...calm), stressed: rho, adjusted: volatilityAdjustedCorrelation(rho, delta) };
}
