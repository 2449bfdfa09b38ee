/** Two-player games with known equilibria, and an independent way to list those of small games. */

import { solveLinear } from '../../src/equilibrium/solve-linear.ts';
import { createGenerator } from '../../src/random/generator.ts';

export type Table = readonly (readonly number[])[];

export const turned = (table: Table): number[][] => table[0].map((_, j) => table.map((row) => row[j]));

const STENGEL = [
  [9504, -660, 19976, -20526, 1776, -8976],
  [-111771, 31680, -130944, 168124, -8514, 52764],
  [397584, -113850, 451176, -586476, 29216, -178761],
  [171204, -45936, 208626, -263076, 14124, -84436],
  [1303104, -453420, 1227336, -1718376, 72336, -461736],
  [737154, -227040, 774576, -1039236, 48081, -300036],
];
const ORDER = [4, 5, 2, 3, 0, 1];

/** The 6 x 6 game of von Stengel (1999) with 75 equilibria; its tables are the same up to the order of moves. */
export const STENGEL_GAME: readonly [row: Table, column: Table] = [
  STENGEL,
  turned(ORDER.map((i) => ORDER.map((j) => STENGEL[i][j]))),
];

/** A game of n x m payoffs from a generator. */
export function drawnGame(name: string, [height, width]: readonly [number, number], draw?: (u: number) => number) {
  const rng = createGenerator(name);
  const table = (): number[][] =>
    Array.from({ length: height }, () => Array.from({ length: width }, () => (draw ?? ((u) => u))(rng.uniform())));
  return [table(), table()] as const;
}

/**
 * All extreme equilibria by trying every set of constraints that pins a vertex down, in floating point: for small games
 * of small whole payoffs, and nothing like the way the project does it.
 */
export function extremeEquilibria(row: Table, column: Table): [number[], number[]][] {
  const ofRow = bestReplyVertices(turned(column));
  const ofColumn = bestReplyVertices(row);
  const isZero = (value: number): boolean => Math.abs(value) < 1e-9;
  return ofRow.flatMap((x) =>
    ofColumn
      .filter(
        (y) =>
          x.mixture.every((chance, i) => isZero(chance) || isZero(y.slack[i])) &&
          y.mixture.every((chance, j) => isZero(chance) || isZero(x.slack[j])),
      )
      .map((y): [number[], number[]] => [x.mixture, y.mixture]),
  );
}

interface ReplyVertex {
  readonly mixture: number[];
  /** What each move of the other player earns below its best one. */
  readonly slack: number[];
}

/** Vertices of the mixtures of one player with the best payoff of the other, whose payoffs are `replies[move][own]`. */
function bestReplyVertices(replies: Table): ReplyVertex[] {
  const width = replies[0].length;
  const unknowns = width + 1;
  const rows = [
    ...Array.from({ length: width }, (_, j) => Array.from({ length: unknowns }, (_v, k) => (k === j ? 1 : 0))),
    ...replies.map((reply) => [...reply, -1]),
  ];
  const sum = Array.from({ length: unknowns }, (_, k) => (k < width ? 1 : 0));
  const found: ReplyVertex[] = [];
  for (const chosen of subsets(rows.length, width)) {
    const solution = solveLinear([...chosen.map((i) => rows[i]), sum], [...chosen.map(() => 0), 1]);
    if (typeof solution === 'string') continue;
    const mixture = solution.slice(0, width);
    const slack = replies.map((reply) => solution[width] - reply.reduce((total, u, j) => total + u * mixture[j], 0));
    if ([...mixture, ...slack].some((value) => value < -1e-9)) continue;
    if (!found.some((known) => known.mixture.every((p, i) => Math.abs(p - mixture[i]) < 1e-9))) {
      found.push({ mixture, slack });
    }
  }
  return found;
}

function subsets(count: number, size: number): number[][] {
  if (size === 0) return [[]];
  return Array.from({ length: count }, (_, last) => last).flatMap((last) =>
    subsets(last, size - 1).map((rest) => [...rest, last]),
  );
}
