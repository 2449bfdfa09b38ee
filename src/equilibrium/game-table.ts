/** A game as a table of payoffs with names, and conversions for solvers. */

import type { PayoffTable } from './payoff-table.ts';
import { checkProfiles, type ProfilePayoffs, profileTotal } from './profile-payoffs.ts';

export interface GameTable {
  readonly title: string;
  readonly players: readonly string[];
  /** Names of the moves of each player. */
  readonly moves: readonly (readonly string[])[];
  /** `payoffs[profile][player]`, profiles numbered with player 1 varying fastest. */
  readonly payoffs: ProfilePayoffs;
  /** Replications of which the payoffs are means, the same of every profile; absent where it is not known. */
  readonly replications?: number;
  /** Half of the 95 % interval of every payoff, shaped as the payoffs; absent where payoffs are exact or none is known. */
  readonly halfWidths?: ProfilePayoffs;
  /**
   * In a symmetric game of two: upper end of the interval of what the move of the row gains in place of that of the
   * column where all others play that of the column, over common random draws; narrower than the two intervals together.
   */
  readonly gainHighs?: PayoffTable;
}

/** Number of moves of each player. */
export function moveCounts({ moves }: GameTable): number[] {
  return moves.map((names) => names.length);
}

/** Move of every player in a profile. */
export function movesOf(profile: number, counts: readonly number[]): number[] {
  let rest = profile;
  return counts.map((count) => {
    const move = rest % count;
    rest = (rest - move) / count;
    return move;
  });
}

/** Number of a profile of moves. */
export function profileOf(moves: readonly number[], counts: readonly number[]): number {
  let [profile, stride] = [0, 1];
  for (const [player, move] of moves.entries()) {
    profile += move * stride;
    stride *= counts[player];
  }
  return profile;
}

/** A symmetric game of two players from the payoffs of a strategy (row) against a strategy (column). */
export function symmetricGame(title: string, names: readonly string[], table: PayoffTable): GameTable {
  const payoffs = names.flatMap((_, j) => names.map((_name, i) => [table[i][j], table[j][i]]));
  return { title, players: ['row', 'column'], moves: [names, names], payoffs };
}

/** Tables of the row and the column player of a game of two. */
export function bimatrixOf({ moves, payoffs }: GameTable): readonly [row: number[][], column: number[][]] {
  const [rows, columns] = moves;
  const of = (player: number): number[][] =>
    rows.map((_, i) => columns.map((_name, j) => payoffs[i + j * rows.length][player]));
  return [of(0), of(1)];
}

/** Whether two players have the same moves and exchanging them exchanges their payoffs. */
export function isSymmetricPair(game: GameTable): boolean {
  const [first, second] = game.moves;
  if (game.players.length !== 2 || first.length !== second.length) return false;
  if (first.some((name, i) => name !== second[i])) return false;
  const [row, column] = bimatrixOf(game);
  return row.every((line, i) => line.every((payoff, j) => payoff === column[j][i]));
}

/** Check names and payoffs. @throws RangeError  Naming what is wrong. */
export function checkGame({ players, moves, payoffs }: GameTable): void {
  if (players.length === 0) throw new RangeError('the game has no players');
  for (const [i, names] of moves.entries()) {
    const twice = names.find((name, at) => names.indexOf(name) < at);
    if (twice !== undefined) throw new RangeError(`player ${players[i]} has two moves named ${twice}`);
  }
  checkProfiles(
    payoffs,
    moves.map((names) => names.length),
  );
}

/** Number of profiles of a game. */
export function gameSize(game: GameTable): number {
  return profileTotal(moveCounts(game));
}
