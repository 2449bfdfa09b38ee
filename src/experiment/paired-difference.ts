/** The mean of paired differences, with a fixed-sample interval and an always-valid interval. */

import type { Range } from '../columns/measure.ts';
import { exp, log } from '../numeric/elementary.ts';
import { studentTQuantile } from '../numeric/special.ts';
import { mean, variance } from '../numeric/statistics.ts';
import type { SeedKey } from '../random/seed.ts';

/** Runs of a paired measurement. */
export interface PairedRuns {
  readonly seed: SeedKey;
  readonly runs: number;
  /** Called after each run or pair of runs. */
  readonly onRun?: () => void;
}

export interface PairedDifference {
  /** Pairs in which both sides have the metric. */
  readonly pairs: number;
  readonly mean: number;
  readonly sd: number;
  /** Student interval of the mean; its coverage holds for a number of pairs fixed beforehand. */
  readonly low: number;
  readonly high: number;
  /** Half-width of the always-valid interval, which may be checked after every pair; NaN before the 30th. */
  readonly alwaysValidHalfWidth: number;
  /** Mean over standard deviation of the differences; NaN when they do not vary. */
  readonly standardised: number;
  /** Share of pairs that differ upwards, ties counted half. */
  readonly upShare: number;
}

/** Pairs for which the always-valid interval is narrowest. */
const TUNED_PAIRS = 100;

/** Least number of pairs for significance: the always-valid interval is asymptotic, and too narrow at first. */
export const FEWEST_PAIRS = 30;

/** Relative size of what subtraction of nearly equal numbers leaves. */
const ROUNDING = 1e-12;

/** The difference of the values of a pair; 0 where they differ by rounding alone. */
export function differenceOf(value: number, base: number): number {
  const difference = value - base;
  return Math.abs(difference) <= ROUNDING * Math.max(Math.abs(value), Math.abs(base)) ? 0 : difference;
}

/**
 * Summarise paired differences.
 *
 * The always-valid half-width is `sd sqrt(2 (n r^2 + 1) / (n^2 r^2) ln(sqrt(n r^2 + 1) / alpha))`, an asymptotic
 * confidence sequence: from 30 pairs on, stopping when it excludes zero has an error of about `alpha`, for any number
 * of checks (test/experiment/paired-difference.test.ts). It assumes that sums are nearly normal: with heavy tails, or a
 * mean that depends on rare pairs, the error is larger.
 *
 * @param differences  One per pair; NaN where a side lacks the metric.
 * @param alpha        Error probability of both intervals, in (0, 1).
 *
 * Source: [WaudbySmith2024], with r tuned to 100 pairs.
 */
export function pairedDifference(differences: readonly number[], alpha = 0.05): PairedDifference {
  const known = differences.filter((value) => !Number.isNaN(value));
  const n = known.length;
  const centre = n > 0 ? mean(known) : Number.NaN;
  const sd = n > 1 ? spreadOf(known) : Number.NaN;
  const half = n > 1 ? (studentTQuantile(1 - alpha / 2, n - 1) * sd) / Math.sqrt(n) : Number.NaN;
  let up = 0;
  for (const value of known) up += value > 0 ? 1 : value === 0 ? 0.5 : 0;
  return {
    pairs: n,
    mean: centre,
    sd,
    low: centre - half,
    high: centre + half,
    alwaysValidHalfWidth: n >= FEWEST_PAIRS ? sd * sequenceWidth(n, alpha) : Number.NaN,
    standardised: sd > 0 ? centre / sd : Number.NaN,
    upShare: n > 0 ? up / n : Number.NaN,
  };
}

/** Standard deviation; 0 where the values differ by rounding alone, so that no effect is measured in it. */
function spreadOf(values: readonly number[]): number {
  const sd = Math.sqrt(variance(values));
  return sd > ROUNDING * values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) ? sd : 0;
}

/** Half-width of the confidence sequence at n observations of unit variance. */
function sequenceWidth(n: number, alpha: number): number {
  const tail = -2 * log(alpha);
  const rate = (tail + log(tail) + 1) / TUNED_PAIRS;
  const scale = n * rate + 1;
  return Math.sqrt(((2 * scale) / (n * n * rate)) * log(Math.sqrt(scale) / alpha));
}

/** An interval of a mean difference. */
export interface DifferenceInterval {
  readonly low: number;
  readonly high: number;
}

/** The interval that the test of significance uses, always-valid; before the 30th pair Student's, without a test. */
export function testedInterval({
  mean: centre,
  low,
  high,
  alwaysValidHalfWidth,
}: PairedDifference): DifferenceInterval {
  if (Number.isNaN(alwaysValidHalfWidth)) return { low, high };
  return { low: centre - alwaysValidHalfWidth, high: centre + alwaysValidHalfWidth };
}

/**
 * An interval of a mean difference without what cannot be: means of the other side beyond the range of the metric, such
 * as a cost below 0. An interval keeps its coverage where it loses impossible values.
 */
export function possibleInterval(
  { low, high }: DifferenceInterval,
  { base, mean: centre, range: [least, most] }: { readonly base: number; readonly mean: number; readonly range: Range },
): DifferenceInterval {
  return { low: Math.max(low, Math.min(centre, least - base)), high: Math.min(high, Math.max(centre, most - base)) };
}

/**
 * The same for the difference of two shares, where each pair differs by -1, 0 or 1.
 *
 * Where no pair differs, or all differ alike, the spread is 0 and tells nothing. The other kind of pair then has a
 * probability of at most `1 - alpha^(1/n)`, about 3/n, the rule of three: a greater one would show within n pairs
 * with probability `1 - alpha`. The bound holds after every pair, because pairs without the other kind get fewer.
 */
export function pairedShareDifference(differences: readonly number[], alpha = 0.05): PairedDifference {
  const plain = pairedDifference(differences, alpha);
  const { pairs, mean: centre, sd, alwaysValidHalfWidth } = plain;
  const values = differences.filter((value) => !Number.isNaN(value));
  if (pairs === 0 || sd > 0 || values.some((value) => value !== values[0])) return plain;
  // A pair of the opposite kind moves the difference by 1 from 0, and by 2 from 1 or -1.
  const half = (centre === 0 ? 1 : 2) * (1 - exp(log(alpha) / pairs));
  return {
    ...plain,
    low: Math.max(-1, centre - half),
    high: Math.min(1, centre + half),
    alwaysValidHalfWidth: Number.isNaN(alwaysValidHalfWidth) ? alwaysValidHalfWidth : half,
  };
}

/** Whether 30 pairs or more have the metric and their always-valid interval excludes zero. */
export function isSignificant({ mean: centre, alwaysValidHalfWidth }: PairedDifference): boolean {
  return Math.abs(centre) > alwaysValidHalfWidth;
}
