/** Random: cooperates with a fixed probability. */

import * as z from 'zod';
import { COOPERATE, DEFECT } from '../game/action.ts';
import { shareField } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

const Params = z.strictObject({
  cooperation: shareField(0.5, 'Probability of cooperating'),
});

/**
 * Cooperates with probability `cooperation` at every decision. Looks at no rival, and so needs no lifting.
 *
 * Names: Random [Axelrod1980].
 */
export const randomMove = defineStrategy({
  id: 'random',
  summary: 'Is disciplined or races at random.',
  cites: ['Axelrod1980'],
  memoryDepth: 0,
  stochastic: true,
  params: Params,
  start: () => undefined,
  memoryOne: ({ cooperation: p }) => ({ first: p, vector: [p, p, p, p] }),
  decide: (_view, { cooperation }, _memory, rng) => (rng.bernoulli(cooperation) ? COOPERATE : DEFECT),
});
