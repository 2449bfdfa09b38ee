/** Series as Parquet: the same rows as CSV with their types, whatever the workers do, whole or made again. */

import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openMemoryDatabase, sqlText } from '../../src/node/query/duckdb.ts';
import { standInBatch } from '../support/batches.ts';

const PARQUET = { series: true, seriesFormat: 'parquet' } as const;
const FILES = [
  'datapackage.json',
  'events.csv',
  'manifest.json',
  'quantiles.csv',
  'ro-crate-metadata.json',
  'runs.csv',
  'series-firm.parquet',
  'series-scalar.parquet',
  'summary.csv',
];

async function rowsOf(sql: string): Promise<unknown[][]> {
  const { connection, close } = await openMemoryDatabase();
  try {
    return (await connection.runAndReadAll(sql)).getRows();
  } finally {
    close();
  }
}

/** Bytes, for text would hide what is not text. */
const bytesOf = (folder: string, name: string): string => readFileSync(join(folder, name)).toString('base64');

describe('series as Parquet', () => {
  it('hold the rows of the CSV in their order, typed, compressed, with units', async () => {
    const csv = await standInBatch({ throws: [3] }, { series: true });
    const { folder, resources } = await standInBatch({ throws: [3] }, PARQUET);
    expect(readdirSync(folder).sort()).toEqual(['.counts', ...FILES]);
    expect(resources.map(({ path }) => path)).toContain('series-firm.parquet');
    for (const shape of ['scalar', 'firm']) {
      const path = sqlText(join(folder, `series-${shape}.parquet`));
      const [, ...lines] = readFileSync(join(csv.folder, `series-${shape}.csv`), 'utf8')
        .trimEnd()
        .split('\n');
      expect((await rowsOf(`FROM ${path}`)).map((row) => row.join(','))).toEqual(lines);
    }
    const firm = sqlText(join(folder, 'series-firm.parquet'));
    expect((await rowsOf(`DESCRIBE FROM ${firm}`)).map((row) => row.slice(0, 2))).toEqual([
      ['run', 'BIGINT'],
      ['month', 'BIGINT'],
      ['date', 'DATE'],
      ['firm', 'VARCHAR'],
      ['orders_mw', 'DOUBLE'],
    ]);
    expect(await rowsOf(`SELECT DISTINCT compression FROM parquet_metadata(${firm})`)).toEqual([['ZSTD']]);
    const [[units]] = await rowsOf(
      `SELECT decode(value) FROM parquet_kv_metadata(${firm}) WHERE decode(key) = 'columns'`,
    );
    expect(JSON.parse(String(units))[4]).toMatchObject({ name: 'orders_mw', unit: 'MW/month' });
    const described = JSON.parse(readFileSync(join(folder, 'datapackage.json'), 'utf8'));
    expect(described.resources.at(-1)).toMatchObject({
      name: 'series-firm',
      path: 'series-firm.parquet',
      mediatype: 'application/vnd.apache.parquet',
    });
  });

  it('are the same bytes with two workers, decimal commas, an interruption and a torn draft', async () => {
    const whole = await standInBatch({}, PARQUET);
    const two = await standInBatch({}, { ...PARQUET, jobs: 2 });
    const comma = await standInBatch({}, { ...PARQUET, locale: 'eu' });
    const stop = new AbortController();
    const { folder, kind } = await standInBatch(
      {},
      { ...PARQUET, signal: stop.signal, onProgress: (done) => done >= 4 && stop.abort() },
    );
    expect(kind).toBe('interrupted');
    writeFileSync(join(folder, 'series-firm.parquet.tmp'), 'PAR1 half');
    await standInBatch({}, { ...PARQUET, folder, mode: 'resume' });
    expect(readdirSync(folder).sort()).toEqual(FILES);
    for (const name of ['series-firm.parquet', 'series-scalar.parquet']) {
      for (const other of [two.folder, comma.folder, folder]) {
        expect(bytesOf(other, name), name).toBe(bytesOf(whole.folder, name));
      }
    }
  });

  it('are made again by --resume when torn, and nothing of the old results goes before the new stand', async () => {
    const whole = await standInBatch({}, PARQUET);
    const { folder } = await standInBatch({}, PARQUET);
    const torn = join(folder, 'series-firm.parquet');
    truncateSync(torn, 100);
    await expect(standInBatch({}, { ...PARQUET, folder })).rejects.toThrow(
      /series-firm\.parquet has 100 bytes instead of \d+ since the batch finished; --resume makes it again/,
    );
    const stop = new AbortController();
    const half = await standInBatch(
      {},
      { ...PARQUET, folder, mode: 'resume', signal: stop.signal, onProgress: (done) => done >= 4 && stop.abort() },
    );
    expect(half.kind).toBe('interrupted');
    expect(existsSync(join(folder, 'manifest.json'))).toBe(true);
    expect(existsSync(join(folder, 'runs.csv'))).toBe(true);
    const again = await standInBatch({}, { ...PARQUET, folder, mode: 'resume' });
    expect(again).toMatchObject({ kind: 'finished', folder });
    expect(readdirSync(folder).sort()).toEqual(FILES);
    expect(bytesOf(folder, 'series-firm.parquet')).toBe(bytesOf(whole.folder, 'series-firm.parquet'));
    expect((await standInBatch({}, { ...PARQUET, folder })).kind).toBe('repeated');
  });
});
