/** The pause after the first wall: every firm disciplined, investment falling to its floor. */

import type { World } from '../world/world.ts';

/** Whether investment is paused in a month. */
export function isPaused(world: World, month: number): boolean {
  const { race, scenario } = world;
  if (race.wallMonth < 0 || race.pauseSuppressed || scenario.stop.rule !== 'aftermath') return false;
  return month > race.wallMonth && month <= race.wallMonth + scenario.stop.pauseMonths;
}

/**
 * Investment of a firm in the pause, MW/month: it falls from its level at the wall, in a straight line over
 * `pauseRampMonths`, to the larger of the disciplined goal and `pauseFloor` of that level, and never above it.
 */
export function pausedInvestmentMw(world: World, month: number, f: number, disciplinedMw: number): number {
  const { race, scenario, firms } = world;
  const atWall = firms.wallInvestmentMw[f];
  const floor = Math.min(atWall, Math.max(disciplinedMw, scenario.stop.pauseFloor * atWall));
  const progress = Math.min(1, (month - race.wallMonth) / scenario.stop.pauseRampMonths);
  return atWall + (floor - atWall) * progress;
}
