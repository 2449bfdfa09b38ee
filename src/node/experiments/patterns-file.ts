/** Tables of what is on record: those that come with the package, or the user's own. */

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RECORD_TABLES, type RecordTables } from '../../experiment/record-tables.ts';
import { readText } from '../files/read-text.ts';
import { packagePath } from '../package-version.ts';

const PACKAGE_DATA = fileURLToPath(packagePath('data'));
const PATTERNS = 'patterns.csv';

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
  const path = file === undefined ? join(PACKAGE_DATA, PATTERNS) : resolve(cwd, file);
  const name = file ?? PATTERNS;
  return { text: readText(path, name), file: name };
}

/**
 * Load the tables that runs are compared with from a data folder; those but the first may be missing.
 *
 * @param folder  As the user typed it, against `cwd`; that of the package when absent.
 * @throws UsageError  When the first is missing or one cannot be read.
 */
export function loadRecord(folder: string | undefined, cwd: string): RecordTables {
  const path = folder === undefined ? PACKAGE_DATA : resolve(cwd, folder);
  const there = RECORD_TABLES.filter((table, at) => at === 0 || existsSync(join(path, table)));
  return Object.fromEntries(there.map((table) => [table, readText(join(path, table), join(folder ?? 'data', table))]));
}

/**
 * Load a table of targets: a file, or one of the package by its name.
 *
 * @throws UsageError  When it cannot be read.
 */
export function loadTargets(file: string, cwd: string): FactsText {
  const own = resolve(cwd, file);
  if (existsSync(own) || file.includes('/')) return { text: readText(own, file), file };
  return { text: readText(join(PACKAGE_DATA, file), file), file: `data/${file}` };
}
