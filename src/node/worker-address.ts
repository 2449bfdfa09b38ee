/** Where the modules of worker threads stand. */

import { packagePath } from './package-version.ts';

/** Address of a module by its path below this folder, in the source as in the built program. */
export function workerAddress(name: string): string {
  return packagePath(import.meta.url.endsWith('.ts') ? `src/node/${name}.ts` : `dist/node/${name}.js`).href;
}
