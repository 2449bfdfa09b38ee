/** Level-k reasoning: best response to rivals who reason one step less. */

import * as z from 'zod';
import { bestIntensity } from './best-intensity.ts';
import { shareField } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

const Params = z.strictObject({
  level: z.number().int().min(0).max(10).default(2).meta({ unit: '1', description: 'Steps of reasoning' }),
  naive: shareField(0.5, 'Intensity of a player of level 0'),
});

/**
 * Level 0 plays `naive`; level k plays what pays most in the stage game if all rivals are of level k - 1. Reads no
 * history; every rival is taken to be alike.
 *
 * Source: [StahlWilson1994], [Nagel1995].
 */
export const levelK = defineStrategy({
  id: 'level-k',
  summary: 'Best response to rivals who reason one step less.',
  cites: ['Nagel1995', 'StahlWilson1994'],
  memoryDepth: 0,
  stochastic: false,
  params: Params,
  start: () => undefined,
  decide(view, { level, naive }) {
    let intensity = naive;
    for (let k = 1; k <= level; k++) {
      const rivals = intensity;
      intensity = bestIntensity((own) => view.stage.own(own, rivals));
    }
    return intensity;
  },
});
