/** The checkpoint of a job: how many rows are on disk, how long every file was then, and the counts of the fan. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeHistogram, encodeHistogram, type Histogram } from '../../numeric/histogram.ts';
import type { Failure, Identity, Manifest } from '../../output/manifest.ts';
import type { RunStatus } from '../../output/run-table.ts';
import type { FileState } from './append-files.ts';
import { replaceFile, sealed, unsealed } from './replace-file.ts';

/** Name of the checkpoint inside the folder while the job is unfinished. */
export const CHECKPOINT_FILE = '.checkpoint';

/** Where the rows of a block wait that is not complete: one file is named by the checkpoint while the other is written. */
export const BLOCK_FILES = ['.block-0', '.block-1'] as const;

export interface Checkpoint {
  readonly format: Manifest['format'];
  readonly identity: Identity;
  /** Rows on disk. */
  readonly done: number;
  /** Length and hash of every growing file at that moment. */
  readonly files: Readonly<Record<string, FileState>>;
  /** Rows of the block of which a part waits in a file of its own, and the failures among that part. */
  readonly block?: { readonly size: number; readonly failures: readonly Failure[] };
  readonly statuses: Readonly<Record<RunStatus, number>>;
  readonly failures: readonly Failure[];
  /** What is being run, for those who ask how far it is; absent in folders of earlier versions. */
  readonly session?: CheckpointSession;
}

export interface CheckpointSession {
  /** What the user typed. */
  readonly command: readonly string[];
  /** Rows of the whole job or part. */
  readonly rows: number;
  /** Rows simulated since it was last begun or resumed, and the time since then, seconds. */
  readonly simulated: number;
  readonly seconds: number;
}

/** Where to go on. */
export interface Saved {
  readonly checkpoint: Checkpoint;
  readonly fan: Histogram | undefined;
}

export async function writeCheckpoint(folder: string, checkpoint: Checkpoint, fan: Readonly<Histogram>): Promise<void> {
  await replaceFile(join(folder, CHECKPOINT_FILE), sealed(checkpoint, encodeHistogram(fan)));
}

/** Read the checkpoint of a folder; `undefined` when it has none that can be read. */
export async function readCheckpoint(folder: string): Promise<Saved | undefined> {
  try {
    const { head, body } = unsealed(await readFile(join(folder, CHECKPOINT_FILE)));
    return { checkpoint: head as Checkpoint, fan: decodeHistogram(body) };
  } catch {
    return undefined;
  }
}
