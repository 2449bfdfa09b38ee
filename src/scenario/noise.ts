/** Noise in play, and the story that firms believe when no market tells one. */

import { z } from 'zod';
import { share } from './fields.ts';

export const NoiseSchema = z.strictObject({
  execution: share('Chance that a firm plays the opposite of what it decided'),
  observation: share('Chance that a firm misreads what one rival played'),
});

export const NarrativeSchema = z.strictObject({
  level: share('Narrative that firms see: 0 none, 1 euphoria; it scales the strategic prize'),
});
