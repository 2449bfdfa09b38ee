/** Write the chunks of a batch in order, with checkpoints from which a killed batch goes on to the same bytes. */

import type { Column } from '../../columns/column.ts';
import type { Histogram } from '../../numeric/histogram.ts';
import { DRAWS_FILE, drawsHeader } from '../../output/draws.ts';
import { eventsHeader } from '../../output/events.ts';
import { createFan, recordFan } from '../../output/fan.ts';
import type { BatchIdentity, Failure } from '../../output/manifest.ts';
import { type RunStatus, type RunTable, runTableHeader } from '../../output/run-table.ts';
import { type SeriesTable, seriesFile, seriesHeader } from '../../output/series.ts';
import { AppendFiles } from '../files/append-files.ts';
import { type Checkpoint, writeCheckpoint } from '../files/checkpoint.ts';
import { type ChunkResult, EVENTS_FILE, RUNS_FILE } from './chunk.ts';
import { withFileErrors } from '../files/file-errors.ts';

/** A checkpoint is written this often, and takes at most this share of the time. */
const CHECKPOINT_MS = 1000;
const CHECKPOINT_SHARE = 0.05;
/** Failures that the manifest tells in full. */
const TOLD_FAILURES = 20;

export interface BatchTables {
  readonly identity: BatchIdentity;
  readonly table: RunTable;
  readonly fanColumns: readonly Column[];
  readonly series: readonly SeriesTable[];
}

/** The files that grow with the runs, and their header lines. */
export function headersOf({ table, series }: BatchTables): Record<string, string> {
  const { locale, draws } = table;
  const headers = {
    [RUNS_FILE]: runTableHeader(table),
    [EVENTS_FILE]: eventsHeader(locale),
    ...(draws && { [DRAWS_FILE]: drawsHeader(draws, locale) }),
  };
  return { ...headers, ...Object.fromEntries(series.map((one) => [seriesFile(one), seriesHeader(one, locale)])) };
}

export class BatchWriter {
  readonly #folder: string;
  readonly #identity: BatchIdentity;
  readonly #files: AppendFiles;
  readonly statuses: Record<RunStatus, number>;
  readonly failures: Failure[];
  readonly fan: Histogram;
  /** Replications 0 .. done - 1 are written. */
  done: number;
  #checkpointDue = performance.now() + CHECKPOINT_MS;

  /** Use `openBatchWriter`. */
  constructor(folder: string, tables: BatchTables, saved?: { checkpoint: Checkpoint; fan: Histogram }) {
    this.#folder = folder;
    this.#identity = tables.identity;
    this.#files = new AppendFiles(folder);
    this.statuses = { ok: 0, failed: 0, 'timed-out': 0, 'non-finite': 0, ...saved?.checkpoint.statuses };
    this.failures = [...(saved?.checkpoint.failures ?? [])];
    this.fan = saved?.fan ?? createFan(tables.fanColumns);
    this.done = saved?.checkpoint.done ?? 0;
  }

  /** Create the files, or cut them back to the checkpoint. */
  async open(tables: BatchTables, bytes: Readonly<Record<string, number>> = {}): Promise<void> {
    if (Object.keys(bytes).length === 0) await this.#saveCheckpoint({});
    for (const [name, header] of Object.entries(headersOf(tables))) {
      if (bytes[name] === undefined) await this.#files.create(name, header);
      else await this.#files.reopen(name, bytes[name]);
    }
  }

  async write(chunk: ChunkResult): Promise<void> {
    for (const [name, content] of Object.entries(chunk.files)) await this.#files.append(name, content);
    recordFan(this.fan, chunk.fan);
    for (const failure of chunk.failures) {
      this.statuses[failure.status]++;
      if (this.failures.length < TOLD_FAILURES) this.failures.push(failure);
    }
    this.statuses.ok += chunk.count - chunk.failures.length;
    this.done += chunk.count;
    if (performance.now() >= this.#checkpointDue) await this.checkpoint();
  }

  async checkpoint(): Promise<void> {
    const started = performance.now();
    await this.#saveCheckpoint(await this.#files.sync());
    const now = performance.now();
    this.#checkpointDue = now + Math.max(CHECKPOINT_MS, (now - started) / CHECKPOINT_SHARE);
  }

  async #saveCheckpoint(bytes: Readonly<Record<string, number>>): Promise<void> {
    const { statuses, failures, done } = this;
    const checkpoint: Checkpoint = { identity: this.#identity, done, bytes, statuses, failures };
    await withFileErrors(`cannot write ${this.#folder}`, () => writeCheckpoint(this.#folder, checkpoint, this.fan));
  }

  async close(): Promise<void> {
    await this.#files.close();
  }
}
