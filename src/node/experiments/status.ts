/** How far the experiments in results folders are, which shards are missing, and what is still to be run. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { mean } from '../../numeric/statistics.ts';
import { sum } from '../../numeric/sum.ts';
import { FORMATS, type Identity, type Manifest } from '../../output/manifest.ts';
import { commandWith } from '../../output/replay-command.ts';
import { holdsState } from '../files/append-files.ts';
import { BLOCK_FILES, type Checkpoint, readCheckpoint } from '../files/checkpoint.ts';
import { isLocked } from '../files/folder-lock.ts';
import { checkStatedFiles, findManifest } from '../files/manifest-file.ts';
import { readShard } from '../work/shard.ts';

/** `damaged`: something in it was lost or changed, so that it has to start again. `missing`: there is no folder. */
export type FolderState = 'finished' | 'running' | 'unfinished' | 'damaged' | 'missing';

export interface FolderStatus {
  /** As the user named it; of a shard that nobody named, where it would be. */
  readonly folder: string;
  readonly state: FolderState;
  /** `shard 2/5 of a sweep`; empty where nothing can be read. */
  readonly what: string;
  /** Rows that are safe, and all; absent where nothing can be read. */
  readonly done?: number | undefined;
  readonly rows?: number | undefined;
  /** Time for the rest at the pace of this folder or of its other shards; absent where none is known. */
  readonly secondsLeft?: number | undefined;
  /** Why it is damaged. */
  readonly reason?: string | undefined;
  /** Words of the command that finishes it, after `overbuild`; absent where none is needed or known. */
  readonly command?: readonly string[] | undefined;
}

export interface Status {
  readonly folders: readonly FolderStatus[];
  /** For every experiment whose shards are all finished: the command that joins them. */
  readonly merges: readonly (readonly string[])[];
}

/** What can be read of a folder. */
interface Found {
  readonly folder: string;
  readonly state: FolderState;
  readonly reason?: string | undefined;
  readonly format?: Manifest['format'] | undefined;
  readonly identity?: Identity | undefined;
  readonly command: readonly string[];
  readonly done?: number;
  readonly rows?: number | undefined;
  /** Rows a second. */
  readonly pace?: number | undefined;
}

/**
 * Look at results folders without touching them.
 *
 * @param folders  As the user named them, relative to `cwd`.
 */
export async function statusOf(folders: readonly string[], resolved: (folder: string) => string): Promise<Status> {
  const found = await Promise.all(folders.map(async (folder) => ({ ...(await look(resolved(folder))), folder })));
  const families = new Map<string, Found[]>();
  for (const one of found) {
    const key = familyOf(one);
    if (key !== undefined) families.set(key, [...(families.get(key) ?? []), one]);
  }
  const unnamed = [...families.values()].flatMap((family) => missingShards(family, folders));
  // A folder that is named and not there may be a shard that is known to be missing.
  const known = new Set(unnamed.map(({ folder }) => folder));
  const all = [...found.filter(({ folder, state }) => state !== 'missing' || !known.has(folder)), ...unnamed];
  return {
    folders: all.map((one) => statusOfOne(one, families.get(familyOf(one) ?? '') ?? [])),
    merges: [...families.values()].filter(isWhole).map(mergeCommand),
  };
}

async function look(folder: string): Promise<Omit<Found, 'folder'>> {
  const manifest = await findManifest(folder);
  const isRunning = await isLocked(folder);
  if (manifest !== undefined && !isRunning) {
    const { format, identity, command, statuses, files, timing } = manifest;
    const done = sum(Object.values(statuses));
    const [reason] = (await checkStatedFiles(folder, files)).problems;
    const pace = timing.sessionRuns > 0 && timing.seconds > 0 ? timing.sessionRuns / timing.seconds : undefined;
    const state = reason === undefined ? 'finished' : 'damaged';
    return { state, reason, format, identity, command, done, rows: done, pace };
  }
  const checkpoint = (await readCheckpoint(folder))?.checkpoint;
  if (checkpoint === undefined) {
    if (isRunning) return { state: 'running', command: [] };
    return existsSync(folder)
      ? { state: 'damaged', reason: 'it holds neither a manifest nor a checkpoint that can be read', command: [] }
      : { state: 'missing', command: [] };
  }
  const { format, identity, done, files, session } = checkpoint;
  const { command = [], rows, simulated = 0, seconds = 0 } = session ?? {};
  const pace = simulated > 0 && seconds > 0 ? simulated / seconds : undefined;
  const reason = isRunning ? undefined : await tornFile(folder, files);
  const state = isRunning ? 'running' : reason === undefined ? 'unfinished' : 'damaged';
  return { state, reason, format, identity, command, done, rows, pace };
}

/** A growing file that is not as its checkpoint says; rows that wait for their block are simulated again. */
async function tornFile(folder: string, files: Checkpoint['files']): Promise<string | undefined> {
  for (const [name, state] of Object.entries(files)) {
    if ((BLOCK_FILES as readonly string[]).includes(name)) continue;
    if (!(await holdsState(join(folder, name), state))) return `${name} was cut or changed since its checkpoint`;
  }
  return undefined;
}

/** What all shards of an experiment have in common. */
function familyOf({ format, identity }: Found): string | undefined {
  const shard = readShard(identity?.shard);
  return shard === undefined ? undefined : JSON.stringify([format, { ...identity, shard: shard.count }]);
}

/** Shards of an experiment of which some are there and these are not. */
function missingShards(family: readonly Found[], named: readonly string[]): Found[] {
  const [{ format, identity }] = family;
  const count = readShard(identity?.shard)?.count ?? 0;
  const there = new Set(family.map(({ identity: own }) => readShard(own?.shard)?.index));
  const teller = family.find(({ command }) => command.length > 0);
  return Array.from({ length: count }, (_, i) => i + 1)
    .filter((index) => !there.has(index))
    .map((index): Found => {
      const command = teller === undefined ? [] : commandOfShard(teller, index, family);
      const out = optionValue(command, 'out') ?? '';
      const folder = named.find((name) => name.replace(/\/+$/, '') === out) ?? out;
      return {
        folder: folder === '' ? `(shard ${index}/${count})` : folder,
        state: 'missing',
        format,
        identity: identity && { ...identity, shard: `${index}/${count}` },
        command,
      };
    });
}

function statusOfOne(one: Found, family: readonly Found[]): FolderStatus {
  const { folder, state, reason, format, identity, done = 0, command } = one;
  const rows = one.rows ?? rowsLike(one, family);
  const paces = one.pace === undefined ? family.flatMap(({ pace }) => pace ?? []) : [one.pace];
  const left = rows === undefined ? undefined : rows - (state === 'damaged' || state === 'missing' ? 0 : done);
  const isTimed = state !== 'finished' && left !== undefined && paces.length > 0;
  const shard = identity?.shard === undefined ? '' : `shard ${identity.shard} of a `;
  return {
    folder,
    state,
    what: `${shard}${format === undefined ? '' : FORMATS[format]}`,
    done: state === 'missing' || identity === undefined ? undefined : done,
    rows,
    secondsLeft: isTimed ? left / mean(paces) : undefined,
    reason,
    command: command.length === 0 ? undefined : finishing(state, command),
  };
}

/** Rows of a shard of which nothing is there: about as many as the others have. */
function rowsLike({ state }: Found, family: readonly Found[]): number | undefined {
  return state === 'missing' ? family.find(({ rows }) => rows !== undefined)?.rows : undefined;
}

/** The command that takes a folder to its end, where something is still to be run. */
function finishing(state: FolderState, command: readonly string[]): string[] | undefined {
  if (state === 'finished' || state === 'running') return undefined;
  if (state === 'unfinished') return commandWith(command, '--resume');
  return commandWith(command, state === 'damaged' ? '--force' : undefined);
}

function optionValue(words: readonly string[], name: string): string | undefined {
  const flag = `--${name}`;
  const at = words.indexOf(flag);
  return at >= 0 ? words[at + 1] : words.find((word) => word.startsWith(`${flag}=`))?.slice(flag.length + 1);
}

function withOption(words: readonly string[], name: string, value: string): string[] {
  const flag = `--${name}`;
  return words.map((word, i) => {
    if (word.startsWith(`${flag}=`)) return `${flag}=${value}`;
    return words[i - 1] === flag ? value : word;
  });
}

/** The command of another shard, with its own folder where `--out` names one. */
function commandOfShard({ command, identity }: Found, index: number, family: readonly Found[]): string[] {
  const own = readShard(identity?.shard) ?? { index: 0, count: 0 };
  const words = withOption(command, 'shard', `${index}/${own.count}`);
  const out = optionValue(command, 'out');
  return out === undefined ? words : withOption(words, 'out', folderOfShard(out, { ...own, other: index }, family));
}

/** `part-1` becomes `part-3` where the folders of all known shards differ in their number alone. */
function folderOfShard(
  out: string,
  { index, count, other }: { readonly index: number; readonly count: number; readonly other: number },
  family: readonly Found[],
): string {
  const numbered = (text: string, from: number, to: string): string =>
    text.replaceAll(new RegExp(`(?<!\\d)0*${from}(?!\\d)`, 'g'), to);
  const template = numbered(out, index, '{}');
  const isShared = family.every(({ command, identity }) => {
    const place = optionValue(command, 'out');
    return place === undefined || numbered(place, readShard(identity?.shard)?.index ?? 0, '{}') === template;
  });
  return isShared && template.includes('{}')
    ? template.replaceAll('{}', String(other))
    : `${out}-shard-${other}-of-${count}`;
}

function isWhole(family: readonly Found[]): boolean {
  const count = readShard(family[0].identity?.shard)?.count;
  const finished = family.filter(({ state }) => state === 'finished').map(({ identity }) => identity?.shard);
  return new Set(finished).size === count;
}

function mergeCommand(family: readonly Found[]): string[] {
  const folders = family.filter(({ state }) => state === 'finished').map(({ folder }) => folder);
  return ['merge', ...folders, '--out', `results/${family[0].identity?.scenario ?? 'whole'}-whole`];
}
