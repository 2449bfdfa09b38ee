/** Runs of dated scenarios that backtests and claims read: opened, simulated one after another, interrupted. */

import type { Trace } from '../columns/trace.ts';
import { createSimulator } from '../engine/simulate.ts';
import { MODEL_VERSION } from '../engine/version.ts';
import type { ClaimOrigin } from '../experiment/dated-claims.ts';
import { BACKTEST_COLUMNS, type Measured } from '../experiment/recorded-series.ts';
import { expandSeed } from '../random/seed.ts';
import type { Economy } from '../scenario/economy.ts';
import { ScenarioError } from '../scenario/errors.ts';
import { scenarioHash } from '../scenario/hash.ts';
import type { Arguments } from './arguments.ts';
import { readEconomy } from './economy.ts';
import type { Io } from './io.ts';
import { watched } from './progress.ts';

/** Runs between two updates of the progress line. */
const PROGRESS_RUNS = 25;

/** A dated scenario, and how many runs of it are asked for. */
export interface DatedScenario {
  readonly scenario: Economy;
  readonly measured: Measured;
  readonly origin: ClaimOrigin;
}

/**
 * Open a scenario that says in which month it starts.
 *
 * @throws ScenarioError  When it is not an economy or has no start.
 */
export function openDated(reference: string, args: Arguments, io: Io, usualRuns: number): DatedScenario {
  const { scenario, name } = readEconomy(args, io, ': it has no builders to score', reference);
  const { startMonth } = scenario;
  if (startMonth === undefined) throw new ScenarioError(`${name} has no startMonth: its months cannot be dated`);
  return {
    scenario,
    measured: {
      startMonth,
      firmIds: scenario.firms.map(({ id }) => id),
      nodeIds: scenario.supply.nodes.map(({ id }) => id),
    },
    origin: {
      scenario: name,
      scenarioHash: scenarioHash(scenario),
      modelVersion: String(MODEL_VERSION),
      seed: args.text('seed') ?? '1',
      runs: args.whole('runs', 2) ?? usualRuns,
      startMonth,
    },
  };
}

/** Simulate the runs and read each; undefined when interrupted. */
export async function readRuns<T>(
  { scenario, origin: { seed, runs } }: DatedScenario,
  io: Io,
  read: (trace: Trace) => T,
): Promise<T[] | undefined> {
  const simulator = createSimulator(scenario, new Set(BACKTEST_COLUMNS));
  const found: T[] = [];
  await watched(io, runs, async ({ signal, onProgress }) => {
    for (let k = 0; k < runs && !signal.aborted; k++) {
      found.push(read(simulator.run(expandSeed(seed), k)));
      if (k % PROGRESS_RUNS !== 0) continue;
      onProgress(k + 1);
      await new Promise((later) => setImmediate(later));
    }
  });
  return found.length < runs ? undefined : found;
}
