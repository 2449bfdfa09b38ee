/** Tit For Tat: repeats the group's last move. */

import { COOPERATE, DEFECT } from '../game/action.ts';
import { forPair, groupCooperated, QuorumParams } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

/**
 * Cooperates at the first decision, then whenever at least `quorum` of the rivals were seen to cooperate at the last.
 * With two firms and quorum 1 it is the classic rule.
 *
 * Names: Tit For Tat [Axelrod1980]; quorum rule for n players [BoydRicherson1988].
 */
export const titForTat = defineStrategy({
  id: 'tit-for-tat',
  summary: 'Starts disciplined, then repeats the last move of rivals.',
  cites: ['Axelrod1980', 'BoydRicherson1988'],
  memoryDepth: 1,
  stochastic: false,
  params: QuorumParams,
  start: () => undefined,
  memoryOne: ({ quorum }) => forPair(quorum, { first: 1, vector: [1, 0, 1, 0] }),
  decide(view, { quorum }) {
    if (view.decision === 0) return COOPERATE;
    return groupCooperated(view, quorum, 1) ? COOPERATE : DEFECT;
  },
});
