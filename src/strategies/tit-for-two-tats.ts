/** Tit For Two Tats: races only after two races in a row. */

import { COOPERATE, DEFECT } from '../game/action.ts';
import { groupCooperated, QuorumParams } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

/**
 * Races only when the group raced (quorum missed) at both of the last two decisions.
 *
 * Names: Tit For Two Tats [Axelrod1984].
 */
export const titForTwoTats = defineStrategy({
  id: 'tit-for-two-tats',
  summary: 'Races only after rivals raced twice in a row.',
  cites: ['Axelrod1984'],
  memoryDepth: 2,
  stochastic: false,
  params: QuorumParams,
  start: () => undefined,
  decide(view, { quorum }) {
    if (view.decision < 2) return COOPERATE;
    return groupCooperated(view, quorum, 1) || groupCooperated(view, quorum, 2) ? COOPERATE : DEFECT;
  },
});
