/** What a plain stage game is: how many may sit down, and what one turn pays each of them. */

import type { DilemmaPayoffs } from './dilemma-payoffs.ts';

export interface StageGame {
  /** Kebab-case; what the command line and results call it. */
  readonly id: string;
  /** Seats it needs; `any` is two or more. */
  readonly players: number | 'any';
  /** One line that states the rule with its numbers. */
  readonly description: string;
  /** The four payoffs of a two-player matrix game, for which exact expectations exist. */
  readonly matrix?: DilemmaPayoffs;
  /** Fill out[i] with the payoff of seat i in one turn, given everybody's race intensity in [0, 1]. */
  fillPayoffs(out: Float64Array, intensities: Float64Array): void;
}

/** Whether a number of players can sit down to a game. */
export function seats(game: Pick<StageGame, 'players'>, players: number): boolean {
  return game.players === 'any' ? Number.isInteger(players) && players >= 2 : players === game.players;
}
