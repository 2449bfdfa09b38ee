/** Fix the other's long-run payoff, whatever the other does. */

import { z } from 'zod';
import { equaliserVector } from '../game/memory-one.ts';
import type { DilemmaPayoffs } from '../game/dilemma-payoffs.ts';
import { forPair, polePayoffs, quorumField } from './lifting.ts';
import { drawMove } from './memory-one.ts';
import { defineStrategy } from './strategy.ts';

const Params = z.strictObject({
  target: z.number().gt(0).max(1).default(0.5).meta({
    unit: '1',
    description: "The other's payoff, from mutual racing (0) to mutual discipline (1); one half is 2 at 5, 3, 1, 0",
  }),
  afterDD: z.number().gt(0).max(1).default(0.25).meta({
    unit: '1',
    description: 'Chance of cooperating after both raced; sets how fast the payoff is enforced',
  }),
  quorum: quorumField,
});

const vectorOf = ({ target, afterDD }: z.infer<typeof Params>, payoffs: DilemmaPayoffs) =>
  equaliserVector(payoffs.P + target * (payoffs.R - payoffs.P), afterDD, payoffs);

/** The vector at the given chance after DD or the largest feasible one; what still lies outside [0, 1] is cut. */
function playableVector(
  { target, afterDD }: z.infer<typeof Params>,
  { T, R, P, S }: DilemmaPayoffs,
): [number, number, number, number] {
  const goal = P + target * (R - P);
  const steps = [R - goal, T - goal, goal - S] as const;
  const fastest = 1 / Math.max(...steps, 1e-9);
  const weight = goal > P ? Math.min(fastest, afterDD / (goal - P)) : fastest;
  const [cc, cd, dc] = steps.map((step) => Math.min(1, Math.max(0, weight * step)));
  return [1 - cc, 1 - cd, dc, goal > P ? weight * (goal - P) : afterDD];
}

/**
 * Equaliser: holds the long-run payoff of the other at a target, here by (3/4, 1/4, 1/2, 1/4) at 5, 3, 1, 0. Cooperates
 * first. Exact for two players; with more, the group counts as the other by quorum. Where payoffs leave no such chances
 * it goes as fast as they allow, and where they are no dilemma chances are cut to [0, 1].
 *
 * Names: SET-2, equaliser [BoerlijstNowakSigmund1997], [PressDyson2012].
 */
export const set2 = defineStrategy({
  id: 'set-2',
  summary: "Sets the other's long-run payoff, whatever the other does.",
  cites: ['BoerlijstNowakSigmund1997', 'PressDyson2012'],
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
