/** Stay disciplined until somebody races, then race for ever. */

import { z } from 'zod';
import { COOPERATE, DEFECT } from '../game/action.ts';
import { defineStrategy } from './strategy.ts';

const Params = z.strictObject({
  quorum: z.number().min(0).max(1).default(1).meta({
    unit: '1',
    description: 'Share of rivals that must have cooperated at every decision',
  }),
});

/**
 * Cooperates until the quorum is missed once, then defects for ever.
 *
 * Names: Grim, Grudger, trigger strategy [Friedman1971].
 */
export const grim = defineStrategy({
  id: 'grim',
  summary: 'Disciplined until a rival races once, then races for ever.',
  cites: ['Friedman1971'],
  memoryDepth: Number.POSITIVE_INFINITY,
  stochastic: false,
  params: Params,
  start: () => ({ betrayed: false }),
  decide(view, { quorum }, memory) {
    if (view.decision > 0 && view.cooperatingShare(1) < quorum) memory.betrayed = true;
    return memory.betrayed ? DEFECT : COOPERATE;
  },
});
