/** Stage 2, decide: when boards meet, and what they play while the race is paused. */

import { COOPERATE } from '../../game/action.ts';
import type { Decide } from '../step.ts';
import { isPaused } from '../walls/pause.ts';
import { FIRST_DECISION_MONTH, MONTHS_PER_DECISION, type World } from '../world.ts';

/** Number of decisions taken before a month. */
export function decisionsBefore(month: number): number {
  return Math.max(0, Math.ceil((month - FIRST_DECISION_MONTH) / MONTHS_PER_DECISION));
}

/** Whether boards meet in a month: 2, 5, 8, ... */
export function isDecisionMonth(month: number): boolean {
  return month % MONTHS_PER_DECISION === FIRST_DECISION_MONTH;
}

/**
 * Let every firm decide when boards meet, and keep the realised intensity as history. In a pause every firm plays 0,
 * whatever its strategy says; strategies resume afterwards.
 */
export function stepPlay(world: World, month: number, decide: Decide): void {
  const { firms, derived } = world;
  const paused = isPaused(world, month);
  if (isDecisionMonth(month)) {
    decide(world, month);
    const decisions = firms.history.length / derived.firmCount;
    const k = decisionsBefore(month);
    for (let f = 0; f < derived.firmCount; f++) {
      if (paused) firms.intensity[f] = COOPERATE;
      firms.history[f * decisions + k] = firms.intensity[f];
    }
  } else if (paused) {
    firms.intensity.fill(COOPERATE);
  }
}
