/** Runs SQL over results: each table is a view with its declared types, and no other file can be read. */

import type { DuckDBConnection, DuckDBResult } from '@duckdb/node-api';
import type { Column } from '../../columns/column.ts';
import { UsageError } from '../../scenario/errors.ts';
import {
  csvSource,
  databaseComplaint,
  type MemoryDatabase,
  openMemoryDatabase,
  sqlName,
  sqlPath,
  sqlText,
} from './duckdb.ts';
import { type DeclaredColumn, findTables, type QueryTable, type TableFile } from './query-tables.ts';

/** A value of an answer: what JSON can say. */
export type Answer = string | number | boolean | null | readonly Answer[] | { readonly [key: string]: Answer };

export interface Answers {
  /** Unlike one another. */
  readonly names: readonly string[];
  /** Rows in pieces. */
  rows(): AsyncGenerator<readonly (readonly Answer[])[]>;
}

/** A table as it can be asked. */
export interface ViewedTable extends Pick<QueryTable, 'name' | 'description'> {
  readonly columns: readonly Required<Pick<Column, 'name' | 'type' | 'unit' | 'description'>>[];
}

export interface ResultsDatabase {
  readonly tables: readonly ViewedTable[];
  /** Files that are declared but cannot be used, in words. */
  readonly notes: readonly string[];
  /** Answer one query. */
  ask(sql: string): Promise<Answers>;
  close(): void;
}

/** Kinds of statements that only read, or (PIVOT) first make something in memory. */
const READING = { SELECT: 1, CREATE: 7 } as const;

const FOLDER = { name: 'folder', type: 'string', unit: '', description: 'Results folder of the row.' } as const;

/**
 * Open results folders, or single CSV and Parquet files, for queries.
 *
 * @throws UsageError  When one of them is not there, or is something else.
 */
export async function openResults(paths: readonly string[]): Promise<ResultsDatabase> {
  const found = await findTables(paths);
  const database = await openMemoryDatabase();
  const { connection } = database;
  const notes = [...found.notes];
  const tables: ViewedTable[] = [];
  for (const table of found.tables) {
    const usable: TableFile[] = [];
    for (const file of table.files) {
      const complaint = await complaintAbout(connection, file);
      if (complaint === undefined) usable.push(file);
      else notes.push(complaint);
    }
    if (usable.length > 0) tables.push(await createView(connection, { ...table, files: usable }, paths.length > 1));
  }
  // A path with the characters of a pattern is looked for as a pattern, so both are within reach.
  const files = found.tables.flatMap((table) => table.files.flatMap(({ path }) => [sqlText(path), sqlPath(path)]));
  await connection.run(`SET allowed_paths = [${files.join(', ')}]`);
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
  return { tables, notes, ask: (sql) => ask(database, sql, tables), close: database.close };
}

function sourceOf({ path, locale, columns }: TableFile): string {
  if (path.endsWith('.parquet')) return `read_parquet(${sqlPath(path)})`;
  if (columns !== undefined && locale !== undefined) return csvSource(path, columns, locale);
  const dialect = locale === 'eu' ? `, delim = ';', decimal_separator = ','` : '';
  return `read_csv(${sqlPath(path)}, header = true, sample_size = -1, nullstr = ''${dialect})`;
}

/** Opening a file shows whether it is whole enough to be read. */
async function complaintAbout(connection: DuckDBConnection, file: TableFile): Promise<string | undefined> {
  try {
    await connection.run(`DESCRIBE FROM ${sourceOf(file)}`);
    return undefined;
  } catch (error) {
    const [first] = databaseComplaint(error).split('\n');
    const isOfBatch = file.columns !== undefined && file.path.endsWith('.parquet');
    const remedy = isOfBatch ? '; --resume of its batch makes it again' : '';
    return `${file.path} cannot be read, its table is left out (${first})${remedy}`;
  }
}

async function createView(connection: DuckDBConnection, table: QueryTable, isLabelled: boolean): Promise<ViewedTable> {
  const { name, description, files } = table;
  const parts = files.map(
    (file) => `SELECT ${isLabelled ? `${sqlText(file.folder)} AS folder, ` : ''}* FROM ${sourceOf(file)}`,
  );
  await connection.run(`CREATE VIEW ${sqlName(name)} AS ${parts.join(' UNION ALL BY NAME ')}`);
  const declared = new Map(files.flatMap(({ columns = [] }) => columns.map((column) => [column.name, column])));
  const described = (await connection.runAndReadAll(`DESCRIBE ${sqlName(name)}`)).getRows();
  const columns = described.map(([column, type]) => {
    const plain = PLAIN_TYPES[String(type)] ?? 'string';
    const bare = { name: String(column), type: plain, unit: '', description: '' } as const;
    return isLabelled && column === 'folder' ? FOLDER : (declared.get(String(column)) ?? bare);
  });
  return { name, description, columns };
}

async function ask({ connection }: MemoryDatabase, sql: string, tables: readonly ViewedTable[]): Promise<Answers> {
  const fail = (text: string): never => {
    throw new UsageError([`${text}\nTables: ${tables.map((table) => table.name).join(', ') || 'none'}`]);
  };
  const result = await answer(connection, sql).catch((error: unknown) => fail(databaseComplaint(error)));
  if (result === undefined) return fail('no query was given; write one, such as SELECT * FROM runs');
  return {
    names: result.deduplicatedColumnNames(),
    async *rows() {
      try {
        for await (const rows of result.yieldRows()) yield rows.map((row) => row.map(plainAnswer));
      } catch (error) {
        fail(databaseComplaint(error));
      }
    },
  };
}

/** Types of columns of Parquet files as a data package names them; any other is text. */
const PLAIN_TYPES: Readonly<Record<string, DeclaredColumn['type']>> = {
  BIGINT: 'integer',
  DOUBLE: 'number',
  DATE: 'date',
};

/** Answer one query, which may be several statements inside; what answers comes last. */
async function answer(connection: DuckDBConnection, sql: string): Promise<DuckDBResult | undefined> {
  if (sql.replaceAll(/--.*$/gm, '').replaceAll(/[;\s]/g, '') === '') return undefined;
  const statements = await connection.extractStatements(sql);
  const kinds: readonly number[] = Object.values(READING);
  let result: DuckDBResult | undefined;
  let answers = 0;
  for (let i = 0; i < statements.count; i++) {
    const prepared = await statements.prepare(i);
    if (!kinds.includes(prepared.statementType))
      throw new Error('Only queries that read are allowed: SELECT, FROM, WITH, PIVOT, DESCRIBE, SUMMARIZE, SHOW');
    if (prepared.statementType === READING.SELECT) answers++;
    if (answers > 1) throw new Error('One query at a time: run the second by itself, or join the two with UNION ALL');
    result = i < statements.count - 1 ? await prepared.run() : await prepared.stream();
  }
  return result;
}

/** Whole numbers beyond what a double holds stay text. */
function plainAnswer(value: unknown): Answer {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'object' && 'toDouble' in value && typeof value.toDouble === 'function') {
    return value.toDouble() as number;
  }
  if (typeof value === 'object' && 'items' in value && Array.isArray(value.items)) return value.items.map(plainAnswer);
  if (typeof value === 'object' && 'entries' in value && !Array.isArray(value.entries)) {
    const entries = Object.entries(value.entries as Record<string, unknown>);
    return Object.fromEntries(entries.map(([key, one]) => [key, plainAnswer(one)]));
  }
  return String(value);
}
