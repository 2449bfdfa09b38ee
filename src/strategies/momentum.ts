/** Momentum: extrapolates the intensity of rivals. */

import * as z from 'zod';
import { meanIntensity, worstIntensity } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

const Params = z.strictObject({
  follows: z.enum(['mean', 'worst']).default('mean').meta({
    unit: '',
    description: 'Rivals to follow: their mean, or the highest intensity',
  }),
  extrapolation: z.number().min(0).max(3).default(0.5).meta({
    unit: '1',
    description: "Weight of the rivals' last change of intensity",
  }),
});

/**
 * Plays the rivals' intensity of the last decision plus `extrapolation` times its last change, cut to [0, 1].
 * Before there is a history it plays one half. Lifted by mean intensity, or by the worst rival.
 */
export const momentum = defineStrategy({
  id: 'momentum',
  summary: 'Plays the mean intensity of its rivals, extrapolated.',
  memoryDepth: 2,
  params: Params,
  decide(view, { follows, extrapolation }) {
    if (view.decision === 0 || view.rivals.length === 0) return 0.5;
    const intensity = follows === 'mean' ? meanIntensity : worstIntensity;
    const last = intensity(view, 1);
    const change = last - intensity(view, Math.min(2, view.decision));
    return Math.max(0, Math.min(1, last + extrapolation * change));
  },
});
