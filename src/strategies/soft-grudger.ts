/** Soft Grudger: punishes a race for four decisions, then cooperates for two. */

import { COOPERATE, DEFECT } from '../game/action.ts';
import { groupCooperated, QuorumParams } from './lifting.ts';
import { defineStrategy } from './strategy.ts';

/** What follows a race, in order. */
const SENTENCE = [DEFECT, DEFECT, DEFECT, DEFECT, COOPERATE, COOPERATE] as const;

/**
 * Once the group races (quorum missed), plays D, D, D, D, C, C unconditionally, then observes again.
 *
 * Names: Soft Grudger [LiHingstonKendall2011].
 */
export const softGrudger = defineStrategy({
  id: 'soft-grudger',
  summary: 'Answers a race with four races, then two disciplined moves.',
  cites: ['LiHingstonKendall2011'],
  memoryDepth: Number.POSITIVE_INFINITY,
  stochastic: false,
  params: QuorumParams,
  start: () => ({ left: 0 }),
  decide(view, { quorum }, memory) {
    if (memory.left === 0 && view.decision > 0 && !groupCooperated(view, quorum, 1)) memory.left = SENTENCE.length;
    return memory.left === 0 ? COOPERATE : SENTENCE[SENTENCE.length - memory.left--];
  },
});
