/** Defines a plain stage game: its number of players, and their payoffs in one turn. */

import type { DilemmaPayoffs } from './dilemma-payoffs.ts';

export interface StageGame {
  /** Kebab-case id on the command line and in results. */
  readonly id: string;
  /** Seats it needs; `any` is two or more. */
  readonly players: number | 'any';
  /** One line that states the rule with its numbers. */
  readonly description: string;
  /** The four payoffs of a two-player matrix game, for which exact expectations exist. */
  readonly matrix?: DilemmaPayoffs;
  /** Fill out[i] with the payoff of seat i in one turn, given all race intensities in [0, 1]. */
  fillPayoffs(out: Float64Array, intensities: Float64Array): void;
}

/** Whether a game can be played by a number of players. */
export function seats(game: Pick<StageGame, 'players'>, players: number): boolean {
  return game.players === 'any' ? Number.isInteger(players) && players >= 2 : players === game.players;
}
