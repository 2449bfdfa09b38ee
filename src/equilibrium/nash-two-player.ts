/** Enumerates the Nash equilibria of a two-player game in normal form. */

import { checkTable, type PayoffTable, regretAgainst, scaledTable, transposed } from './payoff-table.ts';
import { chancesOf, polytopeVertices, type Vertex } from './polytope-vertices.ts';
import { wholePayoffs } from './whole-payoffs.ts';

export interface TwoPlayerEquilibrium {
  /** Chance of each move of the row player and of the column player. */
  readonly row: readonly number[];
  readonly column: readonly number[];
  /**
   * Certificate: what the better deviation of the two players gains, as a share of the range of that player's payoffs.
   */
  readonly regret: number;
  /** Number of the connected set of equilibria that it belongs to, from 0; one equilibrium each unless degenerate. */
  readonly component: number;
}

export interface TwoPlayerEquilibria {
  /** All extreme equilibria, in descending order of the row player's chances. */
  readonly equilibria: readonly TwoPlayerEquilibrium[];
  /**
   * Whether some mixture has more best replies than moves. Then equilibria may form whole segments and polygons, of
   * which the corners are listed: every equilibrium is a mixture of those within one component.
   */
  readonly degenerate: boolean;
  /** Whether an even number is listed, which happens in degenerate games only. */
  readonly isCountEven: boolean;
}

/** Largest number of moves of a player: vertices may grow as 27/4 to the power of half of that. */
const MAX_MOVES = 12;

/**
 * Every extreme Nash equilibrium, in exact arithmetic on payoffs scaled to whole numbers, so that neither units nor
 * ties lose one. `row[i][j]` and `column[i][j]` pay the two players when the row player makes move i and the column
 * player
 * move j.
 *
 * @throws RangeError  When the tables differ in shape, are not rectangular or hold anything but finite numbers, and
 * with
 *   more than 12 moves of a player.
 *
 * Source: vertex enumeration of the best-response polytopes, [VonStengel2002].
 */
export function twoPlayerNash(row: PayoffTable, column: PayoffTable): TwoPlayerEquilibria {
  checkTwoPlayers(row, column);
  const [height, width] = [row.length, row[0].length];
  if (Math.max(height, width) > MAX_MOVES) {
    throw new RangeError(
      `${height} x ${width} moves: all equilibria are found with at most ${MAX_MOVES} moves a player`,
    );
  }
  const positive = (payoffs: PayoffTable): bigint[][] => wholePayoffs(payoffs).map((line) => line.map((u) => u + 1n));
  const ofRow = polytopeVertices(positive(transposed(column)));
  const ofColumn = polytopeVertices(positive(row));
  const pairs = completePairs(ofRow, ofColumn, height, width);
  const chances = new Map<Vertex, number[]>();
  const mixture = (vertex: Vertex): number[] => {
    const known = chances.get(vertex) ?? chancesOf(vertex.coordinates);
    chances.set(vertex, known);
    return known;
  };
  const components = componentsOf(pairs);
  const [forRow, forColumn] = [scaledTable(row), scaledTable(transposed(column))];
  const listed = pairs
    .map(([x, y], at) => {
      const [own, other] = [mixture(x), mixture(y)];
      const regret = Math.max(regretAgainst(forRow, own, other), regretAgainst(forColumn, other, own));
      return { row: own, column: other, regret, component: components[at] };
    })
    .sort((a, b) => descending([...a.row, ...a.column], [...b.row, ...b.column]));
  const numbers = new Map<number, number>();
  for (const { component } of listed) if (!numbers.has(component)) numbers.set(component, numbers.size);
  return {
    equilibria: listed.map((one) => ({ ...one, component: numbers.get(one.component) ?? 0 })),
    degenerate: ofRow.some(hasMoreZerosThan(height)) || ofColumn.some(hasMoreZerosThan(width)),
    isCountEven: pairs.length % 2 === 0,
  };
}

/** Check the tables of a two-player game. @throws RangeError  When they are not tables, or of different shapes. */
export function checkTwoPlayers(row: PayoffTable, column: PayoffTable): void {
  checkTable(row, 'row');
  checkTable(column, 'column');
  const [a, b] = [row, column].map((table) => `${table.length} x ${table[0].length}`);
  if (a !== b) throw new RangeError(`the row player's table is ${a}, the column player's ${b}: both must be the same`);
}

type Pair = readonly [x: Vertex, y: Vertex];

/** Pairs of vertices in which every move is either not played or a best reply. */
function completePairs(ofRow: readonly Vertex[], ofColumn: readonly Vertex[], height: number, width: number): Pair[] {
  const all = 2147483647 >> (31 - height - width);
  const lowest = 2147483647 >> (31 - width);
  // Labels are the row player's moves, then the column player's: the vertices of the column player start with its own.
  const labelled = ofColumn
    .filter(({ coordinates }) => coordinates.some((value) => value > 0n))
    .map((vertex) => ({ vertex, labels: (vertex.zeros >> width) | ((vertex.zeros & lowest) << height) }));
  return ofRow
    .filter(({ coordinates }) => coordinates.some((value) => value > 0n))
    .flatMap((x) => labelled.filter(({ labels }) => (labels | x.zeros) === all).map(({ vertex }): Pair => [x, vertex]));
}

function hasMoreZerosThan(count: number): (vertex: Vertex) => boolean {
  return ({ zeros }) => {
    let bits = 0;
    for (let rest = zeros; rest !== 0; rest &= rest - 1) bits++;
    return bits > count;
  };
}

/** Number of the connected component of each pair: pairs that share a mixture of either player are connected. */
function componentsOf(pairs: readonly Pair[]): number[] {
  const numbers = pairs.map((_, at) => at);
  for (let hasChanged = true; hasChanged; ) {
    hasChanged = false;
    const lowest = new Map<Vertex, number>();
    for (const [at, pair] of pairs.entries()) {
      for (const vertex of pair) lowest.set(vertex, Math.min(lowest.get(vertex) ?? at, numbers[at]));
    }
    for (const [at, [x, y]] of pairs.entries()) {
      const number = Math.min(lowest.get(x) ?? at, lowest.get(y) ?? at);
      if (number < numbers[at]) hasChanged = true;
      numbers[at] = number;
    }
  }
  return numbers;
}

function descending(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at < 0 ? 0 : b[at] - a[at];
}
