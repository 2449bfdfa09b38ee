/** Alternator: alternates between its two moves. */

import * as z from 'zod';
import { COOPERATE, DEFECT, isCooperation } from '../game/action.ts';
import { defineStrategy } from './strategy.ts';

/**
 * Cooperates first, then plays the opposite of its own last played move, so that an execution error shifts its phase.
 * Looks at no rival,
 * and so needs no lifting.
 *
 * Names: Alternator [Axelrod1980].
 */
export const alternator = defineStrategy({
  id: 'alternator',
  summary: 'Alternates between discipline and racing.',
  cites: ['Axelrod1980'],
  memoryDepth: 1,
  stochastic: false,
  params: z.strictObject({}),
  start: () => undefined,
  memoryOne: () => ({ first: 1, vector: [0, 0, 1, 1] }),
  decide: (view) => (view.decision > 0 && isCooperation(view.ownRealised(1)) ? DEFECT : COOPERATE),
});
