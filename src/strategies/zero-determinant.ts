/** Zero-determinant strategies: enforce a linear relation between the opponent's long-run payoff and their own. */

import * as z from 'zod';
import type { DilemmaPayoffs } from '../game/dilemma-payoffs.ts';
import {
  enforcingVector,
  equaliserRelation,
  fastestEnforcement,
  type MemoryOne,
  type Relation,
  zeroDeterminantRelation,
} from '../game/memory-one.ts';
import { forPair, polePayoffs, quorumField, shareField } from './lifting.ts';
import { drawMove } from './memory-one.ts';
import { defineStrategy, type Description } from './strategy.ts';

/** Parameter of every such rule, independent of the scale of payoffs. */
const paceField = (fallback: number) =>
  z.number().gt(0).max(1).default(fallback).meta({
    unit: '1',
    description: 'Speed of enforcement, as a share of the largest with all probabilities in [0, 1]',
  });

/**
 * Enforces a relation at a share of the largest speed; cooperates first. T, R, P, S are those of the stage game at its
 * first move, all rivals moving together. With several rivals the group counts as the other player by quorum, and the
 * relation is no longer exact. Where the relation cannot be enforced it is Tit For Tat.
 */
function enforcingStrategy<P extends { readonly quorum: number; readonly pace: number }>(
  facts: Description,
  params: z.ZodType<P>,
  relationOf: (params: P, payoffs: DilemmaPayoffs) => Relation,
) {
  const vectorOf = (given: P, payoffs: DilemmaPayoffs): MemoryOne['vector'] => {
    const relation = relationOf(given, payoffs);
    const fastest = fastestEnforcement(relation);
    return fastest > 0 ? enforcingVector(relation, given.pace * fastest) : [1, 0, 1, 0];
  };
  return defineStrategy({
    ...facts,
    memoryDepth: 1,
    stochastic: true,
    params,
    /** The vector at its first move; it does not change later. */
    start: (): { vector?: MemoryOne['vector'] } => ({}),
    memoryOne: (given, payoffs) => forPair(given.quorum, { first: 1, vector: vectorOf(given, payoffs) }),
    decide(view, given, memory, rng) {
      memory.vector ??= vectorOf(given, polePayoffs(view));
      return drawMove(view, given.quorum, { first: 1, vector: memory.vector }, rng);
    },
  });
}

/**
 * Enforces `other - l = s (own - l)` in the long run of a two-player game: slope s, baseline
 * `l = P + baseline (R - P)`.
 *
 * Source: [PressDyson2012]; parametrisation of [HilbeNowakSigmund2013].
 */
function zeroDeterminantStrategy(
  id: string,
  summary: string,
  defaults: { readonly slope: number; readonly baseline: number; readonly pace: number },
) {
  const params = z.strictObject({
    slope: z.number().min(-1).max(1).default(defaults.slope).meta({
      unit: '1',
      description: 'Surplus of the other player over the baseline, as a share of its own',
    }),
    baseline: shareField(
      defaults.baseline,
      'Payoff at which both are even: 0 mutual racing (extorts), 1 mutual discipline (generous)',
    ),
    pace: paceField(defaults.pace),
    quorum: quorumField,
  });
  const cites = ['HilbeNowakSigmund2013', 'PressDyson2012'];
  return enforcingStrategy({ id, summary, cites }, params, ({ slope, baseline }, payoffs) =>
    zeroDeterminantRelation(slope, payoffs.P + baseline * (payoffs.R - payoffs.P), payoffs),
  );
}

export const ZERO_DETERMINANT = [
  /** Takes a surplus of two for every one of the other player above mutual racing: (8/9, 1/2, 1/3, 0) at 5, 3, 1, 0. */
  zeroDeterminantStrategy('extort-2', 'Extorts: its surplus over mutual racing is twice that of the other.', {
    slope: 1 / 2,
    baseline: 0,
    pace: 1 / 2,
  }),

  /** Takes a surplus of four for one: (11/17, 0, 8/17, 0) at 5, 3, 1, 0. */
  zeroDeterminantStrategy('extort-4', 'Extorts: its surplus over mutual racing is four times that of the other.', {
    slope: 1 / 4,
    baseline: 0,
    pace: 1,
  }),

  /**
   * Bears two thirds of the loss against mutual discipline: (1, 1/8, 1, 1/4) at 5, 3, 1, 0. Source: [StewartPlotkin2013].
   */
  zeroDeterminantStrategy('zd-generous-2', 'Generous: bears twice the loss of the other against mutual discipline.', {
    slope: 1 / 2,
    baseline: 1,
    pace: 1,
  }),

  /**
   * Equaliser: holds the long-run payoff of the other at a target, here by (3/4, 1/4, 1/2, 1/4) at 5, 3, 1, 0.
   *
   * Names: SET-2, equaliser [BoerlijstNowakSigmund1997], [PressDyson2012].
   */
  enforcingStrategy(
    {
      id: 'set-2',
      summary: 'Fixes the long-run payoff of the other player, independently of its moves.',
      cites: ['BoerlijstNowakSigmund1997', 'PressDyson2012'],
    },
    z.strictObject({
      target: z.number().gt(0).max(1).default(0.5).meta({
        unit: '1',
        description:
          "The opponent's payoff, from mutual racing (0) to mutual discipline (1); one half is 2 at 5, 3, 1, 0",
      }),
      pace: paceField(0.75),
      quorum: quorumField,
    }),
    ({ target }, payoffs) => equaliserRelation(payoffs.P + target * (payoffs.R - payoffs.P), payoffs),
  ),
];
