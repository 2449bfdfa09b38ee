/** Concentration of buyers and suppliers. */

/**
 * Herfindahl-Hirschman index: the sum of squared shares; 1 / n for n equal sizes, 1 for a single one; NaN when all are
 * zero.
 */
export function hhi(sizes: ArrayLike<number>): number {
  let total = 0;
  let squares = 0;
  for (let i = 0; i < sizes.length; i++) {
    total += sizes[i];
    squares += sizes[i] * sizes[i];
  }
  return total > 0 ? squares / (total * total) : Number.NaN;
}
