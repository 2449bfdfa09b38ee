/** Batch experiment: many runs of one scenario, with statistics of every metric and monthly quantiles. */

import { join } from 'node:path';
import type { Column } from '../../columns/column.ts';
import { counted } from '../../numeric/counted.ts';
import type { CsvLocale } from '../../output/csv.ts';
import type { Resource } from '../../output/datapackage.ts';
import type { EventChoice } from '../../output/events.ts';
import { certainSeries, fanCsv } from '../../output/fan.ts';
import type { Identity, Manifest } from '../../output/manifest.ts';
import { startMonthOf } from '../../output/month-columns.ts';
import { batchResources } from '../../output/resources.ts';
import { type SeriesFormat, seriesFields, seriesFile, seriesTables } from '../../output/series.ts';
import { type SummaryRow, summaryCsv } from '../../output/summary.ts';
import { expandSeed } from '../../random/seed.ts';
import type { ParsedScenario } from '../../reader/parse.ts';
import { scenarioHash } from '../../scenario/hash.ts';
import { BUILTIN_HOST, engineWith } from '../builtin-engine.ts';
import type { EngineHost } from '../engine.ts';
import { REDO_FOLDER, takeOver } from '../files/redo.ts';
import { hasTornSeries } from '../files/results-folder.ts';
import type { StrategySource } from '../strategies/strategy-source.ts';
import type { PlayableScenario } from '../strategies/user-strategies.ts';
import type { Fold, Job } from '../work/job.ts';
import { type Outcome, runJob, type WorkPlace } from '../work/run-job.ts';
import { createReplicator, runRows, type RunSetup } from '../work/run-rows.ts';
import { type Shard, shardRange } from '../work/shard.ts';
import { type Again, identityOf, reopenedRuns, statedScenario } from './identity.ts';
import { summariseRuns } from './run-statistics.ts';

/** A resolved scenario to run. */
export interface RunScenario {
  readonly name: string;
  readonly hash: string;
  /** Plain data, every number bare. */
  readonly resolved: unknown;
  /** Evidence of each number, by path. */
  readonly evidence: Manifest['evidence'];
  /** The user's strategies that it names. With any, runs are simulated in worker threads with a memory limit. */
  readonly strategies?: readonly StrategySource[];
}

export function runScenario(parsed: ParsedScenario, strategies: readonly StrategySource[] = []): RunScenario {
  const { name, scenario: resolved, evidence } = parsed;
  return { name, hash: scenarioHash(resolved), resolved, evidence: Object.fromEntries(evidence), strategies };
}

/** The scenario of a batch, and the host of its runs. */
export function playableSpec({ parsed, sources, absent }: PlayableScenario): Pick<BatchSpec, 'scenario' | 'host'> {
  return { scenario: runScenario(parsed, sources), host: { ...BUILTIN_HOST, engine: engineWith(absent) } };
}

/** All inputs that determine the bytes of a batch. */
export interface BatchSpec {
  readonly scenario: RunScenario;
  readonly seed: string;
  readonly runs: number;
  /** Whether every monthly series is written, and the format; CSV by default. */
  readonly series: boolean;
  readonly seriesFormat?: SeriesFormat | undefined;
  /** Events to write; by default those that explain a run. */
  readonly events?: EventChoice | undefined;
  readonly locale: CsvLocale;
  /** Only this part of the runs. */
  readonly shard?: Shard | undefined;
  readonly host: EngineHost;
}

export interface BatchOptions extends BatchSpec, WorkPlace {
  readonly folder: string;
}

export interface BatchOutcome extends Outcome {
  readonly folder: string;
  readonly columns: readonly Column[];
  /** The tables of the folder. */
  readonly resources: readonly Resource[];
  /** Empty when interrupted. */
  readonly summary: readonly SummaryRow[];
}

/** Identity of a batch: equal identities give equal results. */
export function batchIdentity(spec: Omit<BatchSpec, 'host'>, modelVersion: string): Identity {
  const { events, series, seriesFormat } = spec;
  const recorded = {
    series,
    ...(series && seriesFormat === 'parquet' ? { seriesFormat } : {}),
    ...(events === 'all' ? { events } : {}),
  };
  return identityOf({ ...spec, recorded, modelVersion });
}

export function batchJob(spec: BatchSpec): Job {
  const { scenario, seed, runs, series, seriesFormat, events = 'main', locale, host } = spec;
  const { name, hash, resolved, strategies = [] } = scenario;
  const identity = batchIdentity(spec, host.engine.modelVersion);
  const [firstRun, count] = shardRange(runs, spec.shard, 'runs');
  const recording = series ? 'all' : 'metrics';
  const startMonth = startMonthOf(resolved);
  const replicator = createReplicator(host.engine, resolved, recording);
  const { columns, fanColumns, metrics, draws } = replicator;
  const tables = series ? seriesTables(columns) : [];
  const setup: RunSetup = {
    configurations: { kind: 'one', scenario: { name, hash, scenario: resolved } },
    schedule: { firstConfiguration: 0, configurations: 1, firstRun, runs: count, done: 0, blockRuns: 1 },
    seed,
    locale,
    metrics,
    recording,
    events,
    draws: true,
    series,
    startMonth,
    fan: true,
    strategies,
  };
  const part =
    spec.shard === undefined ? counted(runs, 'run') : `runs ${firstRun} to ${firstRun + count - 1} of ${runs}`;
  const fold: Fold = {
    async *tables({ folder, fan }) {
      yield { file: 'summary.csv', lines: [summaryCsv(await summaryOf(folder, setup), locale)] };
      if (fan === undefined) return;
      const key = expandSeed(seed);
      // Strategies of the user do not play here.
      const certain =
        strategies.length > 0
          ? undefined
          : certainSeries(fanColumns, (run) => replicator.attempt(key, Math.min(run, runs - 1)).trace);
      yield { file: 'quantiles.csv', lines: [fanCsv(fan, fanColumns, { locale, startMonth, certain })] };
    },
  };
  return {
    format: 'overbuild-batch/1',
    identity,
    stated: statedScenario(scenario),
    about: () => ({
      name: `overbuild-${name}`,
      title: `${name}: ${part}`,
      description: 'Simulated runs, conditional on the assumptions of the scenario in manifest.json; not a forecast.',
    }),
    ...runRows(setup, host, { columns, draws }),
    canGrow: false,
    fanColumns,
    resources: batchResources({ metrics, ...(draws && { draws }) }, tables, seriesFormat),
    fold,
    async convert(folder) {
      if (seriesFormat !== 'parquet') return;
      // Series are written as CSV, which can be truncated to a checkpoint, and converted to Parquet when all runs are
      // complete.
      const { writeParquet } = await import('../query/parquet.ts');
      for (const table of tables) {
        const source = { path: join(folder, seriesFile(table)), columns: seriesFields(table), locale };
        await writeParquet(source, join(folder, seriesFile(table, 'parquet')));
      }
    },
  };
}

/** Make the job of a batch from its manifest. */
export function reopenBatch(manifest: Manifest, again: Again): Job {
  const { series, seriesFormat, events } = manifest.identity;
  return batchJob({ ...reopenedRuns(manifest, again), series, seriesFormat, events });
}

export async function runBatch(options: BatchOptions): Promise<BatchOutcome> {
  const { folder, mode } = options;
  const job = batchJob(options);
  if (mode === 'resume' && (await hasTornSeries(folder, job))) {
    const again = await runBatch({ ...options, folder: join(folder, REDO_FOLDER) });
    if (again.kind !== 'interrupted') await takeOver(folder, REDO_FOLDER);
    return { ...again, folder };
  }
  return batchOutcome(job, folder, await runJob(job, options));
}

/** Outcome of a batch, with statistics if it is finished. */
export async function batchOutcome(job: Job, folder: string, outcome: Outcome): Promise<BatchOutcome> {
  const setup = job.setup as RunSetup;
  const summary = outcome.kind === 'interrupted' ? [] : await summaryOf(folder, setup);
  return { ...outcome, folder, columns: setup.metrics, resources: job.resources, summary };
}

async function summaryOf(folder: string, { metrics, locale, schedule }: RunSetup): Promise<readonly SummaryRow[]> {
  const { value } = await summariseRuns(folder, { metrics, locale, ...schedule }).next();
  return value?.rows ?? [];
}
