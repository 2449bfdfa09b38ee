/** The checkpoint of a batch: how many runs are on disk, how long every file was then, and the counts of the fan. */

import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeHistogram, encodeHistogram, type Histogram } from '../numeric/histogram.ts';
import type { BatchIdentity, Failure } from '../output/manifest.ts';
import type { RunStatus } from '../output/run-table.ts';

/** Name of the checkpoint inside the folder while the batch is unfinished. */
export const CHECKPOINT_FILE = '.checkpoint';

/** Where the rows of a block wait that is not complete: one file is named by the checkpoint while the other is written. */
export const BLOCK_FILES = ['.block-0', '.block-1'] as const;

export interface Checkpoint {
  readonly identity: BatchIdentity;
  /** Replications 0 .. done - 1 are on disk. */
  readonly done: number;
  /** Length of every growing file at that moment. */
  readonly bytes: Readonly<Record<string, number>>;
  /** Rows of the block of a sweep of which a part waits in a file of its own. */
  readonly blockSize?: number;
  readonly statuses: Readonly<Record<RunStatus, number>>;
  readonly failures: readonly Failure[];
}

/** Replace a file so that a reader finds the old or the new content, whole, whatever happens. */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const draft = `${path}.tmp`;
  const handle = await open(draft, 'w');
  try {
    await handle.writeFile(content);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(draft, path);
}

/** One line of JSON, then the bytes of the histogram. */
export async function writeCheckpoint(folder: string, checkpoint: Checkpoint, fan: Readonly<Histogram>): Promise<void> {
  const head = Buffer.from(`${JSON.stringify(checkpoint)}\n`);
  await replaceFile(join(folder, CHECKPOINT_FILE), Buffer.concat([head, encodeHistogram(fan)]));
}

/** Read the checkpoint of a folder; `undefined` when it has none that can be read. */
export async function readCheckpoint(
  folder: string,
): Promise<{ readonly checkpoint: Checkpoint; readonly fan: Histogram } | undefined> {
  try {
    const content = await readFile(join(folder, CHECKPOINT_FILE));
    const end = content.indexOf('\n');
    const checkpoint = JSON.parse(content.toString('utf8', 0, end)) as Checkpoint;
    return { checkpoint, fan: decodeHistogram(content.subarray(end + 1)) };
  } catch {
    return undefined;
  }
}
