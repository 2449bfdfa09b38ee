/** Run one scenario many times into a results folder: resumable, the same bytes whatever the number of workers. */

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Column } from '../columns/column.ts';
import type { CsvLocale } from '../output/csv.ts';
import { datapackageText, type Resource } from '../output/datapackage.ts';
import { fanCsv } from '../output/fan.ts';
import { type BatchIdentity, type Manifest, manifestText } from '../output/manifest.ts';
import { batchResources } from '../output/resources.ts';
import { seriesTables } from '../output/series.ts';
import { type SummaryRow, summaryCsv } from '../output/summary.ts';
import { type BatchTables, BatchWriter } from './batch-writer.ts';
import { replaceFile } from './checkpoint.ts';
import { type ChunkSetup, createChunkSimulator, failedChunk } from './chunk.ts';
import { dispatchChunks } from './dispatch.ts';
import type { EngineHost } from './engine.ts';
import { withFileErrors } from './file-errors.ts';
import { packageVersion } from './package-version.ts';
import { type FolderMode, MANIFEST_FILE, openResultsFolder, removeCheckpoint } from './results-folder.ts';
import { summariseRuns } from './run-statistics.ts';
import { createLocalRunner, createPoolRunner } from './runners.ts';
import { type StrategySource, withinRun } from './strategy-source.ts';

/** The scenario of a batch, read and resolved. */
export interface BatchScenario {
  readonly name: string;
  readonly hash: string;
  /** Plain data, every number bare. */
  readonly resolved: unknown;
  /** Where each number comes from, by path. */
  readonly evidence: Readonly<Record<string, unknown>>;
  /** The user's strategies that it names. With any, runs go to worker threads within a limit of memory. */
  readonly strategies?: readonly StrategySource[];
}

export interface BatchOptions {
  readonly scenario: BatchScenario;
  readonly seed: string;
  readonly runs: number;
  /** Runs at a time: 1 stays in this thread, unless there is a timeout to keep. */
  readonly jobs: number;
  readonly folder: string;
  readonly mode: FolderMode;
  readonly series: boolean;
  readonly locale: CsvLocale;
  /** Longest time that one run may take; when absent none, or ten seconds with the user's strategies. */
  readonly timeoutSeconds?: number | undefined;
  /** What the user typed, for the manifest. */
  readonly command: readonly string[];
  /** Aborting it ends the batch after the chunks under way, to be resumed. */
  readonly signal?: AbortSignal | undefined;
  onProgress?(done: number): void;
  readonly host: EngineHost;
}

export interface BatchOutcome {
  /** `repeated`: the folder held this batch, finished; nothing was run. */
  readonly kind: 'finished' | 'repeated' | 'interrupted';
  readonly folder: string;
  /** Runs on disk. */
  readonly done: number;
  readonly columns: readonly Column[];
  /** The CSV tables of the folder. */
  readonly resources: readonly Resource[];
  /** Empty when interrupted. */
  readonly summary: readonly SummaryRow[];
  /** Absent when interrupted. */
  readonly manifest?: Manifest;
}

const MS_PER_SECOND = 1000;
/** What a run with the user's strategies may take, unless told otherwise. */
export const RUN_SECONDS = 10;
export const RUN_MEMORY_MB = 512;

/** What makes two batches the same. */
export function batchIdentity(
  options: Pick<BatchOptions, 'scenario' | 'seed' | 'runs' | 'series' | 'locale'>,
  modelVersion: string,
): BatchIdentity {
  return {
    scenario: options.scenario.name,
    scenarioHash: options.scenario.hash,
    seed: options.seed,
    runs: options.runs,
    series: options.series,
    csvLocale: options.locale,
    modelVersion,
    packageVersion: packageVersion(),
  };
}

export async function runBatch(options: BatchOptions): Promise<BatchOutcome> {
  const { folder, locale, runs, scenario, seed, series } = options;
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
  const common = { folder, columns, resources: batchResources(columns, tables.series) };
  const state = await openResultsFolder(folder, tables.identity, options.mode);
  if (state.kind === 'finished') {
    const summary = await summariseRuns(folder, tables.table, runs);
    return { kind: 'repeated', ...common, done: runs, summary, manifest: state.manifest };
  }

  const started = new Date();
  const saved = state.kind === 'unfinished' ? state : undefined;
  const writer = new BatchWriter(folder, tables, saved);
  const resumedAt = writer.done;
  const limits = strategies.length === 0 ? {} : { timeoutSeconds: RUN_SECONDS, memoryMb: RUN_MEMORY_MB };
  const timeoutSeconds = options.timeoutSeconds ?? limits.timeoutSeconds;
  const runner =
    options.jobs === 1 && timeoutSeconds === undefined
      ? createLocalRunner(simulator)
      : createPoolRunner(setup, (row) => failedChunk(simulator.table, row), {
          ...limits,
          jobs: options.jobs,
          workerUrl,
          timeoutSeconds,
        });
  try {
    await writer.open(tables, saved?.checkpoint.bytes);
    options.onProgress?.(writer.done);
    await dispatchChunks({
      runner,
      from: writer.done,
      to: runs,
      async sink(chunk) {
        await writer.write(chunk);
        options.onProgress?.(writer.done);
      },
      stopped: () => options.signal?.aborted ?? false,
    });
    await writer.checkpoint();
    if (writer.done < runs) return { kind: 'interrupted', ...common, done: writer.done, summary: [] };
    const finished = await finish(options, tables, { writer, started, resumedAt, timeoutSeconds });
    return { kind: 'finished', ...common, done: runs, ...finished };
  } finally {
    await runner.close();
    await writer.close();
    await state.unlock();
  }
}

interface Session {
  readonly writer: BatchWriter;
  readonly started: Date;
  /** Runs that an earlier session had done. */
  readonly resumedAt: number;
  readonly timeoutSeconds: number | undefined;
}

/** Write what needs all runs; the manifest comes last and makes the batch finished. */
async function finish(
  options: BatchOptions,
  tables: BatchTables,
  session: Session,
): Promise<{ readonly summary: readonly SummaryRow[]; readonly manifest: Manifest }> {
  const { folder, locale, runs, scenario } = options;
  const { writer, started, resumedAt } = session;
  return withFileErrors(`cannot write ${folder}`, async () => {
    const summary = await summariseRuns(folder, tables.table, runs);
    const resources = batchResources(tables.table.metrics, tables.series);
    const about = {
      name: `overbuild-${scenario.name}`,
      title: `${scenario.name}: ${runs} runs`,
      description: 'Simulated runs, conditional on the assumptions of the scenario in manifest.json; not a forecast.',
    };
    await replaceFile(join(folder, 'summary.csv'), summaryCsv(summary, locale));
    await replaceFile(join(folder, 'quantiles.csv'), fanCsv(writer.fan, tables.fanColumns, locale));
    await replaceFile(join(folder, 'datapackage.json'), datapackageText(about, resources, locale));
    const paths = [...resources.map((resource) => resource.path), 'datapackage.json'];
    const files = await Promise.all(
      paths.map(async (path) => ({ path, bytes: (await stat(join(folder, path))).size })),
    );
    const finished = new Date();
    const seconds = (finished.getTime() - started.getTime()) / MS_PER_SECOND;
    const manifest: Manifest = {
      format: 'overbuild-batch/1',
      identity: tables.identity,
      resolvedScenario: scenario.resolved,
      evidence: scenario.evidence,
      strategies: (scenario.strategies ?? []).map(({ id, reference, sha256 }) => ({ id, reference, sha256 })),
      command: options.command,
      nodeVersion: process.version,
      platform: `${process.platform} ${process.arch}`,
      jobs: options.jobs,
      timeoutSeconds: session.timeoutSeconds ?? null,
      statuses: writer.statuses,
      failures: writer.failures,
      files,
      timing: {
        startedAt: started.toISOString(),
        finishedAt: finished.toISOString(),
        seconds,
        sessionRuns: runs - resumedAt,
        runsPerSecond: (runs - resumedAt) / Math.max(seconds, 1 / MS_PER_SECOND),
      },
    };
    await replaceFile(join(folder, MANIFEST_FILE), manifestText(manifest));
    await removeCheckpoint(folder);
    return { summary, manifest };
  });
}
