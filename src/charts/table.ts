/** A CSV file as a chart sees it: a header and rows of text, read by column name. */

import { type CsvLocale, csvFields, csvNumber } from '../output/csv.ts';

export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly locale: CsvLocale;
}

/** Read the text of a CSV file as this project writes them; a byte order mark is dropped. */
export function parseTable(text: string, locale: CsvLocale = 'en'): Table {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line !== '');
  const [header = [], ...rows] = lines.map((line) => csvFields(line, locale));
  return { header, rows, locale };
}

/** The fields of a column; throws RangeError for a column the table does not have. */
export function textColumn(table: Table, name: string): string[] {
  const at = table.header.indexOf(name);
  if (at < 0) throw new RangeError(`no column "${name}" among ${table.header.join(', ')}`);
  return table.rows.map((row) => row[at]);
}

/** A column as numbers; an empty field is NaN. */
export function numberColumn(table: Table, name: string): number[] {
  return textColumn(table, name).map((field) => csvNumber(field, table.locale));
}
