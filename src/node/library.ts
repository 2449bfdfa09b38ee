/** Runs and batches for programs: a scenario by name, file, text or parsed, under typed overrides, in one call. */

import * as z from 'zod';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Column } from '../columns/column.ts';
import {
  checked,
  checkOptions,
  describeRun,
  RUN_OPTIONS,
  SCENARIO_OPTIONS,
  type Run,
  type RunOptions,
} from '../experiment/run.ts';
import { runTableColumns } from '../output/run-table.ts';
import { unchangedName } from '../output/scenario-name.ts';
import type { ParsedScenario } from '../reader/parse.ts';
import { type BatchOptions, type BatchOutcome, playableSpec, runBatch } from './experiments/batch.ts';
import { visitRows } from './files/csv-rows.ts';
import { takeScenario } from './scenario-files.ts';
import { playRun } from './strategies/play-run.ts';
import { preparePlayable } from './strategies/user-strategies.ts';
import { usualThreads } from './thread-count.ts';
import { RUNS_FILE } from './work/chunk.ts';

/** How a run in Node is asked for. Files that a scenario names are found as on the command line. */
export interface NodeRunOptions extends Omit<RunOptions, 'file' | 'load'> {
  /** Folder in which relative paths and `scenarios/` are looked for; that of the process unless given. */
  readonly cwd?: string;
}

/**
 * Run a scenario once, with everything recorded.
 *
 * @param source  A name (`baseline`, `baseline+grid-ahead`), a file, YAML text, or a parsed scenario. Strategies in files
 *                that it names (`./my-strategy.ts`) play in a thread of their own; then `strategies` has no effect.
 * @throws ScenarioError, StrategyError, UsageError  With every problem of one kind, in the words of the command line.
 */
export async function run(source: string | ParsedScenario, options: NodeRunOptions = {}): Promise<Run> {
  checkOptions(source, options, { ...RUN_OPTIONS, cwd: z.string() });
  const parsed = takeScenario(source, options);
  const { seed = '1', replication = 0 } = options;
  const playable = await preparePlayable(parsed, options.cwd);
  const played = await playRun(playable, seed, replication, options.strategies);
  return describeRun(parsed, { ...played, seed, replication });
}

/** How a batch is asked for. */
export interface BatchRequest
  extends Pick<NodeRunOptions, 'overrides' | 'overlays' | 'seed' | 'cwd'>,
    Partial<Pick<BatchOptions, 'jobs' | 'mode' | 'series' | 'seriesFormat' | 'events' | 'signal' | 'onProgress'>> {
  /** At least 1; 1,000 by default. */
  readonly runs?: number;
  /** Results folder; without one results are returned and not stored. */
  readonly out?: string;
}

/** A row of `runs.csv` by column name: `run`, `status`, metrics; NaN where a number is missing. */
export type RunRow = Readonly<Record<string, number | string>>;

/** What came out of a batch. */
export interface Batch extends Omit<BatchOutcome, 'folder'> {
  readonly scenario: ParsedScenario;
  /** Absent when results are not stored. */
  readonly folder?: string;
  /** One row per run, in the order of the runs; empty when interrupted. */
  readonly rows: readonly RunRow[];
}

const DEFAULT_RUNS = 1000;
const BATCH_OPTIONS = {
  ...SCENARIO_OPTIONS,
  cwd: z.string(),
  runs: z.int().min(1),
  out: z.string(),
  jobs: z.int().min(1),
  mode: z.enum(['new', 'resume', 'force']),
  series: z.boolean(),
  seriesFormat: z.enum(['csv', 'parquet']),
  events: z.enum(['main', 'all']),
  signal: checked((value) => value instanceof AbortSignal, 'an AbortSignal'),
  onProgress: checked((value) => typeof value === 'function', 'a function of the number of runs done'),
};

/**
 * Simulate a scenario many times, in threads, as `overbuild batch` does.
 *
 * @param source  As for `run`. The user's strategies are named by their files.
 * @throws ScenarioError, StrategyError, UsageError  With every problem of one kind, in the words of the command line.
 */
export async function batch(source: string | ParsedScenario, options: BatchRequest = {}): Promise<Batch> {
  checkOptions(source, options, BATCH_OPTIONS);
  const { runs = DEFAULT_RUNS, seed = '1', out, cwd = process.cwd(), jobs = usualThreads(runs), ...rest } = options;
  const scenario = takeScenario(source, options);
  const spec = playableSpec(await preparePlayable(scenario, cwd));
  const stored = out === undefined ? {} : { folder: resolve(cwd, out) };
  const folder = stored.folder ?? (await mkdtemp(join(tmpdir(), 'overbuild-')));
  try {
    const work = { mode: 'new', series: false, ...rest, ...spec, seed, runs, jobs, locale: 'en', folder } as const;
    const { folder: _, ...outcome } = await runBatch({ ...work, command: commandOf(scenario, work) });
    const isWhole = outcome.kind !== 'interrupted';
    return { ...outcome, scenario, ...stored, rows: isWhole ? await readRuns(folder, outcome.columns) : [] };
  } finally {
    if (out === undefined) await rm(folder, { recursive: true, force: true });
  }
}

/** The same on the command line, for the manifest. */
function commandOf({ name, open }: ParsedScenario, { runs, seed }: { readonly runs: number; readonly seed: string }) {
  const changes = open.changes.flatMap((change) => ['--set', change]);
  return ['batch', unchangedName(name), '--runs', String(runs), '--seed', seed, ...changes];
}

async function readRuns(folder: string, metrics: readonly Column[]): Promise<RunRow[]> {
  const rows: RunRow[] = [];
  const columns = runTableColumns(metrics, false);
  await visitRows(join(folder, RUNS_FILE), 'en', (header) => {
    const fields = columns.map(({ name, type }) => ({ name, place: header.indexOf(name), isText: type === 'string' }));
    return (row) => {
      rows.push(
        Object.fromEntries(
          fields.map(({ name, place, isText }) => [name, isText ? row.word(place) : row.number(place)]),
        ),
      );
    };
  });
  return rows;
}
