/** The linear public-good game: contributions are multiplied and shared by all. */

import type { StageGame } from './stage-game.ts';

export interface PublicGoodRule {
  /** Factor r on the sum of contributions. With N players it is a dilemma iff 1 < r < N. */
  readonly multiplier: number;
  /** Contribution of a fully disciplined player. */
  readonly stake: number;
}

/** Contribution `c (1 - a)` at intensity a; payoff `(r / N) sum of contributions - own contribution`. */
export function publicGood({ multiplier, stake }: PublicGoodRule): StageGame {
  return {
    id: 'public-good',
    players: 'any',
    description: `linear public good; multiplier ${multiplier}, stake ${stake}`,
    fillPayoffs(out, intensities) {
      const count = intensities.length;
      let given = 0;
      for (let i = 0; i < count; i++) given += stake * (1 - intensities[i]);
      const shared = (multiplier * given) / count;
      for (let i = 0; i < count; i++) out[i] = shared - stake * (1 - intensities[i]);
    },
  };
}
