/** A world stepped month by month in the open, for laws about state that no column shows. */

import { createPlayers } from '../../src/engine/players.ts';
import { prepareShocks } from '../../src/engine/shocks.ts';
import { MODEL_COLUMNS } from '../../src/model/columns.ts';
import { fillInitial } from '../../src/model/initial.ts';
import { step } from '../../src/model/step.ts';
import { compileWalls } from '../../src/model/walls/compile-walls.ts';
import { createWorld, type World } from '../../src/model/world/world.ts';
import { expandSeed, type SeedKey } from '../../src/random/seed.ts';
import type { Economy } from '../../src/scenario/economy.ts';

/** A world at month 0, with no luck drawn. */
export function worldAtStart(scenario: Economy): World {
  const world = createWorld(scenario);
  fillInitial(world);
  return world;
}

/** Draw all the luck of a run at once. */
export function drawShocks(world: World, seed: SeedKey, replication: number): void {
  const luck = prepareShocks(world);
  luck.open(seed, replication);
  luck.drawTo(world.derived.maxMonths);
}

/** Play a run as the engine does, and look at the world after every month; returns the world as the run leaves it. */
export function watch(scenario: Economy, seed: string, look: (world: World, month: number) => void): World {
  const world = createWorld(scenario);
  fillInitial(world);
  const key = expandSeed(seed);
  drawShocks(world, key, 0);
  const players = createPlayers(world);
  players.open(key, 0);
  const walls = compileWalls(scenario.walls, MODEL_COLUMNS, world.entities);
  const inputs = { walls, decide: players.decide, record: look };
  let end = scenario.horizonMonths;
  for (let month = 0; month < end; month++) {
    step(world, month, inputs);
    if (world.race.wallMonth !== month) continue;
    if (scenario.stop.rule === 'first-wall') break;
    if (scenario.stop.rule === 'aftermath') end = month + 1 + scenario.stop.aftermathMonths;
  }
  return world;
}
