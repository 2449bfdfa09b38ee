/** Reads the manifest of a results folder and checks the files that it lists; folder content is not trusted. */

import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, join, normalize } from 'node:path';
import * as z from 'zod';
import { contentWord, type Format, FORMATS, MANIFEST, type Manifest } from '../../output/manifest.ts';
import { UsageError } from '../../scenario/errors.ts';
import { CHECKPOINT_FILE, readCheckpoint } from './checkpoint.ts';
import { describeFile } from './describe-files.ts';
import { fileErrorCode, withFileErrors } from './file-errors.ts';

export const MANIFEST_FILE = 'manifest.json';

/** The manifest of a finished experiment; `undefined` when none can be read. */
export async function findManifest(folder: string): Promise<Manifest | undefined> {
  try {
    return MANIFEST.parse(JSON.parse(await readFile(join(folder, MANIFEST_FILE), 'utf8')));
  } catch {
    return undefined;
  }
}

/** What a folder holds, by its manifest, or by its checkpoint while it is unfinished; `found` is that of both. */
export async function findExperiment(folder: string) {
  const manifest = await findManifest(folder);
  const checkpoint = manifest === undefined ? (await readCheckpoint(folder))?.checkpoint : undefined;
  return { manifest, checkpoint, found: manifest ?? checkpoint };
}

/**
 * Read the manifest of a finished experiment.
 *
 * @param formats  Accepted formats.
 * @throws UsageError  When there is none, or it lacks what a run needs.
 */
export async function readManifest(
  folder: string,
  formats: readonly Format[] = Object.keys(FORMATS) as Format[],
): Promise<Manifest> {
  const path = join(folder, MANIFEST_FILE);
  const found = parsed(await manifestText(folder), path);
  const read = MANIFEST.safeParse(found);
  const known = MANIFEST.pick({ format: true }).safeParse(found);
  const wanted = formats.map(contentWord).join(' or ');
  if (!known.success) {
    const format = z.looseObject({ format: z.string() }).safeParse(found).data?.format;
    throw new UsageError([
      `${path} is not of ${wanted}: its format is ${format === undefined ? 'missing' : `"${format}"`}`,
    ]);
  }
  if (!formats.includes(known.data.format)) {
    throw new UsageError([`${folder} has ${contentWord(known.data.format)}; this command needs ${wanted}`]);
  }
  if (read.success) return read.data;
  throw new UsageError(
    read.error.issues.map((issue) => `${path}: ${issue.path.join('.')} is missing or wrong, so no run can be repeated`),
  );
}

async function manifestText(folder: string): Promise<string> {
  try {
    return await readFile(join(folder, MANIFEST_FILE), 'utf8');
  } catch (error) {
    if (fileErrorCode(error) !== 'ENOENT') return withFileErrors(`cannot read ${folder}`, () => Promise.reject(error));
    throw new UsageError([withoutManifest(folder)]);
  }
}

/** Tables of verbs that analyse runs and write no manifest. */
const ANALYSES = ['sensitivity.csv', 'solve.csv', 'discover.csv'];

/** What to do about a folder without a manifest. */
function withoutManifest(folder: string): string {
  if (!existsSync(folder)) return `there is no folder ${folder}`;
  const holds = (file: string): boolean => existsSync(join(folder, file));
  if (holds(CHECKPOINT_FILE)) return `${folder} has an unfinished experiment; finish it with --resume first`;
  const table = ANALYSES.find(holds);
  if (table !== undefined)
    return `${folder} holds an analysis and no manifest of runs; ${table} is its table and opens in a spreadsheet as it is`;
  return `${folder} has no ${MANIFEST_FILE}; give the results folder of a finished batch or of another verb that stores runs, such as sweep or compare`;
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError([`${path} is not JSON: ${(error as Error).message}`]);
  }
}

interface ChangedFile {
  readonly path: string;
  /** As the manifest says. */
  readonly bytes: number;
  /** On disk; negative when there is no such file. */
  readonly size: number;
}

/** Files whose size differs from the manifest. */
export async function changedFiles(folder: string, { files }: Manifest): Promise<ChangedFile[]> {
  const found = await Promise.all(
    files
      .filter(({ path }) => isInside(path))
      .map(async ({ path, bytes = -1 }) => {
        const size = (await stat(join(folder, path)).catch(() => undefined))?.size ?? -1;
        return { path, bytes, size };
      }),
  );
  return found.filter(({ size, bytes }) => size !== bytes);
}

/** Refuse files that differ from the manifest. */
export async function checkFiles(folder: string, manifest: Manifest): Promise<void> {
  const [first] = await changedFiles(folder, manifest);
  if (first === undefined) return;
  const { path, size, bytes } = first;
  const what = size < 0 ? 'is missing' : `has ${size} bytes instead of ${bytes}`;
  const remedy = path.endsWith('.parquet') ? '--resume makes it again' : 'start again with --force';
  throw new UsageError([`${join(folder, path)} ${what} since the batch finished; ${remedy}`]);
}

/** A path inside its folder. */
export function isInside(path: string): boolean {
  return !isAbsolute(path) && !normalize(path).startsWith('..');
}

/** Comparison of the files in the manifest with those on disk. */
export interface FileFindings {
  readonly problems: readonly string[];
  readonly checked: number;
  /** Of those, how many by hash. */
  readonly hashed: number;
}

/** Compare sizes, and hashes where the manifest gives them. */
export async function checkStatedFiles(folder: string, files: Manifest['files']): Promise<FileFindings> {
  const problems: string[] = [];
  let hashed = 0;
  for (const { path, bytes, sha256 } of files) {
    if (!isInside(path)) {
      problems.push(`${path}: the manifest names a file outside the folder; not checked`);
      continue;
    }
    const info = await stat(join(folder, path)).catch(() => undefined);
    if (info?.isFile() !== true) problems.push(`${path} is missing, the manifest lists it`);
    else if (bytes !== undefined && info.size !== bytes) {
      problems.push(`${path} has ${info.size} bytes, the manifest says ${bytes}`);
    } else if (sha256 !== undefined) {
      hashed++;
      const { sha256: found } = await describeFile(folder, path);
      if (found === sha256) continue;
      problems.push(
        `${path} was changed after it was written; its content has the hash ${found}, the manifest says ${sha256}`,
      );
    }
  }
  return { problems, checked: files.length, hashed };
}
