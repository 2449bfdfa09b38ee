/** The Tullock rent-seeking contest: effort buys a share of a prize, and all effort is spent. */

import { pow } from '../numeric/elementary.ts';
import type { StageGame } from './stage-game.ts';

export interface ContestRule {
  /** Value of the prize, one number for all or one per seat. */
  readonly prize: number | readonly number[];
  /** Exponent r on effort: how sharply effort decides. */
  readonly decisiveness: number;
}

/**
 * Effort `x = a V` at intensity a; payoff `V x^r / sum x^r - x`. Without any effort all share the prize equally.
 *
 * Source: [Tullock1980].
 */
export function tullockContest({ prize, decisiveness }: ContestRule): StageGame {
  const prizeOf = (i: number): number => (typeof prize === 'number' ? prize : prize[i]);
  return {
    id: 'tullock',
    players: typeof prize === 'number' ? 'any' : prize.length,
    description: `rent-seeking contest; prize ${typeof prize === 'number' ? prize : prize.join(', ')}, decisiveness ${decisiveness}`,
    fillPayoffs(out, intensities) {
      const count = intensities.length;
      let total = 0;
      for (let i = 0; i < count; i++) {
        const effort = intensities[i] * prizeOf(i);
        out[i] = decisiveness === 1 || effort === 0 ? effort : pow(effort, decisiveness);
        total += out[i];
      }
      for (let i = 0; i < count; i++) {
        const share = total > 0 ? out[i] / total : 1 / count;
        out[i] = prizeOf(i) * share - intensities[i] * prizeOf(i);
      }
    },
  };
}
