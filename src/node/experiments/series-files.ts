/** Writes the monthly series of a single run as files: one per shape. */

import { rm, writeFile } from 'node:fs/promises';
import { join, type ParsedPath } from 'node:path';
import {
  type DatedRun,
  type SeriesTable,
  seriesFields,
  seriesHeader,
  seriesLines,
  seriesTables,
} from '../../output/series.ts';
import type { CsvLocale } from '../../output/csv.ts';
import type { Simulator } from '../engine.ts';
import { withFileErrors } from '../files/file-errors.ts';
import { makeFolder } from '../files/make-folder.ts';

export interface SeriesRun extends DatedRun {
  readonly simulator: Simulator;
  /** Of CSV files. */
  readonly locale: CsvLocale;
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

/** The files that `writeSeries` writes, with their contents. */
export function seriesPaths(path: ParsedPath, columns: Simulator['columns']): [string, SeriesTable][] {
  const ending = path.ext === '' ? '.csv' : path.ext;
  return seriesTables(columns).map((table) => {
    const suffix = table.shape === 'scalar' ? '' : `-${table.shape}`;
    return [join(path.dir, `${path.name}${suffix}${ending}`), table];
  });
}

/** Write `name.csv` (scalars) and `name-firm.csv`, ... beside it, or the same as Parquet; returns the paths. */
export async function writeSeries(path: ParsedPath, { simulator, locale, ...run }: SeriesRun): Promise<string[]> {
  const written: string[] = [];
  await withFileErrors(`cannot write series in ${path.dir}`, async () => {
    await makeFolder(path.dir);
    for (const [file, table] of seriesPaths(path, simulator.columns)) {
      const isParquet = path.ext === '.parquet';
      const dialect = isParquet ? 'en' : locale;
      const text = seriesHeader(table, dialect) + seriesLines(table, run, dialect);
      if (isParquet) await writeAsParquet(file, table, text);
      else await writeFile(file, text);
      written.push(file);
    }
  });
  return written;
}
