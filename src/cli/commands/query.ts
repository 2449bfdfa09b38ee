/** `overbuild query [sql]`: runs SQL queries on results folders. */

import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Answer, Answers, ViewedTable } from '../../node/query/query.ts';
import { counted } from '../../numeric/counted.ts';
import { type CsvLocale, csvLine, type CsvValue } from '../../output/csv.ts';
import { tableLines } from '../../output/text-table.ts';
import { countWord } from '../../output/words.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { Arguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { type Io, print, printJson, printLines } from '../io.ts';
import { readLocale } from '../job-options.ts';
import { choice, flag, repeatable, shared } from '../options.ts';

/** Rows of a table on the screen, and digits of its numbers. */
const SHOWN_ROWS = 200;
const SHOWN_DIGITS = 6;

export const command: Command = {
  places: {
    sql: { type: 'string', describe: 'One query, in quotes; without it the tables are listed' },
    folder: {
      type: 'string',
      array: true,
      default: [],
      defaultDescription: 'the newest folder below results/',
      describe: 'Results folders, or CSV or Parquet files; with several, tables get a column folder',
    },
  },
  options: {
    ...shared('json', 'csv-locale'),
    results: repeatable('The same by name, where no query is given; may be repeated'),
    format: choice(
      ['table', 'csv', 'json'],
      `table: ${SHOWN_ROWS} rows, ${SHOWN_DIGITS} digits; csv and json: everything`,
      'table',
    ),
    tables: flag('List tables with their columns and units'),
  },
  examples: {
    'query --tables': 'Tables and columns of the newest results',
    "query 'SELECT wall, count(*) AS runs FROM runs GROUP BY wall ORDER BY runs DESC'": 'Count walls',
    "query 'SELECT folder, median(months_to_wall) AS months FROM runs GROUP BY folder' results/a results/b":
      'Compare two batches',
  },

  async run(args, io) {
    const { sql, named } = requestOf(args, io);
    const folders = await resultsOf(named, io);
    const { openResults } = await import('../../node/query/query.ts');
    const results = await openResults(folders);
    try {
      for (const note of results.notes) io.stderr.write(`overbuild: ${note}\n`);
      const format = args.isOn('json') ? 'json' : args.text('format');
      if (sql === undefined) {
        if (format === 'json') printJson(io, results.tables);
        else printTables(results.tables, args.isOn('tables'), io);
        return 0;
      }
      const answers = await results.ask(sql);
      if (format === 'json') await printObjects(answers, io);
      else if (format === 'csv') await printCsv(answers, readLocale(args), io);
      else await printTable(answers, io);
      return 0;
    } finally {
      results.close();
    }
  },
};

interface QueryRequest {
  /** It may have several lines. */
  readonly sql: string | undefined;
  /** Folders and files that were named. */
  readonly named: readonly string[];
}

function requestOf(args: Arguments, io: Io): QueryRequest {
  const named = [...args.list('folder'), ...args.list('results')];
  if (!args.has('sql')) return { sql: undefined, named };
  const sql = args.required('sql');
  const isPath = sql.trim() !== '' && existsSync(resolve(io.cwd, sql));
  if (args.isOn('tables')) {
    if (isPath) return { sql: undefined, named: [sql, ...named] };
    throw new UsageError(['--tables lists tables; give it without a query']);
  }
  if (isPath) {
    throw new UsageError([`${sql} is a file or folder, not a query; write overbuild query "SELECT ..." ${sql}`]);
  }
  return { sql, named };
}

async function resultsOf(named: readonly string[], io: Io): Promise<string[]> {
  if (named.length > 0) return [...new Set(named.map((folder) => resolve(io.cwd, folder)))];
  const { newestResults } = await import('../../node/query/query-tables.ts');
  const newest = await newestResults(join(io.cwd, 'results'));
  if (newest === undefined)
    throw new UsageError(['there is no results folder below results/; name one after the query, or with --results']);
  io.stderr.write(`Asking ${relative(io.cwd, newest)}\n`);
  return [newest];
}

function printTables(tables: readonly ViewedTable[], hasColumns: boolean, io: Io): void {
  if (!hasColumns) {
    const rows = tables.map(({ name, columns, description }) => [name, `${columns.length} columns`, description]);
    printLines(io, tableLines(rows, [0, 2]));
    return;
  }
  for (const { name, description, columns } of tables) {
    print(io, `${name}: ${description}`);
    const rows = columns.map((column) => [
      `  ${column.name}`,
      column.unit === '' || column.type === 'string' ? column.type : column.unit,
      column.description,
    ]);
    printLines(io, tableLines(rows, [0, 1, 2]));
    print(io);
  }
}

async function printObjects({ names, rows }: Answers, io: Io): Promise<void> {
  let separator = '[\n';
  for await (const piece of rows()) {
    if (io.stdout.isClosed) return;
    for (const row of piece) {
      const object = Object.fromEntries(names.map((name, i) => [name, row[i]]));
      io.stdout.write(`${separator}  ${JSON.stringify(object)}`);
      separator = ',\n';
    }
  }
  print(io, separator === '[\n' ? '[]' : '\n]');
}

function csvValue(value: Answer): CsvValue {
  if (value === null) return undefined;
  return typeof value === 'number' || typeof value === 'string' ? value : JSON.stringify(value);
}

async function printCsv({ names, rows }: Answers, locale: CsvLocale, io: Io): Promise<void> {
  io.stdout.write(csvLine(names, locale));
  for await (const piece of rows()) {
    if (io.stdout.isClosed) return;
    io.stdout.write(piece.map((row) => csvLine(row.map(csvValue), locale)).join(''));
  }
}

function cellOf(value: Answer): string {
  if (value === null) return '-';
  if (typeof value === 'number' && !Number.isInteger(value)) return String(Number(value.toPrecision(SHOWN_DIGITS)));
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}

async function printTable({ names, rows }: Answers, io: Io): Promise<void> {
  const shown: (readonly Answer[])[] = [];
  let count = 0;
  for await (const piece of rows()) {
    shown.push(...piece.slice(0, SHOWN_ROWS - shown.length));
    count += piece.length;
  }
  const isText = (c: number): boolean => shown.some((row) => typeof row[c] === 'string');
  const left = names.map((_, c) => c).filter(isText);
  printLines(io, tableLines([names, ...shown.map((row) => row.map(cellOf))], left));
  if (count > shown.length) {
    print(io, `(${countWord(shown.length)} of ${counted(count, 'row')}; --format csv prints all)`);
  } else if (count === 0) print(io, '(no rows)');
}
