/** Exports the tables of a results folder: as one Excel workbook with dates and meanings, or as CSV of another locale. */

import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { parseTable, type Table } from '../charts/table.ts';
import { counted } from '../numeric/counted.ts';
import { type CsvLocale, csvNumber, csvText } from '../output/csv.ts';
import type { Manifest } from '../output/manifest.ts';
import { monthDates, startMonthOf } from '../output/month-columns.ts';
import { countWord, listWord } from '../output/words.ts';
import { UsageError } from '../scenario/errors.ts';
import { withFileErrors } from './files/file-errors.ts';
import { makeFolder } from './files/make-folder.ts';
import { readManifest } from './files/manifest-file.ts';
import { refuseExisting } from './files/output-files.ts';

export interface ExportOptions {
  /** The workbook, or the folder of CSV files. */
  readonly out: string;
  readonly isForced: boolean;
}

/** Rows of a sheet of Excel, its head included. */
const MOST_ROWS = 1_048_576;
const HEAD = { fontWeight: 'bold' } as const;
const DATE_FORMAT = 'mmm yyyy';
/** Columns of months, and what their dates are called; folders of earlier versions have no column `date`. */
const DATES: ReadonlyMap<string, string> = new Map([
  ['month', 'date'],
  ['wall_month', 'wall_date'],
]);

/** A column of each kind of interval, and what its kind is. */
const INTERVALS = [
  ['ci95_low', 'ci95_low and ci95_high are a 95 % interval of the mean'],
  ['low_95', 'low_95 and high_95 are a 95 % interval of the difference or estimate beside them'],
  ['p95', 'p5 to p95 hold 90 % of the runs'],
] as const;

const DESCRIPTOR = z.object({
  title: z.string().default(''),
  description: z.string().default(''),
  resources: z.array(
    z.object({
      path: z.string(),
      description: z.string().default(''),
      schema: z.object({
        fields: z.array(
          z.object({
            name: z.string(),
            type: z.string(),
            unit: z.string().default(''),
            description: z.string().default(''),
          }),
        ),
      }),
    }),
  ),
});
type Descriptor = z.infer<typeof DESCRIPTOR>;
type Resource = Descriptor['resources'][number];

/** A cell as write-excel-file takes it. */
type Cell = { value: string | number | Date; fontWeight?: 'bold'; format?: string } | null;

interface Tables {
  readonly manifest: Manifest;
  readonly descriptor: Descriptor;
  readonly tables: readonly { readonly resource: Resource; readonly table: Table }[];
  /** Series by month and entity, too large for a sheet. */
  readonly left: readonly string[];
}

function descriptorOf(text: string, path: string): Descriptor {
  try {
    return DESCRIPTOR.parse(JSON.parse(text));
  } catch {
    throw new UsageError([`${path} is damaged or was changed: it does not describe tables; run overbuild verify`]);
  }
}

/** Read the tables of a folder; series by month and entity are too large for a spreadsheet and stay out. */
async function readTables(folder: string): Promise<Tables> {
  const manifest = await readManifest(folder);
  const path = join(folder, 'datapackage.json');
  const text = await withFileErrors(`cannot read ${path}`, () => readFile(path, 'utf8'));
  const descriptor = descriptorOf(text, path);
  const tables = [];
  const left: string[] = [];
  for (const resource of descriptor.resources) {
    if (resource.path.startsWith('series')) left.push(resource.path);
    if (!resource.path.endsWith('.csv') || resource.path.startsWith('series')) continue;
    const file = join(folder, basename(resource.path));
    const content = await withFileErrors(`cannot read ${file}`, () => readFile(file, 'utf8'));
    tables.push({ resource, table: parseTable(content, manifest.identity.csvLocale, file) });
  }
  return { manifest, descriptor, tables, left };
}

const leftOutWords = (left: readonly string[]): string =>
  `${listWord(left)}: series by month are too long for a sheet; they are in the results folder, and overbuild query reads them`;

/** The files that an export wrote, and what it left out, in words. */
export interface Exported {
  readonly files: readonly string[];
  readonly left: string | undefined;
}

const exported = (files: readonly string[], left: readonly string[]): Exported => {
  return { files, left: left.length === 0 ? undefined : `Left out: ${leftOutWords(left)}.` };
};

/**
 * Write the tables as one workbook: README, then a sheet for each table and one on what every column means.
 *
 * @throws UsageError  When a table has more rows than a sheet can hold, or the workbook is there already.
 */
export async function exportWorkbook(folder: string, { out, isForced }: ExportOptions): Promise<Exported> {
  const { manifest, descriptor, tables, left } = await readTables(folder);
  refuseExisting([out], { isForced });
  for (const { resource, table } of tables) {
    if (table.rows.length < MOST_ROWS) continue;
    throw new UsageError([
      `${resource.path} has ${counted(table.rows.length, 'row')}, and a sheet holds ${countWord(MOST_ROWS - 1)}; use overbuild query, or --format parquet`,
    ]);
  }
  const startMonth = startMonthOf(manifest.resolvedScenario);
  const sheets = [
    {
      sheet: 'README',
      columns: [{ width: 24 }, { width: 100 }],
      data: readmeRows(manifest, descriptor, { tables, left }),
    },
    ...tables.map(({ resource, table }) => ({
      sheet: resource.path.replace(/\.csv$/, ''),
      stickyRowsCount: 1,
      data: sheetRows(resource, table, startMonth),
    })),
    {
      sheet: 'columns',
      stickyRowsCount: 1,
      columns: [{ width: 16 }, { width: 36 }, { width: 16 }, { width: 100 }],
      data: columnRows(tables),
    },
  ];
  const { default: writeExcelFile } = await import('write-excel-file/node');
  const bytes = await writeExcelFile(sheets).toBuffer();
  await withFileErrors(`cannot write ${out}`, () => writeFile(out, bytes));
  return exported([out], left);
}

/** Write the tables as CSV of another locale into a folder of their own. */
export async function exportCsv(
  folder: string,
  locale: CsvLocale,
  { out, isForced }: ExportOptions,
): Promise<Exported> {
  const { tables, left } = await readTables(folder);
  const files = tables.map(({ resource }) => join(out, resource.path));
  refuseExisting(files, { isForced });
  await withFileErrors(`cannot write to ${out}`, async () => {
    await makeFolder(out);
    for (const [at, { resource, table }] of tables.entries()) {
      const isText = textColumns(resource);
      const rows = table.rows.map((row) =>
        row.map((cell, c) => (isText.has(table.header[c]) ? cell : csvNumber(cell, table.locale))),
      );
      await writeFile(files[at], csvText([table.header, ...rows], locale));
    }
  });
  return exported(files, left);
}

function textColumns({ schema }: Resource): ReadonlySet<string> {
  return new Set(schema.fields.flatMap(({ name, type }) => (type === 'string' || type === 'date' ? [name] : [])));
}

function readmeRows(
  { identity }: Manifest,
  { title, description }: Descriptor,
  { tables, left }: Pick<Tables, 'tables' | 'left'>,
): Cell[][] {
  const names = new Set(tables.flatMap(({ resource }) => resource.schema.fields.map(({ name }) => name)));
  const intervals = INTERVALS.flatMap(([name, words]) => (names.has(name) ? [words] : []));
  const dates = [...DATES].flatMap(([month, date]) => (names.has(month) || names.has(date) ? [date] : []));
  const facts: readonly (readonly [string, string])[] = [
    ['Title', title],
    ['About', description],
    ['Scenario', `${identity.scenario}, hash ${identity.scenarioHash}`],
    ['Runs', countWord(identity.runs)],
    ['Seed', identity.seed],
    ['Version', `overbuild ${identity.packageVersion}, model ${identity.modelVersion}`],
    ...(intervals.length === 0 ? [] : [['Intervals', `${intervals.join('; ')}.`] as const]),
    ...(dates.length === 0 ? [] : [['Dates', `The first day of the month beside: ${listWord(dates)}.`] as const]),
    ...tables.map(({ resource }) => [`Sheet ${resource.path.replace(/\.csv$/, '')}`, resource.description] as const),
    ['Sheet columns', 'unit and meaning of every column'],
    ...(left.length === 0 ? [] : [['Left out', leftOutWords(left)] as const]),
  ];
  return facts.map(([name, value]) => [{ value: name, ...HEAD }, { value }]);
}

function columnRows(tables: Tables['tables']): Cell[][] {
  const head = ['sheet', 'column', 'unit', 'meaning'].map((value) => ({ value, ...HEAD }));
  const rows = tables.flatMap(({ resource }) =>
    resource.schema.fields.map(({ name, unit, description }) =>
      [resource.path.replace(/\.csv$/, ''), name, unit, description].map((value) => (value === '' ? null : { value })),
    ),
  );
  return [head, ...rows];
}

/** A date cell of the first day of a month, `2025-11-01`. */
const dateCell = (text: string): Cell => (text === '' ? null : { value: new Date(text), format: DATE_FORMAT });

/** Head and rows of a table; a column of months without its date gets one. */
function sheetRows(resource: Resource, table: Table, startMonth: string | undefined): Cell[][] {
  const isText = textColumns(resource);
  const dateOf = monthDates(startMonth);
  const dates = new Set(resource.schema.fields.flatMap(({ name, type }) => (type === 'date' ? [name] : [])));
  const added = table.header.map((name) => {
    const date = startMonth === undefined ? undefined : DATES.get(name);
    return date === undefined || table.header.includes(date) ? undefined : date;
  });
  const head = table.header.flatMap((name, c) => [name, ...(added[c] === undefined ? [] : [added[c]])]);
  const rows = table.rows.map((row) =>
    row.flatMap((text, c): Cell[] => {
      if (dates.has(table.header[c])) return [dateCell(text)];
      const number = isText.has(table.header[c]) ? Number.NaN : csvNumber(text, table.locale);
      const cell = Number.isFinite(number) ? { value: number } : text === '' ? null : { value: text };
      if (added[c] === undefined) return [cell];
      return [cell, dateCell(Number.isFinite(number) ? dateOf(number) : '')];
    }),
  );
  return [head.map((value) => ({ value, ...HEAD })), ...rows];
}
