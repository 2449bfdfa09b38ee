/** Join the shards of a sweep into the bytes of one that was never cut. */

import { createReadStream } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Column } from '../../columns/column.ts';
import { createHistogram } from '../../numeric/histogram.ts';
import { RUN_ID_COLUMNS } from '../../output/run-table.ts';
import { headerLine, sweepResources } from '../../output/sweep-tables.ts';
import { writeCheckpoint } from '../files/checkpoint.ts';
import { withFileErrors } from '../files/file-errors.ts';
import { endsOf, type MergeOptions, type MergeOutcome, type Part, wholeOf } from '../batch/merge-parts.ts';
import { MANIFEST_FILE, openResultsFolder } from '../files/results-folder.ts';
import { shardRange } from '../batch/shard.ts';
import { finishSweep, replaceByLines, type SweepTables } from './sweep-finish.ts';

const MS_PER_SECOND = 1000;

/** Join the shards of a sweep, in their order. */
export async function mergeSweeps(parts: readonly Part[], options: MergeOptions): Promise<MergeOutcome> {
  const started = new Date();
  const [{ manifest: first, folder: firstFolder }] = parts;
  const identity = wholeOf(parts[0]);
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
    return { kind: 'repeated', ...common, manifest: state.manifest };
  }
  try {
    const { statuses, failures } = endsOf(parts);
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
    const { manifest } = await finishSweep(options.out, tables, (files) => {
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
    return { kind: 'finished', ...common, manifest };
  } finally {
    await state.unlock();
  }
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
