/** Two Tits For Tat: answers one race with two. */

import { COOPERATE, DEFECT } from '../game/action.ts';
import { groupRacedWithin, QuorumParams } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

const MEMORY = 2;

/**
 * Cooperates unless the group raced (quorum missed) at any of the last two decisions.
 *
 * Names: Two Tits For Tat [Axelrod1984].
 */
export const twoTitsForTat = defineStrategy({
  id: 'two-tits-for-tat',
  summary: 'Races twice for every race of its rivals.',
  cites: ['Axelrod1984'],
  memoryDepth: 2,
  stochastic: false,
  params: QuorumParams,
  start: () => undefined,
  decide: (view, { quorum }) => (groupRacedWithin(view, quorum, MEMORY) ? DEFECT : COOPERATE),
});
