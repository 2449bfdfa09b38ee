/** Detective: probes first, then exploits rivals who never retaliate. */

import * as z from 'zod';
import { COOPERATE, DEFECT } from '../game/action.ts';
import { groupCooperated, quorumField } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

const Params = z.strictObject({
  quorum: quorumField,
  opening: z
    .string()
    .regex(/^[CD]*$/, 'expected moves such as CDCC')
    .default('CDCC')
    .meta({ unit: '', description: 'Moves of the opening, C disciplined and D racing' }),
});

/**
 * Plays the opening C, D, C, C. If the group raced (quorum missed) during it, answers the group's last move from then
 * on; if it never did, races for ever.
 *
 * Names: Detective [Case2017].
 */
export const detective = defineStrategy({
  id: 'detective',
  summary: 'Opens C, D, C, C; then always races against rivals who never retaliated, otherwise tit for tat.',
  cites: ['Case2017'],
  memoryDepth: Number.POSITIVE_INFINITY,
  stochastic: false,
  params: Params,
  start: () => ({ challenged: false }),
  decide(view, { quorum, opening }, memory) {
    const cooperated = view.decision === 0 || groupCooperated(view, quorum, 1);
    if (!cooperated && view.decision <= opening.length) memory.challenged = true;
    if (view.decision < opening.length) return opening[view.decision] === 'C' ? COOPERATE : DEFECT;
    return memory.challenged && cooperated ? COOPERATE : DEFECT;
  },
});
