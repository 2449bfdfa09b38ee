/** Reads a design from a table: the header names paths, each row is one configuration. */

import { counted } from '../numeric/counted.ts';
import { UsageError } from '../scenario/errors.ts';
import { parsePath } from '../reader/path.ts';
import { csvRecords } from '../reader/csv-records.ts';
import { type Setting, settingOf } from './design-axis.ts';

export interface DesignTable {
  readonly paths: readonly string[];
  readonly size: number;
  readonly numeric: readonly boolean[];
  at(index: number): Setting[];
}

/** The column of row numbers in the `design.csv` of a results folder; a table may contain it, with these numbers. */
export const CONFIGURATION = 'configuration';
const MOST_PROBLEMS = 20;
/** With decimal commas, a point before three digits is ambiguous: thousands in some countries, decimals in others. */
const THOUSANDS = /^-?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/;

/**
 * Read a table with commas and decimal points, or with semicolons and decimal commas.
 *
 * @param file  Its name, for messages.
 * @throws UsageError  With file and line of what is wrong.
 */
export function readDesignCsv(text: string, file: string): DesignTable {
  const [head = ''] = text.split('\n', 1);
  const delimiter = head.includes(';') && !head.includes(',') ? ';' : ',';
  const [header, ...rows] = csvRecords(text, file, delimiter);
  if (header === undefined) throw new UsageError(`${file}:1: expected a header of paths, got an empty file`);
  const problems: string[] = [];
  const report = (line: number, message: string): void => {
    if (problems.length < MOST_PROBLEMS) problems.push(`${file}:${line}: ${message}`);
  };
  const names = header.cells.map((cell) => cell.trim());
  for (const [f, path] of names.entries()) {
    if (path !== CONFIGURATION && parsePath(path) === undefined) {
      report(header.line, `${path || '(empty)'} is not a path; write one such as capex.growthHaircut`);
    }
    if (names.indexOf(path) < f) report(header.line, `${path} has a column already`);
  }
  const chosen = names.map((_, f) => f).filter((f) => names[f] !== CONFIGURATION);
  if (chosen.length === 0) report(header.line, 'no column names a path');
  const numbered = names.indexOf(CONFIGURATION);
  const settings = rows.map(({ line, cells }, row) => {
    if (cells.length !== names.length) {
      report(line, `expected ${counted(names.length, 'value')} as in the header, got ${cells.length}`);
    }
    for (const [f, cell] of cells.entries()) {
      const value = cell.trim();
      if (delimiter !== ';' || !THOUSANDS.test(value)) continue;
      const advice = `write ${value.replace('.', ',')} or leave the points out`;
      report(line, `${names[f]}: ${value} may be a decimal or thousands: ${advice}`);
    }
    const missing = cells.findIndex((cell) => cell.trim() === '');
    if (missing >= 0) report(line, `${names[missing] ?? 'after the last column'}: a value is missing`);
    const number = cells[numbered]?.trim() ?? String(row);
    if (number !== '' && number !== String(row)) {
      report(
        line,
        `${CONFIGURATION} is ${number}, but results number the rows from 0, this one ${row}; write ${row} or delete the column`,
      );
    }
    return chosen.map((f) => {
      const text = (cells[f] ?? '').trim();
      try {
        return settingIn(text, delimiter);
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        report(line, `${names[f]}: ${error.message}`);
        return text;
      }
    });
  });
  if (settings.length === 0) report(header.line, 'no row follows the header');
  if (problems.length > 0) throw new UsageError(problems);
  return {
    paths: chosen.map((f) => names[f]),
    size: settings.length,
    numeric: chosen.map((_, c) => settings.every((row) => typeof row[c] === 'number')),
    at: (index) => settings[index],
  };
}

/**
 * The value of a cell; with semicolons between cells a number has a decimal comma. A leading apostrophe marks text that
 * is not a formula.
 */
function settingIn(text: string, delimiter: string): Setting {
  const plain = text.replace(/^'(?=[=+\-@])/, '');
  const isComma = delimiter === ';' && /^-?\d+,\d+(?:e[+-]?\d+)?$/i.test(plain);
  return settingOf(isComma ? plain.replace(',', '.') : plain);
}
