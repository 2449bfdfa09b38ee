/** Noise in play, and the narrative of firms without a market. */

import * as z from 'zod';
import { share } from './fields.ts';

export const NoiseSchema = z.strictObject({
  execution: share('Probability that a firm plays the opposite of its decision', 'execution noise'),
  observation: share('Probability that a firm misreads the move of a rival', 'observation noise'),
});

export const NarrativeSchema = z.strictObject({
  level: share('Narrative that firms see: 0 none, 1 euphoria; it scales the strategic prize', 'narrative'),
});
