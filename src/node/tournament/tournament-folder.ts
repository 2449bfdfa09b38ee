/** The results folder of a tournament: ranking, pairs, what they mean, and how to play it again. */

import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CsvLocale } from '../../output/csv.ts';
import { datapackageText } from '../../output/datapackage.ts';
import { pairsCsv, rankingCsv, tournamentResources } from '../../output/tournament-tables.ts';
import { canonicalJson } from '../../scenario/hash.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { CellResult } from '../../tournament/arena.ts';
import type { TournamentResult } from '../../tournament/tournament.ts';
import { replaceFile } from '../files/checkpoint.ts';
import { fileErrorCode, withFileErrors } from '../files/file-errors.ts';
import { LOCK_FILE, lockFolder } from '../files/folder-lock.ts';
import { makeFolder } from '../files/make-folder.ts';
import { packageVersion } from '../package-version.ts';
import { type FolderMode, MANIFEST_FILE } from '../files/results-folder.ts';
import { CELLS_FILE, CellsCheckpoint, readCells } from './tournament-checkpoint.ts';
import type { Entry } from './tournament-entrants.ts';

/** Everything that decides the bytes of the tables. */
export interface TournamentIdentity {
  readonly format: 'overbuild-tournament/1';
  /** The game or scenario in full, lengths, noise, repetitions, seed and entrants. */
  readonly rule: unknown;
  readonly entrants: Entry['entrants'];
  readonly csvLocale: CsvLocale;
  readonly modelVersion: string;
  readonly packageVersion: string;
}

export interface TournamentFolder {
  readonly folder: string;
  readonly identity: TournamentIdentity;
  readonly mode: FolderMode;
}

export function identityOf(
  rule: unknown,
  { entrants }: Entry,
  about: { readonly locale: CsvLocale; readonly modelVersion: string },
): TournamentIdentity {
  const { locale, modelVersion } = about;
  return {
    format: 'overbuild-tournament/1',
    rule,
    entrants,
    csvLocale: locale,
    modelVersion,
    packageVersion: packageVersion(),
  };
}

/** Short hash of an identity, for the name of the folder. */
export function identityHash(identity: TournamentIdentity): string {
  return createHash('sha256').update(canonicalJson(identity)).digest('hex').slice(0, 8);
}

/** A folder that this process may write to; the caller must unlock it. */
export interface OpenedTournament {
  /** Cells that an earlier session played. */
  readonly saved: ReadonlyMap<number, CellResult>;
  readonly checkpoint: CellsCheckpoint;
  unlock(): Promise<void>;
}

/** Make or take over the folder of a tournament; anything but this very tournament is refused, unless forced. */
export async function openTournamentFolder(place: TournamentFolder): Promise<OpenedTournament> {
  const { folder, identity, mode } = place;
  return withFileErrors(`cannot use ${folder} as results folder`, async () => {
    await inspect(place);
    await makeFolder(folder);
    const unlock = await lockFolder(folder);
    try {
      const found = await inspect(place);
      // Tables that are about to be overwritten are no longer those of a manifest.
      if (mode === 'force') await rm(join(folder, MANIFEST_FILE), { force: true });
      return { saved: found, checkpoint: new CellsCheckpoint(folder, identity, found), unlock };
    } catch (error) {
      await unlock();
      throw error;
    }
  });
}

/** The cells to go on from. */
async function inspect({ folder, identity, mode }: TournamentFolder): Promise<ReadonlyMap<number, CellResult>> {
  const none = new Map<number, CellResult>();
  const refuse = (why: string): never => {
    throw new UsageError(`${folder} ${why}`);
  };
  const names = await readdir(folder).catch((error: unknown) => {
    if (fileErrorCode(error) === 'ENOENT') return [];
    throw error;
  });
  if (mode === 'force' || names.every((name) => name.startsWith(LOCK_FILE) || name.endsWith('.tmp'))) return none;
  const found = await readCells(folder, identity);
  if (found.kind === 'cells' && mode === 'resume') return found.cells;
  const manifest = await readFile(join(folder, MANIFEST_FILE), 'utf8').catch(() => undefined);
  if (manifest !== undefined) {
    const isSame = canonicalJson(identityIn(manifest) ?? null) === canonicalJson(identity);
    if (isSame) return none;
    refuse(
      identityIn(manifest) === undefined
        ? `holds a ${MANIFEST_FILE} that is cut short or damaged; start again with --force, or choose another --out`
        : 'holds something else; choose another --out, or --force to overwrite result files',
    );
  }
  if (found.kind === 'cells') {
    refuse('holds this tournament unfinished; --resume goes on with it, --force starts again');
  }
  if (found.kind === 'damaged') {
    refuse(`holds a ${CELLS_FILE} that is cut short or damaged; start again with --force, or choose another --out`);
  }
  return refuse('holds something else; choose another --out, or --force to overwrite result files');
}

function identityIn(manifest: string): unknown {
  try {
    return JSON.parse(manifest)?.identity;
  } catch {
    return undefined;
  }
}

export interface Played {
  readonly result: TournamentResult;
  readonly unit: string;
  readonly title: string;
  readonly entry: Entry;
  readonly command: readonly string[];
  readonly seconds: number;
  readonly jobs: number;
}

/** Write the folder; the manifest comes last. Returns the files. */
export async function writeTournamentFolder({ folder, identity }: TournamentFolder, played: Played): Promise<string[]> {
  const { result, unit, title, entry, command, seconds, jobs } = played;
  const { csvLocale: locale } = identity;
  const names = entry.entrants.map(({ name }) => name);
  return withFileErrors(`cannot write ${folder}`, async () => {
    const about = {
      name: 'overbuild-tournament',
      title,
      description: 'Simulated tournament, conditional on the rules in manifest.json.',
    };
    await replaceFile(join(folder, 'ranking.csv'), rankingCsv(result, names, locale));
    await replaceFile(join(folder, 'pairs.csv'), pairsCsv(result, names, locale));
    await replaceFile(join(folder, 'datapackage.json'), datapackageText(about, tournamentResources(unit), locale));
    const paths = ['ranking.csv', 'pairs.csv', 'datapackage.json'];
    const files = await Promise.all(
      paths.map(async (path) => ({ path, bytes: (await stat(join(folder, path))).size })),
    );
    const manifest = {
      identity,
      strategies: entry.sources.map(({ id, reference, sha256 }) => ({ id, reference, sha256 })),
      command,
      nodeVersion: process.version,
      platform: `${process.platform} ${process.arch}`,
      jobs,
      cells: result.cells,
      matches: result.matches,
      failures: result.failures,
      files,
      timing: { finishedAt: new Date().toISOString(), seconds },
    };
    await replaceFile(join(folder, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
    return [...paths, MANIFEST_FILE];
  });
}
