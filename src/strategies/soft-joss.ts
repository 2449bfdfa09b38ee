/** Soft Joss: tit for tat that forgives some races. */

import * as z from 'zod';
import type { MemoryOne } from '../game/memory-one.ts';
import { forPair, quorumField } from './lifting.ts';
import { drawMove } from './memory-one.ts';
import { defineStrategy } from './strategy.ts';

const Params = z.strictObject({
  quorum: quorumField,
  firmness: z.number().min(0).max(1).default(0.9).meta({ unit: '1', description: 'Probability of answering a race' }),
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
  memoryDepth: 1,
  stochastic: true,
  params: Params,
  start: () => undefined,
  memoryOne: (params) => forPair(params.quorum, ruleOf(params)),
  decide: (view, params, _memory, rng) => drawMove(view, params.quorum, ruleOf(params), rng),
});
