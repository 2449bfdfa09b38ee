/** Stage 2, decide: intensities chosen by boards, and intensities during a pause. */

import { COOPERATE } from '../../game/action.ts';
import { isPaused } from '../walls/pause.ts';
import { decisionsBefore, isDecisionMonth } from '../world/decisions.ts';
import type { World } from '../world/world.ts';

/** Calls every firm's strategy and writes intended and played intensities; supplied by the engine. */
export type Decide = (world: World, month: number) => void;

/**
 * Let every firm decide in the months of board meetings, and store the realised intensity as history. In a pause every
 * firm plays 0; strategies resume afterwards.
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
