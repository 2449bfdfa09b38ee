/** Bully (reverse Tit For Tat): races against discipline, cooperates after a race. */

import { COOPERATE, DEFECT } from '../game/action.ts';
import { forPair, groupCooperated, QuorumParams } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

/**
 * Races first, then cooperates only when the group raced at the last decision (quorum missed).
 *
 * Names: Bully, Reverse Tit For Tat [Nachbar1992].
 */
export const bully = defineStrategy({
  id: 'bully',
  summary: 'Races against discipline and gives way to racing.',
  cites: ['Nachbar1992'],
  memoryDepth: 1,
  stochastic: false,
  params: QuorumParams,
  start: () => undefined,
  memoryOne: ({ quorum }) => forPair(quorum, { first: 0, vector: [0, 1, 0, 1] }),
  decide: (view, { quorum }) => (view.decision > 0 && !groupCooperated(view, quorum, 1) ? COOPERATE : DEFECT),
});
