/** The files that a command wrote: a line each, or JSON. */

import { relative } from 'node:path';
import type { Arguments } from './arguments.ts';
import { type Io, printResult } from './io.ts';
import { tableLines } from '../output/text-table.ts';

/** @param noteOf  What a file shows, beside its path. */
export function printPaths(
  paths: readonly string[],
  args: Arguments,
  io: Io,
  noteOf: (path: string) => string = () => '',
): void {
  const files = paths.map((path) => relative(io.cwd, path));
  const rows = files.map((file, at) => [file, noteOf(paths[at])]);
  printResult(io, args, { files }, tableLines(rows, [0, 1]));
}
