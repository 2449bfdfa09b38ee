/** Adaptive: tries both moves, then plays the one that earned more. */

import { COOPERATE, DEFECT, isCooperation } from '../game/action.ts';
import { defineStrategy } from './strategy.ts';

const DISCIPLINED_TRIALS = 6;
const RACING_TRIALS = 5;

/**
 * Cooperates six times and races five times, then plays the move that has earned more in total so far; a tie races.
 * Uses
 * its own payoffs only, and so needs no lifting; a cooperative move is one below intensity one half.
 *
 * Names: Adaptive [LiHingstonKendall2011].
 */
export const adaptive = defineStrategy({
  id: 'adaptive',
  summary: 'Tries both moves, then plays what has earned more in total.',
  cites: ['LiHingstonKendall2011'],
  start: () => ({ disciplined: 0, racing: 0 }),
  decide(view, _params, memory) {
    if (view.decision > 0) {
      if (isCooperation(view.ownRealised(1))) memory.disciplined += view.ownPayoff(1);
      else memory.racing += view.ownPayoff(1);
    }
    if (view.decision < DISCIPLINED_TRIALS) return COOPERATE;
    if (view.decision < DISCIPLINED_TRIALS + RACING_TRIALS) return DEFECT;
    return memory.disciplined > memory.racing ? COOPERATE : DEFECT;
  },
});
