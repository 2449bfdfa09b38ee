/** Stage 12, walls: detectors over recorded variables; the first wall stops the race. */

import type { World } from '../world/world.ts';
import type { WallCondition } from './compile-walls.ts';
import { isPaused } from './pause.ts';

/**
 * Count the months in a row that each condition has held, and stop the race at the first wall that has held long
 * enough. Tightening a threshold never delays its wall (test/laws/walls.test.ts). After the first wall, and past the
 * horizon, nothing more is detected; with `stop: horizon` walls are only recorded.
 */
export function stepWalls(world: World, walls: readonly WallCondition[], month: number): void {
  const { race, scenario, events } = world;
  if (isPaused(world, month) && !isPaused(world, month + 1)) {
    const { pauseMonths } = scenario.stop;
    const detail = `the pause of ${pauseMonths} months ended`;
    events.push({ month, kind: 'pause-end', entity: race.wall, magnitude: pauseMonths, detail });
  }
  if (month >= scenario.horizonMonths) return;
  const watching = race.wallMonth < 0 && !race.pauseSuppressed;
  let hit: WallCondition | undefined;
  for (let c = 0; c < walls.length; c++) {
    const condition = walls[c];
    const holds = month >= condition.fromMonth && excess(world, condition) > 0;
    race.held[c] = holds ? race.held[c] + 1 : 0;
    if (watching && hit === undefined && race.held[c] >= condition.forMonths) hit = condition;
    const isTold = scenario.stop.rule === 'horizon' && race.held[c] === condition.forMonths;
    if (isTold && condition !== hit) recordHit(world, month, condition);
  }
  if (hit === undefined) return;
  race.wallMonth = month;
  race.wall = hit.wall;
  race.wallReading = hit.read(world);
  race.nextWall = closestWall(world, walls, hit.wall);
  for (let f = 0; f < world.derived.firmCount; f++) world.firms.wallInvestmentMw[f] = world.firms.investmentMw[f];
  recordHit(world, month, hit);
}

/** Tell that a wall's condition has held for its months. */
function recordHit(
  world: World,
  month: number,
  { wall, variable, sign, threshold, forMonths, read }: WallCondition,
): void {
  const reading = read(world);
  const sense = sign > 0 ? 'above' : 'below';
  const detail = `${wall} wall: ${variable} at ${reading.toPrecision(3)}, ${sense} ${threshold} for ${forMonths} months`;
  world.events.push({ month, kind: 'wall-hit', entity: wall, magnitude: reading, detail });
}

/** How far a condition's variable is beyond its threshold, in the direction that fires; NaN never fires. */
function excess(world: World, condition: WallCondition): number {
  return condition.sign * (condition.read(world) - condition.threshold);
}

/**
 * The wall other than `except` that stands closest to firing: the largest share of its months already held, then the
 * smallest distance to its threshold relative to it. `none` when there is no other.
 */
export function closestWall(world: World, walls: readonly WallCondition[], except: string): string {
  let best = 'none';
  let bestScore = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < walls.length; c++) {
    const condition = walls[c];
    if (condition.wall === except) continue;
    const distance = excess(world, condition) / Math.max(1e-9, Math.abs(condition.threshold));
    const score = world.race.held[c] / condition.forMonths + Math.max(-10, Math.min(1, distance));
    if (score > bestScore) {
      bestScore = score;
      best = condition.wall;
    }
  }
  return best;
}
