/** Firm But Fair: forgives mutual racing with some probability. */

import * as z from 'zod';
import type { MemoryOne } from '../game/memory-one.ts';
import { quorumField, shareField } from './lifting.ts';
import { drawnBy } from './memory-one.ts';
import { defineStrategy } from './strategy.ts';

const Params = z.strictObject({
  quorum: quorumField,
  forgiveness: shareField(2 / 3, 'Probability of cooperating after everybody raced'),
});

const ruleOf = ({ forgiveness }: z.infer<typeof Params>): MemoryOne => ({ first: 1, vector: [1, 0, 1, forgiveness] });

/**
 * Cooperates after the group cooperated (quorum), races after being let down, and after everybody raced cooperates with
 * probability `forgiveness`.
 *
 * Names: Firm But Fair [Frean1994].
 */
export const firmButFair = defineStrategy({
  id: 'firm-but-fair',
  summary: 'Cooperates unless its cooperation was exploited; forgives mutual racing with probability 2/3.',
  cites: ['Frean1994'],
  params: Params,
  ...drawnBy(ruleOf),
});
