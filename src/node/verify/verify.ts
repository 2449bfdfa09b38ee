/** Checks a results folder against its own manifest: repeats rows bit for bit and computes again what follows from them. */

import { FORMATS, type Manifest } from '../../output/manifest.ts';
import { scenarioHash } from '../../scenario/hash.ts';
import type { EngineHost } from '../engine.ts';
import { withFileErrors } from '../files/file-errors.ts';
import { checkStatedFiles, type FileFindings, readManifest } from '../files/manifest-file.ts';
import { RUNS_FILE } from '../work/chunk.ts';
import { prepare, versionNotes } from './verify-prepare.ts';
import { MAX_SERIES_RUNS, type Repeated, repeatRows } from './verify-repeat.ts';
import {
  type CellDifference,
  type Compared,
  readRows,
  type RowsFindings,
  type RowsOptions,
  type StatedRows,
  statedRows,
} from './verify-rows.ts';
import { checkDataPackage, compareTables, holdsFile } from './verify-tables.ts';

const PACKAGE_FILE = 'datapackage.json';
/** Tables are computed again where a folder has at least one row in so many. */
const MOST_MISSING = 10;
const UNUSED = 'the evidence, the command and the times in the manifest, which no run depends on';

export interface VerifyOptions extends RowsOptions {
  readonly folder: string;
  /** Where the folder's own strategies lie, when they may be started; their hashes must be the manifest's. */
  readonly strategiesFolder?: string | undefined;
  readonly host?: EngineHost;
}

/** One thing that was checked. */
export interface Check {
  readonly name: string;
  /** What was looked at, in words. */
  readonly said: string;
  readonly problems: readonly string[];
}

export interface VerifyReport {
  readonly folder: string;
  /** What the folder is of, in a word. */
  readonly noun: string;
  readonly identity: Manifest['identity'];
  readonly stated: StatedRows;
  /** Versions that differ from those of the folder, and what follows. */
  readonly versions: readonly string[];
  readonly isSameModel: boolean;
  readonly checks: readonly Check[];
  readonly differences: readonly CellDifference[];
  readonly notChecked: readonly string[];
  /** Whether rows were repeated. */
  readonly isRepeated: boolean;
  /** Nothing that was checked differs. */
  readonly isEqual: boolean;
}

/**
 * Verify a results folder; writes nothing.
 *
 * @throws UserError  When the folder holds nothing finished.
 */
export async function verifyResults(options: VerifyOptions): Promise<VerifyReport> {
  const { folder, host } = options;
  const manifest = await readManifest(folder);
  const about = {
    folder,
    noun: FORMATS[manifest.format],
    identity: manifest.identity,
    stated: statedRows(manifest),
    ...versionNotes(manifest, host),
  };
  return withFileErrors(`cannot read ${folder}`, async () => {
    const files = await checkStatedFiles(folder, manifest.files);
    if (!(await holdsFile(folder, RUNS_FILE))) return { ...about, ...rowless(manifest, files) };
    const rows = await readRows(folder, manifest, options);
    const { job, why } = prepare(options, manifest);
    const repeated =
      job === undefined || why !== undefined ? undefined : await repeatRows({ folder, manifest, rows, job });
    const { made, fan } = repeated?.made.size === rows.stated.total ? repeated : {};
    // A manifest that states many more rows than there are would have room made for all of them.
    const isPlausible = rows.stated.total <= MOST_MISSING * (rows.rows + 1);
    const tables = job === undefined || !isPlausible ? [] : await compareTables({ folder, job, made, fan });
    const compared = tables.filter((table): table is [string, Compared] => table[1] !== 'too long');
    // The design comes first: where it differs, so does every row of the configuration.
    const isDesign = ([name]: [string, Compared]): boolean => name === 'design.csv';
    const differences = [
      ...compared.filter(isDesign),
      ...(repeated?.compared ?? []),
      ...compared.filter((one) => !isDesign(one)),
    ].flatMap(([, one]) => one.differences);
    const checks: Check[] = [
      filesCheck(files),
      ...scenarioChecks(manifest),
      {
        name: 'rows',
        said: `${rows.rows} rows in ${RUNS_FILE}: order, duplicates, gaps, ids`,
        problems: rows.problems,
      },
      ...(repeated === undefined ? [] : repeatedChecks(repeated, rows.stated.total)),
      ...compared.map(([name, one]) => ({
        name,
        said: `computed again${sourceOf(name)}: ${counted(one)}`,
        problems: [],
      })),
    ];
    if (await holdsFile(folder, PACKAGE_FILE)) {
      const problems = await checkDataPackage(folder, PACKAGE_FILE);
      checks.push({ name: PACKAGE_FILE, said: 'columns of every table as described', problems });
    }
    const long = tables.flatMap(([name, one]) =>
      one === 'too long' ? [`${name}: too long to be computed again here`] : [],
    );
    return {
      ...about,
      checks,
      differences,
      notChecked: [
        ...(why === undefined ? [] : [why]),
        ...long,
        ...leftOut(options, manifest, { rows, isCounted: job !== undefined && job.fanColumns.length > 0 }),
        ...(repeated?.notes ?? []),
      ],
      isRepeated: (repeated?.compared.get(RUNS_FILE)?.equal ?? 0) > 0,
      isEqual: differences.length === 0 && checks.every(({ problems }) => problems.length === 0),
    };
  });
}

function filesCheck({ problems, checked, hashed }: FileFindings): Check {
  const hashes = hashed === 0 ? 'the manifest gives no hashes' : `${hashed} hashes`;
  return { name: 'files', said: `sizes of ${checked} files as the manifest states them; ${hashes}`, problems };
}

/** Formats whose scenario hash is that of all that is played. */
const GAMES: ReadonlySet<string> = new Set([
  'overbuild-tournament/1',
  'overbuild-equilibrium/1',
  'overbuild-best-reply/1',
]);

/** Whether the scenarios of the manifest are those whose hashes it states; what a tournament plays has none. */
function scenarioChecks({ format, resolvedScenario, identity, scenarios = [] }: Manifest): Check[] {
  if (GAMES.has(format)) return [];
  const stated = [{ name: 'the scenario', hash: identity.scenarioHash, scenario: resolvedScenario }, ...scenarios];
  const problems = stated.flatMap(({ name, hash, scenario }) => {
    const found = scenarioHash(scenario);
    // Folders of versions before 0.3 state the digits alone.
    return found === hash || found === `s${hash}`
      ? []
      : [`${name} in the manifest has the hash ${found}, and not ${hash} as stated`];
  });
  const several = scenarios.length > 0 ? `hashes of the ${scenarios.length} scenarios` : 'hash of the scenario';
  return [{ name: 'scenario', said: `${several} in the manifest`, problems }];
}

function repeatedChecks({ made, compared, problems }: Repeated, of: number): Check[] {
  return [...compared].map(([name, one]) => ({
    name,
    said: `${made.size} of ${of} runs repeated: ${counted(one)}`,
    problems: name === RUNS_FILE ? problems : [],
  }));
}

/** From what a table was computed again. */
function sourceOf(name: string): string {
  if (name === 'design.csv') return ' from the manifest';
  return name === 'quantiles.csv' || name === 'impulse.csv' ? ' from all runs' : ` from ${RUNS_FILE}`;
}

function counted({ equal, rewritten, differences }: Compared): string {
  const other = differences.length === 0 ? '' : `, ${differences.length} different`;
  const written = rewritten === 0 ? '' : ` (${rewritten} with other digits, the same number)`;
  return `${equal} cells equal, bit for bit${written}${other}`;
}

/** All that can be said where the table of runs is gone. */
function rowless(manifest: Manifest, files: FileFindings) {
  const isListed = manifest.files.some(({ path }) => path === RUNS_FILE);
  const problems = isListed ? [] : [`${RUNS_FILE} is missing`];
  return {
    checks: [filesCheck({ ...files, problems: [...files.problems, ...problems] }), ...scenarioChecks(manifest)],
    differences: [],
    notChecked: [`all runs, and what follows from them: ${RUNS_FILE} is not in the folder`, UNUSED],
    isRepeated: false,
    isEqual: false,
  };
}

/** What a sample leaves open. */
function leftOut(
  { all }: VerifyOptions,
  { format, identity, strategies, files }: Manifest,
  { rows, isCounted }: { readonly rows: RowsFindings; readonly isCounted: boolean },
): string[] {
  const list: string[] = [];
  const others = rows.stated.total - rows.chosen.size;
  const needs = isCounted ? 'quantiles.csv' : format === 'overbuild-compare/1' ? 'impulse.csv' : undefined;
  if (!all && others > 0) {
    const what = isCounted ? ', their events' : '';
    list.push(
      `${others} other runs${what}${needs === undefined ? '' : ` and ${needs}, which needs every run`} (--all repeats them)`,
    );
  }
  if (rows.failedLeftOut > 0) list.push(`${rows.failedLeftOut} further runs that did not end well`);
  if (identity.series && rows.chosen.size > MAX_SERIES_RUNS) {
    list.push(`the monthly series (repeat at most ${MAX_SERIES_RUNS} runs to compare them)`);
  }
  const packed = files.filter(({ path }) => path.endsWith('.parquet')).map(({ path }) => path);
  if (packed.length > 0) list.push(`the cells of ${packed.join(', ')}: only CSV is read here`);
  if (strategies.length > 0) list.push('files that the strategies import themselves: only the named files have hashes');
  list.push(UNUSED);
  return list;
}
