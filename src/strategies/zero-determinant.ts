/** Rules that tie the other's long-run payoff to their own, whatever the other does. */

import { z } from 'zod';
import { type ZeroDeterminantRule, zeroDeterminantVector } from '../game/memory-one.ts';
import type { DilemmaPayoffs } from '../game/dilemma-payoffs.ts';
import { forPair, polePayoffs, quorumField } from './lifting.ts';
import { drawMove } from './memory-one.ts';
import { defineStrategy } from './strategy.ts';

interface Family {
  readonly id: string;
  readonly summary: string;
  /** s, where the baseline lies between P (0) and R (1), and phi. */
  readonly defaults: ZeroDeterminantRule;
}

/**
 * Enforces `other - l = s (own - l)` in the long run of a two-player game: slope s, baseline `l = P + baseline (R - P)`,
 * pace phi. Cooperates first. T, R, P, S are those of the stage game at hand when it first moves, all rivals moving
 * together; then the group counts as the other by quorum, for which the relation is no longer exact. Where payoffs make
 * the pace too large it goes as fast as they allow, and where they are no dilemma chances are cut to [0, 1].
 *
 * Source: [PressDyson2012]; parametrisation of [HilbeNowakSigmund2013].
 */
function zeroDeterminantStrategy({ id, summary, defaults }: Family) {
  const Params = z.strictObject({
    slope: z.number().min(-1).max(1).default(defaults.slope).meta({
      unit: '1',
      description: "How much the other's surplus over the baseline is of its own",
    }),
    baseline: z.number().min(0).max(1).default(defaults.baseline).meta({
      unit: '1',
      description: 'Payoff at which both are even: 0 mutual racing (extorts), 1 mutual discipline (generous)',
    }),
    pace: z.number().gt(0).max(1).default(defaults.pace).meta({
      unit: '1/payoff',
      description: 'How fast the relation is enforced; too large a pace leaves no feasible chances',
    }),
    quorum: quorumField,
  });
  const vectorOf = ({ slope, baseline, pace }: z.infer<typeof Params>, payoffs: DilemmaPayoffs) =>
    zeroDeterminantVector({ slope, baseline: payoffs.P + baseline * (payoffs.R - payoffs.P), pace }, payoffs);
  return defineStrategy({
    id,
    summary,
    cites: ['HilbeNowakSigmund2013', 'PressDyson2012'],
    memoryDepth: 1,
    stochastic: true,
    params: Params,
    start: (): { vector?: readonly [number, number, number, number] } => ({}),
    memoryOne: (params, payoffs) => forPair(params.quorum, { first: 1, vector: vectorOf(params, payoffs) }),
    decide(view, params, memory, rng) {
      memory.vector ??= playableVector(params, polePayoffs(view));
      return drawMove(view, params.quorum, { first: 1, vector: memory.vector }, rng);
    },
  });
}

/** The vector at the given pace or the largest one that leaves every chance in [0, 1]; what still lies outside is cut. */
function playableVector(rule: ZeroDeterminantRule, { T, R, P, S }: DilemmaPayoffs): [number, number, number, number] {
  const { slope: s } = rule;
  const l = P + rule.baseline * (R - P);
  const steps = [(1 - s) * (R - l), s * (l - S) + (T - l), l - S + s * (T - l), (1 - s) * (l - P)] as const;
  const pace = Math.min(rule.pace, 1 / Math.max(...steps, 1e-9));
  const [cc, cd, dc, dd] = steps.map((step) => Math.min(1, Math.max(0, pace * step)));
  return [1 - cc, 1 - cd, dc, dd];
}

/** Takes two for every one it leaves above mutual racing: (8/9, 1/2, 1/3, 0) at 5, 3, 1, 0. */
export const extort2 = zeroDeterminantStrategy({
  id: 'extort-2',
  summary: 'Extorts: its surplus over mutual racing is twice that of the other.',
  defaults: { slope: 1 / 2, baseline: 0, pace: 1 / 9 },
});

/** Takes four for one: (11/17, 0, 8/17, 0) at 5, 3, 1, 0. */
export const extort4 = zeroDeterminantStrategy({
  id: 'extort-4',
  summary: 'Extorts: its surplus over mutual racing is four times that of the other.',
  defaults: { slope: 1 / 4, baseline: 0, pace: 4 / 17 },
});

/** Bears two thirds of the loss against mutual discipline: (1, 1/8, 1, 1/4) at 5, 3, 1, 0. Source: [StewartPlotkin2013]. */
export const zdGenerous2 = zeroDeterminantStrategy({
  id: 'zd-generous-2',
  summary: 'Generous: bears twice the loss of the other against mutual discipline.',
  defaults: { slope: 1 / 2, baseline: 1, pace: 1 / 4 },
});
