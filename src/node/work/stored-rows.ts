/** Rows of a results folder read back as the bytes in which they were written, in their order. */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CSV_DIALECTS, csvFields, type CsvLocale, type CsvValue, csvLine } from '../../output/csv.ts';
import type { Failure } from '../../output/manifest.ts';
import { UsageError } from '../../scenario/errors.ts';
import { openTable } from '../files/csv-rows.ts';
import { openMemoryDatabase, sqlPath } from '../query/duckdb.ts';
import { type Chunk, chunkOf, joinChunks, type Row, RUNS_FILE } from './chunk.ts';
import type { Job } from './job.ts';
import type { ChunkRunner } from './runners.ts';

/** A row with what runs.csv says of its end. */
export interface StoredRow {
  readonly row: Row;
  /** Absent when the row is ok. */
  readonly failure?: Failure;
}

/** A record of a file that grows, and which row it belongs to: configuration and run, as they stand there. */
interface KeyedRecord {
  readonly key: string;
  readonly bytes: Buffer;
}

/** Rows as a fold takes them: those of runs.csv, and what hidden files hold of them where they are there. */
export async function* storedRows(folder: string, { files }: Pick<Job, 'files'>): AsyncGenerator<Row> {
  const hidden = await hiddenRows(folder, files, () => undefined);
  const table = await openTable(join(folder, RUNS_FILE));
  for await (const { bytes } of table.records()) yield { [RUNS_FILE]: bytes, ...nextOf(hidden) };
}

/** Rows of the files that are no tables; `onMissing` hears of one that cannot be read. */
async function hiddenRows(
  folder: string,
  files: Job['files'],
  onMissing: (error: unknown) => undefined,
): Promise<Map<string, Iterator<Uint8Array>>> {
  const hidden = new Map<string, Iterator<Uint8Array>>();
  for (const { name, rowsIn } of files) {
    const content = rowsIn && (await readFile(join(folder, name)).catch(onMissing));
    if (rowsIn && content) hidden.set(name, rowsIn(content)[Symbol.iterator]());
  }
  return hidden;
}

function nextOf(hidden: ReadonlyMap<string, Iterator<Uint8Array>>): Record<string, Uint8Array> {
  const row: Record<string, Uint8Array> = {};
  for (const [name, rows] of hidden) {
    const { done, value } = rows.next();
    if (done !== true) row[name] = value;
  }
  return row;
}

/** All that every row added to the growing files of a finished folder. */
export async function* wholeRows(folder: string, { files, identity }: Job): AsyncGenerator<StoredRow> {
  const hidden = await hiddenRows(folder, files, (error) => {
    throw error;
  });
  const keyFields = identity.configurations === undefined ? 1 : 2;
  const others = files.slice(1).flatMap(({ name, rowsIn }) => {
    const records = recordsOf(join(folder, name), identity.csvLocale, keyFields);
    return rowsIn === undefined ? [{ name, records, take: takerOf(records) }] : [];
  });
  const table = await openTable(join(folder, RUNS_FILE));
  const [run, status, reason] = ['run', 'status', 'reason'].map((name) => table.header.indexOf(name));
  const places = keyFields === 1 ? [run] : [0, run];
  if (table.header.join() !== csvFields(files[0].header.trimEnd(), identity.csvLocale).join()) {
    await table.close();
    throw new UsageError([
      `${join(folder, RUNS_FILE)} has other columns than this version writes; merge it with the version that made it, or make it again`,
    ]);
  }
  try {
    for await (const { bytes, row: fields } of table.records()) {
      const key = keyOf(fields, places);
      const row: Record<string, Uint8Array> = { [RUNS_FILE]: Buffer.from(bytes), ...nextOf(hidden) };
      for (const { name, take } of others) row[name] = await take(key);
      const word = fields.text(status) as Failure['status'];
      const configuration = keyFields === 1 ? {} : { configuration: fields.number(0) };
      const failure = { run: fields.number(run), ...configuration, status: word, reason: fields.text(reason) };
      yield { row, ...(word === 'ok' ? {} : { failure }) };
    }
  } finally {
    for (const { records } of others) await records.return(undefined);
  }
}

function keyOf(fields: { text(place: number): string }, places: readonly number[]): string {
  return places.map((place) => fields.text(place)).join(' ');
}

/** Records of a table, or of the Parquet file that it became. */
async function* recordsOf(path: string, locale: CsvLocale, keyFields: number): AsyncGenerator<KeyedRecord> {
  if (existsSync(path)) {
    const table = await openTable(path);
    const places = Array.from({ length: keyFields }, (_, place) => place);
    for await (const { bytes, row } of table.records()) yield { key: keyOf(row, places), bytes: Buffer.from(bytes) };
    return;
  }
  const database = await openMemoryDatabase(1);
  try {
    const source = sqlPath(path.replace(/\.csv$/, '.parquet'));
    const result = await database.connection.stream(`SELECT * FROM read_parquet(${source})`);
    for await (const rows of result.yieldRows()) {
      for (const row of rows) {
        const line = csvLine(row.map(plainValue), locale);
        const key = line.split(CSV_DIALECTS[locale].delimiter, keyFields).join(' ');
        yield { key, bytes: Buffer.from(line) };
      }
    }
  } finally {
    database.close();
  }
}

function plainValue(value: unknown): CsvValue {
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'number' || typeof value === 'string' ? value : undefined;
}

/** Takes the records of one row after another, which stand in the order of the rows; a row may have none. */
function takerOf(records: AsyncGenerator<KeyedRecord>): (key: string) => Promise<Buffer> {
  let next: IteratorResult<KeyedRecord> | undefined;
  return async (key) => {
    const parts: Buffer[] = [];
    for (next ??= await records.next(); !next.done && next.value.key === key; next = await records.next()) {
      parts.push(next.value.bytes);
    }
    return Buffer.concat(parts);
  };
}

/**
 * A runner that takes rows as they are stored instead of simulating them.
 *
 * @param again  Simulates the rows that are not ok; they stay as they are when absent.
 */
export function createStoredRunner(rows: AsyncGenerator<StoredRow>, again?: ChunkRunner): ChunkRunner {
  let tail: Promise<unknown> = Promise.resolve();
  const read = async (count: number): Promise<StoredRow[]> => {
    const list: StoredRow[] = [];
    while (list.length < count) {
      const { value, done } = await rows.next();
      if (done === true) throw new Error('there are fewer rows than the manifest says');
      list.push(value);
    }
    return list;
  };
  return {
    width: again?.width ?? 1,
    async run(first, count) {
      const taken = tail.then(() => read(count));
      tail = taken.catch(() => undefined);
      const parts: Chunk[] = [];
      for (const [k, { row, failure }] of (await taken).entries()) {
        const isAgain = again !== undefined && failure !== undefined;
        const kept = { ...chunkOf(first + k, [row]), failures: failure === undefined ? [] : [failure] };
        const part = isAgain ? await again.run(first + k, 1) : kept;
        if (part === undefined) return undefined;
        parts.push(part);
      }
      return joinChunks(parts);
    },
    async close() {
      await rows.return(undefined);
      await again?.close();
    },
  };
}
