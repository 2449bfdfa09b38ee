/** Always race: defects at every decision. */

import * as z from 'zod';
import { DEFECT } from '../game/action.ts';
import { defineStrategy } from './strategy.ts';

/**
 * Always defects: intensity 1 at every decision.
 *
 * Names: ALLD, Always Defect [Axelrod1980].
 */
export const alwaysRace = defineStrategy({
  id: 'always-race',
  summary: 'Races at every decision, independently of rivals.',
  cites: ['Axelrod1980'],
  memoryDepth: 0,
  stochastic: false,
  params: z.strictObject({}),
  start: () => undefined,
  memoryOne: () => ({ first: 0, vector: [0, 0, 0, 0] }),
  decide: () => DEFECT,
});
