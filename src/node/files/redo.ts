/** Finished results made again beside the old ones, which stay until the new ones are whole. */

import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { lockFolder } from './folder-lock.ts';

/** Inside a results folder: the whole batch run again, and the batch with its failed rows run again. */
export const REDO_FOLDER = '.redo';
export const RETRY_FOLDER = '.retry';

const MANIFEST = 'manifest.json';

/** Results being made again inside a folder. */
export function isRedo(name: string): boolean {
  return name === REDO_FOLDER || name === RETRY_FOLDER;
}

/** Put the finished results of the inner folder in the place of the outer ones; killed half-way, it is resumed. */
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

/** Go on with a take-over that was killed: the inner manifest moves last. */
export async function completeTakeOver(folder: string): Promise<void> {
  for (const inner of [REDO_FOLDER, RETRY_FOLDER]) {
    const isReady = await stat(join(folder, inner, MANIFEST)).then(
      () => true,
      () => false,
    );
    if (isReady) await takeOver(folder, inner);
  }
}
