/** Simulate rows of a sweep: each configuration is resolved and compiled where it is simulated, and may fail there. */

import type { Column } from '../../columns/column.ts';
import { createDesign, type Design, type DesignSpec } from '../../experiment/design.ts';
import type { Setting } from '../../experiment/design-axis.ts';
import type { CsvLocale } from '../../output/csv.ts';
import { EMPTY_FAN_BLOCK } from '../../output/fan.ts';
import type { Failure } from '../../output/manifest.ts';
import type { RunResult, RunTable } from '../../output/run-table.ts';
import { onOneLine, sweepRunLine } from '../../output/sweep-tables.ts';
import { expandSeed } from '../../random/seed.ts';
import { UserError } from '../../scenario/errors.ts';
import {
  type ChunkResult,
  createReplicator,
  NO_METRICS,
  type Replicator,
  RUNS_FILE,
  type Simulates,
} from '../batch/chunk.ts';
import type { Engine } from '../engine.ts';
import { GrowingText } from '../files/growing-text.ts';
import type { StrategySource } from '../strategies/strategy-source.ts';
import { placeOf, type Schedule } from './sweep-schedule.ts';

/** What a worker needs once, before its first chunk. */
export interface SweepSetup {
  /** The scenario as `Engine.configure` takes it. */
  readonly open: unknown;
  readonly scenarioName: string;
  readonly seed: string;
  readonly locale: CsvLocale;
  readonly design: DesignSpec;
  /** Strategies from outside as the design names them, and their ids. */
  readonly aliases: Readonly<Record<string, string>>;
  /** Metric columns of the base scenario: those of every row. */
  readonly metrics: readonly Column[];
  readonly schedule: Schedule;
  /** The user's strategies that the configurations name. */
  readonly strategies?: readonly StrategySource[];
}

/** Compiled configurations kept: enough for a small sweep to compile each once a worker. */
const KEPT = 8;
const encoder = new TextEncoder();

/** A configuration as a worker keeps it. */
interface Compiled {
  readonly table: RunTable;
  readonly replicator?: Replicator;
  /** Why it cannot be simulated. */
  readonly reason: string;
}

export interface SweepSimulator extends Simulates {
  /** The chunk of one row that could not be simulated; `run` is its position. */
  failed(failure: Failure): ChunkResult;
}

/** What a configuration changes, as overrides of the scenario. */
export function overridesOf(
  { paths }: Design,
  settings: readonly Setting[],
  aliases: Readonly<Record<string, string>> = {},
): string[] {
  return settings.map((setting, p) => {
    const alias = typeof setting === 'string' ? aliases[setting] : undefined;
    return `${paths[p]}=${alias === undefined ? setting : JSON.stringify(alias)}`;
  });
}

export function createSweepSimulator(setup: SweepSetup, engine: Engine): SweepSimulator {
  const design = createDesign(setup.design);
  const seed = expandSeed(setup.seed);
  const kept = new Map<number, Compiled>();
  const text = new GrowingText();

  function compile(configuration: number): Compiled {
    const { scenarioName: scenario, metrics, locale } = setup;
    const table = { scenario, scenarioHash: '', seed: setup.seed, metrics, locale };
    try {
      const overrides = overridesOf(design, design.at(configuration), setup.aliases);
      const { scenario: resolved, hash } = engine.configure(setup.open, overrides);
      const hashed = { ...table, scenarioHash: hash };
      try {
        const replicator = createReplicator(engine, resolved, 'metrics');
        return { table: hashed, replicator, reason: foreignColumn(replicator.metrics, metrics) };
      } catch (error) {
        return { table: hashed, reason: reasonOf(error) };
      }
    } catch (error) {
      return { table, reason: reasonOf(error) };
    }
  }

  function compiled(configuration: number): Compiled {
    const known = kept.get(configuration);
    if (known !== undefined) return known;
    const fresh = compile(configuration);
    if (kept.size >= KEPT) kept.delete(kept.keys().next().value ?? -1);
    kept.set(configuration, fresh);
    return fresh;
  }

  function attempt({ replicator, reason }: Compiled, run: number): RunResult {
    if (replicator === undefined || reason !== '') return { run, status: 'failed', reason, metrics: NO_METRICS };
    return replicator.attempt(seed, run).result;
  }

  return {
    simulate(first, count, onRun) {
      const failures: Failure[] = [];
      text.clear();
      for (let position = first; position < first + count; position++) {
        onRun(position);
        const { configuration, run } = placeOf(setup.schedule, position);
        const one = compiled(configuration);
        const result = attempt(one, run);
        text.append(sweepRunLine(one.table, configuration, result));
        const { status, reason } = result;
        if (status !== 'ok') failures.push({ run, configuration, status, reason: onOneLine(reason) });
      }
      return { first, count, files: { [RUNS_FILE]: text.take() }, fan: EMPTY_FAN_BLOCK, failures };
    },
    failed({ run: position, status, reason: said }) {
      const reason = onOneLine(said);
      const { configuration, run } = placeOf(setup.schedule, position);
      const line = sweepRunLine(compiled(configuration).table, configuration, {
        run,
        status,
        reason,
        metrics: NO_METRICS,
      });
      const failures = [{ run, configuration, status, reason }];
      return {
        first: position,
        count: 1,
        files: { [RUNS_FILE]: encoder.encode(line) },
        fan: EMPTY_FAN_BLOCK,
        failures,
      };
    },
  };
}

/** All problems of a user's mistake on one line; nobody typed `--set`. */
export function reasonOf(error: unknown): string {
  if (error instanceof UserError) return error.problems.map((problem) => problem.replace(/^--set /, '')).join('; ');
  return error instanceof Error ? error.message : String(error);
}

/** A table has one set of columns: a configuration that measures something else does not fit into it. */
function foreignColumn(own: readonly Column[], base: readonly Column[]): string {
  const foreign = own.find(({ name }) => !base.some((column) => column.name === name));
  return foreign === undefined ? '' : `it measures ${foreign.name}, which the scenario that is varied does not`;
}
