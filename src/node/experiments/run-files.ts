/** Writes the monthly series of a single run as files, one per shape, and its accounts beside them. */

import { rm, writeFile } from 'node:fs/promises';
import { join, type ParsedPath } from 'node:path';
import type { RecordedAccounts } from '../../columns/trace.ts';
import { balancesCsv, transactionsCsv } from '../../output/accounts-report.ts';
import type { CsvLocale } from '../../output/csv.ts';
import {
  type DatedRun,
  type SeriesTable,
  seriesFields,
  seriesHeader,
  seriesLines,
  seriesTables,
} from '../../output/series.ts';
import type { Simulator } from '../engine.ts';
import { withFileErrors } from '../files/file-errors.ts';
import { makeFolder } from '../files/make-folder.ts';

export interface RecordedRun extends DatedRun {
  readonly startMonth: string;
  readonly columns: Simulator['columns'];
  /** Of CSV files. */
  readonly locale: CsvLocale;
  /** The accounts, where they are wanted. */
  readonly accounts?: RecordedAccounts | undefined;
}

/** A file to write. */
interface RunFile {
  readonly file: string;
  write(): Promise<void>;
}

async function writeAsParquet(file: string, table: SeriesTable, text: string): Promise<void> {
  const { writeParquet } = await import('../query/parquet.ts');
  const path = `${file}.csv.tmp`;
  await writeFile(path, text);
  try {
    await writeParquet({ path, columns: seriesFields(table), locale: 'en' }, file);
  } finally {
    await rm(path);
  }
}

/**
 * The files of a run: `name.csv` (scalars) and `name-firm.csv`, ... beside it, or the same as Parquet, and of its
 * accounts `name-accounts.csv` (flows) and `name-balances.csv` (stocks).
 */
export function runFiles(
  { dir, name, ext }: ParsedPath,
  { columns, locale, accounts, ...run }: RecordedRun,
): RunFile[] {
  const isParquet = ext === '.parquet';
  const path = (suffix: string, ending: string): string => join(dir, `${name}${suffix}${ending || '.csv'}`);
  const series = seriesTables(columns).map((table): RunFile => {
    const file = path(table.shape === 'scalar' ? '' : `-${table.shape}`, ext);
    const dialect = isParquet ? 'en' : locale;
    const text = () => seriesHeader(table, dialect) + seriesLines(table, run, dialect);
    return { file, write: () => (isParquet ? writeAsParquet(file, table, text()) : writeFile(file, text())) };
  });
  if (accounts === undefined) return series;
  const dated = { months: run.trace.months, startMonth: run.startMonth, locale };
  const tables = { '-accounts': transactionsCsv, '-balances': balancesCsv };
  const books = Object.entries(tables).map(([suffix, csv]): RunFile => {
    const file = path(suffix, isParquet ? '' : ext);
    return { file, write: () => writeFile(file, csv(accounts, dated)) };
  });
  return [...series, ...books];
}

export async function writeRunFiles({ dir }: ParsedPath, files: readonly RunFile[]): Promise<void> {
  await withFileErrors(`cannot write series in ${dir}`, async () => {
    await makeFolder(dir);
    for (const { write } of files) await write();
  });
}
