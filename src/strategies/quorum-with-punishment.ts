/** Quorum with punishment: sustains a cartel by punishing every breach for a fixed time. */

import * as z from 'zod';
import { COOPERATE, DEFECT } from '../game/action.ts';
import { groupCooperated, quorumField } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

const Params = z.strictObject({
  quorum: quorumField,
  punishment: z.number().int().min(1).max(100).default(4).meta({
    unit: 'decisions',
    description: 'Length of the punishment',
  }),
});

/**
 * Cooperates while the group does (quorum). A missed quorum starts `punishment` decisions of racing, during which moves
 * of rivals are ignored; then it cooperates again.
 *
 * Names: trigger strategy with finite reversion [GreenPorter1984]; quorum rule [BoydRicherson1988].
 */
export const quorumWithPunishment = defineStrategy({
  id: 'quorum-with-punishment',
  summary: 'Disciplined while enough rivals are; answers a breach with a fixed number of races.',
  cites: ['BoydRicherson1988', 'GreenPorter1984'],
  memoryDepth: Number.POSITIVE_INFINITY,
  stochastic: false,
  params: Params,
  start: () => ({ left: 0, trusts: true }),
  decide(view, { quorum, punishment }, memory) {
    if (memory.left === 0 && memory.trusts && view.decision > 0 && !groupCooperated(view, quorum, 1)) {
      memory.left = punishment;
    }
    memory.trusts = memory.left === 0;
    if (memory.trusts) return COOPERATE;
    memory.left--;
    return DEFECT;
  },
});
