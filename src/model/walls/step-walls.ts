/** Stage 12, walls: checks conditions on recorded variables; the first wall stops the race. */

import type { WallStanding } from '../../columns/trace.ts';
import { counted } from '../../numeric/counted.ts';
import type { World } from '../world/world.ts';
import type { WallCondition } from './compile-walls.ts';
import { isPaused, wantsCapacity } from './pause.ts';

/**
 * Count the months in a row that each condition has held, and stop the race at the first wall whose condition has held
 * long enough. Tightening a threshold never delays its wall (test/laws/walls.test.ts). After the first wall, and past
 * the
 * horizon, no other is detected; with `stop: horizon` walls are only recorded. The pause ends when no condition of its
 * wall holds any more and disciplined targets exceed the pipelines.
 */
export function stepWalls(world: World, walls: readonly WallCondition[], month: number): void {
  const { race, scenario } = world;
  if (isPaused(world, month)) stepPause(world, walls, month);
  if (month >= scenario.horizonMonths) return;
  const watching = race.wallMonth < 0 && !race.pauseSuppressed;
  let hit = -1;
  for (let c = 0; c < walls.length; c++) {
    const condition = walls[c];
    if (month < condition.fromMonth) {
      race.held[c] = 0;
      continue;
    }
    const beyond = excess(world, condition);
    race.held[c] = beyond > 0 ? race.held[c] + 1 : 0;
    if (watching) recordNearest(world, score(condition, beyond, race.held[c]), c, month);
    if (watching && hit < 0 && race.held[c] >= condition.forMonths) hit = c;
    const isReached = scenario.stop.rule === 'horizon' && race.held[c] === condition.forMonths;
    if (isReached && c !== hit) recordHit(world, month, condition);
  }
  if (hit < 0) return;
  race.wallMonth = month;
  race.wall = walls[hit].wall;
  race.wallReading = walls[hit].read(world);
  race.hit = standingOf(walls[hit], month, race.held[hit]);
  race.next = closestStanding(world, walls, month, race.wall);
  for (let f = 0; f < world.derived.firmCount; f++) world.firms.wallInvestmentMw[f] = world.firms.investmentMw[f];
  recordHit(world, month, walls[hit]);
}

/** Store the condition that came closest to being triggered in any month so far. */
function recordNearest({ race }: World, found: number, c: number, month: number): void {
  if (!(found > race.nearestScore)) return;
  race.nearest = c;
  race.nearestScore = found;
  race.nearestMonth = month;
  race.nearestHeld = race.held[c];
}

/** End the pause when its wall has cleared and disciplined targets call for capacity. */
function stepPause(world: World, walls: readonly WallCondition[], month: number): void {
  const { race, events } = world;
  for (const condition of walls) if (condition.wall === race.wall && excess(world, condition) > 0) return;
  if (!wantsCapacity(world)) return;
  race.pauseEndMonth = month;
  const months = month - race.wallMonth;
  const detail = `the pause ended after ${counted(months, 'month')}`;
  events.push({ month, kind: 'pause-end', entity: race.wall, magnitude: months, detail });
}

/** Record that a wall's condition has held for its months. */
function recordHit(
  world: World,
  month: number,
  { wall, variable, sign, threshold, forMonths, read }: WallCondition,
): void {
  const reading = read(world);
  const sense = sign > 0 ? 'above' : 'below';
  const detail = `${wall} wall: ${variable} at ${reading.toPrecision(3)}, ${sense} ${threshold} for ${counted(forMonths, 'month')}`;
  world.events.push({ month, kind: 'wall-hit', entity: wall, magnitude: reading, detail });
}

/** Excess of a condition's variable over its threshold, in the triggering direction; NaN never triggers. */
function excess(world: World, condition: WallCondition): number {
  return condition.sign * (condition.read(world) - condition.threshold);
}

/**
 * Closeness of a condition to being triggered: the share of its months already held, then its excess over the
 * threshold.
 */
function score({ threshold, forMonths }: WallCondition, beyond: number, held: number): number {
  const distance = beyond / Math.max(1e-9, Math.abs(threshold));
  return held / forMonths + Math.max(-10, Math.min(1, distance));
}

/**
 * The condition closest to being triggered, over all walls except `except`; `undefined` when there is no other wall.
 */
export function closestStanding(
  world: World,
  walls: readonly WallCondition[],
  month: number,
  except = 'none',
): WallStanding | undefined {
  let best = -1;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < walls.length; c++) {
    if (walls[c].wall === except) continue;
    const found = score(walls[c], excess(world, walls[c]), world.race.held[c]);
    if (found > bestScore) {
      bestScore = found;
      best = c;
    }
  }
  return best < 0 ? undefined : standingOf(walls[best], month, world.race.held[best]);
}

export function standingOf({ wall, index }: WallCondition, month: number, held: number): WallStanding {
  return { wall, condition: index, month, held };
}
