/** Scores of forecast distributions: coverage of central bands, CRPS, probability-integral values, median error. */

import { mean, quantileOfSorted } from '../numeric/statistics.ts';

/** A forecast of one value as a sample, and the outcome. */
export interface Forecast {
  /** Subject of the forecast, such as a builder. */
  readonly series: string;
  /** Quarters ahead, from 1. */
  readonly horizon: number;
  readonly observed: number;
  /** Values of equal weight, at least two. */
  readonly sample: Float64Array;
}

/** Bins of the histogram of probability-integral values; a calibrated forecast fills them evenly. */
export const PIT_BINS = 5;
/** Probabilities of the central bands. */
export const BANDS = [0.5, 0.8, 0.9] as const;

export interface ForecastScore {
  readonly count: number;
  /** Share of outcomes in the central band; in the order of `BANDS`. */
  readonly coverage: readonly number[];
  /** Mean CRPS, in the unit of the forecast. */
  readonly crps: number;
  /** Mean of outcome over median, minus 1: above 0 where the forecast was too low. */
  readonly medianError: number;
  /** Counts of probability-integral values by bin, lowest first. */
  readonly pit: readonly number[];
}

/**
 * Continuous ranked probability score (CRPS) of a sample, in its unit; lower is better, and 0 is best for a certain
 * forecast.
 * `E|X - y| - E|X - X'| / 2` over pairs of different members, so that samples of unequal size compare fairly; it can
 * fall below 0 for a small sample. For a single value it is the absolute error.
 *
 * Source: [GneitingRaftery2007]; over different members [Ferro2014].
 */
export function crps(sample: Float64Array, observed: number): number {
  const sorted = sample.toSorted();
  const m = sorted.length;
  const errors = mean(sorted.map((x) => Math.abs(x - observed)));
  if (m < 2) return errors;
  let gaps = 0;
  for (let i = 0; i < m; i++) gaps += (2 * i - m + 1) * sorted[i];
  return errors - gaps / (m * (m - 1));
}

/**
 * Probability-integral value: the share of the sample below the outcome, plus half the share equal to it, in [0, 1].
 */
export function probabilityIntegral(sample: Float64Array, observed: number): number {
  let below = 0;
  for (const x of sample) below += x < observed ? 1 : x === observed ? 0.5 : 0;
  return below / sample.length;
}

/** Score forecasts of one kind together; NaN without forecasts. */
export function scoreForecasts(forecasts: readonly Forecast[]): ForecastScore {
  const inside = BANDS.map(() => 0);
  const pit = Array.from({ length: PIT_BINS }, () => 0);
  const scores: number[] = [];
  const errors: number[] = [];
  for (const { sample, observed } of forecasts) {
    const sorted = sample.toSorted();
    for (const [b, band] of BANDS.entries()) {
      const low = quantileOfSorted(sorted, (1 - band) / 2);
      const high = quantileOfSorted(sorted, (1 + band) / 2);
      if (low <= observed && observed <= high) inside[b]++;
    }
    pit[Math.min(PIT_BINS - 1, Math.floor(probabilityIntegral(sample, observed) * PIT_BINS))]++;
    scores.push(crps(sample, observed));
    errors.push(observed / quantileOfSorted(sorted, 0.5) - 1);
  }
  const count = forecasts.length;
  return { count, coverage: inside.map((n) => n / count), crps: mean(scores), medianError: mean(errors), pit };
}
