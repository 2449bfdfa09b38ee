/** Loads the table of historical patterns: that of the package, or the user's. */

import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readText } from '../files/read-text.ts';

/** The same path from `src` and from `dist`. */
const PACKAGE_FILE = fileURLToPath(new URL('../../../data/patterns.csv', import.meta.url));

/** A table of facts as text, and its name for messages. */
export interface FactsText {
  readonly text: string;
  readonly file: string;
}

/**
 * Load a table of facts.
 *
 * @param file  As typed by the user, relative to `cwd`; by default that of the package.
 * @throws UsageError  When it cannot be read.
 */
export function loadFacts(file: string | undefined, cwd: string): FactsText {
  const path = file === undefined ? PACKAGE_FILE : resolve(cwd, file);
  const name = file ?? 'patterns.csv';
  return { text: readText(path, name), file: name };
}
