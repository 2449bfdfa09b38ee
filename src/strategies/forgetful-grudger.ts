/** Forgetful Grudger: punishes a race for ten decisions. */

import * as z from 'zod';
import { COOPERATE, DEFECT } from '../game/action.ts';
import { groupCooperated, quorumField } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

const Params = z.strictObject({
  quorum: quorumField,
  memory: z.number().int().min(1).default(10).meta({ unit: 'decisions', description: 'Length of the punishment' }),
});

/**
 * Once the group races (quorum missed), races for `memory` decisions in all, then forgets. A race during the punishment
 * does not extend it; a race at its last decision starts another.
 *
 * Names: Forgetful Grudger [AxelrodPython2015].
 */
export const forgetfulGrudger = defineStrategy({
  id: 'forgetful-grudger',
  summary: 'Answers a race with ten of its own, then forgets.',
  cites: ['AxelrodPython2015'],
  memoryDepth: Number.POSITIVE_INFINITY,
  stochastic: false,
  params: Params,
  start: () => ({ held: 0 }),
  decide(view, { quorum, memory: length }, memory) {
    if (memory.held === length) memory.held = 0;
    const raced = view.decision > 0 && !groupCooperated(view, quorum, 1);
    if (memory.held === 0 && !raced) return COOPERATE;
    memory.held++;
    return DEFECT;
  },
});
