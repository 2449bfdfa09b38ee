/** Writes monthly series as tidy CSV: one file per shape, one row per (run, month, entity). */

import { type Column, type Shape, field } from '../columns/column.ts';
import type { Trace } from '../columns/trace.ts';
import { CSV_DIALECTS, type CsvLocale, csvField, headerLine } from './csv.ts';
import { MONTH_COLUMNS, monthDates, RUN_COLUMN } from './month-columns.ts';

/** All columns of one shape: what one series file holds. */
export interface SeriesTable {
  readonly shape: Exclude<Shape, 'run'>;
  readonly columns: readonly Column[];
}

/** Group recorded columns by shape, scalars first, in the order of the registry. */
export function seriesTables(columns: readonly Column[]): SeriesTable[] {
  const shapes: readonly SeriesTable['shape'][] = ['scalar', 'firm', 'node', 'supplier', 'region', 'equity', 'venue'];
  return shapes
    .map((shape) => ({ shape, columns: columns.filter((column) => column.shape === shape) }))
    .filter((table) => table.columns.length > 0);
}

/** File formats of series. */
export type SeriesFormat = 'csv' | 'parquet';

/** File name of a series table. */
export function seriesFile(table: SeriesTable, format: SeriesFormat = 'csv'): string {
  return `series-${table.shape}.${format}`;
}

/** Columns of the file: run, month, date, the entity's id unless scalar, then the values. */
export function seriesFields(table: SeriesTable): Column[] {
  const { shape, columns } = table;
  const ids = shape === 'scalar' ? [] : [field(shape, '', `Id of the ${shape}.`, 'string')];
  return [RUN_COLUMN, ...MONTH_COLUMNS, ...ids, ...columns];
}

export function seriesHeader(table: SeriesTable, locale: CsvLocale): string {
  return headerLine(seriesFields(table), locale);
}

/** One run and the calendar month of its month 0, where it is known. */
export interface DatedRun {
  readonly run: number;
  readonly trace: Trace;
  readonly startMonth: string | undefined;
}

/** Lines of one run: months outside, entities inside. */
export function seriesLines(table: SeriesTable, { run, trace, startMonth }: DatedRun, locale: CsvLocale): string {
  const dateOf = monthDates(startMonth);
  const { delimiter } = CSV_DIALECTS[locale];
  const { shape, columns } = table;
  const entities = shape === 'scalar' ? [''] : trace.entities[shape];
  const labels = entities.map((id) => (shape === 'scalar' ? '' : delimiter + csvField(id, locale)));
  const series = columns.map((column) => trace.column(column.name, shape));
  let text = '';
  for (let month = 0; month < trace.months; month++) {
    const when = `${run}${delimiter}${month}${delimiter}${dateOf(month)}`;
    for (let e = 0; e < entities.length; e++) {
      let line = `${when}${labels[e]}`;
      for (const values of series) line += delimiter + csvField(values[month * entities.length + e], locale);
      text += `${line}\n`;
    }
  }
  return text;
}
