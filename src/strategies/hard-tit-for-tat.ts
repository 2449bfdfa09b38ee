/** Hard Tit For Tat: answers one race with three. */

import { COOPERATE, DEFECT } from '../game/action.ts';
import { groupRacedWithin, QuorumParams } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

const MEMORY = 3;

/**
 * Cooperates unless the group raced (quorum missed) at any of the last three decisions.
 *
 * Names: Hard Tit For Tat [Prison1998].
 */
export const hardTitForTat = defineStrategy({
  id: 'hard-tit-for-tat',
  summary: 'Races while rivals raced at any of the last three decisions.',
  cites: ['Prison1998'],
  memoryDepth: 3,
  stochastic: false,
  params: QuorumParams,
  start: () => undefined,
  decide: (view, { quorum }) => (groupRacedWithin(view, quorum, MEMORY) ? DEFECT : COOPERATE),
});
