/** The two-player matrix game with any T, R, P, S; an intermediate intensity is a mixed move. */

import type { DilemmaPayoffs } from './dilemma-payoffs.ts';
import type { StageGame } from './stage-game.ts';

/**
 * Play the 2 x 2 game of four payoffs. With intensities a and b the first player earns
 * `(1-a)(1-b) R + (1-a) b S + a (1-b) T + a b P`, which at the poles is exactly one of the four.
 */
export function matrixGame(payoffs: DilemmaPayoffs): StageGame {
  const { T, R, P, S } = payoffs;
  return {
    id: 'prisoners-dilemma',
    players: 2,
    description: `two players; T ${T}, R ${R}, P ${P}, S ${S}`,
    matrix: payoffs,
    fillPayoffs(out, intensities) {
      const a = intensities[0];
      const b = intensities[1];
      const both = (1 - a) * (1 - b) * R + a * b * P;
      out[0] = both + (1 - a) * b * S + a * (1 - b) * T;
      out[1] = both + (1 - b) * a * S + b * (1 - a) * T;
    },
  };
}
