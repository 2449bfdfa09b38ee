/** Makes a folder and its parents; unlike Node's recursive mkdir, it fails cleanly where no folder can be made. */

import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../../scenario/errors.ts';
import { fileErrorCode } from './file-errors.ts';

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Make a folder unless it exists. */
export async function makeFolder(folder: string): Promise<void> {
  const path = resolve(folder);
  if (await isFolder(path)) return;
  const above = dirname(path);
  if (above !== path) await makeFolder(above);
  try {
    await mkdir(path);
  } catch (error) {
    // Another process may have made it in the meantime.
    if (await isFolder(path)) return;
    // As in /proc: the parent exists but does not accept folders.
    if (fileErrorCode(error) === 'ENOENT') {
      throw new UsageError(`cannot make ${path}: no folder can be made in ${above}; choose another place`);
    }
    throw error;
  }
}
