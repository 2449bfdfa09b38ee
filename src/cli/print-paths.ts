/** The files that a command wrote: a line each, or JSON. */

import { relative } from 'node:path';
import type { Arguments } from './arguments.ts';
import { type Io, print } from './io.ts';

export function printPaths(paths: readonly string[], args: Arguments, io: Io): void {
  const files = paths.map((path) => relative(io.cwd, path));
  if (args.isOn('json')) print(io, JSON.stringify({ files }, null, 2));
  else for (const file of files) print(io, file);
}
