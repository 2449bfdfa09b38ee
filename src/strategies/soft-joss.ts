/** Soft Joss: tit for tat that forgives some races. */

import * as z from 'zod';
import type { MemoryOne } from '../game/memory-one.ts';
import { quorumField, shareField } from './lifting.ts';
import { drawnBy } from './memory-one.ts';
import { defineStrategy } from './strategy.ts';

const Params = z.strictObject({
  quorum: quorumField,
  firmness: shareField(0.9, 'Probability of answering a race'),
});

const ruleOf = ({ firmness }: z.infer<typeof Params>): MemoryOne => ({
  first: 1,
  vector: [1, 1 - firmness, 1, 1 - firmness],
});

/**
 * Cooperates after the group cooperated (quorum); after it raced, races with probability `firmness`.
 *
 * Names: Soft Joss [Prison1998].
 */
export const softJoss = defineStrategy({
  id: 'soft-joss',
  summary: 'Tit for tat that answers a race with probability 9/10.',
  cites: ['Prison1998'],
  params: Params,
  ...drawnBy(ruleOf),
});
