/** First by Joss: tit for tat that sometimes defects after cooperation. */

import * as z from 'zod';
import type { MemoryOne } from '../game/memory-one.ts';
import { quorumField, shareField } from './lifting.ts';
import { drawnBy } from './memory-one.ts';
import { defineStrategy } from './strategy.ts';

const Params = z.strictObject({
  quorum: quorumField,
  honesty: shareField(0.9, 'Probability of cooperating after cooperation'),
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
  params: Params,
  ...drawnBy(ruleOf),
});
