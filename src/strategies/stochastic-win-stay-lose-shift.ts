/** Win-stay lose-shift with random errors. */

import * as z from 'zod';
import type { MemoryOne } from '../game/memory-one.ts';
import { quorumField, shareField } from './lifting.ts';
import { drawnBy } from './memory-one.ts';
import { defineStrategy } from './strategy.ts';

const Params = z.strictObject({
  quorum: quorumField,
  error: shareField(0.05, 'Probability of the opposite move'),
});

const ruleOf = ({ error }: z.infer<typeof Params>): MemoryOne => ({
  first: 1,
  vector: [1 - error, error, error, 1 - error],
});

/**
 * Win-Stay Lose-Shift (quorum) that does the opposite with probability `error`.
 *
 * Names: Stochastic WSLS [AmaralEtAl2016].
 */
export const stochasticWinStayLoseShift = defineStrategy({
  id: 'stochastic-win-stay-lose-shift',
  summary: 'Repeats a move after success, otherwise switches, with a small probability of error.',
  cites: ['AmaralEtAl2016'],
  params: Params,
  ...drawnBy(ruleOf),
});
