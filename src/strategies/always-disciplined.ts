/** Always disciplined: cooperates at every decision. */

import * as z from 'zod';
import { COOPERATE } from '../game/action.ts';
import { defineStrategy } from './strategy.ts';

/**
 * Always cooperates: intensity 0 at every decision.
 *
 * Names: ALLC, Always Cooperate [Axelrod1980].
 */
export const alwaysDisciplined = defineStrategy({
  id: 'always-disciplined',
  summary: 'Builds only what its present share of revenue pays for.',
  cites: ['Axelrod1980'],
  memoryDepth: 0,
  stochastic: false,
  params: z.strictObject({}),
  start: () => undefined,
  memoryOne: () => ({ first: 1, vector: [1, 1, 1, 1] }),
  decide: () => COOPERATE,
});
