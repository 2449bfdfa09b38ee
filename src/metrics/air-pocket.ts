/** The air pocket: how far orders fall when the race pauses, and how much of that is the pause's doing. */

/** Months whose orders are averaged, so that one odd month is no pocket. */
const WINDOW_MONTHS = 3;

/**
 * Depth of the fall of orders after a month: 1 - lowest three-month mean after it over the highest three-month mean
 * up to then or between, in [0, 1]; NaN when there are too few months or never any orders.
 *
 * @param orders  Orders of one node, MW/month, shape [month, width], node at `offset`.
 * @param from    First month after the wall.
 */
export function airPocket(orders: ArrayLike<number>, width: number, offset: number, from: number): number {
  const months = orders.length / width;
  let peak = 0;
  let depth = Number.NaN;
  for (let month = WINDOW_MONTHS - 1; month < months; month++) {
    let mean = 0;
    for (let k = 0; k < WINDOW_MONTHS; k++) mean += orders[(month - k) * width + offset] / WINDOW_MONTHS;
    peak = Math.max(peak, mean);
    if (month - WINDOW_MONTHS + 1 < from || peak <= 0) continue;
    const fall = 1 - mean / peak;
    if (!(fall <= depth)) depth = fall;
  }
  return depth;
}

/**
 * Months from a month until the three-month mean of orders is back at its peak before, or NaN when it is not
 * within the series.
 */
export function monthsToRecover(orders: ArrayLike<number>, width: number, offset: number, from: number): number {
  const months = orders.length / width;
  let peak = 0;
  let fell = false;
  for (let month = WINDOW_MONTHS - 1; month < months; month++) {
    let mean = 0;
    for (let k = 0; k < WINDOW_MONTHS; k++) mean += orders[(month - k) * width + offset] / WINDOW_MONTHS;
    if (month < from) peak = Math.max(peak, mean);
    else if (mean < peak) fell = true;
    else if (fell) return month - from;
  }
  return fell ? Number.NaN : 0;
}
