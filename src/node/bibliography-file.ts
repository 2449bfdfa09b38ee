/** Reads the bibliography of the package. */

import { readFileSync } from 'node:fs';
import { type Reference, readReferences } from '../output/bibtex.ts';

const FILE = new URL('../../docs/bibliography.md', import.meta.url);

/** Every reference by key. */
export function packageReferences(): Map<string, Reference> {
  return readReferences(readFileSync(FILE, 'utf8'));
}
