/** Opens DuckDB in memory, without network, extensions or stored settings; loaded when a query needs it. */

import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Column } from '../../columns/column.ts';
import { CSV_DIALECTS, type CsvLocale } from '../../output/csv.ts';

/** No downloads, no stored secrets, no temporary files. */
const SETTINGS = {
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  allow_persistent_secrets: 'false',
  temp_directory: '',
};

/** A database that is gone with the process. */
export interface MemoryDatabase {
  readonly connection: DuckDBConnection;
  close(): void;
}

/** Open a database; with one thread what it writes is the same bytes every time. */
export async function openMemoryDatabase(threads?: number): Promise<MemoryDatabase> {
  const { DuckDBInstance: Instance } = await import('@duckdb/node-api');
  const options = threads === undefined ? SETTINGS : { ...SETTINGS, threads: String(threads) };
  const instance: DuckDBInstance = await Instance.create(':memory:', options);
  const connection = await instance.connect();
  return {
    connection,
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A path as DuckDB's readers of files take it: characters that would make a pattern of it stand for themselves. */
export function sqlPath(path: string): string {
  return sqlText(path.replace(/[*?[]/g, (character) => `[${character}]`));
}

export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

const SQL_TYPES = { integer: 'BIGINT', number: 'DOUBLE', string: 'VARCHAR', date: 'DATE' } as const;

/** A CSV table of ours as a source for FROM, with its declared types; empty fields are NULL. */
export function csvSource(path: string, columns: readonly Pick<Column, 'name' | 'type'>[], locale: CsvLocale): string {
  const { delimiter, decimalChar } = CSV_DIALECTS[locale];
  const types = columns.map(({ name, type = 'number' }) => `${sqlText(name)}: ${sqlText(SQL_TYPES[type])}`);
  const options = [
    'auto_detect = false',
    'header = true',
    `delim = ${sqlText(delimiter)}`,
    `decimal_separator = ${sqlText(decimalChar)}`,
    `quote = '"'`,
    `escape = '"'`,
    `nullstr = ''`,
    `columns = {${types.join(', ')}}`,
  ];
  return `read_csv(${sqlPath(path)}, ${options.join(', ')})`;
}

/** A line of a CSV file that is not what it should be: its number, what is wrong, and the file. */
const BAD_LINE =
  /CSV Error on Line: (\d+)[\s\S]*?^(Expected Number of Columns|Error when converting|Value with unterminated quote)(.*)$[\s\S]*?^ *file = (.+)$/m;

/** What DuckDB complains of, without the trace that it may append and the settings that it proposes. */
export function databaseComplaint(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const [plain] = text.replace(/^Failed to extract statements: /, '').split(/\n+Stack Trace/i);
  const [, line, what, more, file] = BAD_LINE.exec(plain) ?? [];
  if (file !== undefined) return `${file}, line ${line} is damaged: ${what}${more}`;
  return plain
    .replaceAll(/\n{2,}/g, '\n')
    .replace(/^Did you mean "(?:duckdb|pg|sqlite)_.*\n/m, '')
    .trimEnd();
}
