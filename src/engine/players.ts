/** Runs the strategies of firms: checks their parameters, gives each its view, memory and generator, and calls it. */

import { StrategyError } from '../scenario/errors.ts';
import type { Economy } from '../scenario/economy.ts';
import { decisionsBefore, MONTHS_PER_DECISION } from '../model/world/decisions.ts';
import type { World } from '../model/world/world.ts';
import { createGenerator, type Generator, type GeneratorState } from '../random/generator.ts';
import type { SeedKey } from '../random/seed.ts';
import { findStrategy, strategyHint } from '../strategies/registry.ts';
import { copyMemory } from '../strategies/plain-memory.ts';
import { parseParameters } from '../strategies/parameter-ranges.ts';
import type { Strategy } from '../strategies/strategy.ts';
import { createPlayNoise } from './noise.ts';
import { SILENT } from './silent-generator.ts';
import { type Clock, createView } from './view.ts';

interface Seat {
  readonly strategy: Strategy;
  readonly params: unknown;
}

export interface Players {
  /** Fresh memories and generators for a run. */
  open(seed: SeedKey, replication: number): void;
  /** Call every strategy and write intended and played intensities. */
  decide(world: World, month: number): void;
  save(): void;
  restore(): void;
  /** Notify the strategies that the run is over. */
  close(): void;
}

/**
 * Check the strategies that a scenario names; given strategies take precedence over built-in ones.
 *
 * @throws StrategyError  Naming every unknown strategy and every bad parameter.
 */
export function checkStrategies(scenario: Economy, strategies: readonly Strategy[] = []): Seat[] {
  const problems: string[] = [];
  const seats: Seat[] = [];
  for (const firm of scenario.firms) {
    const at = `firms[${firm.id}].strategy`;
    const strategy = strategies.find(({ id }) => id === firm.strategy.id) ?? findStrategy(firm.strategy.id);
    if (strategy === undefined) {
      const hint = strategyHint(firm.strategy.id);
      problems.push(`${at}.id: unknown strategy "${firm.strategy.id}"${hint}; \`overbuild strategy list\` prints them`);
      continue;
    }
    const parsed = parseParameters(strategy, firm.strategy.params);
    if (parsed.success) seats.push({ strategy, params: frozen(parsed.data) });
    else {
      for (const { path, message } of parsed.problems) {
        problems.push(`${[`${at}.params`, ...path].join('.')}: ${message}`);
      }
    }
  }
  if (problems.length > 0) throw new StrategyError(problems);
  return seats;
}

/** Parameters are shared by all runs, so no strategy may change them. */
function frozen(params: unknown): unknown {
  if (typeof params !== 'object' || params === null) return params;
  for (const value of Object.values(params)) frozen(value);
  return Object.freeze(params);
}

/** Assign the strategies of a scenario to the firms of a world. */
export function createPlayers(world: World, strategies: readonly Strategy[] = []): Players {
  const seats = checkStrategies(world.scenario, strategies);
  const given = new Set(strategies);
  const clock: Clock = { month: 0, payoffs: new Float64Array(world.firms.history.length) };
  /** Value of each market position at the last decision, USD bn. */
  const positions = new Float64Array(seats.length);
  const noise = createPlayNoise(world.scenario);
  const views = seats.map((_, f) => createView(world, f, clock, noise));
  const row = world.firms.history.length / seats.length;
  const copied = (of: readonly unknown[]): unknown[] => of.map((memory, f) => copyMemory(seats[f].strategy, memory));
  let memories: unknown[] = [];
  let generators: (Generator | undefined)[] = [];
  let saved: { memories: unknown[]; generators: (GeneratorState | undefined)[] } = { memories: [], generators: [] };
  return {
    open(seed, replication) {
      memories = seats.map((seat, f) =>
        blame(seat, `of ${world.scenario.firms[f].id} threw at the start`, () => seat.strategy.start(seat.params)),
      );
      generators = seats.map(({ strategy }, f) =>
        strategy.stochastic
          ? createGenerator(`${seed.k0}/${seed.k1}/${replication}/strategy/${world.scenario.firms[f].id}`)
          : undefined,
      );
      positions.set(world.books.position);
      noise.open(seed, replication);
    },
    decide({ firms, books, intendedHistory }, month) {
      clock.month = month;
      const k = decisionsBefore(month);
      for (let f = 0; k > 0 && f < seats.length; f++) {
        clock.payoffs[f * row + k - 1] =
          MONTHS_PER_DECISION * books.economicProfit[f] + books.position[f] - positions[f];
        positions[f] = books.position[f];
      }
      for (let f = 0; f < seats.length; f++) {
        const { strategy, params } = seats[f];
        const intensity = given.has(strategy)
          ? blame(seats[f], `of ${views[f].id} threw in month ${month}`, () =>
              strategy.decide(views[f], params, memories[f], generators[f] ?? SILENT),
            )
          : strategy.decide(views[f], params, memories[f], generators[f] ?? SILENT);
        if (typeof intensity !== 'number' || !(intensity >= 0 && intensity <= 1)) {
          throw new StrategyError([
            `${strategy.id} of ${world.scenario.firms[f].id} returned ${String(intensity)} in month ${month}: expected a number in [0, 1]`,
          ]);
        }
        intendedHistory[f * row + k] = intensity;
      }
      for (let f = 0; f < seats.length; f++) {
        const intended = intendedHistory[f * row + k];
        firms.intended[f] = intended;
        firms.intensity[f] = noise.slips(f, k) ? 1 - intended : intended;
      }
    },
    save() {
      saved = { memories: copied(memories), generators: generators.map((generator) => generator?.save()) };
    },
    restore() {
      memories = copied(saved.memories);
      generators.forEach((generator, f) => {
        const state = saved.generators[f];
        if (state !== undefined) generator?.restore(state);
      });
    },
    close() {
      for (const [f, { strategy }] of seats.entries()) {
        blame(seats[f], `of ${world.scenario.firms[f].id}`, () => strategy.end?.(memories[f]));
      }
    },
  };
}

/** An error that a strategy throws is reported as its author's, not as a defect of this program. */
function blame<T>({ strategy }: Seat, where: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new StrategyError([`${strategy.id} ${where}: ${said}`]);
  }
}
