/** Join the shards of a sweep into the bytes of one that was never cut. */

import { createReadStream } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Column } from '../columns/column.ts';
import { createHistogram } from '../numeric/histogram.ts';
import type { Resource } from '../output/datapackage.ts';
import { type BatchIdentity, identityDifferences, type Manifest } from '../output/manifest.ts';
import { RUN_ID_COLUMNS, type RunStatus } from '../output/run-table.ts';
import { headerLine, sweepResources } from '../output/sweep-tables.ts';
import { UsageError } from '../scenario/errors.ts';
import { writeCheckpoint } from './checkpoint.ts';
import { withFileErrors } from './file-errors.ts';
import { checkFiles, type FolderMode, MANIFEST_FILE, openResultsFolder, readManifest } from './results-folder.ts';
import { shardRange } from './sweep.ts';
import { finishSweep, readSummaries, replaceByLines, type SweepTables } from './sweep-finish.ts';
import type { ConfigurationSummary } from './sweep-statistics.ts';

export interface MergeOptions {
  readonly folders: readonly string[];
  /** A folder as the user wrote it, for messages. */
  shown(folder: string): string;
  readonly out: string;
  readonly mode: Exclude<FolderMode, 'resume'>;
  readonly command: readonly string[];
}

export interface MergeOutcome {
  readonly kind: 'finished' | 'repeated';
  readonly folder: string;
  readonly manifest: Manifest;
  readonly summaries: readonly ConfigurationSummary[];
  readonly resources: readonly Resource[];
}

interface Part {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly index: number;
  readonly count: number;
}

/** Failures that the manifest tells in full. */
const TOLD_FAILURES = 20;
const MS_PER_SECOND = 1000;

export async function mergeSweeps(options: MergeOptions): Promise<MergeOutcome> {
  const parts = await readParts(options);
  const started = new Date();
  const [{ manifest: first, folder: firstFolder }] = parts;
  const { shard: _, ...identity } = first.identity;
  const { design, metrics } = await readColumns(firstFolder);
  const resources = sweepResources(design, metrics);
  const { runs, configurations = 0, csvLocale } = identity;
  const tables: SweepTables = {
    shape: { metrics, firstConfiguration: 0, configurations, runs, locale: csvLocale },
    resources,
  };
  // A merge that was killed is begun again: its parts are still there.
  const state = await openResultsFolder(options.out, identity, options.mode === 'new' ? 'resume' : 'force');
  const common = { folder: options.out, resources };
  if (state.kind === 'finished') {
    return {
      kind: 'repeated',
      ...common,
      manifest: state.manifest,
      summaries: await readSummaries(options.out, tables),
    };
  }
  try {
    const statuses = sumStatuses(parts);
    const failures = parts
      .flatMap(({ manifest }) => manifest.failures)
      .sort((a, b) => a.run - b.run || (a.configuration ?? 0) - (b.configuration ?? 0))
      .slice(0, TOLD_FAILURES);
    await withFileErrors(`cannot write ${options.out}`, async () => {
      // A merge that is killed leaves a sweep with nothing done.
      const nothing = { ok: 0, failed: 0, 'timed-out': 0, 'non-finite': 0 };
      const checkpoint = { identity, done: 0, bytes: {}, statuses: nothing, failures: [] };
      await writeCheckpoint(options.out, checkpoint, createHistogram());
      await rm(join(options.out, MANIFEST_FILE), { force: true });
      const [designTable, runTable] = resources;
      const folders = parts.map(({ folder }) => folder);
      await replaceByLines(join(options.out, designTable.path), [
        headerLine(designTable, csvLocale),
        ...(await Promise.all(folders.map((folder) => readRows(join(folder, designTable.path))))),
      ]);
      const widths = parts.map(({ index, count }) => shardRange(configurations, { index, count })[1]);
      const files = folders.map((folder) => join(folder, runTable.path));
      await replaceByLines(
        join(options.out, runTable.path),
        interleave(files, widths, headerLine(runTable, csvLocale)),
      );
    });
    const finished = await finishSweep(options.out, tables, (files) => {
      const ended = new Date();
      return {
        ...first,
        identity,
        command: options.command,
        nodeVersion: process.version,
        platform: `${process.platform} ${process.arch}`,
        statuses,
        failures,
        files,
        timing: {
          startedAt: started.toISOString(),
          finishedAt: ended.toISOString(),
          seconds: (ended.getTime() - started.getTime()) / MS_PER_SECOND,
          sessionRuns: 0,
          runsPerSecond: 0,
        },
      };
    });
    return { kind: 'finished', ...common, ...finished };
  } finally {
    await state.unlock();
  }
}

/** Read the manifests and refuse what does not belong together, with everything that is wrong. */
async function readParts({ folders, shown }: MergeOptions): Promise<Part[]> {
  const problems: string[] = [];
  const parts: Part[] = [];
  for (const folder of folders) {
    const manifest = await readManifest(folder);
    const [index, count] = (manifest?.identity?.shard ?? '').split('/').map(Number);
    if (manifest === undefined) {
      problems.push(`${shown(folder)} holds no finished sweep; run or --resume it first`);
    } else if (manifest.format !== 'overbuild-sweep/1') {
      problems.push(`${shown(folder)} holds no sweep, and only shards of one sweep can be merged`);
    } else if (manifest.identity.shard === undefined) {
      problems.push(`${shown(folder)} is no shard: it holds all configurations of its sweep`);
    } else {
      await checkFiles(folder, manifest);
      parts.push({ folder, manifest, index, count });
    }
  }
  const [first] = parts;
  for (const part of parts.slice(1)) {
    const differences = identityDifferences(wholeOf(part), wholeOf(first));
    if (differences.length > 0) {
      const words = differences.map((difference) => difference.replace(', asked for', ', not'));
      problems.push(`${shown(part.folder)} does not belong to ${shown(first.folder)}: ${words.join('; ')}`);
    } else if (part.count !== first.count) {
      problems.push(
        `${shown(part.folder)} is part ${part.index} of ${part.count}, but ${shown(first.folder)} is one of ${first.count}`,
      );
    }
    const twin = parts.find((other) => other.index === part.index && other !== part);
    if (twin !== undefined && parts.indexOf(twin) < parts.indexOf(part)) {
      problems.push(`${shown(part.folder)} and ${shown(twin.folder)} are both shard ${part.index}/${part.count}`);
    }
  }
  if (problems.length === 0) {
    const missing = Array.from({ length: first.count }, (_, i) => i + 1).filter(
      (index) => !parts.some((part) => part.index === index),
    );
    if (missing.length > 0) {
      const what = missing.map((index) => `${index}/${first.count}`).join(', ');
      problems.push(`shard${missing.length > 1 ? 's' : ''} ${what} missing: give the folders of all ${first.count}`);
    }
  }
  if (problems.length > 0) throw new UsageError(problems);
  return parts.sort((a, b) => a.index - b.index);
}

function wholeOf({ manifest }: Part): BatchIdentity {
  const { shard: _, ...identity } = manifest.identity;
  return identity;
}

function sumStatuses(parts: readonly Part[]): Record<RunStatus, number> {
  const sum: Record<RunStatus, number> = { ok: 0, failed: 0, 'timed-out': 0, 'non-finite': 0 };
  for (const { manifest } of parts) {
    for (const status of Object.keys(sum) as RunStatus[]) sum[status] += manifest.statuses[status];
  }
  return sum;
}

interface Described {
  readonly resources: readonly {
    readonly path: string;
    readonly schema: { readonly fields: readonly (Omit<Column, 'shape' | 'unit'> & { readonly unit?: string })[] };
  }[];
}

/** What a sweep varies and measures, from the data package that its shards share. */
async function readColumns(folder: string): Promise<{
  readonly design: { readonly paths: readonly string[]; readonly numeric: readonly boolean[] };
  readonly metrics: readonly Column[];
}> {
  const path = join(folder, 'datapackage.json');
  return withFileErrors(`cannot read ${path}`, async () => {
    const { resources } = JSON.parse(await readFile(path, 'utf8')) as Described;
    const fieldsOf = (file: string): Column[] =>
      (resources.find((resource) => resource.path === file)?.schema.fields ?? []).map(
        ({ name, type = 'number', unit = '', description }): Column => ({
          name,
          type,
          unit,
          shape: 'run',
          description,
        }),
      );
    const varied = fieldsOf('design.csv').slice(1);
    return {
      design: { paths: varied.map(({ name }) => name), numeric: varied.map(({ type }) => type === 'number') },
      metrics: fieldsOf('runs.csv').slice(1 + RUN_ID_COLUMNS.length),
    };
  });
}

/** A table without its header. */
async function readRows(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  return text.slice(text.indexOf('\n') + 1);
}

/** Of every run the rows of the first file, then those of the second, and so on. */
async function* interleave(
  paths: readonly string[],
  widths: readonly number[],
  header: string,
): AsyncGenerator<string> {
  const readers = paths.map((path) =>
    createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator](),
  );
  for (const reader of readers) await reader.next();
  yield header;
  for (;;) {
    for (const [p, reader] of readers.entries()) {
      for (let row = 0; row < widths[p]; row++) {
        const { value, done } = await reader.next();
        if (done === true) return;
        yield `${value}\n`;
      }
    }
  }
}
