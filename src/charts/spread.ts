/** Quantiles of values over the runs: the five that every picture and table shows. */

import { quantileOfSorted } from '../numeric/statistics.ts';

export interface Spread {
  /** Runs that have a value. */
  readonly runs: number;
  readonly p5: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p95: number;
}

/** Quantiles of the values that are numbers, to six digits; undefined when there is none. */
export function spreadOf(values: ArrayLike<number>): Spread | undefined {
  const sorted = Float64Array.from(values)
    .filter((value) => Number.isFinite(value))
    .sort();
  if (sorted.length === 0) return undefined;
  const at = (p: number): number => Number(quantileOfSorted(sorted, p).toPrecision(6));
  return { runs: sorted.length, p5: at(0.05), p25: at(0.25), p50: at(0.5), p75: at(0.75), p95: at(0.95) };
}
