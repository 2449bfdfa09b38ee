/** The end of a batch: statistics, Parquet files, and the files that say what the others are. */

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeHistogram, type Histogram } from '../../numeric/histogram.ts';
import { fanCsv } from '../../output/fan.ts';
import { type Failure, type Manifest, manifestText } from '../../output/manifest.ts';
import { batchResources } from '../../output/resources.ts';
import { RO_CRATE_FILE, roCrateText } from '../../output/ro-crate.ts';
import type { RunStatus } from '../../output/run-table.ts';
import { seriesFields, seriesFile } from '../../output/series.ts';
import { type SummaryRow, summaryCsv } from '../../output/summary.ts';
import type { BatchOptions } from './batch.ts';
import type { BatchScenario } from './run-options.ts';
import type { BatchTables } from './batch-writer.ts';
import { replaceFile } from '../files/checkpoint.ts';
import { describeTables } from '../files/describe-files.ts';
import { withFileErrors } from '../files/file-errors.ts';
import { COUNTS_FILE, MANIFEST_FILE, removeCheckpoint } from '../files/results-folder.ts';
import { summariseRuns } from './run-statistics.ts';
import { shardRange } from './shard.ts';

const MS_PER_SECOND = 1000;

interface Session {
  readonly writer: {
    readonly statuses: Readonly<Record<RunStatus, number>>;
    readonly failures: readonly Failure[];
    readonly fan: Histogram;
  };
  readonly started: Date;
  /** Runs simulated in this session. */
  readonly sessionRuns: number;
  readonly timeoutSeconds: number | undefined;
  readonly retry?: Manifest['retry'];
}

/** What a batch was asked for, as its manifest tells it. */
type Asked = Pick<BatchOptions, 'folder' | 'locale' | 'runs' | 'seriesFormat' | 'shard' | 'command' | 'jobs'> & {
  readonly scenario: Pick<BatchScenario, 'name' | 'resolved' | 'evidence'> & Pick<Manifest, 'strategies'>;
};

interface FinishedBatch {
  readonly summary: readonly SummaryRow[];
  readonly manifest: Manifest;
}

/** Write what needs all runs; the manifest comes last and makes the batch finished. */
export async function finishBatch(options: Asked, tables: BatchTables, session: Session): Promise<FinishedBatch> {
  const { folder, locale, scenario, seriesFormat, shard } = options;
  const [first, runs] = shardRange(options.runs, shard, 'runs');
  const { writer, started, sessionRuns, retry } = session;
  return withFileErrors(`cannot write ${folder}`, async () => {
    const summary = await summariseRuns(folder, tables.table, runs);
    const resources = batchResources(tables.table, tables.series, seriesFormat);
    const about = {
      name: `overbuild-${scenario.name}`,
      title: `${scenario.name}: ${shard === undefined ? `${runs} runs` : `runs ${first} to ${first + runs - 1} of ${options.runs}`}`,
      description: 'Simulated runs, conditional on the assumptions of the scenario in manifest.json; not a forecast.',
    };
    if (seriesFormat === 'parquet') await convertSeries(folder, tables);
    await replaceFile(join(folder, 'summary.csv'), summaryCsv(summary, locale));
    await replaceFile(join(folder, 'quantiles.csv'), fanCsv(writer.fan, tables.fanColumns, locale));
    const files = await describeTables(folder, { about, resources, locale });
    await writeCounts(folder, writer, shard === undefined && writer.statuses.ok === runs);
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
      ...(retry === undefined ? {} : { retry }),
      failures: writer.failures,
      files,
      timing: {
        startedAt: started.toISOString(),
        finishedAt: finished.toISOString(),
        seconds,
        sessionRuns,
        runsPerSecond: sessionRuns / Math.max(seconds, 1 / MS_PER_SECOND),
      },
    };
    await replaceFile(join(folder, RO_CRATE_FILE), roCrateText(manifest, { ...about, resources }));
    await replaceFile(join(folder, MANIFEST_FILE), manifestText(manifest));
    await removeCheckpoint(folder);
    return { summary, manifest };
  });
}

/** Series grow as CSV, which can be cut back to a checkpoint, and become Parquet when all runs are there. */
async function convertSeries(folder: string, { series, table: { locale } }: BatchTables): Promise<void> {
  const { writeParquet } = await import('../query/parquet.ts');
  for (const table of series) {
    const source = { path: join(folder, seriesFile(table)), columns: seriesFields(table), locale };
    await writeParquet(source, join(folder, seriesFile(table, 'parquet')));
  }
}

/** Keep the counts while there is something to add to them: rows that can be run again, or other parts. */
async function writeCounts(folder: string, { fan }: Session['writer'], isWhole: boolean): Promise<void> {
  const path = join(folder, COUNTS_FILE);
  if (isWhole) await rm(path, { force: true });
  else await replaceFile(path, encodeHistogram(fan));
}
