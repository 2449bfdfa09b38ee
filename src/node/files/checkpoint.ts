/** Writes and reads the checkpoint of a job: rows on disk, length of every file, and counts of the fan. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeHistogram, encodeHistogram, type Histogram } from '../../numeric/histogram.ts';
import type { Failure, Identity, Manifest } from '../../output/manifest.ts';
import type { RunStatus } from '../../output/run-table.ts';
import type { FileState } from './append-files.ts';
import { replaceFile, sealed, unsealed } from './replace-file.ts';

/** Name of the checkpoint inside the folder while the job is unfinished. */
export const CHECKPOINT_FILE = '.checkpoint';

/** Files for the rows of an incomplete block: the checkpoint names one while the other is written. */
export const BLOCK_FILES = ['.block-0', '.block-1'] as const;

export interface Checkpoint {
  readonly format: Manifest['format'];
  readonly identity: Identity;
  /** Rows on disk. */
  readonly done: number;
  /** Length and hash of every growing file at that moment. */
  readonly files: Readonly<Record<string, FileState>>;
  /** Rows of the incomplete block in its file, and failures among them. */
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

/** State for resuming. */
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
