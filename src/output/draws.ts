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

/** Draws of a batch: known for every run, failed ones included. */
export interface DrawsTable {
  /** One column for each uncertain number, named by its path. */
  readonly columns: readonly Column[];
  /** Values of a run, in the order of the columns. */
  at(run: number): ArrayLike<number>;
}

export function drawsColumns({ columns }: Pick<DrawsTable, 'columns'>): readonly Column[] {
  return [RUN, ...columns];
}

export function drawsHeader(table: DrawsTable, locale: CsvLocale): string {
  return csvLine(
    drawsColumns(table).map(({ name }) => name),
    locale,
  );
}

/** The line of one run. */
export function drawsLine(table: DrawsTable, run: number, locale: CsvLocale): string {
  return csvLine([run, ...Array.from(table.at(run))], locale);
}
