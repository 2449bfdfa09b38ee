/** Writes files into folders, and guards those named by the user: existing ones are overwritten only with --force. */

import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../scenario/errors.ts';
import { withFileErrors } from './file-errors.ts';
import { makeFolder } from './make-folder.ts';
import { replaceFile } from './replace-file.ts';

/**
 * Refuse to overwrite.
 *
 * @param paths  Every file that would be written.
 * @param shown  A path as the user would type it.
 * @throws UsageError  Naming all that exist, unless forced.
 */
export function refuseExisting(
  paths: readonly string[],
  {
    isForced,
    shown = (path) => path,
    rest = '',
  }: { readonly isForced: boolean; shown?(path: string): string; readonly rest?: string },
): void {
  const there = isForced ? [] : paths.filter((path) => existsSync(path));
  if (there.length === 0) return;
  const names = there.map(shown).join(', ');
  throw new UsageError(`${names} ${there.length === 1 ? 'is' : 'are'} there already; --force overwrites${rest}`);
}

/** A folder, and whether files that are there are overwritten. */
export interface OutputPlace {
  readonly out: string;
  readonly isForced: boolean;
}

/** Files by name. */
type Files = Readonly<Record<string, string | Uint8Array>>;

/** Write files into a folder, which is made; returns their paths. */
export async function writeFiles({ out, isForced }: OutputPlace, files: Files): Promise<string[]> {
  const paths = Object.keys(files).map((name) => join(out, name));
  refuseExisting(paths, { isForced });
  await withFileErrors(`cannot write to ${out}`, async () => {
    await makeFolder(out);
    for (const [name, content] of Object.entries(files)) await writeFile(join(out, name), content);
  });
  return paths;
}

/** The same, but write what can be written: a file with the same content counts as written, and others are refused last. */
export async function addFiles({ out, isForced }: OutputPlace, files: Files): Promise<string[]> {
  const other: string[] = [];
  for (const [name, content] of Object.entries(isForced ? {} : files)) {
    const path = join(out, name);
    if (!existsSync(path)) continue;
    const found = await withFileErrors(`cannot read ${path}`, () => readFile(path));
    if (!found.equals(Buffer.from(content))) other.push(path);
  }
  const wanted = Object.entries(files).filter(([name]) => !other.includes(join(out, name)));
  const paths = await writeFiles({ out, isForced: true }, Object.fromEntries(wanted));
  refuseExisting(other, { isForced, rest: '. Its content is another; every other picture is written' });
  return paths;
}

/** Replace files of a results folder; returns their names. */
export async function replaceFiles(folder: string, files: Files): Promise<string[]> {
  await withFileErrors(`cannot write ${folder}`, async () => {
    for (const [name, content] of Object.entries(files)) await replaceFile(join(folder, name), content);
  });
  return Object.keys(files);
}
