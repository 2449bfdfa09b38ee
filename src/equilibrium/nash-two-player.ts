/** Nash equilibria of a two-player game in normal form, by support enumeration. */

import type { PayoffTable } from './payoff-table.ts';
import { solveLinear } from './solve-linear.ts';

export interface TwoPlayerEquilibrium {
  /** Chance of each move of the row player and of the column player. */
  readonly row: readonly number[];
  readonly column: readonly number[];
}

export interface TwoPlayerEquilibria {
  readonly equilibria: readonly TwoPlayerEquilibrium[];
  /** Whether some payoffs tie so that there may be further equilibria, as a rule whole segments of them. */
  readonly degenerate: boolean;
}

const TIE = 1e-9;
/** Largest number of moves of a player: the number of pairs of supports grows as 4 to that. */
const MAX_MOVES = 12;

/**
 * Every equilibrium in which both mix over equally many moves: all of them unless the game is degenerate, and then
 * `degenerate` says so. `row[i][j]` and `column[i][j]` pay the two players.
 *
 * @throws RangeError  With more than 12 moves of a player.
 *
 * Source: [DickhautKaplan1991]; degeneracy as in [VonStengel2002].
 */
export function twoPlayerNash(row: PayoffTable, column: PayoffTable): TwoPlayerEquilibria {
  const height = row.length;
  const width = row[0].length;
  if (Math.max(height, width) > MAX_MOVES) throw new RangeError(`more than ${MAX_MOVES} moves`);
  const transposed = Array.from({ length: width }, (_, j) => column.map((payoffs) => payoffs[j]));
  const equilibria: TwoPlayerEquilibrium[] = [];
  let degenerate = false;
  for (const rows of supports(height)) {
    for (const columns of supports(width)) {
      if (columns.length !== rows.length) continue;
      const forRow = indifferent(row, rows, columns, width);
      const forColumn = indifferent(transposed, columns, rows, height);
      if (forRow === 'many' || forColumn === 'many') degenerate = true;
      if (typeof forRow === 'string' || typeof forColumn === 'string') continue;
      if (!answersBest(row, rows, forRow) || !answersBest(transposed, columns, forColumn)) continue;
      const sizes = [supportSize(forColumn), supportSize(forRow)];
      if (bestCount(row, forRow) > sizes[1] || bestCount(transposed, forColumn) > sizes[0]) degenerate = true;
      if (!equilibria.some((known) => same(known.row, forColumn) && same(known.column, forRow))) {
        equilibria.push({ row: forColumn, column: forRow });
      }
    }
  }
  return { equilibria, degenerate };
}

/** Non-empty subsets of 0 .. n - 1. */
function supports(n: number): number[][] {
  return Array.from({ length: (1 << n) - 1 }, (_, i) =>
    Array.from({ length: n }, (_, k) => k).filter((k) => ((i + 1) >> k) & 1),
  );
}

/** The mixture over `theirs` against which all of `mine` pay the same: chances of all `count` moves of the other. */
function indifferent(
  payoffs: PayoffTable,
  mine: readonly number[],
  theirs: readonly number[],
  count: number,
): number[] | 'none' | 'many' {
  const matrix = [...mine.map((i) => [...theirs.map((j) => payoffs[i][j]), -1]), [...theirs.map(() => 1), 0]];
  const solution = solveLinear(matrix, [...mine.map(() => 0), 1]);
  if (typeof solution === 'string') return solution;
  const chances = new Array<number>(count).fill(0);
  for (const [k, j] of theirs.entries()) {
    if (solution[k] < -TIE) return 'none';
    chances[j] = Math.max(0, solution[k]);
  }
  return chances;
}

const expected = (payoffs: readonly number[], mixture: readonly number[]): number =>
  payoffs.reduce((sum, payoff, j) => sum + payoff * mixture[j], 0);

function answersBest(payoffs: PayoffTable, support: readonly number[], mixture: readonly number[]): boolean {
  const best = Math.max(...payoffs.map((row) => expected(row, mixture)));
  return support.every((i) => expected(payoffs[i], mixture) >= best - TIE);
}

function bestCount(payoffs: PayoffTable, mixture: readonly number[]): number {
  const values = payoffs.map((row) => expected(row, mixture));
  const best = Math.max(...values);
  return values.filter((value) => value >= best - TIE).length;
}

const supportSize = (mixture: readonly number[]): number => mixture.filter((chance) => chance > TIE).length;

const same = (a: readonly number[], b: readonly number[]): boolean => a.every((x, i) => Math.abs(x - b[i]) <= TIE);
