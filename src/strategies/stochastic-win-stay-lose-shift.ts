/** Win-stay lose-shift with random errors. */

import * as z from 'zod';
import type { MemoryOne } from '../game/memory-one.ts';
import { forPair, quorumField } from './lifting.ts';
import { drawMove } from './memory-one.ts';
import { defineStrategy } from './strategy.ts';

const Params = z.strictObject({
  quorum: quorumField,
  error: z.number().min(0).max(1).default(0.05).meta({ unit: '1', description: 'Probability of the opposite move' }),
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
  memoryDepth: 1,
  stochastic: true,
  params: Params,
  start: () => undefined,
  memoryOne: (params) => forPair(params.quorum, ruleOf(params)),
  decide: (view, params, _memory, rng) => drawMove(view, params.quorum, ruleOf(params), rng),
});
