/** Cournot game: quantity competition from cartel output to that of price takers. */

import type { StageGame } from './stage-game.ts';

export interface CournotRule {
  /** Inverse demand `p = max(0, intercept - slope Q)`. */
  readonly intercept: number;
  readonly slope: number;
  /** Cost of a unit, below the intercept. */
  readonly cost: number;
}

/**
 * Output of each of n firms at intensity a, on the line from the equal share of the cartel's, `(A - c) / (2 b n)`, to
 * the equal share of what price takers make, `(A - c) / (b n)`; payoff is profit `(p - c) q`.
 * The Cournot point `(A - c) / (b (n + 1))` lies at intensity `(n - 1) / (n + 1)`.
 *
 * Source: [Cournot1838].
 */
export function cournot({ intercept, slope, cost }: CournotRule): StageGame {
  return {
    id: 'cournot',
    players: 'any',
    description: `quantity competition; price ${intercept} - ${slope} Q, unit cost ${cost}`,
    fillPayoffs(out, intensities) {
      const count = intensities.length;
      const cartel = (intercept - cost) / (2 * slope * count);
      let total = 0;
      for (let i = 0; i < count; i++) total += cartel * (1 + intensities[i]);
      const margin = Math.max(0, intercept - slope * total) - cost;
      for (let i = 0; i < count; i++) out[i] = margin * cartel * (1 + intensities[i]);
    },
  };
}
