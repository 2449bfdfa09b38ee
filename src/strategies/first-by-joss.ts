/** First by Joss: tit for tat that sometimes defects after cooperation. */

import * as z from 'zod';
import type { MemoryOne } from '../game/memory-one.ts';
import { forPair, quorumField } from './lifting.ts';
import { drawMove } from './memory-one.ts';
import { defineStrategy } from './strategy.ts';

const Params = z.strictObject({
  quorum: quorumField,
  honesty: z
    .number()
    .min(0)
    .max(1)
    .default(0.9)
    .meta({ unit: '1', description: 'Probability of cooperating after cooperation' }),
});

const ruleOf = ({ honesty }: z.infer<typeof Params>): MemoryOne => ({ first: 1, vector: [honesty, 0, honesty, 0] });

/**
 * Cooperates first; races after the group raced (quorum missed), and after it cooperated cooperates with probability
 * `honesty` only.
 *
 * Names: First by Joss [Axelrod1980].
 */
export const firstByJoss = defineStrategy({
  id: 'first-by-joss',
  summary: 'Tit for tat that races against discipline with probability 1/10.',
  cites: ['Axelrod1980'],
  memoryDepth: 1,
  stochastic: true,
  params: Params,
  start: () => undefined,
  memoryOne: (params) => forPair(params.quorum, ruleOf(params)),
  decide: (view, params, _memory, rng) => drawMove(view, params.quorum, ruleOf(params), rng),
});
