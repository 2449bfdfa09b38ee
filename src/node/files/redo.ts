/** Recomputes finished results next to the old ones, which stay until the new ones are complete. */

import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { lockFolder } from './folder-lock.ts';

/** Subfolders of a results folder: for the whole batch run again, and for the retry of failed rows. */
export const REDO_FOLDER = '.redo';
export const RETRY_FOLDER = '.retry';

const MANIFEST = 'manifest.json';

/** Recomputed results inside a folder. */
export function isRedo(name: string): boolean {
  return name === REDO_FOLDER || name === RETRY_FOLDER;
}

/** Replace the results of the outer folder by those of the inner one; it can be resumed when killed. */
export async function takeOver(folder: string, inner: string): Promise<void> {
  const from = join(folder, inner);
  const unlock = await lockFolder(folder);
  try {
    const names = (await readdir(from)).filter((name) => name !== MANIFEST && !name.startsWith('.lock'));
    for (const name of [...names, MANIFEST]) await rename(join(from, name), join(folder, name));
    await rm(from, { recursive: true });
  } finally {
    await unlock();
  }
}

/** Resume a killed replacement: the inner manifest moves last. */
export async function completeTakeOver(folder: string): Promise<void> {
  for (const inner of [REDO_FOLDER, RETRY_FOLDER]) {
    if (existsSync(join(folder, inner, MANIFEST))) await takeOver(folder, inner);
  }
}
