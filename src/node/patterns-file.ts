/** The table of patterns on record that comes with the package, or one of the user's own. */

import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Pattern, readPatterns } from '../experiment/hindcast.ts';
import { readText } from './files/read-text.ts';

/** The same place seen from `src/node` and from `dist/node`. */
const PACKAGE_FILE = fileURLToPath(new URL('../../data/patterns.csv', import.meta.url));

/**
 * Load patterns.
 *
 * @param file  As the user typed it, against `cwd`; those of the package when absent.
 * @throws UsageError  When it cannot be read, or with every mistake in it.
 */
export function loadPatterns(file: string | undefined, cwd: string): Pattern[] {
  const path = file === undefined ? PACKAGE_FILE : resolve(cwd, file);
  return readPatterns(readText(path, file ?? 'patterns.csv'), file ?? 'patterns.csv');
}
