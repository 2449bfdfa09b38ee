/** Runs a job into a results folder: resumable, with the same bytes for any number of workers. */

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeHistogram, type Histogram } from '../../numeric/histogram.ts';
import { sum } from '../../numeric/sum.ts';
import { type Manifest, manifestText } from '../../output/manifest.ts';
import { RO_CRATE_FILE, roCrateText } from '../../output/ro-crate.ts';
import type { RunStatus } from '../../output/run-table.ts';
import { describeTables } from '../files/describe-files.ts';
import { withFileErrors } from '../files/file-errors.ts';
import { MANIFEST_FILE } from '../files/manifest-file.ts';
import { replaceByLines, replaceFile } from '../files/replace-file.ts';
import { COUNTS_FILE, type FolderMode, openResultsFolder, removeUnfinished } from '../files/results-folder.ts';
import type { Job } from './job.ts';
import { dispatchChunks } from './queue.ts';
import { RowWriter } from './row-writer.ts';
import { type ChunkRunner, createRunner, type RunnerOptions, timeoutOf } from './runners.ts';
import { positionsOf, rowsOf } from './schedule.ts';
import { storedRows } from './stored-rows.ts';

/** Where and how a job runs. */
export interface WorkPlace extends RunnerOptions {
  /** Results folder; without one results are not stored. */
  readonly folder?: string | undefined;
  readonly mode: FolderMode;
  /** What the user typed, for the manifest. */
  readonly command: readonly string[];
  /** Aborting it ends the work after the chunks under way, to be resumed. */
  readonly signal?: AbortSignal | undefined;
  /** When the work ends the same way, on the clock of `performance.now()`, ms. */
  readonly deadline?: number | undefined;
  /** Hears of the rows simulated so far. */
  onProgress?(done: number): void;
}

export interface Outcome {
  /** `repeated`: the folder held this, finished; nothing was run. */
  readonly kind: 'finished' | 'repeated' | 'interrupted';
  /** Rows on disk. */
  readonly done: number;
  /** Absent when interrupted, or when results are not stored. */
  readonly manifest?: Manifest;
  readonly statuses: Readonly<Record<RunStatus, number>>;
}

/** Rows that are there already, of another folder, and the counts of the fan to begin with. */
export interface Stored {
  readonly runner: ChunkRunner;
  readonly fan: Histogram | undefined;
  /** Rows of them that are simulated again. */
  readonly again: number;
  retry?(statuses: Outcome['statuses']): Manifest['retry'];
}

const MS_PER_SECOND = 1000;

/** Run a job; its fold then holds what the rows add up to. */
export async function runJob(job: Job, place: WorkPlace, stored?: Stored): Promise<Outcome> {
  const { folder, mode } = place;
  const state =
    folder === undefined ? { kind: 'empty' as const, unlock: nothing } : await openResultsFolder(folder, job, mode);
  if (state.kind === 'finished') {
    const { statuses } = state.manifest;
    const done = sum(Object.values(statuses));
    await takeStored(job, folder ?? '', done);
    return { kind: 'repeated', done, manifest: state.manifest, statuses };
  }
  const started = new Date();
  // Stored rows come from their first one on.
  const saved = state.kind === 'unfinished' && stored === undefined ? state.saved : undefined;
  const writer = new RowWriter(folder, job, {
    command: place.command,
    checkpoint: saved?.checkpoint,
    fan: saved?.fan ?? stored?.fan,
  });
  const { schedule } = writer;
  const stop = stopSignal(place);
  const { signal } = stop;
  let runner: ChunkRunner | undefined;
  try {
    runner = stored?.runner ?? createRunner(job, schedule, { ...place, signal });
    // The checkpoint comes first: a folder with any other file in it says what it is.
    await writer.open(saved?.checkpoint, () => takeStored(job, folder ?? '', writer.done));
    let simulated = writer.stored;
    const resumedAt = simulated;
    place.onProgress?.(simulated);
    await dispatchChunks({
      runner,
      from: writer.stored - schedule.done,
      to: writer.isComplete ? 0 : positionsOf(schedule),
      unitEnd: job.setup.strategies.length > 0 ? job.patience?.(schedule).unitEnd : undefined,
      async sink(chunk) {
        if (writer.isComplete) return;
        await writer.write(chunk);
        simulated += chunk.count;
        place.onProgress?.(simulated);
      },
      stopped: () => writer.isComplete || signal.aborted,
    });
    await writer.checkpoint();
    const { done, statuses } = writer;
    if (!writer.isComplete) return { kind: 'interrupted', done: writer.stored, statuses };
    // Statistics need room, and the threads have nothing left to do.
    await runner.close();
    if (folder === undefined || job.isOpen) return { kind: 'finished', done, statuses };
    const timing = sessionOf(started, stored?.again ?? done - resumedAt);
    const manifest = await finishJob(job, writer, { ...place, folder }, { timing, retry: stored?.retry?.(statuses) });
    return { kind: 'finished', done, manifest, statuses };
  } finally {
    stop.release();
    await runner?.close();
    await writer.close();
    await state.unlock();
  }
}

async function nothing(): Promise<void> {}

/** Aborted when the caller says so, or its time is up; `release` stops waiting for either. */
function stopSignal({ signal, deadline }: WorkPlace): { readonly signal: AbortSignal; release(): void } {
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort);
  const timer = deadline === undefined ? undefined : setTimeout(abort, Math.max(0, deadline - performance.now()));
  return {
    signal: stop.signal,
    release() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    },
  };
}

/** Hand the rows that a folder holds to the fold; true when it has enough. */
async function takeStored(job: Job, folder: string, rows: number): Promise<boolean> {
  const { fold } = job;
  if (fold.take === undefined || (fold.stored ?? 0) >= rows) return false;
  let at = 0;
  for await (const row of storedRows(folder, job)) {
    if (at >= rows) return false;
    if (fold.take(row, at++)) return true;
  }
  return false;
}

function sessionOf(started: Date, sessionRuns: number): Manifest['timing'] {
  const finished = new Date();
  const seconds = (finished.getTime() - started.getTime()) / MS_PER_SECOND;
  return {
    startedAt: started.toISOString(),
    finishedAt: finished.toISOString(),
    seconds,
    sessionRuns,
    runsPerSecond: sessionRuns / Math.max(seconds, 1 / MS_PER_SECOND),
  };
}

/** Write what needs all rows; the manifest comes last and makes the experiment finished. */
async function finishJob(
  job: Job,
  { statuses, failures, fan, written }: RowWriter,
  place: WorkPlace & { readonly folder: string },
  { timing, retry }: Pick<Manifest, 'timing' | 'retry'>,
): Promise<Manifest> {
  const { format, identity, stated, resources, fanColumns } = job;
  const { folder, command, jobs } = place;
  const about = job.about();
  const { csvLocale: locale } = identity;
  const known = await written();
  return withFileErrors(`cannot write ${folder}`, async () => {
    await job.convert?.(folder);
    for await (const { file, lines } of job.fold.tables({ folder, fan: fanColumns.length > 0 ? fan : undefined })) {
      await replaceByLines(join(folder, file), lines);
    }
    const files = await describeTables(folder, { about, resources, locale, known });
    // The counts are kept while there is something to add to them: rows that can be run again, or other parts.
    const isLast = statuses.ok === rowsOf(job.schedule) && identity.shard === undefined;
    if (fanColumns.length > 0 && isLast) await rm(join(folder, COUNTS_FILE), { force: true });
    else if (fanColumns.length > 0) await replaceFile(join(folder, COUNTS_FILE), encodeHistogram(fan));
    const manifest: Manifest = {
      format,
      identity,
      ...stated,
      command: [...command],
      nodeVersion: process.version,
      platform: `${process.platform} ${process.arch}`,
      jobs,
      timeoutSeconds: timeoutOf(job, place) ?? null,
      statuses,
      ...(retry === undefined ? {} : { retry }),
      failures: [...failures],
      files,
      timing,
    };
    await replaceFile(join(folder, RO_CRATE_FILE), roCrateText(manifest, { ...about, resources }));
    await replaceFile(join(folder, MANIFEST_FILE), manifestText(manifest));
    await removeUnfinished(folder, job);
    return manifest;
  });
}
