/** Writes `draws.csv`: the values of the uncertain numbers in each run. */

import type { Column } from '../columns/column.ts';
import { type CsvLocale, csvLine } from './csv.ts';

export const DRAWS_FILE = 'draws.csv';

const RUN: Column = {
  name: 'run',
  unit: '1',
  shape: 'run',
  type: 'integer',
  description: 'Replication number k, from 0.',
};

/** Uncertain numbers of a batch: one column for each, named by its path. */
export interface DrawsTable {
  readonly columns: readonly Column[];
}

export function drawsColumns({ columns }: DrawsTable): readonly Column[] {
  return [RUN, ...columns];
}

export function drawsHeader(table: DrawsTable, locale: CsvLocale): string {
  return csvLine(
    drawsColumns(table).map(({ name }) => name),
    locale,
  );
}

/** The line of one run, from its values in the order of the columns. */
export function drawsLine(run: number, values: ArrayLike<number>, locale: CsvLocale): string {
  return csvLine([run, ...Array.from(values)], locale);
}
