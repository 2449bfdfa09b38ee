/** The checkpoint of a batch: how many runs are on disk, how long every file was then, and the counts of the fan. */

import { createHash } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeHistogram, encodeHistogram, type Histogram } from '../../numeric/histogram.ts';
import type { BatchIdentity, Failure } from '../../output/manifest.ts';
import type { RunStatus } from '../../output/run-table.ts';

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

/** A line with the hash of what follows: one line of JSON, then bytes. */
export function sealed(head: unknown, body: Uint8Array): Uint8Array {
  const content = Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), body]);
  return Buffer.concat([Buffer.from(`${hashOf(content)}\n`), content]);
}

/** Take apart what was sealed; fails when a byte is missing or another one. */
export function unsealed(file: Buffer): { readonly head: unknown; readonly body: Buffer } {
  const start = file.indexOf('\n') + 1;
  const content = file.subarray(start);
  if (start === 0 || file.toString('latin1', 0, start - 1) !== hashOf(content)) throw new Error('a broken seal');
  const end = content.indexOf('\n');
  return { head: JSON.parse(content.toString('utf8', 0, end)), body: content.subarray(end + 1) };
}

function hashOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

export async function writeCheckpoint(folder: string, checkpoint: Checkpoint, fan: Readonly<Histogram>): Promise<void> {
  await replaceFile(join(folder, CHECKPOINT_FILE), sealed(checkpoint, encodeHistogram(fan)));
}

/** Read the checkpoint of a folder; `undefined` when it has none that can be read. */
export async function readCheckpoint(
  folder: string,
): Promise<{ readonly checkpoint: Checkpoint; readonly fan: Histogram } | undefined> {
  try {
    const { head, body } = unsealed(await readFile(join(folder, CHECKPOINT_FILE)));
    return { checkpoint: head as Checkpoint, fan: decodeHistogram(body) };
  } catch {
    return undefined;
  }
}
