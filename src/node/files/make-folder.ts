/** Make a folder and those above it: unlike Node's own recursive way, it ends where the system makes no folders. */

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
    // Somebody else may have made it meanwhile.
    if (await isFolder(path)) return;
    // As in /proc: the folder above is there and takes none.
    if (fileErrorCode(error) === 'ENOENT') {
      throw new UsageError(`cannot make ${path}: no folder can be made in ${above}; choose another place`);
    }
    throw error;
  }
}
