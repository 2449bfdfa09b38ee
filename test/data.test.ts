/** Guards the calibration facts: every table is described, rectangular, and says how sure it is of each row. */

import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Split one CSV line that may hold quoted cells. */
function cells(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((match) => match[1] ?? match[2] ?? '');
}

const readme = readFileSync('data/README.md', 'utf8');
const tables = readdirSync('data').filter((file) => file.endsWith('.csv'));

it('describes every table and no other', () => {
  const described = [...readme.matchAll(/^\| `([a-z0-9_]+\.csv)`/gm)].map((match) => match[1]);
  expect([...described].sort()).toEqual([...tables].sort());
});

it.each(tables)('%s is rectangular, and each row has a confidence', (table) => {
  const lines = readFileSync(`data/${table}`, 'utf8').trimEnd().split(/\r?\n/);
  const header = cells(lines[0]);
  const confidence = header.indexOf('confidence');
  expect(confidence).toBeGreaterThanOrEqual(0);
  for (const line of lines.slice(1)) {
    const row = cells(line);
    expect(row, line).toHaveLength(header.length);
    expect(['high', 'medium', 'low'], line).toContain(row[confidence]);
  }
});

it('has every table that a scenario names as a source', () => {
  const scenarios = readdirSync('scenarios', { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.ya?ml$/.test(file),
  );
  const named = scenarios.flatMap((file) => [
    ...readFileSync(`scenarios/${file}`, 'utf8').matchAll(/\bdata\/([\w.-]+\.csv)/g),
  ]);
  expect(named.map(([, table]) => table).filter((table) => !tables.includes(table))).toEqual([]);
});
