/** Tables read row by row: quotes, line ends of spreadsheets, and rows that lie across the pieces in which a file is read. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { visitRows } from '../../src/node/files/csv-rows.ts';
import { temporaryFolder } from '../support/batches.ts';

async function rowsOf(text: string, locale: 'en' | 'eu' = 'en'): Promise<string[][]> {
  const path = join(temporaryFolder(), 'table.csv');
  writeFileSync(path, text);
  const rows: string[][] = [];
  await visitRows(path, locale, (header) => {
    rows.push([...header]);
    return (row) => rows.push(Array.from({ length: row.fields }, (_, place) => row.text(place)));
  });
  return rows;
}

it('reads quotes, empty fields, and a last row without a line feed', async () => {
  expect(await rowsOf('a,b,c\n1,"x, ""y""\nz",\n2,,3')).toEqual([
    ['a', 'b', 'c'],
    ['1', 'x, "y"\nz', ''],
    ['2', '', '3'],
  ]);
});

it('reads what a spreadsheet saves: a mark at the beginning, and carriage returns', async () => {
  expect(await rowsOf('\uFEFFa;b\r\n1,5;"q"\r\n', 'eu')).toEqual([
    ['a', 'b'],
    ['1,5', 'q'],
  ]);
});

it.each([0, 1, 2, 3])('reads rows across pieces, %d bytes on', async (shift) => {
  const long = `${'x'.repeat(shift)}${'é, "" '.repeat(400_000)}`;
  const rows = await rowsOf(`a,b\n1,"${long}"\n2,end\n`);
  expect(rows).toHaveLength(3);
  expect(rows[1][1] === long.replaceAll('""', '"')).toBe(true);
  expect(rows[2]).toEqual(['2', 'end']);
});
