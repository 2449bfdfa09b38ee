/** Payoffs of games of any number of players by profile of moves: numbering, checks and scaling. */

import { counted } from '../numeric/counted.ts';

/** `payoffs[profile][player]`, profiles numbered with player 1 varying fastest. */
export type ProfilePayoffs = readonly (readonly number[])[];

/** Number of profiles of players with these numbers of moves. */
export function profileTotal(moves: readonly number[]): number {
  return moves.reduce((product, count) => product * count, 1);
}

/** Distance between the numbers of profiles that differ by one in a player's move. */
export function strideOf(player: number, moves: readonly number[]): number {
  return profileTotal(moves.slice(0, player));
}

/**
 * Check that payoffs are given for every profile and player.
 *
 * @throws RangeError  Naming the payoff that is missing or not finite.
 */
export function checkProfiles(payoffs: ProfilePayoffs, moves: readonly number[]): void {
  for (const [player, count] of moves.entries()) {
    if (!(Number.isInteger(count) && count >= 1)) throw new RangeError(`player ${player} has ${count} moves`);
  }
  const total = profileTotal(moves);
  if (payoffs.length !== total) {
    throw new RangeError(`${moves.join(' x ')} moves make ${total} profiles, payoffs are given for ${payoffs.length}`);
  }
  for (const [profile, row] of payoffs.entries()) {
    if (row.length !== moves.length) {
      throw new RangeError(
        `profile ${profile} has ${counted(row.length, 'payoff')} for ${counted(moves.length, 'player')}`,
      );
    }
    const player = row.findIndex((payoff) => !Number.isFinite(payoff));
    if (player >= 0)
      throw new RangeError(`payoffs[${profile}][${player}]: expected a finite number, got ${row[player]}`);
  }
}

/** Payoffs of each player scaled to [0, 1]; all 0 for a player to whom every profile pays the same. */
export function scaledProfiles(payoffs: ProfilePayoffs): number[][] {
  const ranges = payoffs[0].map((_, player) => {
    const own = payoffs.map((row) => row[player]);
    const low = own.reduce((least, payoff) => Math.min(least, payoff));
    return { low, range: own.reduce((most, payoff) => Math.max(most, payoff)) - low };
  });
  return payoffs.map((row) =>
    row.map((payoff, player) => {
      const { low, range } = ranges[player];
      return range > 0 ? (payoff - low) / range : 0;
    }),
  );
}
