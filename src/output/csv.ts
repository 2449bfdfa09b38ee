/** Writes and reads CSV text: shortest numbers that round-trip, empty fields for missing values, two spreadsheet dialects. */

import { stringify } from 'csv-stringify/sync';
import type { Column } from '../columns/column.ts';
import { csvRecords } from '../reader/csv-records.ts';
import { UserError } from '../scenario/errors.ts';

/** `en`: comma between fields, decimal point. `eu`: semicolon between fields, decimal comma. */
export type CsvLocale = 'en' | 'eu';

export type CsvValue = number | string | undefined;

export interface CsvDialect {
  readonly delimiter: string;
  readonly decimalChar: string;
}

export const CSV_DIALECTS: Readonly<Record<CsvLocale, CsvDialect>> = {
  en: { delimiter: ',', decimalChar: '.' },
  eu: { delimiter: ';', decimalChar: ',' },
};

/** Text that needs no quotes in any dialect; csv-stringify handles the rest. */
const PLAIN = /^[^",;\r\n]*$/;
/** Text that a spreadsheet would read as a formula, without and with the protecting apostrophe. */
const FORMULA = /^'*[=+\-@\t\r]/;
const GUARDED = /^'+[=+\-@\t\r]/;

/** A unit as a field: that of a pure number is no number itself. */
export const unitField = (unit: string): string => (unit === '1' ? 'number' : unit);
/** A unit as the model has it, from a field. */
export const unitOfField = (field: string): string => (field === 'number' ? '1' : field);

/** One field: the shortest decimal that reads back as the same number; NaN, infinities and `undefined` are empty. */
export function csvField(value: CsvValue, locale: CsvLocale): string {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return '';
    const text = String(value);
    return locale === 'eu' ? text.replace('.', ',') : text;
  }
  if (value === undefined) return '';
  const text = FORMULA.test(value) ? `'${value}` : value;
  if (PLAIN.test(text)) return text;
  return stringify([[text]], { delimiter: CSV_DIALECTS[locale].delimiter, eof: false });
}

/** Text without the apostrophe that `csvField` adds to formulas. */
export function unguarded(text: string): string {
  return GUARDED.test(text) ? text.slice(1) : text;
}

/** One line with its line feed. */
export function csvLine(values: readonly CsvValue[], locale: CsvLocale): string {
  const { delimiter } = CSV_DIALECTS[locale];
  let line = '';
  for (let i = 0; i < values.length; i++) line += (i === 0 ? '' : delimiter) + csvField(values[i], locale);
  return `${line}\n`;
}

/** Many lines. */
export function csvText(rows: Iterable<readonly CsvValue[]>, locale: CsvLocale): string {
  let text = '';
  for (const row of rows) text += csvLine(row, locale);
  return text;
}

/** The header line of a table. */
export function headerLine(columns: readonly Pick<Column, 'name'>[], locale: CsvLocale): string {
  return csvLine(
    columns.map(({ name }) => name),
    locale,
  );
}

/** A whole table with its header. */
export function tableText(
  columns: readonly Pick<Column, 'name'>[],
  rows: Iterable<readonly CsvValue[]>,
  locale: CsvLocale,
): string {
  return headerLine(columns, locale) + csvText(rows, locale);
}

/** Fields of one line; where its quotation marks do not close, it is cut at every delimiter. */
export function csvFields(line: string, locale: CsvLocale): string[] {
  const { delimiter } = CSV_DIALECTS[locale];
  if (!line.includes('"')) return line.split(delimiter).map(unguarded);
  try {
    return (csvRecords(line, '', delimiter)[0]?.cells ?? ['']).map(unguarded);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return line.split(delimiter);
  }
}

/** Read a number field back; an empty field is NaN. */
export function csvNumber(field: string, locale: CsvLocale): number {
  if (field === '') return Number.NaN;
  return Number(locale === 'eu' ? field.replace(',', '.') : field);
}
