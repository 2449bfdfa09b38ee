/** Computes the tables that follow from the rows of a folder again, and compares them with the files. */

import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { csvFields } from '../../output/csv.ts';
import type { Histogram } from '../../numeric/histogram.ts';
import { type CsvTable, localeOf, openTable, readHeader } from '../files/csv-rows.ts';
import { isInside } from '../files/manifest-file.ts';
import type { Row } from '../work/chunk.ts';
import type { Job, MadeTable } from '../work/job.ts';
import { storedRows } from '../work/stored-rows.ts';
import { type Compared, compareLines, oneDifference, sumCompared } from './verify-rows.ts';

/** A table of more lines than this is not computed again. */
const MAX_LINES = 2_000_000;

/** Whether a file is in the folder. */
export async function holdsFile(folder: string, name: string): Promise<boolean> {
  return (await stat(join(folder, name)).catch(() => undefined))?.isFile() === true;
}

/** Lines of a table by the fields under its key. */
function keyed(header: readonly string[], key: readonly string[], rows: readonly (readonly string[])[]) {
  const places = key.map((name) => header.indexOf(name));
  return new Map(rows.map((fields) => [places.map((place) => fields[place]).join(' '), fields] as const));
}

/** Compare a table of the folder with the lines that it should have, under the same key. */
async function compareTable(
  folder: string,
  { file, key, lines }: { readonly file: string; readonly key: readonly string[]; readonly lines: readonly string[] },
): Promise<Compared> {
  const table = await openTable(join(folder, file));
  const read: string[][] = [];
  for await (const { row } of table.records()) read.push(row.fieldsOf());
  const found = keyed(table.header, key, read);
  const locale = localeOf(lines[0] ?? '');
  const [header = [], ...body] = lines.map((line) => csvFields(line, locale));
  const expected = keyed(header, key, body);
  const missing = { file, column: '(the whole line)', found: 'no such line', expected: 'no such line' };
  const parts = [...expected].map(([where, fields]) => {
    const there = found.get(where);
    return there === undefined
      ? oneDifference({ ...missing, where, expected: fields.join(' ') })
      : compareLines({ ...table, fields: there }, { header, locale, fields }, { file, where });
  });
  for (const [where, fields] of found) {
    if (!expected.has(where)) parts.push(oneDifference({ ...missing, where, found: fields.join(' ') }));
  }
  return sumCompared(parts);
}

interface DataPackage {
  readonly resources?: readonly {
    readonly path?: string;
    readonly schema?: { readonly fields?: readonly { readonly name?: string }[] };
  }[];
}

/** Where the description of the tables and their header lines disagree; files that are not there are passed over. */
export async function checkDataPackage(folder: string, file: string): Promise<string[]> {
  let described: DataPackage | null;
  try {
    described = JSON.parse(await readFile(join(folder, file), 'utf8')) as DataPackage | null;
  } catch (error) {
    return [`${file} cannot be read: ${(error as Error).message}`];
  }
  const problems: string[] = [];
  const resources: unknown = described?.resources;
  for (const resource of Array.isArray(resources) ? (resources as unknown[]) : []) {
    const { path, schema } = (resource ?? {}) as Partial<NonNullable<DataPackage['resources']>[number]>;
    if (typeof path !== 'string' || !path.endsWith('.csv') || !isInside(path)) continue;
    const { header } = await readHeader(join(folder, path)).catch((): Partial<CsvTable> => ({}));
    const fields = Array.isArray(schema?.fields) ? schema.fields.map((field) => field?.name) : [];
    if (header !== undefined && header.join() !== fields.join()) {
      problems.push(`${file} describes other columns than ${path} has`);
    }
  }
  return problems;
}

/** A folder whose tables are computed again. */
interface Tables {
  readonly folder: string;
  readonly job: Job;
  /** Every row, made again, and the counts of their months; absent where not every row was. */
  readonly made: ReadonlyMap<number, Row> | undefined;
  readonly fan: Histogram | undefined;
}

/** Every table that follows from the rows as they stand in the folder, and from what every row made again adds. */
export async function compareTables({ folder, job, made, fan }: Tables): Promise<[string, Compared | 'too long'][]> {
  const { fold } = job;
  let at = 0;
  if (fold.take !== undefined) {
    for await (const row of storedRows(folder, job)) {
      if (fold.take({ ...made?.get(at), ...row }, at++)) break;
    }
  }
  const tables: [string, Compared | 'too long'][] = [];
  for await (const table of fold.tables({ folder, fan: job.fanColumns.length > 0 ? fan : undefined })) {
    const { file } = table;
    if (!(await holdsFile(folder, file))) continue;
    const lines = await linesOf(table);
    const { key = [] } = job.resources.find(({ path }) => path === file) ?? {};
    tables.push([file, lines === undefined ? 'too long' : await compareTable(folder, { file, key, lines })]);
  }
  return tables;
}

/** Lines of a table without their line feeds; nothing where there are too many. */
async function linesOf({ lines }: MadeTable): Promise<string[] | undefined> {
  const list: string[] = [];
  for await (const text of lines) {
    for (const line of text.split('\n')) if (line !== '') list.push(line);
    if (list.length > MAX_LINES) return undefined;
  }
  return list;
}
