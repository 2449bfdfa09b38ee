/** Suspicious Tit For Tat: races first, then repeats the group's last move. */

import { COOPERATE, DEFECT } from '../game/action.ts';
import { forPair, groupCooperated, QuorumParams } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

/**
 * Races first, then cooperates whenever the group did at the last decision (quorum).
 *
 * Names: Suspicious Tit For Tat, Mistrust [BeaufilsDelahayeMathieu1997]; quorum rule [BoydRicherson1988].
 */
export const suspiciousTitForTat = defineStrategy({
  id: 'suspicious-tit-for-tat',
  summary: 'Races first, then repeats the last move of rivals.',
  cites: ['BeaufilsDelahayeMathieu1997', 'BoydRicherson1988'],
  memoryDepth: 1,
  stochastic: false,
  params: QuorumParams,
  start: () => undefined,
  memoryOne: ({ quorum }) => forPair(quorum, { first: 0, vector: [1, 0, 1, 0] }),
  decide: (view, { quorum }) => (view.decision > 0 && groupCooperated(view, quorum, 1) ? COOPERATE : DEFECT),
});
