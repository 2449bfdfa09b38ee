/** Simulate consecutive replications and turn them into the bytes that the results folder will hold. */

import type { Column } from '../../columns/column.ts';
import type { Trace } from '../../columns/trace.ts';
import type { CsvLocale } from '../../output/csv.ts';
import { DRAWS_FILE, drawsLine } from '../../output/draws.ts';
import { eventLines } from '../../output/events.ts';
import { EMPTY_FAN_BLOCK, type FanBlock, FanCollector, missingInFan } from '../../output/fan.ts';
import type { Failure } from '../../output/manifest.ts';
import { judgeMetrics, type RunMetrics, type RunResult, type RunTable, runTableLine } from '../../output/run-table.ts';
import { seriesFile, seriesLines, seriesTables } from '../../output/series.ts';
import { expandSeed, type SeedKey } from '../../random/seed.ts';
import type { RunEngine, Simulator } from '../engine.ts';
import { GrowingText } from '../files/growing-text.ts';
import type { StrategySource } from '../strategies/strategy-source.ts';

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
  const { draws, locale } = table;
  const drawn = draws === undefined ? {} : { [DRAWS_FILE]: encoder.encode(drawsLine(draws, failure.run, locale)) };
  return {
    first: failure.run,
    count: 1,
    files: { [RUNS_FILE]: encoder.encode(line), ...drawn },
    fan: EMPTY_FAN_BLOCK,
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
  readonly draws: Simulator['draws'];
  /** A run that throws becomes a failed row without a trace. */
  attempt(seed: SeedKey, run: number): { readonly result: RunResult; readonly trace?: Trace };
}

/** Compile a scenario. */
export function createReplicator(engine: RunEngine, scenario: unknown, record: 'metrics' | 'all'): Replicator {
  let simulator = engine.createSimulator(scenario, record);
  const fanColumns = engine.fanColumns(simulator);
  return {
    columns: simulator.columns,
    fanColumns,
    metrics: engine.runColumns(simulator),
    draws: simulator.draws,
    attempt(seed, run) {
      try {
        const trace = simulator.run(seed, run);
        const metrics = engine.metrics(trace);
        const missing = missingInFan(trace, fanColumns);
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
export function createChunkSimulator(setup: ChunkSetup, engine: RunEngine): ChunkSimulator {
  const replicator = createReplicator(engine, setup.scenario, setup.series ? 'all' : 'metrics');
  const { columns, fanColumns, metrics, draws } = replicator;
  const seed: SeedKey = expandSeed(setup.seed);
  const series = setup.series ? seriesTables(columns) : [];
  const table: RunTable = {
    scenario: setup.scenarioName,
    scenarioHash: setup.scenarioHash,
    seed: setup.seed,
    metrics,
    locale: setup.locale,
    ...(draws && { draws: { columns: draws.columns, at: (run: number) => draws.at(seed, run) } }),
  };
  const rows = new GrowingText();
  const events = new GrowingText();
  const text: Record<string, GrowingText> = { [RUNS_FILE]: rows, [EVENTS_FILE]: events };
  if (table.draws !== undefined) text[DRAWS_FILE] = new GrowingText();
  for (const one of series) text[seriesFile(one)] = new GrowingText();
  const fan = new FanCollector(fanColumns);

  return {
    table,
    columns,
    fanColumns,
    simulate(first, count, onRun) {
      const failures: Failure[] = [];
      // What a chunk that was broken off had gathered.
      for (const one of [fan, ...Object.values(text)]) one.clear();
      for (let run = first; run < first + count; run++) {
        onRun(run);
        const { result, trace } = replicator.attempt(seed, run);
        rows.append(runTableLine(table, result));
        if (table.draws !== undefined) text[DRAWS_FILE].append(drawsLine(table.draws, run, table.locale));
        if (result.status !== 'ok') failures.push({ run, status: result.status, reason: result.reason });
        if (trace === undefined) continue;
        events.append(eventLines(run, trace.events, setup.locale));
        for (const one of series) text[seriesFile(one)].append(seriesLines(one, run, trace, setup.locale));
        if (result.status === 'ok') fan.append(trace);
      }
      const files = Object.fromEntries(Object.entries(text).map(([file, content]) => [file, content.take()]));
      return { first, count, files, fan: fan.take(), failures };
    },
  };
}
