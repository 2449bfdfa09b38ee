/** The tables that a batch computes from its runs, computed again and held against the files. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CsvLocale, csvFields } from '../../output/csv.ts';
import { fanCsv } from '../../output/fan.ts';
import { summaryCsv } from '../../output/summary.ts';
import type { ChunkSimulator } from '../batch/chunk.ts';
import { summariseRuns } from '../batch/run-statistics.ts';
import { holdsFile, linesOf, localeOfHeader, rowCount, type StatedBatch } from './verify-folder.ts';
import type { Repeated } from './verify-repeat.ts';
import {
  type CellDifference,
  type Compared,
  compareLines,
  NOTHING_COMPARED,
  type RowsFindings,
  sumCompared,
} from './verify-rows.ts';

export const SUMMARY_FILE = 'summary.csv';
export const QUANTILES_FILE = 'quantiles.csv';

interface KeyedTable {
  readonly header: readonly string[];
  readonly locale: CsvLocale;
  /** Fields of each line by its key. */
  readonly lines: ReadonlyMap<string, readonly string[]>;
}

function keyed(lines: readonly string[], key: readonly string[]): KeyedTable {
  const locale = localeOfHeader(lines[0] ?? '');
  const header = csvFields(lines[0] ?? '', locale);
  const places = key.map((name) => header.indexOf(name));
  const list = lines.slice(1).filter((line) => line !== '');
  const named = list.map((line): [string, string[]] => {
    const fields = csvFields(line, locale);
    return [places.map((place) => fields[place]).join(' '), fields];
  });
  return { header, locale, lines: new Map(named) };
}

/** Compare a table of the folder with the text that it should be, line by line under the same key. */
export async function compareTable(
  folder: string,
  { file, key, text }: { readonly file: string; readonly key: readonly string[]; readonly text: string },
): Promise<Compared> {
  const read: string[] = [];
  for await (const line of linesOf(folder, file)) read.push(line);
  const found = keyed(read, key);
  const expected = keyed(text.split('\n'), key);
  const parts: Compared[] = [];
  for (const [where, fields] of expected.lines) {
    const there = found.lines.get(where);
    if (there === undefined) {
      parts.push(
        lineMissing({ file, where, column: '(the whole line)', found: 'no such line', expected: fields.join(' ') }),
      );
      continue;
    }
    parts.push(compareLines({ ...found, fields: there }, { ...expected, fields }, { file, where }));
  }
  for (const [where, fields] of found.lines) {
    if (expected.lines.has(where)) continue;
    parts.push(
      lineMissing({ file, where, column: '(the whole line)', found: fields.join(' '), expected: 'no such line' }),
    );
  }
  return sumCompared(parts);
}

function lineMissing(difference: CellDifference): Compared {
  return { ...NOTHING_COMPARED, differences: [difference] };
}

interface DataPackage {
  readonly resources?: readonly {
    readonly path?: string;
    readonly schema?: { readonly fields?: readonly { readonly name?: string }[] };
  }[];
}

/** Where the description of the tables and their header lines disagree; files that are not there are passed over. */
export async function checkDataPackage(folder: string, file: string): Promise<string[]> {
  let described: DataPackage;
  try {
    described = JSON.parse(await readFile(join(folder, file), 'utf8')) as DataPackage;
  } catch (error) {
    return [`${file} cannot be read: ${(error as Error).message}`];
  }
  const problems: string[] = [];
  for (const { path, schema } of described.resources ?? []) {
    if (typeof path !== 'string' || !/^[\w.-]+\.csv$/.test(path)) continue;
    const header = await headerOf(folder, path);
    const fields = (schema?.fields ?? []).map((field) => field.name);
    if (header !== undefined && header.join() !== fields.join()) {
      problems.push(`${file} describes other columns than ${path} has`);
    }
  }
  return problems;
}

async function headerOf(folder: string, file: string): Promise<string[] | undefined> {
  try {
    for await (const line of linesOf(folder, file)) return csvFields(line, localeOfHeader(line));
    return [];
  } catch {
    return undefined;
  }
}

/** A batch whose tables are computed again. */
interface Tables {
  readonly folder: string;
  readonly batch: StatedBatch;
  readonly rows: RowsFindings;
  readonly repeated: Repeated | undefined;
  readonly simulator: ChunkSimulator;
}

/** Summary from the rows as they stand; quantiles when every run was repeated. */
export async function compareTables({
  folder,
  batch,
  rows,
  repeated,
  simulator,
}: Tables): Promise<[string, Compared][]> {
  const tables: [string, Compared][] = [];
  if (rows.header.includes('status') && (await holdsFile(folder, SUMMARY_FILE))) {
    const metrics = simulator.table.metrics.filter((column) => rows.header.includes(column.name));
    const table = { ...simulator.table, metrics, locale: rows.locale };
    const text = summaryCsv(await summariseRuns(folder, table, rowCount(batch)), batch.identity.csvLocale);
    tables.push([SUMMARY_FILE, await compareTable(folder, { file: SUMMARY_FILE, key: ['metric', 'level'], text })]);
  }
  if (repeated?.runs === rowCount(batch) && (await holdsFile(folder, QUANTILES_FILE))) {
    const text = fanCsv(repeated.fan, simulator.fanColumns, batch.identity.csvLocale);
    tables.push([QUANTILES_FILE, await compareTable(folder, { file: QUANTILES_FILE, key: ['month', 'column'], text })]);
  }
  return tables;
}
