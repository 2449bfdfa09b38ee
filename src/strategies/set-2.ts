/** SET-2 (equaliser): fixes the opponent's long-run payoff, independently of its moves. */

import * as z from 'zod';
import type { DilemmaPayoffs } from '../game/dilemma-payoffs.ts';
import { equaliserRelation } from '../game/memory-one.ts';
import { type EnforcingMemory, paceField, vectorAt } from './enforcing.ts';
import { forPair, polePayoffs, quorumField } from './lifting.ts';
import { drawMove } from './memory-one.ts';
import { defineStrategy } from './strategy.ts';

const Params = z.strictObject({
  target: z.number().gt(0).max(1).default(0.5).meta({
    unit: '1',
    description: "The opponent's payoff, from mutual racing (0) to mutual discipline (1); one half is 2 at 5, 3, 1, 0",
  }),
  pace: paceField(0.75),
  quorum: quorumField,
});

const vectorOf = ({ target, pace }: z.infer<typeof Params>, payoffs: DilemmaPayoffs) =>
  vectorAt(equaliserRelation(payoffs.P + target * (payoffs.R - payoffs.P), payoffs), pace);

/**
 * Equaliser: holds the long-run payoff of the other at a target, here by (3/4, 1/4, 1/2, 1/4) at 5, 3, 1, 0. Cooperates
 * first. Exact for two players; with more, the group counts as the other by quorum. Tit For Tat where no payoff can be
 * fixed.
 *
 * Names: SET-2, equaliser [BoerlijstNowakSigmund1997], [PressDyson2012].
 */
export const set2 = defineStrategy({
  id: 'set-2',
  summary: 'Fixes the long-run payoff of the other player, independently of its moves.',
  cites: ['BoerlijstNowakSigmund1997', 'PressDyson2012'],
  memoryDepth: 1,
  stochastic: true,
  params: Params,
  start: (): EnforcingMemory => ({}),
  memoryOne: (params, payoffs) => forPair(params.quorum, { first: 1, vector: vectorOf(params, payoffs) }),
  decide(view, params, memory, rng) {
    memory.vector ??= vectorOf(params, polePayoffs(view));
    return drawMove(view, params.quorum, { first: 1, vector: memory.vector }, rng);
  },
});
