/** Run one scenario under many configurations, each with the same luck, into a results folder that can grow. */

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Column } from '../../columns/column.ts';
import { configurations, createDesign, type Design, type DesignSpec } from '../../experiment/design.ts';
import type { CsvLocale } from '../../output/csv.ts';
import type { Resource } from '../../output/datapackage.ts';
import type { BatchIdentity, Manifest } from '../../output/manifest.ts';
import { designLine, headerLine, sweepResources } from '../../output/sweep-tables.ts';
import { canonicalJson } from '../../scenario/hash.ts';
import { RUN_MEMORY_MB, RUN_SECONDS } from '../strategies/run-limits.ts';
import { createReplicator } from '../batch/chunk.ts';
import { dispatchChunks } from '../batch/dispatch.ts';
import { withFileErrors } from '../files/file-errors.ts';
import { packageVersion } from '../package-version.ts';
import { openResultsFolder } from '../files/results-folder.ts';
import type { BatchScenario, RunOptions } from '../batch/run-options.ts';
import { createLocalRunner, createPoolRunner } from '../batch/runners.ts';
import { shardRange } from '../batch/shard.ts';
import { withinRun } from '../strategies/strategy-source.ts';
import { createSweepSimulator, type SweepSetup } from './sweep-chunk.ts';
import { finishSweep, readSummaries, replaceByLines, type SweepTables } from './sweep-finish.ts';
import { blockRunsFor, positionsOf, type Schedule } from './sweep-schedule.ts';
import type { ConfigurationSummary } from './sweep-statistics.ts';
import { SweepWriter } from './sweep-writer.ts';
import { threadsFor } from '../thread-count.ts';

/** The scenario that a sweep varies. */
export interface SweepScenario extends BatchScenario {
  /** As `Engine.configure` takes it. */
  readonly open: unknown;
  /** Strategies from outside as the design names them, and their ids. */
  readonly aliases?: Readonly<Record<string, string>>;
}

export interface SweepOptions extends RunOptions {
  readonly scenario: SweepScenario;
  readonly design: DesignSpec;
}

export interface SweepOutcome {
  /** `repeated`: the folder held this sweep, finished; nothing was run. */
  readonly kind: 'finished' | 'repeated' | 'interrupted';
  readonly folder: string;
  /** Rows on disk. */
  readonly done: number;
  readonly design: Design;
  readonly columns: readonly Column[];
  readonly resources: readonly Resource[];
  /** Of the first configurations; empty when interrupted. */
  readonly summaries: readonly ConfigurationSummary[];
  /** Absent when interrupted. */
  readonly manifest?: Manifest;
}

const MS_PER_SECOND = 1000;
const HASH_DIGITS = 12;

/** What makes two sweeps the same. */
export function sweepIdentity(
  options: Pick<SweepOptions, 'scenario' | 'design' | 'seed' | 'runs' | 'locale' | 'shard'>,
  design: Design,
  modelVersion: string,
): BatchIdentity {
  const { scenario, seed, runs, locale, shard } = options;
  const spec = options.design.kind === 'table' ? { kind: 'table', text: options.design.text } : options.design;
  const content = canonicalJson({ spec, aliases: scenario.aliases ?? {} });
  return {
    scenario: scenario.name,
    scenarioHash: scenario.hash,
    seed,
    runs,
    series: false,
    csvLocale: locale,
    modelVersion,
    packageVersion: packageVersion(),
    design: createHash('sha256').update(content).digest('hex').slice(0, HASH_DIGITS),
    configurations: design.size,
    ...(shard === undefined ? {} : { shard: `${shard.index}/${shard.count}` }),
  };
}

/** What the workers of a sweep need, from the first row that is not written. */
export function sweepSetup(
  options: Pick<SweepOptions, 'scenario' | 'design' | 'seed' | 'runs' | 'locale' | 'shard' | 'host' | 'timeoutSeconds'>,
  design: Design,
  done = 0,
): SweepSetup {
  const { scenario, seed, runs, locale } = options;
  const { strategies = [] } = scenario;
  const [firstConfiguration, count] = shardRange(design.size, options.shard);
  const schedule: Schedule = {
    firstConfiguration,
    configurations: count,
    runs,
    done,
    blockRuns: blockRunsFor(count),
  };
  const { metrics } = createReplicator(options.host.engine, scenario.resolved, 'metrics');
  return {
    open: scenario.open,
    scenarioName: scenario.name,
    seed,
    locale,
    design: options.design,
    aliases: scenario.aliases ?? {},
    metrics,
    schedule,
    ...(strategies.length === 0 ? {} : { strategies: withinRun(strategies, options.timeoutSeconds ?? RUN_SECONDS) }),
  };
}

export async function runSweep(options: SweepOptions): Promise<SweepOutcome> {
  const { folder, locale, runs, host } = options;
  const design = createDesign(options.design);
  const identity = sweepIdentity(options, design, host.engine.modelVersion);
  const { metrics, schedule: whole } = sweepSetup(options, design);
  const { firstConfiguration, configurations: count } = whole;
  const resources = sweepResources(design, metrics);
  const tables: SweepTables = {
    shape: { metrics, firstConfiguration, configurations: count, runs, locale },
    resources,
  };
  const common = { folder, design, columns: metrics, resources };
  const state = await openResultsFolder(folder, identity, options.mode);
  if (state.kind === 'finished') {
    const summaries = await readSummaries(folder, tables);
    return { kind: 'repeated', ...common, done: count * runs, summaries, manifest: state.manifest };
  }

  const started = new Date();
  const saved = state.kind === 'unfinished' ? state.checkpoint : undefined;
  const setup = sweepSetup(options, design, saved?.done);
  const writer = new SweepWriter(folder, identity, setup.schedule, saved);
  const timeoutSeconds = options.timeoutSeconds ?? (setup.strategies === undefined ? undefined : RUN_SECONDS);
  const simulator = createSweepSimulator(setup, host.engine);
  const runner =
    options.jobs === 1 && timeoutSeconds === undefined
      ? createLocalRunner(simulator)
      : createPoolRunner(setup, simulator.failed, {
          jobs: threadsFor(options.jobs, positionsOf(setup.schedule)),
          workerUrl: host.sweepWorkerUrl,
          timeoutSeconds,
          ...(setup.strategies === undefined ? {} : { memoryMb: RUN_MEMORY_MB }),
        });
  try {
    // The checkpoint comes first: a folder with any other file in it says what it is.
    await writer.open(headerLine(resources[1], locale), saved);
    await writeDesign(folder, { design, whole, resource: resources[0], locale });
    let simulated = writer.kept;
    const resumedAt = simulated;
    options.onProgress?.(simulated);
    await dispatchChunks({
      runner,
      from: writer.kept - setup.schedule.done,
      to: positionsOf(setup.schedule),
      async sink(chunk) {
        await writer.write(chunk);
        simulated += chunk.count;
        options.onProgress?.(simulated);
      },
      stopped: () => options.signal?.aborted ?? false,
    });
    await writer.checkpoint();
    if (writer.done < count * runs) return { kind: 'interrupted', ...common, done: writer.kept, summaries: [] };
    // Statistics need room, and the threads have nothing left to do.
    await runner.close();
    const session = { identity, design, writer, started, resumedAt, timeoutSeconds: timeoutSeconds ?? null };
    const finished = await finishSweep(folder, tables, (files) => manifestOf(options, session, files));
    return { kind: 'finished', ...common, done: writer.done, ...finished };
  } finally {
    await runner.close();
    await writer.close();
    await state.unlock();
  }
}

interface DesignFile {
  readonly design: Design;
  readonly whole: Schedule;
  readonly resource: Resource;
  readonly locale: CsvLocale;
}

async function writeDesign(folder: string, { design, whole, resource, locale }: DesignFile): Promise<void> {
  const { firstConfiguration: from, configurations: count } = whole;
  function* lines(): Generator<string> {
    yield headerLine(resource, locale);
    let configuration = from;
    for (const settings of configurations(design, from, from + count)) {
      yield designLine(configuration++, settings, locale);
    }
  }
  await withFileErrors(`cannot write ${folder}`, () => replaceByLines(join(folder, resource.path), lines()));
}

interface Session {
  readonly identity: BatchIdentity;
  readonly design: Design;
  readonly writer: SweepWriter;
  readonly started: Date;
  /** Rows that an earlier session had written. */
  readonly resumedAt: number;
  readonly timeoutSeconds: number | null;
}

function manifestOf(options: SweepOptions, session: Session, files: Manifest['files']): Manifest {
  const { scenario, command, jobs } = options;
  const { identity, writer, started, resumedAt, timeoutSeconds } = session;
  const finished = new Date();
  const seconds = (finished.getTime() - started.getTime()) / MS_PER_SECOND;
  // The rows of a table stand in design.csv.
  const { text: _, ...design } = { text: '', ...options.design };
  return {
    format: 'overbuild-sweep/1',
    identity,
    resolvedScenario: scenario.resolved,
    evidence: scenario.evidence,
    strategies: (scenario.strategies ?? []).map(({ id, reference, sha256 }) => ({ id, reference, sha256 })),
    design: { ...design, paths: session.design.paths, aliases: scenario.aliases ?? {} },
    command,
    nodeVersion: process.version,
    platform: `${process.platform} ${process.arch}`,
    jobs,
    timeoutSeconds,
    statuses: writer.statuses,
    failures: writer.failures,
    files,
    timing: {
      startedAt: started.toISOString(),
      finishedAt: finished.toISOString(),
      seconds,
      sessionRuns: writer.done - resumedAt,
      runsPerSecond: (writer.done - resumedAt) / Math.max(seconds, 1 / MS_PER_SECOND),
    },
  };
}
