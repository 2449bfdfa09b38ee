/** A results folder as its manifest states it: read leniently, for somebody else may have made, moved or opened it. */

import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, join, normalize } from 'node:path';
import { createInterface } from 'node:readline';
import type { CsvLocale } from '../../output/csv.ts';
import { UsageError } from '../../scenario/errors.ts';
import { CHECKPOINT_FILE } from '../files/checkpoint.ts';
import { describeFile } from '../files/describe-files.ts';
import { fileErrorCode, withFileErrors } from '../files/file-errors.ts';
import { MANIFEST_FILE } from '../files/results-folder.ts';
import { readShard, shardRange } from '../batch/shard.ts';

/** A file that the manifest lists. */
interface StatedFile {
  readonly path: string;
  readonly bytes?: number;
  readonly sha256?: string;
}

/** A strategy from outside that the manifest names. */
export interface StatedStrategy {
  readonly id: string;
  readonly reference: string;
  readonly sha256: string;
}

/** What a manifest must say for its runs to be repeated, and what it may say besides. */
export interface StatedBatch {
  readonly format: string;
  readonly identity: {
    readonly scenario: string;
    readonly scenarioHash: string;
    readonly seed: string;
    readonly runs: number;
    readonly series: boolean;
    readonly csvLocale: CsvLocale;
    readonly modelVersion: string;
    readonly packageVersion: string;
  };
  readonly resolvedScenario: unknown;
  readonly strategies: readonly StatedStrategy[];
  readonly nodeVersion?: string;
  readonly timeoutSeconds?: number;
  readonly statuses?: Readonly<Record<string, number>>;
  readonly files: readonly StatedFile[];
  /** Runs of the folder: all of its batch or sweep, or those of its part of a batch. */
  readonly part: { readonly first: number; readonly count: number };
  /** Of a sweep: the configurations of its folder, and how they were chosen. */
  readonly sweep?: StatedSweep;
}

/** What the manifest of a sweep says of its configurations. */
export interface StatedSweep {
  readonly first: number;
  readonly count: number;
  /** Of the whole design, of which the folder may hold a part. */
  readonly size: number;
  readonly design: Bag;
  /** Strategies from outside as the design names them, and their ids. */
  readonly aliases: Readonly<Record<string, string>>;
}

const FORMAT = /^overbuild-(?:batch|sweep)\//;
/** What other folders of ours hold, and what can be done with it. */
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^overbuild-compare\//, 'a comparison; this needs a batch or a sweep (overbuild report <batch> --compare draws it)'],
  [/^overbuild-attribute\//, 'an attribution; this needs a batch or a sweep'],
  [/^overbuild-tournament\//, 'a tournament; this needs a batch or a sweep'],
];
/** No folder holds more rows; a manifest that says so is wrong. */
const MAX_ROWS = 1e9;

type Bag = Readonly<Record<string, unknown>>;

function bagOf(value: unknown): Bag {
  return typeof value === 'object' && value !== null ? (value as Bag) : {};
}

function textOf(bag: Bag, key: string): string {
  return typeof bag[key] === 'string' ? bag[key] : '';
}

function listOf<T>(value: unknown, keys: readonly string[]): T[] {
  const isWhole = (item: unknown): boolean => keys.every((key) => typeof bagOf(item)[key] === 'string');
  return Array.isArray(value) ? (value.filter(isWhole) as T[]) : [];
}

/**
 * Read the manifest of a finished batch.
 *
 * @throws UsageError  When there is none, or it does not say what a run needs.
 */
export async function readStatedBatch(folder: string): Promise<StatedBatch> {
  const path = join(folder, MANIFEST_FILE);
  const manifest = bagOf(parsed(await manifestText(folder), path));
  const identity = bagOf(manifest.identity);
  const format = textOf(manifest, 'format') || textOf(identity, 'format');
  if (!FORMAT.test(format)) {
    const other = OTHERS.find(([pattern]) => pattern.test(format));
    throw new UsageError([
      other === undefined
        ? `${path} is not of a batch or a sweep: its format is ${format === '' ? 'missing' : `"${format}"`}`
        : `${folder} holds ${other[1]}`,
    ]);
  }
  const missing = ['scenario', 'scenarioHash', 'seed', 'modelVersion'].filter((key) => textOf(identity, key) === '');
  if (!isCount(identity.runs)) missing.push('runs');
  if (format.startsWith('overbuild-sweep/') && !isCount(identity.configurations)) missing.push('configurations');
  const problems = missing.map((key) => `${path}: identity.${key} is missing or wrong, so no run can be repeated`);
  if (typeof manifest.resolvedScenario !== 'object' || manifest.resolvedScenario === null) {
    problems.push(`${path}: resolvedScenario is missing, so no run can be repeated`);
  }
  if (problems.length > 0) throw new UsageError(problems);
  const { nodeVersion, timeoutSeconds, statuses } = manifest;
  return {
    format,
    identity: {
      scenario: textOf(identity, 'scenario'),
      scenarioHash: textOf(identity, 'scenarioHash'),
      seed: textOf(identity, 'seed'),
      runs: Number(identity.runs),
      series: identity.series === true,
      csvLocale: identity.csvLocale === 'eu' ? 'eu' : 'en',
      modelVersion: textOf(identity, 'modelVersion'),
      packageVersion: textOf(identity, 'packageVersion'),
    },
    resolvedScenario: manifest.resolvedScenario,
    strategies: listOf<StatedStrategy>(manifest.strategies, ['id', 'reference', 'sha256']),
    files: listOf<StatedFile>(manifest.files, ['path']),
    ...partsOf(format, identity, bagOf(manifest.design)),
    ...(typeof nodeVersion === 'string' ? { nodeVersion } : {}),
    ...(typeof timeoutSeconds === 'number' ? { timeoutSeconds } : {}),
    ...(typeof statuses === 'object' && statuses !== null ? { statuses: statuses as Record<string, number> } : {}),
  };
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) > 0 && Number(value) <= MAX_ROWS;
}

/** Runs and configurations of the folder: all of them, or those of its shard (`2/5`). */
function partsOf(format: string, identity: Bag, design: Bag): Pick<StatedBatch, 'part' | 'sweep'> {
  const runs = Number(identity.runs);
  const shard = readShard(textOf(identity, 'shard'));
  if (!format.startsWith('overbuild-sweep/')) {
    const [first, count] = shardRange(runs, shard, 'runs');
    return { part: { first, count } };
  }
  const size = Number(identity.configurations);
  const [first, count] = shardRange(size, shard);
  const aliases = bagOf(design.aliases) as Record<string, string>;
  return { part: { first: 0, count: runs }, sweep: { first, count, size, design, aliases } };
}

/** Rows that the table of runs should have. */
export function rowCount({ part, sweep }: Pick<StatedBatch, 'part' | 'sweep'>): number {
  return part.count * (sweep?.count ?? 1);
}

async function manifestText(folder: string): Promise<string> {
  try {
    return await readFile(join(folder, MANIFEST_FILE), 'utf8');
  } catch (error) {
    if (fileErrorCode(error) !== 'ENOENT') return withFileErrors(`cannot read ${folder}`, () => Promise.reject(error));
    const isThere = (await stat(folder).catch(() => undefined)) !== undefined;
    if (!isThere) throw new UsageError([`there is no folder ${folder}`]);
    const isUnfinished = (await stat(join(folder, CHECKPOINT_FILE)).catch(() => undefined)) !== undefined;
    throw new UsageError([
      isUnfinished
        ? `${folder} holds an unfinished batch; finish it with --resume first`
        : `${folder} holds no ${MANIFEST_FILE}; give the results folder of a finished batch`,
    ]);
  }
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError([`${path} is not JSON: ${(error as Error).message}`]);
  }
}

/** How the files that the manifest lists compare with what stands in the folder. */
export interface FileFindings {
  readonly problems: readonly string[];
  readonly checked: number;
  /** Of those, how many by hash. */
  readonly hashed: number;
}

/** Compare sizes, and hashes where the manifest gives them. */
export async function checkStatedFiles(folder: string, files: readonly StatedFile[]): Promise<FileFindings> {
  const problems: string[] = [];
  let hashed = 0;
  for (const { path, bytes, sha256 } of files) {
    if (isAbsolute(path) || normalize(path).startsWith('..')) {
      problems.push(`${path}: the manifest names a file outside the folder; not looked at`);
      continue;
    }
    const info = await stat(join(folder, path)).catch(() => undefined);
    if (info?.isFile() !== true) problems.push(`${path} is missing, the manifest lists it`);
    else if (bytes !== undefined && info.size !== bytes) {
      problems.push(`${path} has ${info.size} bytes, the manifest says ${bytes}`);
    } else if (sha256 !== undefined) {
      hashed++;
      const { sha256: found } = await describeFile(folder, path);
      if (found !== sha256)
        problems.push(
          `${path} was changed after it was written; its content has the hash ${found}, the manifest says ${sha256}`,
        );
    }
  }
  return { problems, checked: files.length, hashed };
}

/** Lines of a file of the folder without line ends or a byte-order mark; `undefined` when there is no such file. */
export async function* linesOf(folder: string, name: string): AsyncGenerator<string> {
  const path = join(folder, name);
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
  let isFirst = true;
  for await (const line of lines) {
    yield isFirst ? line.replace(/^\uFEFF/, '') : line;
    isFirst = false;
  }
}

/** Whether a file stands in the folder. */
export async function holdsFile(folder: string, name: string): Promise<boolean> {
  return (await stat(join(folder, name)).catch(() => undefined))?.isFile() === true;
}

/** The dialect in which a header line is really written, whatever the manifest says. */
export function localeOfHeader(header: string): CsvLocale {
  return header.split(';').length > header.split(',').length ? 'eu' : 'en';
}
