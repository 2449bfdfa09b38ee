/** Best response to the last intensities of rivals. */

import * as z from 'zod';
import { bestIntensity } from './best-intensity.ts';
import { meanIntensity, shareField } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

const Params = z.strictObject({
  prior: shareField(0.5, 'Intensity expected of rivals at the first decision'),
  adjustment: z.number().gt(0).max(1).default(1).meta({
    unit: '1',
    description: 'Step towards the best response, as a share of the distance; 1/2 damps the cycles of many players',
  }),
});

/**
 * Moves `adjustment` of the way from its own last intensity to the one that pays most in the stage game against the
 * rivals' mean intensity at the last decision (mean-intensity lifting). Undamped simultaneous play never settles in
 * contests of five or more.
 *
 * Names: myopic best response, best-reply dynamics [Cournot1838].
 */
export const bestResponse = defineStrategy({
  id: 'best-response',
  summary: 'Plays what would have paid most against the last intensities of its rivals.',
  cites: ['Cournot1838'],
  memoryDepth: 1,
  stochastic: false,
  params: Params,
  start: () => undefined,
  decide(view, { prior, adjustment }) {
    const rivals = view.decision === 0 ? prior : meanIntensity(view, 1);
    const best = bestIntensity((own) => view.stage.own(own, rivals));
    return view.decision === 0 ? best : view.ownRealised(1) + adjustment * (best - view.ownRealised(1));
  },
});
