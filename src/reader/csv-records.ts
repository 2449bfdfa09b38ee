/** Reads hand-written CSV text into records with their line numbers, quoted cells included. */

// This build needs no Buffer of Node, so that browsers can read files, too.
import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { UsageError } from '../scenario/errors.ts';

export interface CsvRecord {
  /** Line of the text on which the record begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Where each cell begins in the record, from 1. */
  readonly columns: readonly number[];
}

/**
 * Records of a CSV text; a quoted cell may hold delimiters, doubled quotes and line breaks. Blank lines are left out.
 *
 * @param file  Its name, for messages.
 * @throws UsageError  When a quotation mark is not closed.
 */
export function csvRecords(text: string, file: string, delimiter = ','): CsvRecord[] {
  try {
    const records = parse(text, {
      bom: true,
      delimiter,
      info: true,
      raw: true,
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      relax_quotes: true,
      skip_records_with_empty_values: true,
    }) as unknown as { readonly info: { readonly lines: number }; readonly record: string[]; readonly raw: string }[];
    return records.map(({ info, record, raw }) => {
      const breaks = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
      return { line: info.lines - breaks, cells: record, columns: startsOf(raw, delimiter) };
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UsageError(`${file}:${Number(error.lines ?? 1)}: a quotation mark is not closed`);
  }
}

function startsOf(record: string, delimiter: string): number[] {
  const starts = [1];
  let isQuoted = false;
  for (let at = 0; at < record.length; at++) {
    if (record[at] === '"') isQuoted = !isQuoted;
    else if (record[at] === delimiter && !isQuoted) starts.push(at + 2);
  }
  return starts;
}
