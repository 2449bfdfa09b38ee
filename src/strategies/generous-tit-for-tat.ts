/** Answer the group's last move, and sometimes forgive. */

import { z } from 'zod';
import { COOPERATE, DEFECT } from '../game/action.ts';
import { defineStrategy } from './strategy.ts';

const Params = z.strictObject({
  quorum: z.number().min(0).max(1).default(1).meta({
    unit: '1',
    description: 'Share of rivals that must have cooperated',
  }),
  generosity: z.number().min(0).max(1).default(0.1).meta({
    unit: '1',
    description: 'Chance of cooperating when the quorum was missed',
  }),
});

/**
 * Cooperates at the first decision and whenever the quorum was met; when it was not, still cooperates with probability
 * `generosity`, which lets a group recover from one mistake. Generosity 0 is Tit For Tat.
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
  decide(view, { quorum, generosity }, _memory, rng) {
    const forgive = rng.bernoulli(generosity);
    if (view.decision === 0 || view.cooperatingShare(1) >= quorum) return COOPERATE;
    return forgive ? COOPERATE : DEFECT;
  },
});
