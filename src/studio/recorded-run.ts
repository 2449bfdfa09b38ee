/** A run as workers hand it to the page: plain data. */

import { sum } from '../numeric/sum.ts';

/** Months before and after the wall in which sales are compared. */
export const BEFORE_WALL = 6;
export const AFTER_WALL = 30;

export interface RecordedRun {
  /** Replication, from 0. */
  readonly run: number;
  /** First wall, or `none`. */
  readonly wall: string;
  /** Month of the first wall, from 0; -1 when none. */
  readonly wallMonth: number;
  readonly months: number;
  /** Values of the metrics, in the order of their columns. */
  readonly metrics: readonly (number | string)[];
  /** Capital expenditure of all builders, USD bn a year, by month. */
  readonly capex: Float32Array;
  /** Market index over month 0, by month; empty without a market. */
  readonly index: Float32Array;
  /** Sales over those without the pause, shape [node, month around the wall]; empty without a pause. */
  readonly sales: Float32Array;
}

const QUARTER = 3;
const MONTHS_PER_YEAR = 12;

/** The three months up to each month at a yearly rate. */
export function yearlyRate(monthly: Float64Array | Float32Array): Float32Array {
  return Float32Array.from(monthly, (_, month) => {
    const months = monthly.subarray(Math.max(0, month - QUARTER + 1), month + 1);
    return (sum(months) * MONTHS_PER_YEAR) / months.length;
  });
}
