/** CSV as text: shortest numbers that round-trip, empty fields for what is missing, and the two spreadsheet dialects. */

import { stringify } from 'csv-stringify/sync';

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

/** Text that no dialect has to quote; everything else goes through csv-stringify. */
const PLAIN = /^[^",;\r\n]*$/;

/** One field: the shortest decimal that reads back as the same number; NaN, infinities and `undefined` are empty. */
export function csvField(value: CsvValue, locale: CsvLocale): string {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return '';
    const text = String(value);
    return locale === 'eu' ? text.replace('.', ',') : text;
  }
  if (value === undefined || PLAIN.test(value)) return value ?? '';
  return stringify([[value]], { delimiter: CSV_DIALECTS[locale].delimiter, eof: false });
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

/** Split one line (without its line feed) into unquoted fields; the inverse of `csvLine` for fields without line breaks. */
export function csvFields(line: string, locale: CsvLocale): string[] {
  const { delimiter } = CSV_DIALECTS[locale];
  if (!line.includes('"')) return line.split(delimiter);
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const character = line[i];
    if (quoted && character === '"' && line[i + 1] === '"') {
      field += '"';
      i++;
    } else if (character === '"') {
      quoted = !quoted;
    } else if (character === delimiter && !quoted) {
      fields.push(field);
      field = '';
    } else {
      field += character;
    }
  }
  return [...fields, field];
}

/** Read a number field back; an empty field is NaN. */
export function csvNumber(field: string, locale: CsvLocale): number {
  if (field === '') return Number.NaN;
  return Number(locale === 'eu' ? field.replace(',', '.') : field);
}
