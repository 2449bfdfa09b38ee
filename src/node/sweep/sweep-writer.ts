/** Write the rows of a sweep run by run, whatever the order in which they come, with checkpoints to go on from. */

import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createHistogram } from '../../numeric/histogram.ts';
import { type CsvLocale, csvFields } from '../../output/csv.ts';
import type { BatchIdentity, Failure } from '../../output/manifest.ts';
import type { RunStatus } from '../../output/run-table.ts';
import { RUN_PLACES } from '../../output/sweep-tables.ts';
import { AppendFiles } from '../files/append-files.ts';
import { BLOCK_FILES, type Checkpoint, writeCheckpoint } from '../files/checkpoint.ts';
import { type ChunkResult, RUNS_FILE } from '../batch/chunk.ts';
import { withFileErrors } from '../files/file-errors.ts';
import { MANIFEST_FILE } from '../files/results-folder.ts';
import { placeOf, type Schedule } from './sweep-schedule.ts';

/** A checkpoint is written this often, and takes at most this share of the time. */
const CHECKPOINT_MS = 1000;
const CHECKPOINT_SHARE = 0.05;
/** Failures that the manifest tells in full. */
const TOLD_FAILURES = 20;
const LINE_FEED = 10;

/** What the writer takes of a chunk: lines of consecutive positions. */
type Rows = Pick<ChunkResult, 'first' | 'files' | 'failures'>;

export class SweepWriter {
  readonly #folder: string;
  readonly #identity: BatchIdentity;
  readonly #schedule: Schedule;
  readonly #files: AppendFiles;
  /** Rows of the block under way, in the order of the file, and how many are there. */
  #block: Uint8Array[] = [];
  #waiting = 0;
  /** The same rows in the order in which they came, as far as they are in no block file yet. */
  #unsaved: Uint8Array[] = [];
  /** Block file in use, and the one to use next: never the one that the last checkpoint names. */
  #blockFile: string | undefined;
  #nextBlockFile: 0 | 1;
  /** Failures among rows that are not written yet. */
  #unwritten: Failure[] = [];
  #checkpointDue = performance.now() + CHECKPOINT_MS;
  readonly statuses: Record<RunStatus, number>;
  readonly failures: Failure[];
  /** Rows in the table. */
  done: number;

  constructor(folder: string, identity: BatchIdentity, schedule: Schedule, saved?: Checkpoint) {
    this.#folder = folder;
    this.#identity = identity;
    this.#schedule = schedule;
    this.#files = new AppendFiles(folder);
    this.#nextBlockFile = saved !== undefined && BLOCK_FILES[0] in saved.bytes ? 1 : 0;
    this.statuses = { ok: 0, failed: 0, 'timed-out': 0, 'non-finite': 0, ...saved?.statuses };
    this.failures = [...(saved?.failures ?? [])];
    this.done = saved?.done ?? 0;
  }

  /** Rows that the next session need not simulate again, once a checkpoint is written. */
  get kept(): number {
    return this.done + this.#waiting;
  }

  /** Create the table, or cut it back to the checkpoint and take up the rows that wait for their block. */
  async open(header: string, saved?: Checkpoint): Promise<void> {
    const { bytes = {} } = saved ?? {};
    if (saved === undefined || bytes[RUNS_FILE] === undefined) {
      await this.#saveCheckpoint({});
      await this.#files.create(RUNS_FILE, header);
      return;
    }
    const manifest = join(this.#folder, MANIFEST_FILE);
    const waiting = await this.#readBlock(saved);
    // A manifest of fewer runs is no longer true once there is a row more.
    await this.#saveCheckpoint(bytes, saved.blockSize);
    await withFileErrors(`cannot write ${manifest}`, () => rm(manifest, { force: true }));
    await this.#files.reopen(RUNS_FILE, bytes[RUNS_FILE]);
    await this.write(waiting);
  }

  /** Rows of a block that was not complete; none when it would now be another block. */
  async #readBlock({ bytes, blockSize }: Checkpoint): Promise<Rows> {
    const name = BLOCK_FILES.find((file) => file in bytes);
    const none: Rows = { first: 0, files: { [RUNS_FILE]: new Uint8Array(0) }, failures: [] };
    if (name === undefined || blockSize !== placeOf(this.#schedule, 0).blockSize) return none;
    const content = await readFile(join(this.#folder, name)).catch(() => new Uint8Array(0));
    if (content.length < bytes[name]) return none;
    const rows = content.subarray(0, bytes[name]);
    const failures = failuresIn(new TextDecoder().decode(rows), this.#identity.csvLocale);
    return { first: 0, files: { [RUNS_FILE]: rows }, failures };
  }

  /** Take the rows of consecutive positions; those of complete blocks are written. */
  async write({ first, files, failures }: Rows): Promise<void> {
    const bytes = files[RUNS_FILE];
    const complete: Uint8Array[] = [];
    this.#unwritten.push(...failures);
    let start = 0;
    let blockStart = 0;
    for (let position = first; start < bytes.length; position++) {
      const end = bytes.indexOf(LINE_FEED, start) + 1;
      const { slot, blockSize } = placeOf(this.#schedule, position);
      this.#block[slot] = bytes.subarray(start, end);
      this.#waiting++;
      start = end;
      if (this.#waiting < blockSize) continue;
      for (const line of this.#block) complete.push(line);
      this.#block = [];
      this.#waiting = 0;
      this.#unsaved = [];
      blockStart = end;
      await this.#dropBlockFile();
    }
    if (blockStart < bytes.length) this.#unsaved.push(bytes.subarray(blockStart));
    if (complete.length > 0) {
      await this.#files.append(RUNS_FILE, Buffer.concat(complete));
      this.#recordRows(complete.length);
    }
    if (performance.now() >= this.#checkpointDue) await this.checkpoint();
  }

  /** Count rows as written, with the failures among them. */
  #recordRows(count: number): void {
    const { configurations, firstConfiguration } = this.#schedule;
    this.done += count;
    const isWritten = ({ run, configuration = 0 }: Failure): boolean =>
      run * configurations + configuration - firstConfiguration < this.done;
    const written = this.#unwritten
      .filter(isWritten)
      .sort((a, b) => a.run - b.run || (a.configuration ?? 0) - (b.configuration ?? 0));
    this.#unwritten = this.#unwritten.filter((failure) => !isWritten(failure));
    for (const { status } of written) this.statuses[status]++;
    this.statuses.ok += count - written.length;
    this.failures.push(...written.slice(0, Math.max(0, TOLD_FAILURES - this.failures.length)));
  }

  async checkpoint(): Promise<void> {
    const started = performance.now();
    await this.#saveBlock();
    const bytes = await this.#files.sync();
    await this.#saveCheckpoint(bytes, this.#blockFile === undefined ? undefined : this.#blockSize());
    const now = performance.now();
    this.#checkpointDue = now + Math.max(CHECKPOINT_MS, (now - started) / CHECKPOINT_SHARE);
  }

  /** Put the rows that wait for their block where a later session finds them. */
  async #saveBlock(): Promise<void> {
    if (this.#unsaved.length === 0) return;
    if (this.#blockFile === undefined) {
      this.#blockFile = BLOCK_FILES[this.#nextBlockFile];
      this.#nextBlockFile = this.#nextBlockFile === 0 ? 1 : 0;
      await this.#files.create(this.#blockFile, '');
    }
    await this.#files.append(this.#blockFile, Buffer.concat(this.#unsaved));
    this.#unsaved = [];
  }

  async #dropBlockFile(): Promise<void> {
    if (this.#blockFile !== undefined) await this.#files.forget(this.#blockFile);
    this.#blockFile = undefined;
  }

  /** Rows of the block under way. */
  #blockSize(): number {
    return placeOf(this.#schedule, this.done - this.#schedule.done).blockSize;
  }

  async #saveCheckpoint(bytes: Readonly<Record<string, number>>, blockSize?: number): Promise<void> {
    const { statuses, failures, done } = this;
    const block = blockSize === undefined ? {} : { blockSize };
    const checkpoint: Checkpoint = { identity: this.#identity, done, bytes, ...block, statuses, failures };
    await withFileErrors(`cannot write ${this.#folder}`, () =>
      writeCheckpoint(this.#folder, checkpoint, createHistogram()),
    );
  }

  async close(): Promise<void> {
    await this.#files.close();
  }
}

/** The rows that are not ok. */
function failuresIn(text: string, locale: CsvLocale): Failure[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.flatMap((line) => {
    const fields = csvFields(line, locale);
    const status = fields[RUN_PLACES.status] as RunStatus;
    if (status === 'ok') return [];
    const [configuration, run] = [fields[RUN_PLACES.configuration], fields[RUN_PLACES.run]].map(Number);
    return [{ run, configuration, status, reason: fields[RUN_PLACES.reason] }];
  });
}
