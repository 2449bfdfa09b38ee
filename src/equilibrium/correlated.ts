/** The best that a mediator can do whom nobody wants to disobey: correlated equilibria of a two-player game. */

import { maximise } from './linear-program.ts';
import type { PayoffTable } from './payoff-table.ts';

export interface CorrelatedEquilibrium {
  /** Chance of each pair of moves, shape [row move][column move]. */
  readonly chances: readonly (readonly number[])[];
  /** Expected sum of both payoffs. */
  readonly welfare: number;
}

/**
 * The correlated equilibrium with the largest sum of payoffs: a linear program over chances of move pairs, in which no
 * player gains by answering a recommendation with another move. `row[i][j]` and `column[i][j]` pay the two players.
 *
 * Source: [Aumann1974].
 */
export function bestCorrelated(row: PayoffTable, column: PayoffTable): CorrelatedEquilibrium {
  const height = row.length;
  const width = row[0].length;
  const sums = row.flatMap((payoffs, i) => payoffs.map((payoff, j) => payoff + column[i][j]));
  // The constraints are homogeneous: with positive gains the chances fill the unit that bounds their sum.
  const shift = 1 - Math.min(...sums);
  const limits: number[][] = [sums.map(() => 1)];
  for (let kept = 0; kept < height; kept++) {
    for (let other = 0; other < height; other++) {
      if (other === kept) continue;
      limits.push(
        sums.map((_, at) => (rowOf(at, width) === kept ? row[other][at % width] - row[kept][at % width] : 0)),
      );
    }
  }
  for (let kept = 0; kept < width; kept++) {
    for (let other = 0; other < width; other++) {
      if (other === kept) continue;
      const gains = (i: number): number => column[i][other] - column[i][kept];
      limits.push(sums.map((_, at) => (at % width === kept ? gains(rowOf(at, width)) : 0)));
    }
  }
  const bounds = limits.map((_, i) => (i === 0 ? 1 : 0));
  const flat = maximise(
    sums.map((sum) => sum + shift),
    limits,
    bounds,
  );
  let welfare = 0;
  for (const [at, chance] of flat.entries()) welfare += chance * sums[at];
  return { chances: row.map((_, i) => flat.slice(i * width, (i + 1) * width)), welfare };
}

const rowOf = (at: number, width: number): number => Math.floor(at / width);
