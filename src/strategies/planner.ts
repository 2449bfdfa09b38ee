/** Social planner: plays the common intensity with the largest joint payoff. */

import * as z from 'zod';
import { bestIntensity } from './best-intensity.ts';
import { defineStrategy } from './strategy.ts';

/**
 * Plays the common intensity at which the joint payoff of the stage game is largest: the benchmark against which
 * overbuilding is measured. Looks at no history.
 *
 * Names: social planner, joint profit.
 */
export const planner = defineStrategy({
  id: 'planner',
  summary: 'Plays the common intensity that maximises the joint payoff.',
  cites: [],
  memoryDepth: 0,
  stochastic: false,
  params: z.strictObject({}),
  start: () => undefined,
  decide: (view) => bestIntensity((common) => view.stage.group(common)),
});
