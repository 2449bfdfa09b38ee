/** Whether the built program is newer than every source: then tests start it, and its threads, instead of the sources. */

import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Newest change below a folder, in ms. */
function newest(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).reduce(
    (latest, name) => Math.max(latest, statSync(join(folder, name)).mtimeMs),
    0,
  );
}

/** The built program, and whether it is up to date. */
export const BUILT_MAIN = resolve('dist/cli/main.js');
export const IS_BUILT = (statSync(BUILT_MAIN, { throwIfNoEntry: false })?.mtimeMs ?? 0) > newest('src');
