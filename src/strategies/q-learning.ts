/** Q-learning: learns payoffs by trial and error, without knowledge of the game. */

import * as z from 'zod';
import { exp } from '../numeric/elementary.ts';
import { meanIntensity, shareField } from './lifting.ts';
import { defineStrategy, type GameView } from './strategy.ts';

const Params = z.strictObject({
  actions: z.number().int().min(2).max(11).default(2).meta({
    unit: '1',
    description: 'Intensities it chooses from, evenly spaced from 0 to 1',
  }),
  learningRate: shareField(0.15, 'Learning rate: weight of the newest payoff'),
  discount: z.number().min(0).max(0.999).default(0.95).meta({
    unit: '1',
    description: 'Discount factor per decision',
  }),
  explorationDecay: shareField(
    0.01,
    'Decay of exploration: the probability of a random trial is exp(-decay k) at decision k',
  ),
});

/**
 * Tabular Q-learning. The state is its own last played intensity and the rivals' mean one (mean-intensity lifting),
 * each
 * rounded to its actions; after each decision `Q += rate (payoff + discount max Q' - Q)`. Values start at the perpetual
 * payoff of an action against rivals at one half; a trial is random with probability `exp(-decay k)`. Memory: one row
 * of values
 * per state, last state and action.
 *
 * Source: [WatkinsDayan1992], set up as in [CalvanoEtAl2020].
 */
export const qLearning = defineStrategy({
  id: 'q-learning',
  summary: 'Learns from its own payoffs which intensity pays after which outcome.',
  cites: ['CalvanoEtAl2020', 'WatkinsDayan1992'],
  stochastic: true,
  params: Params,
  start: () => ({ values: [] as number[], state: 0, action: 0 }),
  decide(view, { actions, learningRate, discount, explorationDecay }, memory, rng) {
    const last = actions - 1;
    if (view.decision === 0) memory.values = firstValues(view, actions, discount);
    const state = view.decision === 0 ? 0 : stateOf(view, last);
    if (view.decision > 0) {
      const at = memory.state * actions + memory.action;
      const ahead = memory.values[state * actions + bestAction(memory.values, state, actions)];
      memory.values[at] += learningRate * (view.ownPayoff(1) + discount * ahead - memory.values[at]);
    }
    const explores = rng.bernoulli(exp(-explorationDecay * view.decision));
    const trial = Math.floor(rng.uniform() * actions);
    memory.state = state;
    memory.action = explores ? trial : bestAction(memory.values, state, actions);
    return memory.action / last;
  },
});

function stateOf(view: GameView, last: number): number {
  return Math.round(view.ownRealised(1) * last) * (last + 1) + Math.round(meanIntensity(view, 1) * last);
}

function firstValues(view: GameView, actions: number, discount: number): number[] {
  const lasting = Array.from({ length: actions }, (_, i) => view.stage.own(i / (actions - 1), 0.5) / (1 - discount));
  return Array.from({ length: actions * actions * actions }, (_, i) => lasting[i % actions]);
}

/** First of the actions with the highest value in a state. */
function bestAction(values: readonly number[], state: number, actions: number): number {
  let best = 0;
  for (let a = 1; a < actions; a++) if (values[state * actions + a] > values[state * actions + best]) best = a;
  return best;
}
