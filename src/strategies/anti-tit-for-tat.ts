/** Anti Tit For Tat: plays the opposite of the group's last move. */

import { COOPERATE, DEFECT } from '../game/action.ts';
import { forPair, groupCooperated, QuorumParams } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

/**
 * Cooperates first, then races exactly when the group cooperated at the last decision (quorum).
 *
 * Names: Anti Tit For Tat, psychopath [HilbeNowakTraulsen2013].
 */
export const antiTitForTat = defineStrategy({
  id: 'anti-tit-for-tat',
  summary: 'Starts disciplined, then does the opposite of what rivals did.',
  cites: ['HilbeNowakTraulsen2013'],
  memoryDepth: 1,
  stochastic: false,
  params: QuorumParams,
  start: () => undefined,
  memoryOne: ({ quorum }) => forPair(quorum, { first: 1, vector: [0, 1, 0, 1] }),
  decide: (view, { quorum }) => (view.decision === 0 || !groupCooperated(view, quorum, 1) ? COOPERATE : DEFECT),
});
