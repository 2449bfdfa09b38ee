/** Converts CSV tables to Parquet with their declared types and zstd; equal rows give equal bytes, and a failure leaves no file. */

import { open, rename } from 'node:fs/promises';
import type { Column } from '../../columns/column.ts';
import type { CsvLocale } from '../../output/csv.ts';
import { UsageError } from '../../scenario/errors.ts';
import { csvSource, databaseComplaint, openMemoryDatabase, sqlPath, sqlText } from './duckdb.ts';
import { explainFileError } from '../files/file-errors.ts';

/** Messages of DuckDB about a full disk, for which it has no code. */
const FULL = /no space left|disk is full|quota exceeded/i;
const FULL_DISK = Object.assign(new Error('full'), { code: 'ENOSPC' });

/** A CSV file and what its columns are. */
export interface CsvTable {
  readonly path: string;
  readonly columns: readonly Column[];
  readonly locale: CsvLocale;
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** Write a table as Parquet. The file appears under its name once it is complete and its rows have been counted. */
export async function writeParquet({ path, columns, locale }: CsvTable, target: string): Promise<void> {
  const draft = `${target}.tmp`;
  const database = await openMemoryDatabase(1);
  const source = csvSource(path, columns, locale);
  const units = columns.map(({ name, unit, description }) => ({ name, unit, description }));
  const options = [
    'FORMAT parquet',
    'COMPRESSION zstd',
    'USE_TMP_FILE false',
    `KV_METADATA {columns: ${sqlText(JSON.stringify(units))}}`,
  ];
  try {
    const { connection } = database;
    const count = async (sql: string): Promise<bigint> => {
      const [[rows]] = (await connection.runAndReadAll(sql)).getRows();
      return rows as bigint;
    };
    const written = await count(`COPY (SELECT * FROM ${source}) TO ${sqlText(draft)} (${options.join(', ')})`);
    const found = await count(`SELECT count(*) FROM read_parquet(${sqlPath(draft)})`);
    if (written !== found) throw new Error(`${found} rows instead of ${written}`);
    await syncFile(draft);
    await rename(draft, target);
  } catch (error) {
    const explained = explainFileError(error, `cannot write ${target}`);
    if (explained !== error) throw explained;
    const complaint = databaseComplaint(error);
    if (FULL.test(complaint)) throw explainFileError(FULL_DISK, `cannot write ${target}`);
    throw new UsageError([`cannot write ${target}: ${complaint}`]);
  } finally {
    database.close();
  }
}
