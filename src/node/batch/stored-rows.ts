/** Tables of runs read back as the lines they were written in, stretch by stretch, from CSV or Parquet. */

import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Column } from '../../columns/column.ts';
import { CSV_DIALECTS, type CsvLocale, type CsvValue, csvLine } from '../../output/csv.ts';
import { DRAWS_FILE, drawsColumns } from '../../output/draws.ts';
import { EVENT_COLUMNS } from '../../output/events.ts';
import { RUN_ID_COLUMNS } from '../../output/run-table.ts';
import { type SeriesFormat, seriesFields, seriesFile } from '../../output/series.ts';
import type { BatchTables } from './batch-writer.ts';
import { EVENTS_FILE, RUNS_FILE } from './chunk.ts';
import { openMemoryDatabase, sqlText } from '../query/duckdb.ts';

/** A table whose first column is the run and whose rows stand in order of runs. */
export interface StoredTable {
  readonly path: string;
  readonly columns: readonly Column[];
  readonly locale: CsvLocale;
}

/** A line break inside quotes belongs to the row. */
function isOpen(line: string): boolean {
  return (line.match(/"/g)?.length ?? 0) % 2 === 1;
}

/** Rows of a CSV file without its header, each with its line feed. */
async function* csvRows(path: string): AsyncGenerator<string> {
  let row = '';
  let isHeader = true;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    row += `${line}\n`;
    if (isOpen(row)) continue;
    if (!isHeader) yield row;
    isHeader = false;
    row = '';
  }
}

/** Rows of a Parquet file as the lines of CSV from which it was made. */
async function* parquetRows({ path, locale }: StoredTable): AsyncGenerator<string> {
  const database = await openMemoryDatabase(1);
  try {
    const result = await database.connection.stream(`SELECT * FROM read_parquet(${sqlText(path)})`);
    for await (const rows of result.yieldRows()) {
      for (const row of rows) yield csvLine(row.map(plainValue), locale);
    }
  } finally {
    database.close();
  }
}

function plainValue(value: unknown): CsvValue {
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'number' || typeof value === 'string' ? value : undefined;
}

/** A table read once, from the first run to the last. */
export class StoredRows {
  readonly #rows: AsyncGenerator<string>;
  readonly #delimiter: string;
  #next: string | undefined;
  #isStarted = false;

  constructor(table: StoredTable) {
    this.#rows = table.path.endsWith('.parquet') ? parquetRows(table) : csvRows(table.path);
    this.#delimiter = CSV_DIALECTS[table.locale].delimiter;
  }

  /** The rows of the runs before this one that have not been read yet, in pieces. */
  async *before(run: number): AsyncGenerator<string> {
    if (!this.#isStarted) await this.#advance();
    this.#isStarted = true;
    let piece = '';
    while (this.#next !== undefined && this.#runOf(this.#next) < run) {
      piece += this.#next;
      await this.#advance();
      if (piece.length >= PIECE) {
        yield piece;
        piece = '';
      }
    }
    if (piece !== '') yield piece;
  }

  /** Pass over the rows of the runs up to this one. */
  async skip(run: number): Promise<void> {
    for await (const _ of this.before(run + 1));
  }

  async close(): Promise<void> {
    await this.#rows.return(undefined);
  }

  #runOf(row: string): number {
    return Number(row.slice(0, row.indexOf(this.#delimiter)));
  }

  async #advance(): Promise<void> {
    const { value, done } = await this.#rows.next();
    this.#next = done === true ? undefined : value;
  }
}

/** Characters of a piece. */
const PIECE = 1_000_000;

/** The tables of a finished batch that grow with the runs, by the name under which they grow. */
export function storedTables(
  folder: string,
  { table: { metrics, locale, draws }, series }: Pick<BatchTables, 'table' | 'series'>,
  seriesFormat?: SeriesFormat,
): Map<string, StoredRows> {
  const open = (file: string, columns: readonly Column[]): StoredRows =>
    new StoredRows({ path: join(folder, file), columns, locale });
  return new Map([
    [RUNS_FILE, open(RUNS_FILE, [...RUN_ID_COLUMNS, ...metrics])],
    [EVENTS_FILE, open(EVENTS_FILE, EVENT_COLUMNS)],
    ...(draws === undefined ? [] : [[DRAWS_FILE, open(DRAWS_FILE, drawsColumns(draws))] as const]),
    ...series.map((one): [string, StoredRows] => [
      seriesFile(one),
      open(seriesFile(one, seriesFormat), seriesFields(one)),
    ]),
  ]);
}
