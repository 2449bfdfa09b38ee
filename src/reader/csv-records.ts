/** Reads hand-written CSV text into records with their line numbers, quoted cells included. */

// In a browser a build without Node's Buffer, which is five times slower.
import { CsvError, parse } from '#csv-parse';
import { UsageError } from '../scenario/errors.ts';

export interface CsvRecord {
  /** Line of the text on which the record begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Records of a CSV text; a quoted cell may hold delimiters, doubled quotes and line breaks. Blank lines are left out.
 *
 * @param file  Its name, for messages.
 * @throws UsageError  When a quotation mark is not closed.
 */
export function csvRecords(text: string, file: string, delimiter = ','): CsvRecord[] {
  if (!/"|\r(?!\n)/.test(text)) return unquotedRecords(text, delimiter);
  try {
    const records = parse(text, {
      bom: true,
      delimiter,
      info: true,
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      relax_quotes: true,
      skip_records_with_empty_values: true,
    }) as unknown as { readonly info: { readonly lines: number }; readonly record: string[] }[];
    return records.map(({ info, record }) => {
      const breaks = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
      return { line: info.lines - breaks, cells: record };
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UsageError(`${file}:${Number(error.lines ?? 1)}: a quotation mark is not closed`);
  }
}

/** The same of a text without quotation marks, several times faster: tables of runs are such texts. */
function unquotedRecords(text: string, delimiter: string): CsvRecord[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((record, i) => ({ line: i + 1, cells: record.split(delimiter) }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
}

/** Where each cell begins in a line, from 1. */
export function cellColumns(line: string, delimiter: string): number[] {
  const starts = [1];
  let isQuoted = false;
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '"') isQuoted = !isQuoted;
    else if (line[at] === delimiter && !isQuoted) starts.push(at + 2);
  }
  return starts;
}
