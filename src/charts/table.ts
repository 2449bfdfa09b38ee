/** Reads a CSV file for charts: a header and rows of text, by column name. */

import type { ConditionColumns } from '../experiment/condition.ts';
import { csvRecords } from '../reader/csv-records.ts';
import { CSV_DIALECTS, type CsvLocale, csvNumber, unguarded } from '../output/csv.ts';

export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly locale: CsvLocale;
}

/**
 * Read the text of a CSV file as this project writes them; a byte order mark is dropped.
 *
 * @param file  Its name, for messages.
 * @throws UsageError  When a quotation mark is not closed.
 */
export function parseTable(text: string, locale: CsvLocale = 'en', file = 'table'): Table {
  const records = csvRecords(text, file, CSV_DIALECTS[locale].delimiter);
  const [header = [], ...rows] = records.map(({ cells }) => cells.map(unguarded));
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

/** The same; empty where the table has no such column. */
export function numbersIfAny(table: Table, name: string): number[] {
  return table.header.includes(name) ? numberColumn(table, name) : [];
}

/** The columns of a table as a condition reads them. */
export function columnsOf(table: Table): ConditionColumns {
  const numbers = new Map<string, ArrayLike<number>>();
  return {
    names: table.header,
    text: (name) => textColumn(table, name),
    number(name) {
      const known = numbers.get(name) ?? numberColumn(table, name);
      numbers.set(name, known);
      return known;
    },
  };
}

/** What a configuration of a sweep lays over the scenario, as `--set` takes it; nothing for a batch. */
export function settingsOf(design: Table | undefined, configuration: number | undefined): string[] {
  if (design === undefined || configuration === undefined) return [];
  const at = design.header.indexOf('configuration');
  const row = design.rows.find((fields) => csvNumber(fields[at], design.locale) === configuration) ?? [];
  return design.header.flatMap((path, field) => {
    if (field === at || row[field] === undefined) return [];
    const number = csvNumber(row[field], design.locale);
    return [`${path}=${Number.isFinite(number) ? number : row[field]}`];
  });
}
