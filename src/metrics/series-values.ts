/** Reads series of a trace: those of one entity, and sums and extremes of values. */

import type { Trace } from '../columns/trace.ts';

/** Series of entity `i`, shape [month]. */
export function seriesOf(trace: Trace, name: string, shape: keyof Trace['entities'], i: number): Float64Array {
  const width = trace.entities[shape].length;
  const values = trace.column(name, shape);
  const series = new Float64Array(trace.months);
  for (let month = 0; month < series.length; month++) series[month] = values[month * width + i];
  return series;
}

/** Sum of the values before `end`. */
export function total(values: ArrayLike<number>, end = values.length): number {
  let sum = 0;
  for (let t = 0; t < end; t++) sum += values[t];
  return sum;
}

export function highest(values: Float64Array): number {
  return values.reduce((best, value) => Math.max(best, value), Number.NEGATIVE_INFINITY);
}

export function lowest(values: Float64Array): number {
  return values.reduce((best, value) => Math.min(best, value), Number.POSITIVE_INFINITY);
}
