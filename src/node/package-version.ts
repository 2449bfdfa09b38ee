/** Version of the package, and the location of its files. */

import { readFileSync } from 'node:fs';

/** `src/node/` and `dist/node/` are both two folders below `package.json`. */
const PACKAGE_FILE = new URL('../../package.json', import.meta.url);

/** Address of a file of the package, named from its root. */
export function packagePath(file: string): URL {
  return new URL(file, PACKAGE_FILE);
}

/** Version of the package, such as `0.1.0`. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(PACKAGE_FILE, 'utf8')) as { readonly version: string };
  return version;
}
