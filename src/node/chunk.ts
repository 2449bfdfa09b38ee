/** Simulate consecutive replications and turn them into the bytes that the results folder will hold. */

import type { Column } from '../columns/column.ts';
import type { Trace } from '../columns/trace.ts';
import type { CsvLocale } from '../output/csv.ts';
import { eventLines } from '../output/events.ts';
import { appendFan, createFanBlock, type FanBlock, missingInFan } from '../output/fan.ts';
import type { Failure } from '../output/manifest.ts';
import { judgeMetrics, type RunMetrics, type RunResult, type RunTable, runTableLine } from '../output/run-table.ts';
import { seriesFile, seriesLines, seriesTables } from '../output/series.ts';
import { expandSeed, type SeedKey } from '../random/seed.ts';
import type { Engine } from './engine.ts';
import type { StrategySource } from './strategy-source.ts';

/** What a worker needs once, before its first chunk. */
export interface ChunkSetup {
  /** The resolved scenario. */
  readonly scenario: unknown;
  readonly scenarioName: string;
  readonly scenarioHash: string;
  readonly seed: string;
  readonly locale: CsvLocale;
  readonly series: boolean;
  /** The user's strategies that the scenario names. */
  readonly strategies?: readonly StrategySource[];
}

/** What comes of replications `first` .. `first + count - 1`, in this order. */
export interface ChunkResult {
  readonly first: number;
  readonly count: number;
  /** Bytes to append, by file name. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** Monthly values for the fan. */
  readonly fan: FanBlock;
  readonly failures: readonly Failure[];
}

/** What simulates ranges of positions: replications of a batch, or rows of a sweep. */
export interface Simulates {
  /** Simulate a chunk; `onRun` hears of every position before it starts. */
  simulate(first: number, count: number, onRun: (position: number) => void): ChunkResult;
}

export interface ChunkSimulator extends Simulates {
  readonly table: RunTable;
  /** Recorded series columns. */
  readonly columns: readonly Column[];
  readonly fanColumns: readonly Column[];
}

/** Names of the files that grow with the runs, besides series. */
export const RUNS_FILE = 'runs.csv';
export const EVENTS_FILE = 'events.csv';

export const NO_METRICS: RunMetrics = {};
const encoder = new TextEncoder();

/** The chunk of one replication that could not be simulated: a row with its reason. */
export function failedChunk(table: RunTable, failure: Failure): ChunkResult {
  const line = runTableLine(table, { ...failure, metrics: NO_METRICS });
  return {
    first: failure.run,
    count: 1,
    files: { [RUNS_FILE]: encoder.encode(line) },
    fan: createFanBlock(),
    failures: [failure],
  };
}

/** One compiled scenario whose replications always come to a verdict. */
export interface Replicator {
  /** Recorded series columns. */
  readonly columns: readonly Column[];
  readonly fanColumns: readonly Column[];
  /** Columns of a run's row. */
  readonly metrics: readonly Column[];
  /** A run that throws becomes a failed row without a trace. */
  attempt(seed: SeedKey, run: number): { readonly result: RunResult; readonly trace?: Trace };
}

/** Compile a scenario. */
export function createReplicator(engine: Engine, scenario: unknown, record: 'metrics' | 'all'): Replicator {
  let simulator = engine.createSimulator(scenario, record);
  const fanColumns = engine.fanColumns(simulator);
  const fanNames = fanColumns.map((column) => column.name);
  return {
    columns: simulator.columns,
    fanColumns,
    metrics: engine.runColumns(simulator),
    attempt(seed, run) {
      try {
        const trace = simulator.run(seed, run);
        const metrics = engine.metrics(trace);
        const missing = missingInFan(trace, fanNames);
        const verdict =
          missing === undefined ? judgeMetrics(metrics) : { status: 'non-finite' as const, reason: missing };
        return { result: { run, ...verdict, metrics }, trace };
      } catch (error) {
        // The world may be half-way through a month, so it is made anew.
        simulator = engine.createSimulator(scenario, record);
        const reason = error instanceof Error ? error.message : String(error);
        return { result: { run, status: 'failed', reason, metrics: NO_METRICS } };
      }
    },
  };
}

/** Compile a scenario once and simulate as many chunks of it as asked. */
export function createChunkSimulator(setup: ChunkSetup, engine: Engine): ChunkSimulator {
  const replicator = createReplicator(engine, setup.scenario, setup.series ? 'all' : 'metrics');
  const { columns, fanColumns, metrics } = replicator;
  const seed: SeedKey = expandSeed(setup.seed);
  const fanNames = fanColumns.map((column) => column.name);
  const series = setup.series ? seriesTables(columns) : [];
  const table: RunTable = {
    scenario: setup.scenarioName,
    scenarioHash: setup.scenarioHash,
    seed: setup.seed,
    metrics,
    locale: setup.locale,
  };

  return {
    table,
    columns,
    fanColumns,
    simulate(first, count, onRun) {
      const text: Record<string, string> = { [RUNS_FILE]: '', [EVENTS_FILE]: '' };
      for (const one of series) text[seriesFile(one)] = '';
      const fan = createFanBlock();
      const failures: Failure[] = [];
      for (let run = first; run < first + count; run++) {
        onRun(run);
        const { result, trace } = replicator.attempt(seed, run);
        text[RUNS_FILE] += runTableLine(table, result);
        if (result.status !== 'ok') failures.push({ run, status: result.status, reason: result.reason });
        if (trace === undefined) continue;
        text[EVENTS_FILE] += eventLines(run, trace.events, setup.locale);
        for (const one of series) text[seriesFile(one)] += seriesLines(one, run, trace, setup.locale);
        if (result.status === 'ok') appendFan(fan, trace, fanNames);
      }
      const files = Object.fromEntries(Object.entries(text).map(([file, content]) => [file, encoder.encode(content)]));
      return { first, count, files, fan, failures };
    },
  };
}
