/** A design from a table: the header names paths, each row is one configuration. */

import { UsageError } from '../scenario/errors.ts';
import { parsePath } from '../reader/path.ts';
import { type Setting, settingOf } from './design-axis.ts';

export interface DesignTable {
  readonly paths: readonly string[];
  readonly size: number;
  readonly numeric: readonly boolean[];
  at(index: number): Setting[];
}

/** The column that numbers the rows in the `design.csv` of a results folder; a table may carry it. */
export const CONFIGURATION = 'configuration';
const MOST_PROBLEMS = 20;
/** Beside decimal commas a point before three digits separates thousands in one country and decimals in another. */
const THOUSANDS = /^-?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/;

interface Field {
  readonly text: string;
  /** From 1. */
  readonly column: number;
}

/**
 * Read a table. Commas and decimal points, or semicolons and decimal commas; rows are read again when asked for.
 *
 * @param file  Its name, for messages.
 * @throws UsageError  With file, line and column of what is wrong.
 */
export function readDesignCsv(text: string, file: string): DesignTable {
  const lines = linesOf(text);
  const problems: string[] = [];
  const report = (line: number, column: number, message: string): void => {
    if (problems.length < MOST_PROBLEMS) problems.push(`${file}:${line}:${column}: ${message}`);
  };
  const first = lines.next();
  if (first.done === true) throw new UsageError(`${file}:1:1: expected a header of paths, got an empty file`);
  const head = text.slice(first.value.start, first.value.end);
  const delimiter = head.includes(';') && !head.includes(',') ? ';' : ',';
  const header = fieldsOf(head, delimiter);
  for (const [f, { text: path, column }] of header.entries()) {
    if (path !== CONFIGURATION && parsePath(path) === undefined) {
      report(first.value.line, column, `${path || 'nothing'} is no path; write one such as capex.strategicPrize`);
    }
    const twin = header.findIndex((other) => other.text === path);
    if (twin < f) report(first.value.line, column, `${path} has a column already`);
  }
  const chosen = header.map((_, f) => f).filter((f) => header[f].text !== CONFIGURATION);
  if (chosen.length === 0) report(first.value.line, 1, 'no column names a path');
  const starts: number[] = [];
  const numeric = chosen.map(() => true);
  for (const { start, end, line } of lines) {
    const row = fieldsOf(text.slice(start, end), delimiter);
    if (row.length !== header.length) {
      report(line, row[row.length - 1].column, `expected ${header.length} values as in the header, got ${row.length}`);
    }
    for (const { text: value, column } of row) {
      if (value === '') report(line, column, 'a value is missing');
      if (delimiter === ';' && THOUSANDS.test(value)) {
        report(
          line,
          column,
          `${value} may be a decimal or thousands: write ${value.replace('.', ',')} or leave the points out`,
        );
      }
      if (value.startsWith('"')) report(line, column, 'a quotation mark is not closed');
    }
    for (const [c, f] of chosen.entries()) {
      if (typeof settingIn(row[f]?.text ?? '', delimiter) !== 'number') numeric[c] = false;
    }
    starts.push(start);
  }
  if (starts.length === 0) report(first.value.line, head.length + 1, 'no row follows the header');
  if (problems.length > 0) throw new UsageError(problems);
  return {
    paths: chosen.map((f) => header[f].text),
    size: starts.length,
    numeric,
    at(index) {
      const start = starts[index];
      const end = text.indexOf('\n', start);
      const row = fieldsOf(text.slice(start, end < 0 ? text.length : end).trimEnd(), delimiter);
      return chosen.map((f) => settingIn(row[f].text, delimiter));
    },
  };
}

/** Lines that hold anything, with their places. */
function* linesOf(text: string): Generator<{ start: number; end: number; line: number }> {
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  for (let line = 1; start < text.length; line++) {
    const feed = text.indexOf('\n', start);
    const next = feed < 0 ? text.length : feed;
    const end = start + text.slice(start, next).trimEnd().length;
    if (text.slice(start, end).trim() !== '') yield { start, end, line };
    start = next + 1;
  }
}

/** Unquoted fields of a line; one whose quotation mark is not closed keeps it. */
function fieldsOf(line: string, delimiter: string): Field[] {
  const fields: Field[] = [];
  let at = 0;
  for (;;) {
    const raw = restOfField(line, at, delimiter);
    const quoted = /^\s*"((?:[^"]|"")*)"\s*$/.exec(raw);
    fields.push({ text: quoted === null ? raw.trim() : quoted[1].replaceAll('""', '"'), column: at + 1 });
    at += raw.length + 1;
    if (at > line.length) return fields;
  }
}

/** The text from `at` to the next delimiter outside quotation marks. */
function restOfField(line: string, at: number, delimiter: string): string {
  let isQuoted = false;
  for (let i = at; i < line.length; i++) {
    if (line[i] === '"') isQuoted = !isQuoted;
    if (line[i] === delimiter && !isQuoted) return line.slice(at, i);
  }
  return line.slice(at);
}

/** The value of a field; with semicolons between fields a number has a decimal comma. */
function settingIn(text: string, delimiter: string): Setting {
  const isComma = delimiter === ';' && /^-?\d+,\d+(?:e[+-]?\d+)?$/i.test(text);
  return settingOf(isComma ? text.replace(',', '.') : text);
}
