/** Measures the air pocket: the fall of orders in an investment pause, and the part caused by the pause. */

/** Months over which orders are averaged, so that one unusual month does not count. */
export const WINDOW_MONTHS = 3;

/** Mean of one column of a table over the three months up to one. */
export function quarterMean(orders: ArrayLike<number>, width: number, offset: number, month: number): number {
  let mean = 0;
  for (let k = 0; k < WINDOW_MONTHS; k++) mean += orders[(month - k) * width + offset] / WINDOW_MONTHS;
  return mean;
}

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
    const mean = quarterMean(orders, width, offset, month);
    peak = Math.max(peak, mean);
    if (month - WINDOW_MONTHS + 1 < from || peak <= 0) continue;
    const fall = 1 - mean / peak;
    if (!(fall <= depth)) depth = fall;
  }
  return depth;
}

/**
 * Months from a month until the three-month mean of orders is back at its previous peak; NaN if that is not within the
 * series.
 */
export function monthsToRecover(orders: ArrayLike<number>, width: number, offset: number, from: number): number {
  const months = orders.length / width;
  let peak = 0;
  let fell = false;
  for (let month = WINDOW_MONTHS - 1; month < months; month++) {
    const mean = quarterMean(orders, width, offset, month);
    if (month < from) peak = Math.max(peak, mean);
    else if (mean < peak) fell = true;
    else if (fell) return month - from;
  }
  return fell ? Number.NaN : 0;
}

/** A fall in two parts: before and after the wall. */
export interface SplitFall {
  /** 1 - three-month mean up to the wall over the highest one by then; NaN before there are three months. */
  readonly before: number;
  /** 1 - lowest three-month mean after the wall, up to `last`, over that up to it; below 0 when orders never fell. */
  readonly after: number;
}

/**
 * Split a fall at the wall. If the peak is before the wall and the low before `last`, the parts make up the air pocket:
 * 1 - (1 - before) (1 - after).
 *
 * @param wall  Month of the wall: the last of its quarter.
 * @param last  Last month that counts as after it.
 */
export function splitFall(orders: ArrayLike<number>, wall: number, last: number): SplitFall {
  if (wall < WINDOW_MONTHS - 1) return { before: Number.NaN, after: Number.NaN };
  let peak = 0;
  for (let month = WINDOW_MONTHS - 1; month <= wall; month++) peak = Math.max(peak, quarterMean(orders, 1, 0, month));
  const atWall = quarterMean(orders, 1, 0, wall);
  let lowest = Number.NaN;
  for (let month = wall + WINDOW_MONTHS; month <= Math.min(last, orders.length - 1); month++) {
    const mean = quarterMean(orders, 1, 0, month);
    if (!(mean >= lowest)) lowest = mean;
  }
  return {
    before: peak > 0 ? 1 - atWall / peak : Number.NaN,
    after: atWall > 0 ? 1 - lowest / atWall : Number.NaN,
  };
}

/** A column of two tables of the same shape, in some months. */
export interface ColumnMonths {
  readonly width: number;
  readonly offset: number;
  /** First month and last. */
  readonly months: readonly [first: number, last: number];
}

/**
 * Loss of a series in the pause: its sum in the run without the pause minus that with it, over `base` without the
 * pause, in the same months; below 0 for a gain, NaN when the base is 0.
 *
 * @param base  The series itself, or sales where profit is measured in units of them.
 */
export function lossWithoutPause(
  values: ArrayLike<number>,
  unpaused: ArrayLike<number>,
  { width, offset, months }: ColumnMonths,
  base: ArrayLike<number> = unpaused,
): number {
  let lost = 0;
  let over = 0;
  for (let month = months[0]; month <= months[1]; month++) {
    const at = month * width + offset;
    lost += unpaused[at] - values[at];
    over += base[at];
  }
  return over > 0 ? lost / over : Number.NaN;
}
