/** Writes `draws.csv`: the values of the uncertain numbers in each run. */

import type { Column } from '../columns/column.ts';
import { type CsvLocale, csvLine, headerLine } from './csv.ts';
import { RUN_COLUMN } from './month-columns.ts';

export const DRAWS_FILE = 'draws.csv';

/** Uncertain numbers of a batch: one column for each, named by its path. */
export interface DrawsTable {
  readonly columns: readonly Column[];
}

export function drawsColumns({ columns }: DrawsTable): readonly Column[] {
  return [RUN_COLUMN, ...columns];
}

export function drawsHeader(table: DrawsTable, locale: CsvLocale): string {
  return headerLine(drawsColumns(table), locale);
}

/** The line of one run, from its values in the order of the columns. */
export function drawsLine(run: number, values: ArrayLike<number>, locale: CsvLocale): string {
  return csvLine([run, ...Array.from(values)], locale);
}
