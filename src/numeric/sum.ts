/** Sums in the order of the index, so that the same values in the same order give the same bits. */

/** Sum of an array, left to right; 0 when empty. */
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}
