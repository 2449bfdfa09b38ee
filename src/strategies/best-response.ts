/** Best responses: rules that play what pays most in the stage game against what they expect of rivals. */

import * as z from 'zod';
import { meanIntensity, shareField } from './lifting.ts';
import { defineStrategy, type GameView } from './strategy.ts';

/** Intervals of the grid: intensities a hundredth apart are compared. */
const STEPS = 100;
/** Steps of the ternary search around the best one; 30 leave a ten-millionth of an interval. */
const CUTS = 30;
/** Gains below this share of the payoffs are rounding errors; the lower intensity is then chosen. */
const TIE = 1e-12;

/**
 * Intensity in [0, 1] of the largest payoff: the best of a grid, refined between its neighbours; the lowest point of the
 * grid where several tie.
 */
function bestIntensity(payoff: (intensity: number) => number): number {
  let best = 0;
  let bestPayoff = payoff(0);
  const beats = (value: number): boolean => value > bestPayoff + TIE * Math.max(1, Math.abs(bestPayoff));
  for (let i = 1; i <= STEPS; i++) {
    const value = payoff(i / STEPS);
    if (beats(value)) {
      best = i / STEPS;
      bestPayoff = value;
    }
  }
  let low = Math.max(0, best - 1 / STEPS);
  let high = Math.min(1, best + 1 / STEPS);
  for (let i = 0; i < CUTS; i++) {
    const third = (high - low) / 3;
    if (payoff(low + third) < payoff(high - third)) low += third;
    else high -= third;
  }
  const refined = 0.5 * (low + high);
  return beats(payoff(refined)) ? refined : best;
}

/** Best response to rivals of one intensity, and the best intensity of a leader to whom they respond so. */
const answer = (view: GameView, rivals: number): number => bestIntensity((own) => view.stage.own(own, rivals));
const commitment = (view: GameView): number => bestIntensity((own) => view.stage.own(own, answer(view, own)));

export const BEST_RESPONSES = [
  /**
   * Moves `adjustment` of the way from its own last intensity to the one that pays most in the stage game against the
   * rivals' mean intensity at the last decision (mean-intensity lifting). Undamped simultaneous play never settles in
   * contests of five or more.
   *
   * Names: myopic best response, best-reply dynamics [Cournot1838].
   */
  defineStrategy({
    id: 'best-response',
    summary: 'Plays what would have paid most against the last intensities of its rivals.',
    cites: ['Cournot1838'],
    memoryDepth: 1,
    params: z.strictObject({
      prior: shareField(0.5, 'Intensity expected of rivals at the first decision'),
      adjustment: z.number().gt(0).max(1).default(1).meta({
        unit: '1',
        description: 'Step towards the best response, as a share of the distance; 1/2 damps the cycles of many players',
      }),
    }),
    decide(view, { prior, adjustment }) {
      if (view.decision === 0) return answer(view, prior);
      const own = view.ownRealised(1);
      return own + adjustment * (answer(view, meanIntensity(view, 1)) - own);
    },
  }),

  /**
   * Plays the intensity that pays most in the stage game against the average, over all decisions and rivals, of the
   * intensities it has seen (mean-intensity lifting), with a prior that counts for `priorWeight` decisions.
   *
   * Names: fictitious play [Brown1951].
   */
  defineStrategy({
    id: 'fictitious-play',
    summary: 'Plays what pays most against the average past intensity of its rivals.',
    cites: ['Brown1951'],
    params: z.strictObject({
      prior: shareField(0.5, 'Intensity expected of rivals at first'),
      priorWeight: z.number().gt(0).max(1000).default(1).meta({
        unit: 'decisions',
        description: 'Weight of the prior, in decisions',
      }),
    }),
    start: () => ({ seen: 0 }),
    decide(view, { prior, priorWeight }, memory) {
      if (view.decision > 0) memory.seen += meanIntensity(view, 1);
      return answer(view, Math.min(1, (priorWeight * prior + memory.seen) / (priorWeight + view.decision)));
    },
  }),

  /**
   * Level 0 plays `naive`; level k plays what pays most in the stage game if all rivals are of level k - 1. Reads no
   * history; every rival is taken to be alike.
   *
   * Source: [StahlWilson1994], [Nagel1995].
   */
  defineStrategy({
    id: 'level-k',
    summary: 'Best response to rivals who reason one step less.',
    cites: ['Nagel1995', 'StahlWilson1994'],
    memoryDepth: 0,
    params: z.strictObject({
      level: z.number().int().min(0).max(10).default(2).meta({ unit: '1', description: 'Steps of reasoning' }),
      naive: shareField(0.5, 'Intensity of a player of level 0'),
    }),
    decide(view, { level, naive }) {
      let intensity = naive;
      for (let k = 1; k <= level; k++) intensity = answer(view, intensity);
      return intensity;
    },
  }),

  /**
   * The leader commits to the intensity with the largest payoff when every rival plays its best response; each follower
   * plays that best response to the leader's last intensity (at first, to the intensity that a leader would choose).
   * Every rival is taken to move as the leader does or, seen by the leader, as one follower.
   *
   * Names: leader and follower [Stackelberg1934].
   */
  defineStrategy({
    id: 'leader-follower',
    summary: 'The leader commits to its best intensity given best responses; the others respond to the leader.',
    cites: ['Stackelberg1934'],
    memoryDepth: 1,
    params: z.strictObject({
      leader: z.string().default('').meta({
        unit: '',
        description: 'Id of the leader; empty for the first player by id',
      }),
    }),
    decide(view, { leader }) {
      const first = [view.id, ...view.rivals].toSorted()[0];
      const head = leader === '' ? first : leader;
      if (head === view.id || view.rivals.length === 0) return commitment(view);
      return answer(view, view.decision === 0 ? commitment(view) : view.rivalIntensity(head, 1));
    },
  }),

  /**
   * Plays the common intensity at which the joint payoff of the stage game is largest: the benchmark against which
   * overbuilding is measured. Looks at no history.
   *
   * Names: social planner, joint profit.
   */
  defineStrategy({
    id: 'planner',
    summary: 'Plays the common intensity that maximises the joint payoff.',
    memoryDepth: 0,
    decide: (view) => bestIntensity((common) => view.stage.group(common)),
  }),
];
