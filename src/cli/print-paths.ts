/** The files that a command wrote: a line each, or JSON. */

import { relative } from 'node:path';
import type { Arguments } from './arguments.ts';
import { type Io, print } from './io.ts';
import { tableLines } from '../output/text-table.ts';

/** @param noteOf  What a file shows, beside its path. */
export function printPaths(
  paths: readonly string[],
  args: Arguments,
  io: Io,
  noteOf: (path: string) => string = () => '',
): void {
  const files = paths.map((path) => relative(io.cwd, path));
  if (args.isOn('json')) print(io, JSON.stringify({ files }, null, 2));
  else
    for (const line of tableLines(
      files.map((file, at) => [file, noteOf(paths[at])]),
      [0, 1],
    ))
      print(io, line);
}
