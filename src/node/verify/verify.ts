/** Checks a results folder against its own manifest: repeats rows bit for bit and computes again what follows from them. */

import { BUILTIN_HOST } from '../builtin-engine.ts';
import { RUNS_FILE } from '../batch/chunk.ts';
import type { EngineHost } from '../engine.ts';
import { withFileErrors } from '../files/file-errors.ts';
import { type Check, filesCheck, repeatedChecks, rowsCheck, scenarioCheck, tableCheck } from './verify-checks.ts';
import {
  checkStatedFiles,
  type FileFindings,
  holdsFile,
  readStatedBatch,
  rowCount,
  type StatedBatch,
  type StatedSweep,
} from './verify-folder.ts';
import { MAX_SERIES_RUNS, prepare, versionNotes } from './verify-prepare.ts';
import { repeatRuns } from './verify-repeat.ts';
import { type CellDifference, readRows, type RowsFindings, type RowsOptions } from './verify-rows.ts';
import { checkSweep } from './verify-sweep.ts';
import { checkDataPackage, compareTables, QUANTILES_FILE } from './verify-tables.ts';

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
    const tables = simulator === undefined ? [] : await compareTables({ folder, batch, rows, repeated, simulator });
    const isDescribed = await holdsFile(folder, PACKAGE_FILE);
    const described = isDescribed ? await checkDataPackage(folder, PACKAGE_FILE) : [];
    const differences = [...(repeated?.compared.values() ?? []), ...tables.map(([, compared]) => compared)].flatMap(
      (compared) => compared.differences,
    );
    const checks = [
      filesCheck(files),
      scenarioCheck(batch),
      rowsCheck(rows),
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
    rowsCheck(rows),
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
