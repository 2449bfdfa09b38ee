/** Hard Tit For Two Tats: races while two consecutive races are among the last three decisions. */

import { COOPERATE, DEFECT } from '../game/action.ts';
import { groupCooperated, QuorumParams } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

/**
 * Races when the group raced (quorum missed) at two consecutive decisions among the last three.
 *
 * Names: Hard Tit For Two Tats [Prison1998].
 */
export const hardTitForTwoTats = defineStrategy({
  id: 'hard-tit-for-two-tats',
  summary: 'Races while the last three decisions contain two consecutive races of rivals.',
  cites: ['Prison1998'],
  memoryDepth: 3,
  stochastic: false,
  params: QuorumParams,
  start: () => undefined,
  decide(view, { quorum }) {
    const seen = Math.min(3, view.decision);
    for (let lag = 1; lag < seen; lag++) {
      if (!groupCooperated(view, quorum, lag) && !groupCooperated(view, quorum, lag + 1)) return DEFECT;
    }
    return COOPERATE;
  },
});
