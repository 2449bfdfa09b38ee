/** Return threshold: races while the return on AI capital is high. */

import * as z from 'zod';
import { logistic } from '../numeric/elementary.ts';
import { defineStrategy } from './strategy.ts';

const Params = z.strictObject({
  threshold: z.number().min(-1).max(2).default(0.1).meta({
    unit: '1/year',
    description: 'Own return on AI capital at which intensity is one half',
  }),
  width: z.number().min(0.001).max(1).default(0.03).meta({
    unit: '1/year',
    description: 'Width of the transition around the threshold',
  }),
});

/**
 * Intensity `logistic((return - threshold) / width)`: races while its own return on AI capital in service is high,
 * and steps back as it falls. Looks at no rival.
 */
export const returnThreshold = defineStrategy({
  id: 'return-threshold',
  summary: 'Races while its own return on AI capital is above a threshold.',
  cites: [],
  memoryDepth: 0,
  stochastic: false,
  needs: 'economy',
  params: Params,
  start: () => undefined,
  decide: ({ economy }, { threshold, width }) => logistic((economy.own.roiPerYear - threshold) / width),
});
