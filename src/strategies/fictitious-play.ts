/** Fictitious play: best response to the average past intensity of rivals. */

import * as z from 'zod';
import { bestIntensity } from './best-intensity.ts';
import { meanIntensity, shareField } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

const Params = z.strictObject({
  prior: shareField(0.5, 'Intensity expected of rivals at first'),
  priorWeight: z.number().gt(0).max(1000).default(1).meta({
    unit: 'decisions',
    description: 'Weight of the prior, in decisions',
  }),
});

/**
 * Plays the intensity that pays most in the stage game against the average, over all decisions and rivals, of the
 * intensities it has seen (mean-intensity lifting), with a prior that counts for `priorWeight` decisions.
 *
 * Names: fictitious play [Brown1951].
 */
export const fictitiousPlay = defineStrategy({
  id: 'fictitious-play',
  summary: 'Plays what pays most against the average past intensity of its rivals.',
  cites: ['Brown1951'],
  memoryDepth: Number.POSITIVE_INFINITY,
  stochastic: false,
  params: Params,
  start: () => ({ seen: 0 }),
  decide(view, { prior, priorWeight }, memory) {
    if (view.decision > 0) memory.seen += meanIntensity(view, 1);
    const rivals = (priorWeight * prior + memory.seen) / (priorWeight + view.decision);
    return bestIntensity((own) => view.stage.own(own, Math.min(1, rivals)));
  },
});
