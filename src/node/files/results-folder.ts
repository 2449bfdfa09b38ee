/** Where a batch writes: the folder's name, what already stands in it, and who may write. */

import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createHistogram, type Histogram } from '../../numeric/histogram.ts';
import { type BatchIdentity, identityDifferences, type Manifest } from '../../output/manifest.ts';
import { UsageError } from '../../scenario/errors.ts';
import { BLOCK_FILES, CHECKPOINT_FILE, type Checkpoint, readCheckpoint } from './checkpoint.ts';
import { RUNS_FILE } from '../batch/chunk.ts';
import { fileErrorCode, withFileErrors } from './file-errors.ts';
import { LOCK_FILE, lockFolder } from './folder-lock.ts';
import { makeFolder } from './make-folder.ts';
import { completeTakeOver, REDO_FOLDER, RETRY_FOLDER } from '../batch/redo.ts';

export const MANIFEST_FILE = 'manifest.json';

/** How to treat a folder that is not empty. */
export type FolderMode = 'new' | 'resume' | 'force';

/** What a batch finds: nothing, its own unfinished work, or itself finished. */
export type FolderState =
  | { readonly kind: 'empty'; unlock(): Promise<void> }
  | { readonly kind: 'unfinished'; readonly checkpoint: Checkpoint; readonly fan: Histogram; unlock(): Promise<void> }
  | { readonly kind: 'finished'; readonly manifest: Manifest };

/** Counts of the fan, kept while a finished batch has rows that can be run again. */
export const COUNTS_FILE = '.counts';

/** Everything that a batch may write; what else stands in a folder is never deleted. */
const OWN_FILES =
  /^(?:(?:runs|events|draws|summary|quantiles|design|series-[a-z]+)\.csv|series-[a-z]+\.parquet|(?:manifest|datapackage|ro-crate-metadata)\.json|\.checkpoint|\.counts|\.block-[01])(?:\.tmp)?$/;

/** Default folder of a batch below `results/`: scenario, hash, seed and number of runs. */
export function defaultFolderName(identity: BatchIdentity): string {
  const scenario = identity.scenario.replace(/[^A-Za-z0-9._+-]/g, '-');
  const plain = identity.seed.replace(/[^A-Za-z0-9._-]/g, '-').slice(0, 40);
  const digest = createHash('sha256').update(identity.seed).digest('hex').slice(0, 8);
  const seed = plain === identity.seed ? plain : `${plain}-${digest}`;
  return `${scenario}-${identity.scenarioHash.slice(0, 8)}-${seed}-${identity.runs}${shardSuffix(identity)}`;
}

/** What the folder of a part is named besides. */
export function shardSuffix({ shard }: BatchIdentity): string {
  return shard === undefined ? '' : `-shard-${shard.replace('/', '-of-')}`;
}

/** Results being made again inside a folder. */
function isRedo(name: string): boolean {
  return name === REDO_FOLDER || name === RETRY_FOLDER;
}

/** Drafts that a killed process left; they hold nothing. */
function isDraft(name: string): boolean {
  return name.endsWith('.tmp') && OWN_FILES.test(name);
}

/** What stands in a folder besides its lock. */
async function listFolder(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => !name.startsWith(LOCK_FILE));
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** The manifest of a finished batch; `undefined` when there is none that can be read. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  try {
    const manifest = JSON.parse(await readFile(join(folder, MANIFEST_FILE), 'utf8'));
    return typeof manifest?.identity === 'object' ? (manifest as Manifest) : undefined;
  } catch {
    return undefined;
  }
}

/** Refuse to answer from files that are no longer those the manifest describes. */
export async function checkFiles(folder: string, manifest: Manifest): Promise<void> {
  const [first] = await changedFiles(folder, manifest);
  if (first === undefined) return;
  const { path, size, bytes } = first;
  const what = size < 0 ? 'is missing' : `has ${size} bytes instead of ${bytes}`;
  const remedy = PARQUET.test(path) ? '--resume makes it again' : 'start again with --force';
  throw new UsageError([`${join(folder, path)} ${what} since the batch finished; ${remedy}`]);
}

interface ChangedFile {
  readonly path: string;
  /** As the manifest says. */
  readonly bytes: number;
  /** On disk; negative when there is no such file. */
  readonly size: number;
}

const PARQUET = /\.parquet$/;

async function changedFiles(folder: string, manifest: Manifest): Promise<ChangedFile[]> {
  const files = await Promise.all(
    manifest.files.map(async ({ path, bytes }) => {
      const size = await stat(join(folder, path)).then(
        (info) => info.size,
        () => -1,
      );
      return { path, bytes, size };
    }),
  );
  return files.filter(({ size, bytes }) => size !== bytes);
}

/** Whether a folder holds this batch finished, but with a Parquet file torn or lost. */
export async function hasTornSeries(folder: string, identity: BatchIdentity): Promise<boolean> {
  await withFileErrors(`cannot use ${folder} as results folder`, () => completeTakeOver(folder));
  const manifest = await readManifest(folder);
  if (manifest === undefined || identityDifferences(manifest.identity, identity).length > 0) return false;
  const changed = await changedFiles(folder, manifest);
  return changed.length > 0 && changed.every(({ path }) => PARQUET.test(path));
}

function refuse(folder: string, why: string): never {
  throw new UsageError([`${folder} ${why}`]);
}

/** Look at a folder without touching it: refuse, or say that the batch is already done. */
async function inspect(folder: string, identity: BatchIdentity, mode: FolderMode): Promise<FolderState | undefined> {
  const names = (await listFolder(folder)).filter((name) => !isDraft(name));
  if (names.length === 0 || mode === 'force') return undefined;
  const manifest = await readManifest(folder);
  const found = manifest?.identity ?? (await readCheckpoint(folder))?.checkpoint.identity;
  if (found === undefined) {
    const damaged = [MANIFEST_FILE, CHECKPOINT_FILE].find((name) => names.includes(name));
    if (damaged !== undefined) {
      refuse(
        folder,
        `holds a ${damaged} that is cut short or damaged; start again with --force, or choose another --out`,
      );
    }
    refuse(folder, 'is not empty and holds no batch; choose another --out, or overwrite result files with --force');
  }
  const isGrowing = identity.design !== undefined && found.runs < identity.runs;
  const differences = identityDifferences(isGrowing ? { ...found, runs: identity.runs } : found, identity);
  if (differences.length > 0) {
    refuse(folder, `holds another batch (${differences.join('; ')}); choose another --out, or --force to overwrite it`);
  }
  if (manifest !== undefined) {
    await checkFiles(folder, manifest);
    if (!isGrowing) return { kind: 'finished', manifest };
    if (mode === 'new') refuse(folder, `holds this sweep with ${found.runs} runs; --resume adds the others`);
    return undefined;
  }
  if (mode === 'new') refuse(folder, 'holds this batch unfinished; --resume goes on with it, --force starts again');
  return undefined;
}

/** A finished sweep as the checkpoint of one with more runs: its rows are the first of those. */
function checkpointOf({ identity, statuses, failures, files }: Manifest): Checkpoint {
  const done = Object.values(statuses).reduce((sum, count) => sum + count, 0);
  const bytes = Object.fromEntries(
    files.filter(({ path }) => path === RUNS_FILE).map((file) => [file.path, file.bytes]),
  );
  return { identity, done, bytes, statuses, failures };
}

/** Where to go on: what a killed process left, or a finished sweep that is to have more runs. */
async function savedIn(
  folder: string,
): Promise<{ readonly checkpoint: Checkpoint; readonly fan: Histogram } | undefined> {
  const manifest = await readManifest(folder);
  if (manifest === undefined) return readCheckpoint(folder);
  return { checkpoint: checkpointOf(manifest), fan: createHistogram() };
}

/** Remove what only an unfinished batch needs. */
export async function removeCheckpoint(folder: string): Promise<void> {
  const files = (await readManifest(folder))?.files ?? [];
  // Series that became Parquet grew as CSV.
  const parts = files.filter(({ path }) => PARQUET.test(path)).map(({ path }) => path.replace(PARQUET, '.csv'));
  for (const name of [CHECKPOINT_FILE, ...BLOCK_FILES, ...parts]) await rm(join(folder, name), { force: true });
}

async function removeOwnFiles(folder: string): Promise<void> {
  for (const name of await listFolder(folder)) {
    if (OWN_FILES.test(name) || isRedo(name)) await rm(join(folder, name), { recursive: true });
  }
}

/** Clear what a process left that was killed between finishing and unlocking; not needed for reading the results. */
async function tidyFinished(folder: string): Promise<void> {
  try {
    const unlock = await lockFolder(folder);
    await removeCheckpoint(folder);
    await unlock();
  } catch {
    // The folder is read-only, or its writer is about to do this itself.
  }
}

/** Make or take over the folder of a batch. Unless it is finished, the caller holds the lock and must unlock. */
export async function openResultsFolder(
  folder: string,
  identity: BatchIdentity,
  mode: FolderMode,
): Promise<FolderState> {
  return withFileErrors(`cannot use ${folder} as results folder`, async () => {
    await completeTakeOver(folder);
    const known = await inspect(folder, identity, mode);
    if (known !== undefined) {
      await tidyFinished(folder);
      return known;
    }
    await makeFolder(folder);
    const unlock = await lockFolder(folder);
    try {
      const state = await inspect(folder, identity, mode);
      if (state !== undefined) {
        await unlock();
        return state;
      }
      if (mode === 'force') await removeOwnFiles(folder);
      const saved = mode === 'resume' ? await savedIn(folder) : undefined;
      return saved === undefined ? { kind: 'empty', unlock } : { kind: 'unfinished', ...saved, unlock };
    } catch (error) {
      await unlock();
      throw error;
    }
  });
}
