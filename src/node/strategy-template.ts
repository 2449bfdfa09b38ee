/** A new strategy file: a copy of the example of its language, under its own name. */

import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { UsageError } from '../scenario/errors.ts';
import { fileErrorCode, withFileErrors } from './files/file-errors.ts';
import { packagePath } from './package-version.ts';

/** The example of each language, by ending. */
const EXAMPLES: Readonly<Record<string, string>> = {
  '.ts': 'my-strategy.ts',
  '.mts': 'my-strategy.ts',
  '.js': 'my-strategy.js',
  '.mjs': 'my-strategy.js',
  '.py': 'my_strategy.py',
};

/**
 * Write a commented strategy to a file that is not there yet.
 *
 * @throws UsageError  When the ending is of no known language, or the file exists.
 */
export async function writeStrategyTemplate(path: string): Promise<void> {
  const ending = extname(path);
  const example = EXAMPLES[ending];
  if (example === undefined) {
    throw new UsageError(`${path}: expected a file ending in ${Object.keys(EXAMPLES).join(', ')}`);
  }
  const text = readFileSync(packagePath(`examples/${example}`), 'utf8');
  const name = basename(path, ending);
  const id = idOf(name);
  const renamed = text
    .replace(/^( *"?id"?: ['"])[a-z-]+/m, (_whole, before: string) => before + id)
    .replaceAll(example, basename(path))
    .replaceAll(`examples/${basename(path)}`, basename(path));
  await withFileErrors(`cannot write ${path}`, async () => {
    try {
      await writeFile(path, renamed, { flag: 'wx' });
    } catch (error) {
      if (fileErrorCode(error) === 'EEXIST') throw new UsageError(`${path} is there already; choose another name`);
      throw error;
    }
  });
}

/** The strategy's id for a file name: `MyIdea_2` -> `my-idea-2`. */
function idOf(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const id = words.join('-');
  return /^[a-z]/.test(id) ? id : `strategy-${id}`.replace(/-$/, '');
}
