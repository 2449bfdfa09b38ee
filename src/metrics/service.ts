/** Service level of a node: fill rate, duplicate orders, time to clear a backlog. */

/** Series of one node; all of the same length. */
export interface NodeSeries {
  readonly orders: ArrayLike<number>;
  readonly shipments: ArrayLike<number>;
  readonly backlog: ArrayLike<number>;
  readonly phantom: ArrayLike<number>;
}

/** Fill rate: share of all orders that was met, in [0, 1]; 1 without orders. */
export function fillRate(met: ArrayLike<number>, wanted: ArrayLike<number>): number {
  let served = 0;
  let ordered = 0;
  for (let t = 0; t < wanted.length; t++) {
    served += met[t];
    ordered += wanted[t];
  }
  return ordered > 0 ? served / ordered : 1;
}

/** Largest share of the backlog that is duplicates, in months when the backlog exceeds a month of shipments. */
export function phantomShare({ backlog, phantom, shipments }: NodeSeries): number {
  let most = 0;
  for (let t = 0; t < backlog.length; t++) {
    if (backlog[t] > shipments[t] && backlog[t] > 0) most = Math.max(most, phantom[t] / backlog[t]);
  }
  return most;
}

/**
 * Months from the first month in which the backlog leaves its band until it returns permanently: 0 when it never
 * leaves, NaN when it is outside at the end. The band is `tolerance` of shipments around the backlog of month 0.
 */
export function monthsToClear({ backlog, shipments }: NodeSeries, tolerance: number): number {
  let first = -1;
  let last = -1;
  for (let t = 0; t < backlog.length; t++) {
    if (backlog[t] - backlog[0] <= tolerance * shipments[t]) continue;
    if (first < 0) first = t;
    last = t;
  }
  if (first < 0) return 0;
  return last === backlog.length - 1 ? Number.NaN : last + 1 - first;
}
