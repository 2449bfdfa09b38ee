/** Win-Shift Lose-Stay: changes a successful move, repeats an unsuccessful one. */

import { COOPERATE, DEFECT, isCooperation } from '../game/action.ts';
import { forPair, groupCooperated, QuorumParams } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

/**
 * Races first; then changes its last played move when the group cooperated (quorum) and repeats it when it did not.
 *
 * Names: Win-Shift Lose-Stay [LiHingstonKendall2011].
 */
export const winShiftLoseStay = defineStrategy({
  id: 'win-shift-lose-stay',
  summary: 'Changes its move after rivals cooperate, repeats it after they race.',
  cites: ['LiHingstonKendall2011'],
  memoryDepth: 1,
  stochastic: false,
  params: QuorumParams,
  start: () => undefined,
  memoryOne: ({ quorum }) => forPair(quorum, { first: 0, vector: [0, 1, 1, 0] }),
  decide(view, { quorum }) {
    if (view.decision === 0) return DEFECT;
    const cooperated = isCooperation(view.ownRealised(1));
    return cooperated === groupCooperated(view, quorum, 1) ? DEFECT : COOPERATE;
  },
});
