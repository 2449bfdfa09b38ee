/** Constant: plays one intensity at every decision. */

import * as z from 'zod';
import { shareField } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

const Params = z.strictObject({
  intensity: shareField(0.5, 'Race intensity played'),
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
