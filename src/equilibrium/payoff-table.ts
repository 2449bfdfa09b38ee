/** Payoff tables of two-player games: their checks, and payoffs against a mixture. */

import { counted } from '../numeric/counted.ts';

/**
 * Payoffs by [own move][move of the other], in any unit. In a symmetric game, where rows and columns are the same
 * strategies in the same order, A[i][j] is the payoff a turn of strategy i against strategy j.
 */
export type PayoffTable = readonly (readonly number[])[];

/**
 * Check the shape and values of a table.
 *
 * @throws RangeError  When it is empty or not rectangular, or holds anything but finite numbers; it names the place.
 */
export function checkTable(table: PayoffTable, name = 'payoffs'): void {
  if (table.length === 0 || table[0].length === 0) throw new RangeError(`${name}: the table is empty`);
  const width = table[0].length;
  for (const [i, row] of table.entries()) {
    if (row.length !== width) {
      throw new RangeError(
        `${name}: row ${i} has ${counted(row.length, 'payoff')}, row 0 has ${width}; a table is rectangular`,
      );
    }
    for (let j = 0; j < width; j++) {
      if (!Number.isFinite(row[j]))
        throw new RangeError(`${name}[${i}][${j}]: expected a finite number, got ${row[j]}`);
    }
  }
}

/** Check that a table is that of a symmetric game. @throws RangeError  When it is not square, or not a table. */
export function checkSquare(table: PayoffTable, name = 'payoffs'): void {
  checkTable(table, name);
  if (table[0].length !== table.length) {
    throw new RangeError(
      `${name}: a symmetric game is square, got ${counted(table.length, 'row')} and ${table[0].length} columns`,
    );
  }
}

/** Rows and columns exchanged. */
export function transposed(table: PayoffTable): number[][] {
  return table[0].map((_, j) => table.map((row) => row[j]));
}

/** Lowest and highest payoff of a table. */
export function payoffRange(table: PayoffTable): readonly [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const row of table) {
    for (const payoff of row) {
      low = Math.min(low, payoff);
      high = Math.max(high, payoff);
    }
  }
  return [low, high];
}

/** Payoffs scaled to [0, 1]; all 0 when they are equal. */
export function scaledTable(table: PayoffTable): number[][] {
  const [low, high] = payoffRange(table);
  // Halves, because the distance of the largest numbers from the lowest ones may overflow.
  const range = high / 2 - low / 2;
  return table.map((row) => row.map((payoff) => (range > 0 ? (payoff / 2 - low / 2) / range : 0)));
}

/** Expected payoff of every row against a mixture of the columns, probabilities that sum to 1. */
export function payoffsAgainst(table: PayoffTable, shares: ArrayLike<number>): Float64Array {
  const payoffs = new Float64Array(table.length);
  for (let i = 0; i < table.length; i++) {
    for (let j = 0; j < shares.length; j++) payoffs[i] += table[i][j] * shares[j];
  }
  return payoffs;
}

/** Regret: payoff of the best row minus that of a mixture of rows, against a mixture of columns; 0 for a best reply. */
export function regretAgainst(table: PayoffTable, own: ArrayLike<number>, other: ArrayLike<number>): number {
  const payoffs = payoffsAgainst(table, other);
  let expected = 0;
  let best = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < payoffs.length; i++) {
    expected += own[i] * payoffs[i];
    best = Math.max(best, payoffs[i]);
  }
  return Math.max(0, best - expected);
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
