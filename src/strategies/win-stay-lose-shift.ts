/** Win-Stay Lose-Shift (Pavlov): repeats a move after cooperation of rivals, changes it otherwise. */

import { COOPERATE, DEFECT, isCooperation } from '../game/action.ts';
import { forPair, groupCooperated, QuorumParams } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

/**
 * Repeats its last move when the rivals cooperated, and plays the other one when they did not.
 *
 * Names: Win-Stay Lose-Shift, Pavlov [NowakSigmund1993].
 */
export const winStayLoseShift = defineStrategy({
  id: 'win-stay-lose-shift',
  summary: 'Repeats its move after rivals were disciplined, otherwise switches (Pavlov).',
  cites: ['NowakSigmund1993'],
  memoryDepth: 1,
  stochastic: false,
  params: QuorumParams,
  start: () => undefined,
  memoryOne: ({ quorum }) => forPair(quorum, { first: 1, vector: [1, 0, 0, 1] }),
  decide(view, { quorum }) {
    if (view.decision === 0) return COOPERATE;
    const cooperated = isCooperation(view.ownRealised(1));
    const won = groupCooperated(view, quorum, 1);
    return cooperated === won ? COOPERATE : DEFECT;
  },
});
