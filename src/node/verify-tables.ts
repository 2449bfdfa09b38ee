/** The tables that a batch computes from its runs, computed again and held against the files. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CsvLocale, csvFields } from '../output/csv.ts';
import { linesOf, localeOfHeader } from './verify-folder.ts';
import { type CellDifference, type Compared, compareLines, NOTHING_COMPARED, sumCompared } from './verify-rows.ts';

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
