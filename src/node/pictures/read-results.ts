/** A finished results folder as reports and charts read it: the manifest, and tables that are what they should be. */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finishedRuns } from '../../charts/gallery.ts';
import { parseTable, type Table } from '../../charts/table.ts';
import type { Column } from '../../columns/column.ts';
import { counted } from '../../numeric/counted.ts';
import type { CsvLocale } from '../../output/csv.ts';
import type { Format, Manifest } from '../../output/manifest.ts';
import { startMonthOf } from '../../output/month-columns.ts';
import { countWord } from '../../output/words.ts';
import { UsageError } from '../../scenario/errors.ts';
import { didYouMean } from '../../scenario/suggest.ts';
import { BUILTIN_ENGINE } from '../builtin-engine.ts';
import { statedRows } from '../verify/verify-rows.ts';
import { localeOf } from '../files/csv-rows.ts';
import { fileErrorCode, withFileErrors } from '../files/file-errors.ts';
import { checkStatedFiles, readManifest } from '../files/manifest-file.ts';

/** What a report is made of. */
export const REPORTED: readonly Format[] = ['overbuild-batch/1', 'overbuild-sweep/1', 'overbuild-compare/1'];

/**
 * Read what a folder says of itself.
 *
 * @throws UsageError  When there is no finished experiment of these formats in it.
 */
export const readResults = (
  folder: string,
  formats: readonly Format[] = ['overbuild-batch/1', 'overbuild-sweep/1'],
): Promise<Manifest> => readManifest(folder, formats);

/** Months that no scenario exceeds. */
const MAX_MONTHS = 1200;

/** The horizon and the first month that a manifest states, where they can be. */
export function datesOf({ resolvedScenario }: Manifest): {
  readonly startMonth: string | undefined;
  readonly horizonMonths: number | undefined;
} {
  const { horizonMonths } = resolvedScenario;
  const isHorizon = Number.isSafeInteger(horizonMonths) && Number(horizonMonths) <= MAX_MONTHS;
  return {
    startMonth: startMonthOf(resolvedScenario),
    horizonMonths: isHorizon ? Number(horizonMonths) : undefined,
  };
}

/** Columns without which a table is another one. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'runs.csv': ['run', 'status'],
  'quantiles.csv': ['month', 'column', 'unit', 'n', 'p5', 'p25', 'p50', 'p75', 'p95'],
  'summary.csv': ['metric', 'level', 'unit', 'n', 'mean', 'ci95_low', 'ci95_high', 'p5', 'p50', 'p95'],
  'design.csv': ['configuration'],
  'compare.csv': ['base', 'other', 'metric', 'difference', 'low_95', 'high_95', 'pairs'],
};

/** What to do about a table that is not what it should be. */
function remedy(file: string): string {
  return file === 'compare.csv'
    ? 'give the folder of a finished overbuild compare --out'
    : 'make the results again with --force';
}

async function tableText(folder: string, file: string): Promise<string> {
  const path = join(folder, file);
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (fileErrorCode(error) !== 'ENOENT') return withFileErrors(`cannot read ${path}`, () => Promise.reject(error));
    throw new UsageError([existsSync(folder) ? `${path} is missing; ${remedy(file)}` : `there is no folder ${folder}`]);
  }
}

/**
 * Read a table of a folder; without `locale` its header tells the dialect.
 *
 * @throws UsageError  When it is missing, empty, or holds something else.
 */
export async function readTable(folder: string, file: string, locale?: CsvLocale): Promise<Table> {
  const path = join(folder, file);
  const text = await tableText(folder, file);
  const table = parseTable(text, locale ?? localeOf(text.split('\n', 1)[0]), path);
  const lacking = (NEEDED[file] ?? []).filter((name) => !table.header.includes(name));
  if (table.header.length === 0) throw new UsageError([`${path} is empty; ${remedy(file)}`]);
  if (lacking.length === 0) return table;
  throw new UsageError([
    `${path} is another table, without the ${lacking.length > 1 ? 'columns' : 'column'} ${lacking.join(', ')}; ${remedy(file)}`,
  ]);
}

/** Rows that came to their end; there is nothing to show without any. */
export function endedRuns(folder: string, runs: Table): Table {
  const ended = finishedRuns(runs);
  if (ended.rows.length > 0) return ended;
  throw new UsageError([`no run in ${join(folder, 'runs.csv')} completed; there is nothing to show`]);
}

/** What a reader of these results must know first: rows that are gone, tables that changed, another version of the model. */
export async function warningsOf(
  folder: string,
  manifest: Manifest,
  runs: Table,
  modelVersion: string,
): Promise<string[]> {
  const wanted = statedRows(manifest).total;
  const found = runs.rows.length;
  const made = manifest.identity.modelVersion;
  const { problems } = await checkStatedFiles(
    folder,
    manifest.files.filter(({ path }) => path in NEEDED),
  );
  return [
    ...(found === wanted
      ? []
      : [
          `runs.csv holds ${counted(found, 'row')}, and the manifest says ${countWord(wanted)}: the table was changed since.`,
        ]),
    ...problems.map((problem) => `${problem}; see overbuild verify.`),
    ...(made === modelVersion
      ? []
      : [
          `These results are of model ${made}, and this program is model ${modelVersion}: its descriptions of columns may not fit them.`,
        ]),
  ];
}

/** Metrics of the runs of a scenario; none where this version cannot run it. */
export function metricColumns(scenario: unknown): readonly Column[] {
  try {
    return BUILTIN_ENGINE.runColumns(BUILTIN_ENGINE.createSimulator(scenario, 'metrics'));
  } catch {
    return [];
  }
}

/** @throws UsageError  Where a metric to show is not in the table, or the folder is not of a sweep. */
export function refuseUnknown(chosen: readonly string[], runs: Table, design: Table | undefined): void {
  if (chosen.length > 0 && design === undefined) {
    throw new UsageError([
      '--metric is for the folder of a sweep, whose report shows how a metric responds to its inputs',
    ]);
  }
  const unknown = chosen.filter((name) => !runs.header.includes(name));
  if (unknown.length === 0) return;
  throw new UsageError(
    unknown.map(
      (name) => `--metric: runs.csv has no column ${name}${didYouMean(name, runs.header)}; see overbuild columns`,
    ),
  );
}
