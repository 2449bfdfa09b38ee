/** Run the failed rows of a finished batch again; all others are kept as they stand, and the statistics made anew. */

import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeHistogram } from '../../numeric/histogram.ts';
import { csvFields } from '../../output/csv.ts';
import { EMPTY_FAN_BLOCK } from '../../output/fan.ts';
import { identityDifferences, type Manifest } from '../../output/manifest.ts';
import { RUN_ID_COLUMNS } from '../../output/run-table.ts';
import { UsageError } from '../../scenario/errors.ts';
import { finishBatch } from './batch-finish.ts';
import { type BatchOptions, type BatchOutcome, type PreparedBatch, prepareBatch, runBatch } from './batch.ts';
import { BatchWriter } from './batch-writer.ts';
import { type ChunkResult, RUNS_FILE } from './chunk.ts';
import { dispatchChunks } from './dispatch.ts';
import { withFileErrors } from '../files/file-errors.ts';
import { lockFolder } from '../files/folder-lock.ts';
import { RETRY_FOLDER, takeOver } from './redo.ts';
import { checkFiles, COUNTS_FILE, openResultsFolder, readManifest } from '../files/results-folder.ts';
import type { ChunkRunner } from './runners.ts';
import { StoredRows, storedTables } from './stored-rows.ts';

export async function retryBatch(options: BatchOptions): Promise<BatchOutcome> {
  const { folder, runs } = options;
  if (options.shard !== undefined) {
    throw new UsageError([
      '--retry-failed is for whole batches: merge the parts first, then run their failed rows again',
    ]);
  }
  const prepared = prepareBatch(options);
  const manifest = await finishedBatch(folder, prepared);
  const failed = manifest.statuses.ok === runs ? [] : await failedRuns(folder, options.locale);
  if (failed.length === 0) return runBatch({ ...options, mode: 'new' });
  const unlock = await withFileErrors(`cannot use ${folder} as results folder`, () => lockFolder(folder));
  try {
    const inner = join(folder, RETRY_FOLDER);
    await withFileErrors(`cannot write ${folder}`, () => rm(inner, { recursive: true, force: true }));
    const outcome = await rewrite(options, prepared, { manifest, failed });
    if (outcome.kind === 'interrupted') {
      await rm(inner, { recursive: true });
      return outcome;
    }
  } finally {
    await unlock();
  }
  await takeOver(folder, RETRY_FOLDER);
  const retried = await runBatch({ ...options, mode: 'new' });
  if (retried.manifest?.statuses.ok === runs) await rm(join(folder, COUNTS_FILE), { force: true });
  return { ...retried, kind: 'finished' };
}

/** The manifest of the batch, if it stands there whole and is this one. */
async function finishedBatch(folder: string, { tables }: PreparedBatch): Promise<Manifest> {
  const refuse = (why: string): never => {
    throw new UsageError([`--retry-failed: ${folder} ${why}`]);
  };
  const info = await stat(folder).catch(() => undefined);
  if (info === undefined) return refuse('does not exist; run the batch first');
  const state = await openResultsFolder(folder, tables.identity, 'new').catch((error: unknown) => {
    if (!(error instanceof UsageError)) throw error;
    const text = error.message.replace(`${folder} `, '');
    const isOtherScenario = text.includes('scenario hash');
    return refuse(
      isOtherScenario
        ? `${text} - rows of two scenarios, or of two versions of a strategy, cannot stand in one table`
        : text,
    );
  });
  if (state.kind !== 'finished') await state.unlock();
  const manifest = await readManifest(folder);
  if (manifest === undefined || identityDifferences(manifest.identity, tables.identity).length > 0) {
    return refuse('holds no finished batch; run it first');
  }
  await checkFiles(folder, manifest);
  return manifest;
}

/** Runs whose row is not ok, in ascending order. */
async function failedRuns(folder: string, locale: BatchOptions['locale']): Promise<number[]> {
  const status = RUN_ID_COLUMNS.findIndex((column) => column.name === 'status');
  const table = new StoredRows({ path: join(folder, RUNS_FILE), columns: [], locale });
  const failed: number[] = [];
  for await (const piece of table.before(Number.POSITIVE_INFINITY)) {
    for (const line of piece.trimEnd().split('\n')) {
      const fields = csvFields(line, locale);
      if (fields[status] !== 'ok') failed.push(Number(fields[0]));
    }
  }
  return failed;
}

interface Retried {
  readonly manifest: Manifest;
  readonly failed: readonly number[];
}

/** Write the whole folder anew inside itself: kept rows from the old tables, the others from new runs. */
async function rewrite(options: BatchOptions, prepared: PreparedBatch, old: Retried): Promise<BatchOutcome> {
  const { folder, runs } = options;
  const { tables, outcome, timeoutSeconds } = prepared;
  const { failed, manifest } = old;
  const inner = join(folder, RETRY_FOLDER);
  const fan = await readFile(join(folder, COUNTS_FILE)).then(decodeHistogram, () => {
    throw new UsageError([
      `--retry-failed: ${join(folder, COUNTS_FILE)} is missing or broken, so quantiles.csv cannot be made anew; --force runs everything again`,
    ]);
  });
  await mkdir(inner);
  const started = new Date();
  const { identity } = tables;
  const statuses = { ok: 0, failed: 0, 'timed-out': 0, 'non-finite': 0 };
  const writer = new BatchWriter(inner, tables, {
    checkpoint: { identity, done: 0, bytes: {}, statuses, failures: [] },
    fan,
  });
  const runner = prepared.createRunner();
  const stored = storedTables(folder, tables, options.seriesFormat);
  const fresh = new Map<number, ChunkResult>();
  try {
    await writer.open(tables);
    const keepUntil = async (run: number): Promise<void> => {
      for (const [name, rows] of stored) {
        for await (const piece of rows.before(run)) await writer.write(keptChunk(writer.done, name, piece));
        await rows.skip(run);
      }
      await writer.write({ ...keptChunk(writer.done, RUNS_FILE, ''), count: run - writer.done });
    };
    let next = 0;
    await dispatchChunks({
      runner: runnerOf(runner, failed, fresh),
      from: 0,
      to: failed.length,
      async sink({ count }) {
        for (const run of failed.slice(next, next + count)) {
          await keepUntil(run);
          await writer.write(fresh.get(run) as ChunkResult);
          fresh.delete(run);
        }
        next += count;
        options.onProgress?.(writer.done);
      },
      stopped: () => options.signal?.aborted ?? false,
    });
    if (next < failed.length) return { kind: 'interrupted', ...outcome, done: runs, summary: [] };
    await keepUntil(runs);
    await writer.checkpoint();
    const finished = await finishBatch({ ...options, folder: inner }, tables, {
      writer,
      started,
      sessionRuns: failed.length,
      timeoutSeconds,
      retry: {
        rows: failed.length,
        recovered: writer.statuses.ok - manifest.statuses.ok,
        earlierCommand: manifest.command,
      },
    });
    return { kind: 'finished', ...outcome, done: runs, ...finished };
  } finally {
    for (const rows of stored.values()) await rows.close();
    await runner.close();
    await writer.close();
  }
}

const encoder = new TextEncoder();

/** Rows that stay: they are in the counts of the fan already. */
function keptChunk(first: number, name: string, text: string): ChunkResult {
  return { first, count: 0, files: { [name]: encoder.encode(text) }, fan: EMPTY_FAN_BLOCK, failures: [] };
}

/** Simulates the runs at these places of the list, and leaves what comes of each by its run. */
function runnerOf(runner: ChunkRunner, runs: readonly number[], results: Map<number, ChunkResult>): ChunkRunner {
  return {
    width: runner.width,
    async run(first, count) {
      for (const run of runs.slice(first, first + count)) results.set(run, await runner.run(run, 1));
      return { ...keptChunk(first, RUNS_FILE, ''), count };
    },
    close: () => runner.close(),
  };
}
