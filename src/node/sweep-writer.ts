/** Write the rows of a sweep run by run, whatever the order in which they come, with checkpoints to go on from. */

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createHistogram } from '../numeric/histogram.ts';
import type { BatchIdentity, Failure } from '../output/manifest.ts';
import type { RunStatus } from '../output/run-table.ts';
import { AppendFiles } from './append-files.ts';
import { type Checkpoint, writeCheckpoint } from './checkpoint.ts';
import { type ChunkResult, RUNS_FILE } from './chunk.ts';
import { withFileErrors } from './file-errors.ts';
import { MANIFEST_FILE } from './results-folder.ts';
import { placeOf, type Schedule } from './sweep-schedule.ts';

/** A checkpoint is written this often, and takes at most this share of the time. */
const CHECKPOINT_MS = 1000;
const CHECKPOINT_SHARE = 0.05;
/** Failures that the manifest tells in full. */
const TOLD_FAILURES = 20;
const LINE_FEED = 10;

export class SweepWriter {
  readonly #folder: string;
  readonly #identity: BatchIdentity;
  readonly #schedule: Schedule;
  readonly #files: AppendFiles;
  /** Rows of the block under way, in the order of the file. */
  #block: Uint8Array[] = [];
  #waiting = 0;
  /** Failures among rows that are not written yet. */
  #unwritten: Failure[] = [];
  #checkpointDue = performance.now() + CHECKPOINT_MS;
  readonly statuses: Record<RunStatus, number>;
  readonly failures: Failure[];
  /** Rows on disk. */
  done: number;

  constructor(folder: string, identity: BatchIdentity, schedule: Schedule, saved?: Checkpoint) {
    this.#folder = folder;
    this.#identity = identity;
    this.#schedule = schedule;
    this.#files = new AppendFiles(folder);
    this.statuses = { ok: 0, failed: 0, 'timed-out': 0, 'non-finite': 0, ...saved?.statuses };
    this.failures = [...(saved?.failures ?? [])];
    this.done = saved?.done ?? 0;
  }

  /** Create the table, or cut it back to the checkpoint; a manifest of fewer runs is no longer true then. */
  async open(header: string, bytes: Readonly<Record<string, number>> = {}): Promise<void> {
    await this.#saveCheckpoint(bytes);
    await withFileErrors(`cannot write ${this.#folder}`, () => rm(join(this.#folder, MANIFEST_FILE), { force: true }));
    if (bytes[RUNS_FILE] === undefined) await this.#files.create(RUNS_FILE, header);
    else await this.#files.reopen(RUNS_FILE, bytes[RUNS_FILE]);
  }

  /** Take the rows of consecutive positions; those of complete blocks are written. */
  async write({ first, files, failures }: ChunkResult): Promise<void> {
    const bytes = files[RUNS_FILE];
    const complete: Uint8Array[] = [];
    this.#unwritten.push(...failures);
    let start = 0;
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
    }
    if (complete.length === 0) return;
    await this.#files.append(RUNS_FILE, Buffer.concat(complete));
    this.#recordRows(complete.length);
    if (performance.now() >= this.#checkpointDue) await this.checkpoint();
  }

  /** Count rows as written, with the failures among them. */
  #recordRows(count: number): void {
    const { configurations, firstConfiguration } = this.#schedule;
    this.done += count;
    const isWritten = ({ run, configuration = 0 }: Failure): boolean =>
      run * configurations + configuration - firstConfiguration < this.done;
    const written = this.#unwritten.filter(isWritten);
    this.#unwritten = this.#unwritten.filter((failure) => !isWritten(failure));
    for (const { status } of written) this.statuses[status]++;
    this.statuses.ok += count - written.length;
    this.failures.push(...written.slice(0, Math.max(0, TOLD_FAILURES - this.failures.length)));
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
    await withFileErrors(`cannot write ${this.#folder}`, () =>
      writeCheckpoint(this.#folder, checkpoint, createHistogram()),
    );
  }

  async close(): Promise<void> {
    await this.#files.close();
  }
}
