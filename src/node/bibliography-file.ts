/** Reads the bibliography of the package. */

import { readFileSync } from 'node:fs';
import { type Reference, readReferences } from '../output/bibtex.ts';
import { packagePath } from './package-version.ts';

const FILE = packagePath('docs/bibliography.md');

/** Every reference by key. */
export function packageReferences(): Map<string, Reference> {
  return readReferences(readFileSync(FILE, 'utf8'));
}
