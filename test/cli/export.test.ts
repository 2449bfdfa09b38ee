/** `overbuild export`: a workbook that a spreadsheet opens, with dates, and the tables with decimal commas. */

import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseTable } from '../../src/charts/table.ts';
import { temporaryFolder } from '../support/batches.ts';
import { cli } from '../support/cli.ts';

/** The library that the workbook is packed with unpacks it. */
const { unzipSync, strFromU8 } = createRequire(createRequire(import.meta.url).resolve('write-excel-file/node'))(
  'fflate',
) as { unzipSync: (bytes: Uint8Array) => Record<string, Uint8Array>; strFromU8: (bytes: Uint8Array) => string };

const BATCH = ['batch', 'baseline', '--set', 'horizonMonths=12', '--runs', '3', '--seed', '=1+1', '--out', 'r'];

it('writes one workbook: README, tables with dates, meanings; no cell is a formula', async () => {
  const cwd = temporaryFolder();
  await cli(BATCH, { cwd });
  const { code, stdout } = await cli(['export', 'r', '--xlsx'], { cwd });
  expect([code, stdout.trim()]).toEqual([0, join('r', 'r.xlsx')]);
  const parts = unzipSync(readFileSync(join(cwd, 'r/r.xlsx')));
  const part = (name: string): string => strFromU8(parts[name]);
  const sheets = [...part('xl/workbook.xml').matchAll(/<sheet [^>]*name="([^"]+)"/g)].map(([, name]) => name);
  expect(sheets).toEqual(['README', 'runs', 'summary', 'quantiles', 'events', 'draws', 'columns']);
  const texts = part('xl/sharedStrings.xml');
  expect(texts).toContain('not a forecast');
  expect(texts).toContain('wall_date');
  expect(texts).toContain('ci95_low and ci95_high are');
  expect(texts).not.toContain('low_95 and high_95 are');
  const quantiles = part('xl/worksheets/sheet4.xml');
  // Month 0 of the baseline is October 2025: day 45,931 of a spreadsheet.
  expect(quantiles).toMatch(/<c r="B2"[^>]*><v>45931<\/v>/);
  for (const name of Object.keys(parts)) expect(part(name), name).not.toContain('<f>');
  // A folder of an earlier version has no dates: the workbook adds them, and the sheet is the same.
  const [table, descriptor] = ['quantiles.csv', 'datapackage.json'].map((name) => join(cwd, 'r', name));
  const [text, described] = [table, descriptor].map((path) => readFileSync(path, 'utf8'));
  writeFileSync(table, text.replaceAll(/^(\d+),[\d-]+,/gm, '$1,').replace('month,date,', 'month,'));
  const earlier = JSON.parse(described) as { resources: { schema: { fields: { name: string }[] } }[] };
  for (const { schema } of earlier.resources) schema.fields = schema.fields.filter(({ name }) => name !== 'date');
  writeFileSync(descriptor, JSON.stringify(earlier));
  await cli(['export', 'r', '--xlsx', '--out', 'earlier.xlsx'], { cwd });
  const before = unzipSync(readFileSync(join(cwd, 'earlier.xlsx')));
  expect(strFromU8(before['xl/worksheets/sheet4.xml'])).toMatch(/<c r="B2"[^>]*><v>45931<\/v>/);
  writeFileSync(table, text);
  writeFileSync(descriptor, described);
  const again = await cli(['export', 'r', '--xlsx'], { cwd });
  expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('--force')]);
  expect((await cli(['verify', 'r'], { cwd })).code).toBe(0);
});

it('writes the tables of a finished folder with decimal commas, number by number the same', async () => {
  const cwd = temporaryFolder();
  await cli(BATCH, { cwd });
  const { code } = await cli(['export', 'r', '--csv-locale', 'eu', '--out', 'eu', '--json'], { cwd });
  expect(code).toBe(0);
  for (const file of ['runs.csv', 'summary.csv', 'quantiles.csv']) {
    const [ours, theirs] = ['r', 'eu'].map((folder) => readFileSync(join(cwd, folder, file), 'utf8'));
    const european = parseTable(theirs, 'eu').rows.map((row) => row.map((cell) => cell.replace(/^(-?\d+),/, '$1.')));
    expect(european).toEqual(parseTable(ours, 'en').rows);
    expect(theirs).toMatch(/;-?\d+,\d/);
  }
});

it('asks for one kind of export', async () => {
  const both = await cli(['export', 'r', '--xlsx', '--csv-locale', 'eu'], { cwd: temporaryFolder() });
  expect([both.code, both.stderr]).toEqual([2, expect.stringContaining('choose one of --xlsx and --csv-locale')]);
});
