/** Describes finished tables for the data package: size and hash of each; files are read in pieces. */

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { CsvLocale } from '../../output/csv.ts';
import { type DescribedFile, datapackageText, type Resource } from '../../output/datapackage.ts';
import { readPieces } from './read-pieces.ts';
import { replaceFile } from './replace-file.ts';

const PACKAGE_FILE = 'datapackage.json';

interface Tables {
  readonly about: { readonly name: string; readonly title: string; readonly description: string };
  readonly resources: readonly Resource[];
  readonly locale: CsvLocale;
  /** Known size and hash of files that were just written. */
  readonly known?: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>;
}

/** Size and hash of a file on disk. */
export async function describeFile(folder: string, path: string): Promise<Required<DescribedFile>> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of readPieces(join(folder, path))) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { path, bytes, sha256: hash.digest('hex') };
}

/** Write the data package of a folder; returns the manifest entries of the tables and of the package. */
export async function describeTables(
  folder: string,
  { about, resources, locale, known = {} }: Tables,
): Promise<Required<DescribedFile>[]> {
  const files: Required<DescribedFile>[] = [];
  for (const { path } of resources) {
    files.push(known[path] === undefined ? await describeFile(folder, path) : { path, ...known[path] });
  }
  await replaceFile(join(folder, PACKAGE_FILE), datapackageText({ ...about, files }, resources, locale));
  return [...files, await describeFile(folder, PACKAGE_FILE)];
}
