/** Checks a results folder against its own manifest: repeats rows bit for bit and computes again what follows from them. */

import { fanCsv } from '../output/fan.ts';
import { summaryCsv } from '../output/summary.ts';
import { UserError } from '../scenario/errors.ts';
import { scenarioHash } from '../scenario/hash.ts';
import { type Scenario, ScenarioSchema } from '../scenario/schema.ts';
import { absentStrategy } from '../strategies/user-strategy.ts';
import { BUILTIN_HOST, engineWith } from './builtin-engine.ts';
import { type ChunkSetup, createChunkSimulator, type ChunkSimulator, RUNS_FILE } from './chunk.ts';
import type { EngineHost } from './engine.ts';
import { withFileErrors } from './file-errors.ts';
import { packageVersion } from './package-version.ts';
import { summariseRuns } from './run-statistics.ts';
import { findSource, type StrategySource } from './strategy-source.ts';
import {
  checkStatedFiles,
  type FileFindings,
  holdsFile,
  readStatedBatch,
  rowCount,
  type StatedBatch,
  type StatedSweep,
} from './verify-folder.ts';
import { type Repeated, repeatRuns } from './verify-repeat.ts';
import { type CellDifference, type Compared, readRows, type RowsFindings, type RowsOptions } from './verify-rows.ts';
import { checkSweep } from './verify-sweep.ts';
import { checkDataPackage, compareTable } from './verify-tables.ts';

/** More runs than this are repeated without their monthly series. */
const MAX_SERIES_RUNS = 200;
const SUMMARY_FILE = 'summary.csv';
const QUANTILES_FILE = 'quantiles.csv';
const PACKAGE_FILE = 'datapackage.json';
const UNUSED = 'the evidence, the command and the times in the manifest, which no run depends on';

export interface VerifyOptions extends RowsOptions {
  readonly folder: string;
  /** Where the batch's own strategies lie, when they may be started; their hashes must be the manifest's. */
  readonly strategiesFolder?: string | undefined;
  readonly host?: EngineHost;
  /** Turns the scenario of the manifest into what the engine takes; throws a `UserError` when it cannot. */
  readonly readScenario?: (resolved: unknown) => unknown;
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
  readonly identity: StatedBatch['identity'];
  /** Runs of the folder, of those of its batch. */
  readonly part: StatedBatch['part'];
  /** Of a sweep. */
  readonly configurations?: number;
  /** Versions that differ from those of the batch, and what follows. */
  readonly versions: readonly string[];
  readonly isSameModel: boolean;
  readonly checks: readonly Check[];
  readonly differences: readonly CellDifference[];
  readonly notChecked: readonly string[];
  /** Whether the rows were repeated. */
  readonly isRepeated: boolean;
  /** Nothing that was checked differs. */
  readonly isEqual: boolean;
}

/**
 * Verify a results folder; writes nothing.
 *
 * @throws UserError  When the folder holds no finished batch.
 */
export async function verifyResults(options: VerifyOptions): Promise<VerifyReport> {
  const { folder } = options;
  const batch = await readStatedBatch(folder);
  return withFileErrors(`cannot read ${folder}`, async () => {
    const files = await checkStatedFiles(folder, batch.files);
    if (!(await holdsFile(folder, RUNS_FILE))) return rowlessReport(options, batch, files);
    const rows = await readRows(folder, batch, options);
    if (batch.sweep !== undefined) return sweepReport(options, { batch, sweep: batch.sweep, files, rows });
    const prepared = prepare(options, batch, rows);
    const { simulator } = prepared;
    const repeated = 'why' in prepared ? undefined : await repeatRuns({ folder, batch, rows, ...prepared });
    const tables = simulator === undefined ? [] : await compareTables({ options, batch, rows, repeated, simulator });
    const isDescribed = await holdsFile(folder, PACKAGE_FILE);
    const described = isDescribed ? await checkDataPackage(folder, PACKAGE_FILE) : [];
    const differences = [...(repeated?.compared.values() ?? []), ...tables.map(([, compared]) => compared)].flatMap(
      (compared) => compared.differences,
    );
    const checks = [
      filesCheck(files),
      scenarioCheck(batch),
      { name: 'rows', said: `${rows.rows} rows in ${RUNS_FILE}: order, doubles, gaps, ids`, problems: rows.problems },
      ...(repeated === undefined ? [] : repeatedChecks(repeated, rowCount(batch))),
      ...tables.map(([name, compared]) => tableCheck(name, compared)),
      ...(isDescribed
        ? [{ name: PACKAGE_FILE, said: 'columns of every table as described', problems: described }]
        : []),
    ];
    return {
      folder,
      identity: batch.identity,
      part: batch.part,
      ...versionNotes(batch, options.host ?? BUILTIN_HOST),
      checks,
      differences,
      notChecked: [
        ...('why' in prepared ? [prepared.why] : []),
        ...leftOut(options, batch, rows),
        ...(repeated?.notes ?? []),
      ],
      isRepeated: (repeated?.compared.get(RUNS_FILE)?.equal ?? 0) > 0,
      isEqual: differences.length === 0 && checks.every(({ problems }) => problems.length === 0),
    };
  });
}

interface SweepRead {
  readonly batch: StatedBatch;
  readonly sweep: StatedSweep;
  readonly files: FileFindings;
  readonly rows: RowsFindings;
}

async function sweepReport(options: VerifyOptions, { batch, sweep, files, rows }: SweepRead): Promise<VerifyReport> {
  const { folder, all, host = BUILTIN_HOST } = options;
  const found = await checkSweep({ folder, batch, sweep, rows, host });
  const isDone = !('why' in found);
  const described = (await holdsFile(folder, PACKAGE_FILE)) ? await checkDataPackage(folder, PACKAGE_FILE) : [];
  // The design comes first: where it differs, so does every row of the configuration.
  const compared = isDone ? [...found.tables.map(([, one]) => one), ...found.repeated.compared.values()] : [];
  const differences = compared.flatMap((one) => one.differences);
  const others = rowCount(batch) - rows.chosen.size;
  const checks: Check[] = [
    filesCheck(files),
    scenarioCheck(batch),
    { name: 'rows', said: `${rows.rows} rows in ${RUNS_FILE}: order, doubles, gaps, ids`, problems: rows.problems },
    ...(isDone ? repeatedChecks(found.repeated, rowCount(batch)) : []),
    ...(isDone ? found.tables.map(([name, one]) => tableCheck(name, one)) : []),
    { name: PACKAGE_FILE, said: 'columns of every table as described', problems: described },
  ];
  return {
    folder,
    identity: batch.identity,
    part: batch.part,
    configurations: sweep.count,
    ...versionNotes(batch, host),
    checks,
    differences,
    notChecked: [
      ...(isDone ? [...found.notChecked, ...found.repeated.notes] : [found.why]),
      ...(!all && others > 0 ? [`${others} other rows (--all repeats them)`] : []),
      ...(rows.failedLeftOut > 0 ? [`${rows.failedLeftOut} further rows that did not end well`] : []),
      UNUSED,
    ],
    isRepeated: isDone,
    isEqual: differences.length === 0 && checks.every(({ problems }) => problems.length === 0),
  };
}

/** All that can be said where the table of runs is gone. */
function rowlessReport(options: VerifyOptions, batch: StatedBatch, files: FileFindings): VerifyReport {
  const isListed = batch.files.some(({ path }) => path === RUNS_FILE);
  const problems = isListed ? [] : [`${RUNS_FILE} is missing`];
  return {
    folder: options.folder,
    identity: batch.identity,
    part: batch.part,
    ...(batch.sweep === undefined ? {} : { configurations: batch.sweep.count }),
    ...versionNotes(batch, options.host ?? BUILTIN_HOST),
    checks: [filesCheck({ ...files, problems: [...files.problems, ...problems] }), scenarioCheck(batch)],
    differences: [],
    notChecked: [`all runs, and what follows from them: ${RUNS_FILE} is not in the folder`, UNUSED],
    isRepeated: false,
    isEqual: false,
  };
}

/** What to repeat runs with, or why they cannot be; without the code of its strategies a batch still has its columns. */
type Prepared =
  | { readonly setup: ChunkSetup; readonly simulator: ChunkSimulator; readonly workerUrl: string }
  | { readonly why: string; readonly simulator?: ChunkSimulator };

function prepare(options: VerifyOptions, batch: StatedBatch, rows: RowsFindings): Prepared {
  const { host = BUILTIN_HOST, readScenario = checkedScenario } = options;
  const { identity } = batch;
  const sources = findStrategies(batch, options.strategiesFolder);
  const strategies = 'why' in sources ? [] : sources.strategies;
  try {
    const setup: ChunkSetup = {
      scenario: readScenario(batch.resolvedScenario),
      scenarioName: identity.scenario,
      scenarioHash: identity.scenarioHash,
      seed: identity.seed,
      locale: identity.csvLocale,
      series: identity.series && rows.chosen.size <= MAX_SERIES_RUNS,
      ...(strategies.length === 0 ? {} : { strategies }),
    };
    const named = batch.strategies.map(({ id }) => absentStrategy(id));
    const simulator = createChunkSimulator(setup, named.length === 0 ? host.engine : engineWith(named));
    return 'why' in sources ? { ...sources, simulator } : { setup, simulator, workerUrl: host.workerUrl };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const [first, ...more] = error.problems;
    const rest = more.length === 0 ? '' : ` (and ${more.length} more)`;
    return { why: `all runs: this version cannot run the scenario of the manifest: ${first}${rest}` };
  }
}

/** The scenario of a manifest, checked before anything is run with it. */
export function checkedScenario(resolved: unknown): Scenario {
  const read = ScenarioSchema.safeParse(resolved);
  if (read.success) return read.data;
  throw new UserError(read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
}

/** Strategies from outside are code: found only where the user says so, and only with the content that the manifest names. */
export function findStrategies(
  { strategies }: StatedBatch,
  folder: string | undefined,
): { readonly strategies: readonly StrategySource[] } | { readonly why: string } {
  const names = strategies.map(({ reference }) => reference).join(', ');
  if (strategies.length === 0) return { strategies: [] };
  if (folder === undefined) {
    return {
      why: `all runs: the batch plays code of its own (${names}); to start it, name its folder: --strategies .`,
    };
  }
  const found: StrategySource[] = [];
  for (const { id, reference, sha256 } of strategies) {
    try {
      const source = findSource(reference, folder);
      if (source.sha256 !== sha256) {
        return {
          why: `all runs: ${reference} in ${folder} has the hash ${source.sha256.slice(0, 12)}, the manifest says ${sha256.slice(0, 12)}; it was not started`,
        };
      }
      found.push({ ...source, id });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { why: `all runs: ${error.problems[0]} (looked in ${folder})` };
    }
  }
  return { strategies: found };
}

interface Tables {
  readonly options: VerifyOptions;
  readonly batch: StatedBatch;
  readonly rows: RowsFindings;
  readonly repeated: Repeated | undefined;
  readonly simulator: ChunkSimulator;
}

/** Summary from the rows as they stand; quantiles when every run was repeated. */
async function compareTables({ options, batch, rows, repeated, simulator }: Tables): Promise<[string, Compared][]> {
  const { folder } = options;
  const tables: [string, Compared][] = [];
  if (rows.header.includes('status') && (await holdsFile(folder, SUMMARY_FILE))) {
    const metrics = simulator.table.metrics.filter((column) => rows.header.includes(column.name));
    const table = { ...simulator.table, metrics, locale: rows.locale };
    const text = summaryCsv(await summariseRuns(folder, table, rowCount(batch)), batch.identity.csvLocale);
    tables.push([SUMMARY_FILE, await compareTable(folder, { file: SUMMARY_FILE, key: ['metric', 'level'], text })]);
  }
  if (repeated?.runs === rowCount(batch) && (await holdsFile(folder, QUANTILES_FILE))) {
    const text = fanCsv(repeated.fan, simulator.fanColumns, batch.identity.csvLocale);
    tables.push([QUANTILES_FILE, await compareTable(folder, { file: QUANTILES_FILE, key: ['month', 'column'], text })]);
  }
  return tables;
}

function filesCheck({ problems, checked, hashed }: FileFindings): Check {
  const hashes = hashed === 0 ? 'the manifest gives no hashes' : `${hashed} hashes`;
  return { name: 'files', said: `sizes of ${checked} files as the manifest states them; ${hashes}`, problems };
}

function scenarioCheck({ resolvedScenario, identity }: StatedBatch): Check {
  const found = scenarioHash(resolvedScenario as object);
  const isSame = found === identity.scenarioHash;
  const problem = `the scenario in the manifest has the hash ${found}, and not ${identity.scenarioHash} as stated`;
  return { name: 'scenario', said: 'hash of the scenario in the manifest', problems: isSame ? [] : [problem] };
}

function repeatedChecks({ runs, compared, problems }: Omit<Repeated, 'fan'>, of: number): Check[] {
  return [...compared].map(([name, one]) => ({
    name,
    said: `${runs} of ${of} runs repeated: ${counted(one)}`,
    problems: name === RUNS_FILE ? problems : [],
  }));
}

function tableCheck(name: string, compared: Compared): Check {
  const sources: Record<string, string> = { [SUMMARY_FILE]: RUNS_FILE, [QUANTILES_FILE]: 'all runs' };
  const from = `computed again from ${sources[name] ?? 'the manifest'}`;
  return { name, said: `${from}: ${counted(compared)}`, problems: [] };
}

function counted({ equal, rewritten, differences }: Compared): string {
  const other = differences.length === 0 ? '' : `, ${differences.length} different`;
  const written = rewritten === 0 ? '' : ` (${rewritten} written otherwise, the same number)`;
  return `${equal} cells equal, bit for bit${written}${other}`;
}

/** Versions that differ, in plain words. */
export function versionNotes(
  { identity, nodeVersion }: StatedBatch,
  { engine }: EngineHost,
): Pick<VerifyReport, 'versions' | 'isSameModel'> {
  const isSameModel = identity.modelVersion === engine.modelVersion;
  const versions: string[] = [];
  if (!isSameModel) {
    versions.push(
      `made with model ${identity.modelVersion}, this is model ${engine.modelVersion}: differences are expected, and say nothing against the folder`,
    );
  }
  if (identity.packageVersion !== packageVersion()) {
    const follows = isSameModel ? 'of the same model, so numbers should be equal' : 'install that version to check it';
    versions.push(`made with overbuild ${identity.packageVersion}, this is overbuild ${packageVersion()}: ${follows}`);
  }
  if (nodeVersion !== undefined && nodeVersion !== process.version) {
    versions.push(`made on Node ${nodeVersion}, this is Node ${process.version}: numbers should be equal all the same`);
  }
  return { versions, isSameModel };
}

/** What a sample leaves open. */
function leftOut({ all }: VerifyOptions, batch: StatedBatch, rows: RowsFindings): string[] {
  const { identity, strategies, files } = batch;
  const list: string[] = [];
  const others = rowCount(batch) - rows.chosen.size;
  if (!all && others > 0) {
    list.push(`${others} other runs, their events and ${QUANTILES_FILE}, which needs every run (--all repeats them)`);
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
