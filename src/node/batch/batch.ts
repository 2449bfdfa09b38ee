/** Run one scenario many times into a results folder: resumable, the same bytes whatever the number of workers. */

import { join } from 'node:path';
import type { Column } from '../../columns/column.ts';
import type { Resource } from '../../output/datapackage.ts';
import type { BatchIdentity, Manifest } from '../../output/manifest.ts';
import { batchResources } from '../../output/resources.ts';
import { type SeriesFormat, seriesTables } from '../../output/series.ts';
import type { SummaryRow } from '../../output/summary.ts';
import { finishBatch } from './batch-finish.ts';
import { type BatchTables, BatchWriter } from './batch-writer.ts';
import { type ChunkSetup, createChunkSimulator, failedChunk } from './chunk.ts';
import { dispatchChunks } from './dispatch.ts';
import { packageVersion } from '../package-version.ts';
import { REDO_FOLDER, takeOver } from './redo.ts';
import { hasTornSeries, openResultsFolder } from '../files/results-folder.ts';
import type { BatchScenario, RunOptions } from './run-options.ts';
import { RUN_MEMORY_MB, RUN_SECONDS } from '../strategies/run-limits.ts';
import { summariseRuns } from './run-statistics.ts';
import { type ChunkRunner, createLocalRunner, createPoolRunner } from './runners.ts';
import { shardRange } from './shard.ts';
import { withinRun } from '../strategies/strategy-source.ts';
import { threadsFor } from '../thread-count.ts';

export interface BatchOptions extends RunOptions {
  readonly scenario: BatchScenario;
  readonly series: boolean;
  /** Of the files of series; CSV unless told. */
  readonly seriesFormat?: SeriesFormat | undefined;
}

export interface BatchOutcome {
  /** `repeated`: the folder held this batch, finished; nothing was run. */
  readonly kind: 'finished' | 'repeated' | 'interrupted';
  readonly folder: string;
  /** Runs on disk. */
  readonly done: number;
  readonly columns: readonly Column[];
  /** The tables of the folder. */
  readonly resources: readonly Resource[];
  /** Empty when interrupted. */
  readonly summary: readonly SummaryRow[];
  /** Absent when interrupted. */
  readonly manifest?: Manifest;
}

/** What makes two batches the same. */
export function batchIdentity(
  options: Pick<BatchOptions, 'scenario' | 'seed' | 'runs' | 'series' | 'seriesFormat' | 'locale' | 'shard'>,
  modelVersion: string,
): BatchIdentity {
  const { shard } = options;
  return {
    scenario: options.scenario.name,
    scenarioHash: options.scenario.hash,
    seed: options.seed,
    runs: options.runs,
    series: options.series,
    ...(options.series && options.seriesFormat === 'parquet' ? { seriesFormat: 'parquet' as const } : {}),
    csvLocale: options.locale,
    modelVersion,
    packageVersion: packageVersion(),
    ...(shard === undefined ? {} : { shard: `${shard.index}/${shard.count}` }),
  };
}

/** A batch ready to run: what it writes, and what simulates it. */
export interface PreparedBatch {
  readonly tables: BatchTables;
  readonly outcome: Pick<BatchOutcome, 'folder' | 'columns' | 'resources'>;
  readonly timeoutSeconds: number | undefined;
  createRunner(): ChunkRunner;
}

export function prepareBatch(options: BatchOptions): PreparedBatch {
  const { folder, locale, scenario, seed, series, seriesFormat } = options;
  const { strategies = [] } = scenario;
  const { engine, workerUrl } = options.host;
  const setup: ChunkSetup = {
    scenario: scenario.resolved,
    scenarioName: scenario.name,
    scenarioHash: scenario.hash,
    seed,
    locale,
    series,
    ...(strategies.length === 0 ? {} : { strategies: withinRun(strategies, options.timeoutSeconds ?? RUN_SECONDS) }),
  };
  const simulator = createChunkSimulator(setup, engine);
  const columns = simulator.table.metrics;
  const tables: BatchTables = {
    identity: batchIdentity(options, engine.modelVersion),
    table: simulator.table,
    fanColumns: simulator.fanColumns,
    series: series ? seriesTables(simulator.columns) : [],
  };
  const limits = strategies.length === 0 ? {} : { timeoutSeconds: RUN_SECONDS, memoryMb: RUN_MEMORY_MB };
  const timeoutSeconds = options.timeoutSeconds ?? limits.timeoutSeconds;
  return {
    tables,
    outcome: { folder, columns, resources: batchResources(tables.table, tables.series, seriesFormat) },
    timeoutSeconds,
    createRunner() {
      if (options.jobs === 1 && timeoutSeconds === undefined) return createLocalRunner(simulator);
      const failed = (row: Parameters<typeof failedChunk>[1]) => failedChunk(simulator.table, row);
      const jobs = threadsFor(options.jobs, shardRange(options.runs, options.shard, 'runs')[1]);
      return createPoolRunner(setup, failed, { ...limits, jobs, workerUrl, timeoutSeconds });
    },
  };
}

export async function runBatch(options: BatchOptions): Promise<BatchOutcome> {
  const { folder } = options;
  const [first, runs] = shardRange(options.runs, options.shard, 'runs');
  const { tables, outcome, timeoutSeconds, createRunner } = prepareBatch(options);
  if (options.mode === 'resume' && (await hasTornSeries(folder, tables.identity))) {
    const again = await runBatch({ ...options, folder: join(folder, REDO_FOLDER) });
    if (again.kind !== 'interrupted') await takeOver(folder, REDO_FOLDER);
    return { ...again, folder };
  }
  const state = await openResultsFolder(folder, tables.identity, options.mode);
  if (state.kind === 'finished') {
    const summary = await summariseRuns(folder, tables.table, runs);
    return { kind: 'repeated', ...outcome, done: runs, summary, manifest: state.manifest };
  }

  const started = new Date();
  const saved = state.kind === 'unfinished' ? state : undefined;
  const writer = new BatchWriter(folder, tables, saved);
  const resumedAt = writer.done;
  const runner = createRunner();
  try {
    await writer.open(tables, saved?.checkpoint.bytes);
    options.onProgress?.(writer.done);
    await dispatchChunks({
      runner,
      from: first + writer.done,
      to: first + runs,
      async sink(chunk) {
        await writer.write(chunk);
        options.onProgress?.(writer.done);
      },
      stopped: () => options.signal?.aborted ?? false,
    });
    await writer.checkpoint();
    if (writer.done < runs) return { kind: 'interrupted', ...outcome, done: writer.done, summary: [] };
    // Statistics need room, and the threads have nothing left to do.
    await runner.close();
    const session = { writer, started, sessionRuns: runs - resumedAt, timeoutSeconds };
    const finished = await finishBatch(options, tables, session);
    return { kind: 'finished', ...outcome, done: runs, ...finished };
  } finally {
    await runner.close();
    await writer.close();
    await state.unlock();
  }
}
