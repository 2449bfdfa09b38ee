/** Answer the group's last move. */

import { z } from 'zod';
import { COOPERATE, DEFECT } from '../game/action.ts';
import { defineStrategy } from './strategy.ts';

const Params = z.strictObject({
  quorum: z.number().min(0).max(1).default(1).meta({
    unit: '1',
    description: 'Share of rivals that must have cooperated',
  }),
});

/**
 * Cooperates at the first decision, then whenever at least `quorum` of the rivals were seen to cooperate at the last.
 * With two firms and quorum 1 it is the classic rule.
 *
 * Names: Tit For Tat [Axelrod1980]; quorum rule for n players [BoydRicherson1988].
 */
export const titForTat = defineStrategy({
  id: 'tit-for-tat',
  summary: 'Starts disciplined, then does what rivals did at the last decision.',
  cites: ['Axelrod1980', 'BoydRicherson1988'],
  memoryDepth: 1,
  stochastic: false,
  params: Params,
  start: () => undefined,
  decide(view, { quorum }) {
    if (view.decision === 0) return COOPERATE;
    return view.cooperatingShare(1) >= quorum ? COOPERATE : DEFECT;
  },
});
