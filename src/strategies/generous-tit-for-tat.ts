/** Generous Tit For Tat: repeats the group's last move, and sometimes forgives a race. */

import * as z from 'zod';
import { COOPERATE, DEFECT } from '../game/action.ts';
import { forPair, groupCooperated, quorumField, shareField } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

const Params = z.strictObject({
  quorum: quorumField,
  generosity: shareField(1 / 3, 'Probability of cooperating when the quorum was missed'),
});

/**
 * Cooperates at the first decision and whenever the quorum was met; when it was not, still cooperates with probability
 * `generosity`, which lets a group recover from one mistake. Generosity 0 is Tit For Tat; the default is the largest
 * that
 * still punishes, `min(1 - (T-R)/(R-S), (R-P)/(T-P))`, at 5, 3, 1, 0.
 *
 * Names: Generous Tit For Tat [NowakSigmund1992]; quorum rule for n players [BoydRicherson1988].
 */
export const generousTitForTat = defineStrategy({
  id: 'generous-tit-for-tat',
  summary: 'Tit for tat that forgives a race with some probability.',
  cites: ['BoydRicherson1988', 'NowakSigmund1992'],
  memoryDepth: 1,
  stochastic: true,
  params: Params,
  start: () => undefined,
  memoryOne: ({ quorum, generosity: g }) => forPair(quorum, { first: 1, vector: [1, g, 1, g] }),
  decide(view, { quorum, generosity }, _memory, rng) {
    const forgive = rng.bernoulli(generosity);
    if (view.decision === 0 || groupCooperated(view, quorum, 1)) return COOPERATE;
    return forgive ? COOPERATE : DEFECT;
  },
});
