/** The investment pause after the first wall, until the wall has cleared. */

import { sum } from '../../numeric/sum.ts';
import type { World } from '../world/world.ts';

/** Whether investment is paused: from the month after the wall to the end of the pause. */
export function isPaused({ race, scenario }: World, month: number): boolean {
  const runs = race.wallMonth >= 0 && !race.pauseSuppressed && scenario.stop.rule === 'aftermath';
  return runs && month > race.wallMonth && race.pauseEndMonth < 0;
}

/**
 * Target orders of a firm in the pause, MW/month: the disciplined goal, bounded by a floor and the orders at the wall.
 */
export function pausedGoalMw({ scenario, firms }: World, f: number, disciplinedMw: number): number {
  const atWall = firms.wallInvestmentMw[f];
  return Math.min(atWall, Math.max(disciplinedMw, scenario.stop.pauseFloor * atWall));
}

/** Whether disciplined targets of all firms together exceed their pipelines. */
export function wantsCapacity({ firms }: World): boolean {
  return sum(firms.disciplinedTarget) > sum(firms.pipeline);
}
