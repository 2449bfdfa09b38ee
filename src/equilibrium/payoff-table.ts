/** A symmetric two-player game as a table: A[i][j] is the payoff a turn of strategy i against strategy j. */

/** Square; rows and columns in the same order. */
export type PayoffTable = readonly (readonly number[])[];

/** Expected payoff of every strategy against a mixture of shares that sum to 1. */
export function payoffsAgainst(table: PayoffTable, shares: ArrayLike<number>): Float64Array {
  const payoffs = new Float64Array(table.length);
  for (let i = 0; i < table.length; i++) {
    for (let j = 0; j < table.length; j++) payoffs[i] += table[i][j] * shares[j];
  }
  return payoffs;
}

/**
 * Payoffs of `mutants` players of strategy i and `size - mutants` of strategy j who all meet each other but not
 * themselves: [of i, of j]. Needs 1 <= mutants <= size - 1.
 */
export function mixedPopulationPayoffs(
  table: PayoffTable,
  [i, j]: readonly [number, number],
  mutants: number,
  size: number,
): readonly [number, number] {
  const others = size - mutants;
  return [
    (table[i][i] * (mutants - 1) + table[i][j] * others) / (size - 1),
    (table[j][i] * mutants + table[j][j] * (others - 1)) / (size - 1),
  ];
}
