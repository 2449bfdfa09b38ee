/** Rules that look at no rival, and so need no lifting: constant, alternating and random moves. */

import * as z from 'zod';
import { COOPERATE, DEFECT, isCooperation } from '../game/action.ts';
import { shareField } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

export const UNCONDITIONAL = [
  /** Plays the same intensity at every decision: 0 is always disciplined, 1 is always race. */
  defineStrategy({
    id: 'constant',
    summary: 'Plays one intensity between discipline and racing for ever.',
    memoryDepth: 0,
    params: z.strictObject({ intensity: shareField(0.5, 'Race intensity played') }),
    decide: (_view, { intensity }) => intensity,
  }),

  /**
   * Always cooperates: intensity 0 at every decision.
   *
   * Names: ALLC, Always Cooperate [Axelrod1980].
   */
  defineStrategy({
    id: 'always-disciplined',
    summary: 'Builds only what its present share of revenue pays for.',
    cites: ['Axelrod1980'],
    memoryDepth: 0,
    memoryOne: () => ({ first: 1, vector: [1, 1, 1, 1] }),
    decide: () => COOPERATE,
  }),

  /**
   * Always defects: intensity 1 at every decision.
   *
   * Names: ALLD, Always Defect [Axelrod1980].
   */
  defineStrategy({
    id: 'always-race',
    summary: 'Races at every decision, independently of rivals.',
    cites: ['Axelrod1980'],
    memoryDepth: 0,
    memoryOne: () => ({ first: 0, vector: [0, 0, 0, 0] }),
    decide: () => DEFECT,
  }),

  /**
   * Cooperates first, then plays the opposite of its own last played move, so that an execution error shifts its phase.
   *
   * Names: Alternator [Axelrod1980].
   */
  defineStrategy({
    id: 'alternator',
    summary: 'Alternates between discipline and racing.',
    cites: ['Axelrod1980'],
    memoryDepth: 1,
    memoryOne: () => ({ first: 1, vector: [0, 0, 1, 1] }),
    decide: (view) => (view.decision > 0 && isCooperation(view.ownRealised(1)) ? DEFECT : COOPERATE),
  }),

  /**
   * Cooperates with probability `cooperation` at every decision.
   *
   * Names: Random [Axelrod1980].
   */
  defineStrategy({
    id: 'random',
    summary: 'Is disciplined or races at random.',
    cites: ['Axelrod1980'],
    memoryDepth: 0,
    stochastic: true,
    params: z.strictObject({ cooperation: shareField(0.5, 'Probability of cooperating') }),
    memoryOne: ({ cooperation: p }) => ({ first: p, vector: [p, p, p, p] }),
    decide: (_view, { cooperation }, _memory, rng) => (rng.bernoulli(cooperation) ? COOPERATE : DEFECT),
  }),
];
