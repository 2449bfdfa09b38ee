/** Constant: plays one intensity at every decision. */

import * as z from 'zod';
import { defineStrategy } from './strategy.ts';

const Params = z.strictObject({
  intensity: z.number().min(0).max(1).default(0.5).meta({ unit: '1', description: 'Race intensity played' }),
});

/** Plays the same intensity at every decision: 0 is always disciplined, 1 is always race. */
export const constant = defineStrategy({
  id: 'constant',
  summary: 'Plays one intensity between discipline and racing for ever.',
  cites: [],
  memoryDepth: 0,
  stochastic: false,
  params: Params,
  start: () => undefined,
  decide: (_view, { intensity }) => intensity,
});
