/** Computes the correlated equilibrium with the highest sum of payoffs by linear programming. */

import { minimise } from './linear-program.ts';
import { checkTwoPlayers } from './nash-two-player.ts';
import type { PayoffTable } from './payoff-table.ts';
import { checkProfiles, type ProfilePayoffs, profileTotal, scaledProfiles, strideOf } from './profile-payoffs.ts';

/** Certificate that no correlated equilibrium is better. */
export interface CorrelatedCertificate {
  /** Expected sum of all payoffs. */
  readonly welfare: number;
  /** Upper bound on it over all correlated equilibria, from the dual of the linear program. */
  readonly welfareBound: number;
  /** Largest gain of any player from disobeying a recommendation, as a share of the range of its payoffs. */
  readonly regret: number;
}

export interface CorrelatedEquilibrium extends CorrelatedCertificate {
  /** Chance of each pair of moves, shape [row move][column move]. */
  readonly chances: readonly (readonly number[])[];
}

export interface CorrelatedProfiles extends CorrelatedCertificate {
  /** Chance of each profile. */
  readonly chances: readonly number[];
}

/** Largest regret, and largest distance to the bound as a share of the range of sums, that counts as solved. */
const SOLVED = 1e-7;

/**
 * The best correlated equilibrium of two players: a mediator recommends moves, and no player gains by another move. The
 * certificate is computed from the primal and the dual solution, not taken from the solver. `row[i][j]` and
 * `column[i][j]` pay the two players. The first call loads the solver.
 *
 * @throws RangeError  When the tables differ in shape, are not rectangular or hold anything but finite numbers.
 *
 * Source: [Aumann1974].
 */
export async function bestCorrelated(row: PayoffTable, column: PayoffTable): Promise<CorrelatedEquilibrium> {
  checkTwoPlayers(row, column);
  const [height, width] = [row.length, row[0].length];
  const payoffs = Array.from({ length: height * width }, (_, at) => {
    const [i, j] = [at % height, Math.floor(at / height)];
    return [row[i][j], column[i][j]];
  });
  const { chances, ...certificate } = await bestCorrelatedProfiles(payoffs, [height, width]);
  return { chances: row.map((line, i) => line.map((_, j) => chances[i + j * height])), ...certificate };
}

/**
 * The same for any number of players, `payoffs[profile][player]` with player 1 varying fastest.
 *
 * @throws RangeError  When payoffs are missing or not finite.
 */
export async function bestCorrelatedProfiles(
  payoffs: ProfilePayoffs,
  moves: readonly number[],
): Promise<CorrelatedProfiles> {
  checkProfiles(payoffs, moves);
  const sums = payoffs.map((row) => row.reduce((sum, payoff) => sum + payoff, 0));
  const low = sums.reduce((least, sum) => Math.min(least, sum));
  const range = sums.reduce((most, sum) => Math.max(most, sum)) - low || 1;
  const worth = sums.map((sum) => (sum - low) / range);
  const gains = deviationGains(scaledProfiles(payoffs), moves);
  const { x, prices } = await minimise({
    cost: worth.map((value) => -value),
    rows: [worth.map(() => 1), ...gains],
    upper: [1, ...gains.map(() => 0)],
    isEquality: [true, ...gains.map(() => false)],
  });
  const total = x.reduce((sum, chance) => sum + Math.max(0, chance), 0);
  const chances = Array.from(x, (chance) => Math.max(0, chance) / total);
  const regret = gains.reduce((most, gain) => Math.max(most, dot(gain, chances)), 0);
  const welfare = dot(worth, chances);
  // For any prices >= 0 the largest reduced value of a profile bounds the welfare of every correlated equilibrium.
  const reduced = worth.slice();
  for (const [k, gain] of gains.entries()) {
    const price = Math.max(0, prices[k + 1]);
    if (price > 0) for (let at = 0; at < reduced.length; at++) reduced[at] -= price * gain[at];
  }
  const bound = reduced.reduce((most, value) => Math.max(most, value));
  if (!(regret <= SOLVED && bound - welfare <= SOLVED)) {
    throw new Error(`the linear program was not solved: regret ${regret}, distance to the bound ${bound - welfare}`);
  }
  return { chances, welfare: low + range * welfare, welfareBound: low + range * bound, regret };
}

/** For each player and pair of its moves: what playing the second instead of the first gains, by profile. */
function deviationGains(payoffs: ProfilePayoffs, moves: readonly number[]): number[][] {
  return moves.flatMap((count, player) => {
    const stride = strideOf(player, moves);
    const played = (profile: number): number => Math.floor(profile / stride) % count;
    return pairsOf(count).map(([kept, other]) =>
      Array.from({ length: profileTotal(moves) }, (_, profile) =>
        played(profile) === kept ? payoffs[profile + (other - kept) * stride][player] - payoffs[profile][player] : 0,
      ),
    );
  });
}

function pairsOf(count: number): [kept: number, other: number][] {
  const each = Array.from({ length: count }, (_, i) => i);
  return each.flatMap((kept) => each.filter((other) => other !== kept).map((other): [number, number] => [kept, other]));
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
