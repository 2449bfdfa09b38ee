/** Zero-determinant strategies: enforce a linear relation between the opponent's long-run payoff and their own. */

import * as z from 'zod';
import type { DilemmaPayoffs } from '../game/dilemma-payoffs.ts';
import { zeroDeterminantRelation } from '../game/memory-one.ts';
import { type EnforcingMemory, paceField, vectorAt } from './enforcing.ts';
import { forPair, polePayoffs, quorumField, shareField } from './lifting.ts';
import { drawMove } from './memory-one.ts';
import { defineStrategy } from './strategy.ts';

interface Family {
  readonly id: string;
  readonly summary: string;
  readonly defaults: { readonly slope: number; readonly baseline: number; readonly pace: number };
}

/**
 * Enforces `other - l = s (own - l)` in the long run of a two-player game: slope s, baseline `l = P + baseline (R -
 * P)`.
 * Cooperates first. T, R, P, S are those of the stage game at its first move, all rivals moving together. With several
 * rivals the group counts as the other player by quorum, and the relation is no longer exact. Where the relation cannot
 * be enforced it is Tit For Tat.
 *
 * Source: [PressDyson2012]; parametrisation of [HilbeNowakSigmund2013].
 */
function zeroDeterminantStrategy({ id, summary, defaults }: Family) {
  const Params = z.strictObject({
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
  const vectorOf = ({ slope, baseline, pace }: z.infer<typeof Params>, payoffs: DilemmaPayoffs) =>
    vectorAt(zeroDeterminantRelation(slope, payoffs.P + baseline * (payoffs.R - payoffs.P), payoffs), pace);
  return defineStrategy({
    id,
    summary,
    cites: ['HilbeNowakSigmund2013', 'PressDyson2012'],
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
}

/** Takes a surplus of two for every one of the other player above mutual racing: (8/9, 1/2, 1/3, 0) at 5, 3, 1, 0. */
export const extort2 = zeroDeterminantStrategy({
  id: 'extort-2',
  summary: 'Extorts: its surplus over mutual racing is twice that of the other.',
  defaults: { slope: 1 / 2, baseline: 0, pace: 1 / 2 },
});

/** Takes a surplus of four for one: (11/17, 0, 8/17, 0) at 5, 3, 1, 0. */
export const extort4 = zeroDeterminantStrategy({
  id: 'extort-4',
  summary: 'Extorts: its surplus over mutual racing is four times that of the other.',
  defaults: { slope: 1 / 4, baseline: 0, pace: 1 },
});

/**
 * Bears two thirds of the loss against mutual discipline: (1, 1/8, 1, 1/4) at 5, 3, 1, 0. Source: [StewartPlotkin2013].
 */
export const zdGenerous2 = zeroDeterminantStrategy({
  id: 'zd-generous-2',
  summary: 'Generous: bears twice the loss of the other against mutual discipline.',
  defaults: { slope: 1 / 2, baseline: 1, pace: 1 },
});
