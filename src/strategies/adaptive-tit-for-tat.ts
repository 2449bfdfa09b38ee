/** Adaptive Tit For Tat: responds to smoothed cooperation of the group, not to its last move. */

import * as z from 'zod';
import { COOPERATE, DEFECT } from '../game/action.ts';
import { groupCooperated, quorumField } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

const Params = z.strictObject({
  quorum: quorumField,
  rate: z.number().gt(0).max(1).default(0.5).meta({ unit: '1', description: 'Weight of the last decision' }),
});

/**
 * Updates an estimate w of the group's cooperation, initially one half: `w += rate (1 - w)` after the group cooperated
 * (quorum), `w -= rate w` after it raced; cooperates while w is at least one half.
 *
 * Names: Adaptive Tit For Tat [Tzafestas2000].
 */
export const adaptiveTitForTat = defineStrategy({
  id: 'adaptive-tit-for-tat',
  summary: 'Tit for tat that follows a smoothed record of its rivals.',
  cites: ['Tzafestas2000'],
  params: Params,
  start: () => ({ world: 0.5 }),
  decide(view, { quorum, rate }, memory) {
    if (view.decision === 0) return COOPERATE;
    memory.world += rate * ((groupCooperated(view, quorum, 1) ? 1 : 0) - memory.world);
    return memory.world >= 0.5 ? COOPERATE : DEFECT;
  },
});
