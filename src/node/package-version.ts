/** Version of the package, and the location of its files. */

import { existsSync, readFileSync } from 'node:fs';

const PACKAGE_FILE = packageFile();

/** The nearest `package.json` above this code, which the build moves. */
function packageFile(): URL {
  let file = new URL('package.json', import.meta.url);
  while (!existsSync(file)) file = new URL('../package.json', file);
  return file;
}

/** Address of a file of the package, named from its root. */
export function packagePath(file: string): URL {
  return new URL(file, PACKAGE_FILE);
}

/** Version of the package, such as `0.1.0`. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(PACKAGE_FILE, 'utf8')) as { readonly version: string };
  return version;
}
