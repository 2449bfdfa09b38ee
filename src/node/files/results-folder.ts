/** Prepares the results folder of an experiment: its name, existing content, and lock. */

import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { counted } from '../../numeric/counted.ts';
import { sum } from '../../numeric/sum.ts';
import { contentWord, FORMATS, type Identity, identityDifferences, type Manifest } from '../../output/manifest.ts';
import { plainFolderName } from '../../output/scenario-name.ts';
import { UsageError } from '../../scenario/errors.ts';
import { BLOCK_FILES, CHECKPOINT_FILE, type Checkpoint, readCheckpoint, type Saved } from './checkpoint.ts';
import { fileErrorCode, withFileErrors } from './file-errors.ts';
import { LOCK_FILE, lockFolder } from './folder-lock.ts';
import { makeFolder } from './make-folder.ts';
import { changedFiles, checkFiles, findExperiment, findManifest, MANIFEST_FILE } from './manifest-file.ts';
import { completeTakeOver, isRedo } from './redo.ts';

/** How to treat a folder that is not empty. */
export type FolderMode = 'new' | 'resume' | 'force';

/** The experiment to write, for comparison with the content of a folder. */
export interface Wanted {
  readonly format: Manifest['format'];
  readonly identity: Identity;
  /** Whether a finished folder with fewer runs may get more. */
  readonly canGrow: boolean;
  /** The files that grow with the rows. */
  readonly files: readonly { readonly name: string; readonly isHidden?: boolean }[];
}

/** State of the folder: empty, unfinished, or finished. */
export type FolderState =
  | { readonly kind: 'empty'; unlock(): Promise<void> }
  | { readonly kind: 'unfinished'; readonly saved: Saved; unlock(): Promise<void> }
  | { readonly kind: 'finished'; readonly manifest: Manifest };

/** Counts of the fan, stored while a finished batch has failed rows, or is a shard. */
export const COUNTS_FILE = '.counts';
const PARQUET = /\.parquet$/;

/** All files that an experiment may write; other files in a folder are never deleted. */
const OWN_FILES = new RegExp(
  `^(?:(?:${[
    '(?:runs|events|summary|quantiles|design|draws|compare|impulse|attribute|interactions|combinations|ranking|pairs|patterns|equilibria|profiles|replies|trace|series-[a-z]+)\\.csv',
    'series-[a-z]+\\.parquet',
    '(?:manifest|datapackage|ro-crate-metadata)\\.json',
    '\\.(?:checkpoint|counts|months|block-[01])',
  ].join('|')})(?:\\.tmp)?)$`,
);

/** Default folder of an experiment below `results/`: scenario, hash, seed and number of runs. */
export function defaultFolderName(identity: Identity): string {
  return `${plainName(identity)}-${identity.runs}${shardSuffix(identity)}`;
}

/** The same where the number of runs may grow, or other inputs than the scenario determine the rows. */
export function designFolderName(verb: string, identity: Identity): string {
  return `${verb}-${plainName(identity)}-${(identity.design ?? '').slice(0, 8)}${shardSuffix(identity)}`;
}

function plainName({ scenario, scenarioHash, seed }: Identity): string {
  const plain = seed.replace(/[^A-Za-z0-9._-]/g, '-').slice(0, 40);
  const digest = createHash('sha256').update(seed).digest('hex').slice(0, 8);
  return `${plainFolderName(scenario)}-${scenarioHash.slice(0, 8)}-${plain === seed ? plain : `${plain}-${digest}`}`;
}

function shardSuffix({ shard }: Identity): string {
  return shard === undefined ? '' : `-shard-${shard.replace('/', '-of-')}`;
}

/** Content of a folder besides its lock and drafts of a killed process. */
async function listFolder(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter(
      (name) => !name.startsWith(LOCK_FILE) && !(name.endsWith('.tmp') && OWN_FILES.test(name)),
    );
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Whether a folder has this experiment finished, but with a damaged or missing Parquet file. */
export async function hasTornSeries(folder: string, { identity }: Wanted): Promise<boolean> {
  await withFileErrors(`cannot use ${folder} as results folder`, () => completeTakeOver(folder));
  const manifest = await findManifest(folder);
  if (manifest === undefined || identityDifferences(manifest.identity, identity).length > 0) return false;
  const changed = await changedFiles(folder, manifest);
  return changed.length > 0 && changed.every(({ path }) => PARQUET.test(path));
}

function refuse(folder: string, why: string): never {
  throw new UsageError([`${folder} ${why}`]);
}

/** Inspect a folder without changing it: refuse it, or report that it is finished. */
async function inspect(folder: string, wanted: Wanted, mode: FolderMode): Promise<FolderState | undefined> {
  const names = await listFolder(folder);
  if (names.length === 0 || mode === 'force') return undefined;
  const { manifest, found } = await findExperiment(folder);
  const noun = FORMATS[wanted.format];
  if (found === undefined) {
    const damaged = [MANIFEST_FILE, CHECKPOINT_FILE].find((name) => names.includes(name));
    if (damaged !== undefined) {
      refuse(folder, `has a truncated or damaged ${damaged}; start again with --force, or choose another --out`);
    }
    refuse(folder, `is not empty and has no ${noun}; choose another --out, or overwrite result files with --force`);
  }
  if (found.format !== wanted.format) {
    refuse(folder, `has ${contentWord(found.format)}; choose another --out, or --force to overwrite it`);
  }
  const { identity } = wanted;
  const isGrowing = wanted.canGrow && found.identity.runs < identity.runs;
  const known = isGrowing ? { ...found.identity, runs: identity.runs } : found.identity;
  const differences = identityDifferences(known, identity);
  if (differences.length > 0) {
    refuse(folder, `has another ${noun} (${differences.join('; ')}); choose another --out, or --force to overwrite it`);
  }
  if (manifest !== undefined) {
    await checkFiles(folder, manifest);
    if (!isGrowing) return { kind: 'finished', manifest };
    if (mode === 'new')
      refuse(folder, `has this ${noun} with ${counted(found.identity.runs, 'run')}; --resume adds the others`);
    return undefined;
  }
  if (mode === 'new') refuse(folder, `has this ${noun} unfinished; --resume continues it, --force starts again`);
  return undefined;
}

/** A finished experiment as the checkpoint of one with more runs; undefined where a growing file is missing. */
function checkpointOf(
  { format, identity, statuses, failures, files }: Manifest,
  wanted: Wanted,
): Checkpoint | undefined {
  const done = sum(Object.values(statuses));
  const states = wanted.files.flatMap(({ name }) => {
    const { bytes, sha256 } = files.find(({ path }) => path === name) ?? {};
    return bytes === undefined || sha256 === undefined ? [] : [[name, { bytes, sha256 }] as const];
  });
  if (states.length < wanted.files.length) return undefined;
  return { format, identity, done, files: Object.fromEntries(states), statuses, failures };
}

/** State for resuming: of a killed process, or of a finished experiment that gets more runs. */
async function savedIn(folder: string, wanted: Wanted): Promise<Saved | undefined> {
  const manifest = await findManifest(folder);
  if (manifest === undefined) return readCheckpoint(folder);
  const checkpoint = checkpointOf(manifest, wanted);
  return checkpoint === undefined ? undefined : { checkpoint, fan: undefined };
}

/** Remove files that only an unfinished experiment needs; shards retain those for merging. */
export async function removeUnfinished(folder: string, { identity, files: growing }: Wanted): Promise<void> {
  const hidden = growing.flatMap(({ name, isHidden }) => (isHidden && identity.shard === undefined ? [name] : []));
  const files = (await findManifest(folder))?.files ?? [];
  // Series in Parquet were first written as CSV.
  const parts = files.filter(({ path }) => PARQUET.test(path)).map(({ path }) => path.replace(PARQUET, '.csv'));
  // A process that was killed leaves the file that it was writing.
  const drafts = [CHECKPOINT_FILE, MANIFEST_FILE, ...files.map(({ path }) => path)].map((name) => `${name}.tmp`);
  for (const name of [CHECKPOINT_FILE, ...BLOCK_FILES, ...parts, ...hidden, ...drafts])
    await rm(join(folder, name), { force: true });
}

async function removeOwnFiles(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (OWN_FILES.test(name) || isRedo(name)) await rm(join(folder, name), { recursive: true });
  }
}

/** Remove leftovers of a process killed between finishing and unlocking. */
export async function tidyFinished(folder: string, wanted: Wanted): Promise<void> {
  try {
    const unlock = await lockFolder(folder);
    await removeUnfinished(folder, wanted);
    await unlock();
  } catch {
    // The folder is read-only, or its writer is about to do this itself.
  }
}

/** Make or take over the folder of an experiment. Unless it is finished, the caller holds the lock and must unlock. */
export async function openResultsFolder(folder: string, wanted: Wanted, mode: FolderMode): Promise<FolderState> {
  return withFileErrors(`cannot use ${folder} as results folder`, async () => {
    await completeTakeOver(folder);
    const known = await inspect(folder, wanted, mode);
    if (known !== undefined) {
      await tidyFinished(folder, wanted);
      return known;
    }
    await makeFolder(folder);
    const unlock = await lockFolder(folder);
    try {
      const state = await inspect(folder, wanted, mode);
      if (state !== undefined) {
        await unlock();
        return state;
      }
      if (mode === 'force') await removeOwnFiles(folder);
      const saved = mode === 'resume' ? await savedIn(folder, wanted) : undefined;
      return saved === undefined ? { kind: 'empty', unlock } : { kind: 'unfinished', saved, unlock };
    } catch (error) {
      await unlock();
      throw error;
    }
  });
}
