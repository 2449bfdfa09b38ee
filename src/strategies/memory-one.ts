/** Memory-one: any rule that depends on the last decision only, by its four probabilities of cooperating. */

import * as z from 'zod';
import { COOPERATE, DEFECT, isCooperation } from '../game/action.ts';
import type { MemoryOne } from '../game/memory-one.ts';
import type { Generator } from '../random/generator.ts';
import { forPair, groupCooperated, quorumField, shareField } from './lifting.ts';
import { defineStrategy, type GameView } from './strategy.ts';

const chance = (fallback: number, when: string) => shareField(fallback, `Probability of cooperating ${when}`);

const Params = z.strictObject({
  first: chance(1, 'at the first decision'),
  afterCC: chance(1, 'after both cooperated'),
  afterCD: chance(0, 'after cooperating against a race'),
  afterDC: chance(0, 'after racing against cooperation'),
  afterDD: chance(1, 'after both raced'),
  quorum: quorumField,
});

/**
 * Cooperates with a probability that depends on its own last played move and on whether the group cooperated (quorum).
 * The defaults are Win-Stay Lose-Shift. For two players every outcome has an exact expectation.
 *
 * Source: [NowakSigmund1993]; quorum rule for n players [BoydRicherson1988].
 */
export const memoryOne = defineStrategy({
  id: 'memory-one',
  summary: 'Cooperates with a given probability for each outcome of the last decision.',
  cites: ['BoydRicherson1988', 'NowakSigmund1993'],
  params: Params,
  ...drawnBy(({ first, afterCC, afterCD, afterDC, afterDD }: z.infer<typeof Params>) => ({
    first,
    vector: [afterCC, afterCD, afterDC, afterDD],
  })),
});

/** Facts and decision of a strategy that draws each move by a rule of the last one; see `drawMove`. */
export function drawnBy<P extends { readonly quorum: number }>(ruleOf: (params: P) => MemoryOne) {
  return {
    memoryDepth: 1,
    stochastic: true,
    start: () => undefined,
    memoryOne: (params: P) => forPair(params.quorum, ruleOf(params)),
    decide: (view: GameView, params: P, _memory: undefined, rng: Generator) =>
      drawMove(view, params.quorum, ruleOf(params), rng),
  };
}

/** Draw the move of a memory-one rule: one draw per decision, for any probability. */
export function drawMove(view: GameView, quorum: number, { first, vector }: MemoryOne, rng: Generator): number {
  if (view.decision === 0) return rng.bernoulli(first) ? COOPERATE : DEFECT;
  const own = isCooperation(view.ownRealised(1)) ? 0 : 2;
  return rng.bernoulli(vector[own + (groupCooperated(view, quorum, 1) ? 0 : 1)]) ? COOPERATE : DEFECT;
}
