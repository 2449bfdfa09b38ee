/** The results folder of a tournament: ranking, pairs, what they mean, and how to play it again. */

import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CsvLocale } from '../output/csv.ts';
import { datapackageText } from '../output/datapackage.ts';
import { pairsCsv, rankingCsv, tournamentResources } from '../output/tournament-tables.ts';
import { canonicalJson } from '../scenario/hash.ts';
import { UsageError } from '../scenario/errors.ts';
import type { TournamentResult } from '../tournament/tournament.ts';
import { replaceFile } from './checkpoint.ts';
import { fileErrorCode, withFileErrors } from './file-errors.ts';
import { makeFolder } from './make-folder.ts';
import { packageVersion } from './package-version.ts';
import { MANIFEST_FILE } from './results-folder.ts';
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
  readonly force: boolean;
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

/** Refuse a folder that holds anything but this very tournament, unless forced. */
export async function checkTournamentFolder({ folder, identity, force }: TournamentFolder): Promise<void> {
  await withFileErrors(`cannot use ${folder} as results folder`, async () => {
    const names = await readdir(folder).catch((error: unknown) => {
      if (fileErrorCode(error) === 'ENOENT') return [];
      throw error;
    });
    if (names.length === 0 || force) return;
    const found = await readFile(join(folder, MANIFEST_FILE), 'utf8').catch(() => '{}');
    const isSame = canonicalJson(JSON.parse(found).identity ?? null) === canonicalJson(identity);
    if (!isSame)
      throw new UsageError(
        `${folder} holds something else; choose another --out, or --force to overwrite result files`,
      );
  });
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
    await makeFolder(folder);
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
