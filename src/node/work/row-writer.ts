/** Writes the rows of a job in order, although they arrive in any order, with checkpoints for resuming. */

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Histogram } from '../../numeric/histogram.ts';
import { createFan, recordFan } from '../../output/fan.ts';
import type { Failure } from '../../output/manifest.ts';
import type { RunStatus } from '../../output/run-table.ts';
import { AppendFiles } from '../files/append-files.ts';
import { BLOCK_FILES, type Checkpoint, writeCheckpoint } from '../files/checkpoint.ts';
import { withFileErrors } from '../files/file-errors.ts';
import { MANIFEST_FILE } from '../files/manifest-file.ts';
import { type Chunk, type Row, restOf, rowAt, RUNS_FILE } from './chunk.ts';
import type { Job } from './job.ts';
import { placeOf, positionsOf, rowsOf, type Schedule } from './schedule.ts';

/** A checkpoint is written this often, and takes at most this share of the time. */
const CHECKPOINT_MS = 1000;
const CHECKPOINT_SHARE = 0.05;
/** Number of failures listed in the manifest. */
export const REPORTED_FAILURES = 20;
const LENGTH_BYTES = 4;
const MS_PER_SECOND = 1000;

/** How writing begins. */
interface Begin {
  /** What the user typed. */
  readonly command: readonly string[];
  /** Where an earlier session ended, and its counts. */
  readonly checkpoint: Checkpoint | undefined;
  readonly fan: Histogram | undefined;
}

export class RowWriter {
  readonly #folder: string | undefined;
  readonly #job: Job;
  readonly #files: AppendFiles;
  /** From the first row that no earlier session wrote. */
  readonly schedule: Schedule;
  /** Rows of the block under way by their slot, and how many are there. */
  #block: Row[] = [];
  #waiting = 0;
  /** The same rows as they came, as far as they are in no block file yet. */
  #unsaved: Chunk[] = [];
  /** Block file in use, and the one to use next: never the one that the last checkpoint names. */
  #blockFile: string | undefined;
  #nextBlockFile: 0 | 1;
  /** Failures among rows that are not written yet. */
  #unwritten: Failure[] = [];
  #checkpointDue = performance.now() + CHECKPOINT_MS;
  readonly statuses: Record<RunStatus, number>;
  readonly failures: Failure[];
  readonly fan: Histogram;
  /** Rows in the table. */
  done: number;
  /** The fold has enough. */
  hasEnough = false;

  readonly #command: readonly string[];
  readonly #started = performance.now();

  /** @param folder  None when nothing is stored. */
  constructor(folder: string | undefined, job: Job, { command, checkpoint, fan }: Begin) {
    this.#command = command;
    this.#folder = folder;
    this.#job = job;
    this.#files = new AppendFiles(folder);
    this.#nextBlockFile = checkpoint !== undefined && BLOCK_FILES[0] in checkpoint.files ? 1 : 0;
    this.done = checkpoint?.done ?? 0;
    this.schedule = { ...job.schedule, done: this.done };
    this.statuses = { ok: 0, failed: 0, 'timed-out': 0, 'non-finite': 0, ...checkpoint?.statuses };
    this.failures = [...(checkpoint?.failures ?? [])];
    this.fan = fan ?? createFan(job.fanColumns);
  }

  /** Rows that the next session need not simulate again, once a checkpoint is written. */
  get stored(): number {
    return this.done + this.#waiting;
  }

  /** Whether all rows are written, or as many as are needed. */
  get isComplete(): boolean {
    return this.hasEnough || this.done >= rowsOf(this.#job.schedule);
  }

  /** Create the files, or cut them back to the checkpoint, and take up the rows that wait for their block. */
  async open(saved: Checkpoint | undefined, takeStored: () => Promise<boolean>): Promise<void> {
    const { files } = this.#job;
    if (saved === undefined || saved.files[RUNS_FILE] === undefined) {
      await this.#saveCheckpoint({});
      for (const { name, header } of files) await this.#files.create(name, header);
      return;
    }
    const waiting = await this.#readBlock(saved);
    for (const { name, header } of files) await this.#files.reopen(name, header, saved.files[name]);
    this.hasEnough = await takeStored();
    // A manifest of fewer runs is no longer true once there is a row more.
    await this.#saveCheckpoint(saved.files, waiting.length > 0 ? saved.block : undefined);
    const manifest = join(this.#folder ?? '', MANIFEST_FILE);
    await withFileErrors(`cannot write ${manifest}`, () => rm(manifest, { force: true }));
    if (waiting.length > 0) this.#unwritten.push(...(saved.block?.failures ?? []));
    for (const chunk of waiting) await this.write(chunk);
  }

  /** Rows of a block that was not complete; none when it would now be another block, or its file is torn. */
  async #readBlock({ files, block }: Checkpoint): Promise<Chunk[]> {
    const name = BLOCK_FILES.find((file) => file in files);
    if (name === undefined || positionsOf(this.schedule) === 0) return [];
    if (block?.size !== placeOf(this.schedule, 0).blockSize) return [];
    const content = await this.#files.contentOf(name, files[name]);
    const chunks: Chunk[] = [];
    let first = 0;
    for (let at = 0; content !== undefined && at < content.length; ) {
      const end = at + LENGTH_BYTES + content.readUInt32LE(at);
      const chunk = deserialize(content.subarray(at + LENGTH_BYTES, end)) as Chunk;
      // Positions count from the first row that is not written.
      chunks.push({ ...chunk, first });
      first += chunk.count;
      at = end;
    }
    return chunks;
  }

  /** Take the rows of consecutive positions; those of complete blocks are written. */
  async write(chunk: Chunk): Promise<void> {
    const complete: Row[] = [];
    this.#unwritten.push(...chunk.failures);
    recordFan(this.fan, chunk.fan);
    let blockStart = 0;
    for (let k = 0; k < chunk.count; k++) {
      const { slot, blockSize } = placeOf(this.schedule, chunk.first + k);
      this.#block[slot] = rowAt(chunk, k);
      this.#waiting++;
      if (this.#waiting < blockSize) continue;
      for (const row of this.#block) complete.push(row);
      this.#block = [];
      this.#waiting = 0;
      this.#unsaved = [];
      blockStart = k + 1;
      await this.#dropBlockFile();
    }
    if (blockStart < chunk.count) this.#unsaved.push(restOf(chunk, blockStart));
    if (complete.length > 0) await this.#append(complete);
    if (performance.now() >= this.#checkpointDue) await this.checkpoint();
  }

  async #append(rows: readonly Row[]): Promise<void> {
    const { fold } = this.#job;
    let count = rows.length;
    for (let k = 0; fold.take !== undefined && k < count; k++) {
      if (!fold.take(rows[k], this.done + k)) continue;
      this.hasEnough = true;
      count = k + 1;
    }
    for (const { name } of this.#job.files) {
      const parts = rows.slice(0, count).flatMap((row) => (row[name] === undefined ? [] : [row[name]]));
      await this.#files.append(name, Buffer.concat(parts));
    }
    this.#recordRows(count);
  }

  /** Count rows as written, with the failures among them. */
  #recordRows(count: number): void {
    const { configurations, firstConfiguration, firstRun } = this.#job.schedule;
    this.done += count;
    const placeOfFailure = ({ run, configuration = firstConfiguration }: Failure): number =>
      (run - firstRun) * configurations + configuration - firstConfiguration;
    const isWritten = (failure: Failure): boolean => placeOfFailure(failure) < this.done;
    const written = this.#unwritten.filter(isWritten).sort((a, b) => placeOfFailure(a) - placeOfFailure(b));
    this.#unwritten = this.#unwritten.filter((failure) => !isWritten(failure));
    for (const { status } of written) this.statuses[status]++;
    this.statuses.ok += count - written.length;
    this.failures.push(...written.slice(0, Math.max(0, REPORTED_FAILURES - this.failures.length)));
  }

  async checkpoint(): Promise<void> {
    const started = performance.now();
    await this.#saveBlock();
    const files = await this.#files.sync();
    const block = { size: placeOf(this.schedule, this.done - this.schedule.done).blockSize, failures: this.#unwritten };
    await this.#saveCheckpoint(files, this.#blockFile === undefined ? undefined : block);
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
    for (const chunk of this.#unsaved) {
      const bytes = serialize(chunk);
      const length = Buffer.alloc(LENGTH_BYTES);
      length.writeUInt32LE(bytes.length);
      await this.#files.append(this.#blockFile, Buffer.concat([length, bytes]));
    }
    this.#unsaved = [];
  }

  async #dropBlockFile(): Promise<void> {
    if (this.#blockFile !== undefined) await this.#files.forget(this.#blockFile);
    this.#blockFile = undefined;
  }

  async #saveCheckpoint(files: Checkpoint['files'], block?: Checkpoint['block']): Promise<void> {
    const folder = this.#folder;
    if (folder === undefined) return;
    const { statuses, failures, done } = this;
    const { format, identity } = this.#job;
    const checkpoint: Checkpoint = {
      format,
      identity,
      done,
      files,
      statuses,
      failures,
      session: {
        command: this.#command,
        rows: rowsOf(this.#job.schedule),
        simulated: this.stored - this.schedule.done,
        seconds: (performance.now() - this.#started) / MS_PER_SECOND,
      },
      ...(block === undefined ? {} : { block }),
    };
    await withFileErrors(`cannot write ${folder}`, () => writeCheckpoint(folder, checkpoint, this.fan));
  }

  /** Length and hash of the files that grew. */
  readonly written = (): ReturnType<AppendFiles['sync']> => this.#files.sync();

  async close(): Promise<void> {
    await this.#files.close();
  }
}
