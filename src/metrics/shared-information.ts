/** Value of sharing end demand with every tier: compares the same run with and without. */

import type { Trace } from '../columns/trace.ts';
import { variance } from '../numeric/statistics.ts';

export interface SharingGain {
  readonly node: string;
  /** Share of the variance of its orders that sharing removes; negative where it adds some. */
  readonly varianceCut: number;
  /** Share of its costs that sharing saves; NaN where there are none. */
  readonly costCut: number;
}

const COSTS = ['holding_usd', 'stockout_usd', 'in_transit_usd'];

/** Series of node n, month by month. */
function seriesOf(trace: Trace, name: string, n: number): Float64Array {
  const width = trace.entities.node.length;
  const values = trace.column(name, 'node');
  return Float64Array.from({ length: trace.months }, (_, month) => values[month * width + n]);
}

function costOf(trace: Trace, n: number): number {
  let sum = 0;
  for (const name of COSTS) for (const usd of seriesOf(trace, name, n)) sum += usd;
  return sum;
}

/**
 * Value of shared information by node, from two runs under the same seed that differ in `supply.sharedDemand` only.
 *
 * @param apart   Run without sharing: every tier sees the orders of its customers only. A simulator reuses its trace:
 * copy or use two.
 * @param shared  Run with sharing: every tier sees end demand.
 *
 * Source: value of information sharing in a serial chain [ChenDreznerRyanSimchiLevi2000].
 */
export function valueOfSharing(apart: Trace, shared: Trace): SharingGain[] {
  return apart.entities.node.map((node, n) => {
    const before = variance(seriesOf(apart, 'orders_mw', n));
    const cost = costOf(apart, n);
    return {
      node,
      varianceCut: before > 0 ? 1 - variance(seriesOf(shared, 'orders_mw', n)) / before : Number.NaN,
      costCut: cost > 0 ? 1 - costOf(shared, n) / cost : Number.NaN,
    };
  });
}
