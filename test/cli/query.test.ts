/** Questions in SQL: typed views of what a folder declares, several folders, and nothing else within reach. */

import { cpSync, mkdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { standInBatch, temporaryFolder } from '../support/batches.ts';
import { cli } from '../support/cli.ts';

const cwd = temporaryFolder();
const results = join(cwd, 'results');
const SCENARIO = { throws: [3] };

beforeAll(async () => {
  mkdirSync(results);
  const series = true;
  await standInBatch(SCENARIO, { folder: join(results, 'plain'), series });
  await standInBatch(SCENARIO, { folder: join(results, 'comma'), series, locale: 'eu' });
  await standInBatch(SCENARIO, { folder: join(results, 'parquet'), series, seriesFormat: 'parquet', seed: '2' });
  for (const [age, name] of ['parquet', 'comma', 'plain'].entries()) {
    const at = new Date(Date.UTC(2026, 0, 1 + age));
    utimesSync(join(results, name, 'datapackage.json'), at, at);
  }
});

/** Rows of an answer. */
async function asked(sql: string, ...folders: string[]): Promise<Record<string, unknown>[]> {
  const argv = ['query', sql, '--format', 'json', ...folders.flatMap((name) => ['--results', join('results', name)])];
  const { code, stdout, stderr } = await cli(argv, { cwd });
  expect(stderr).toBe(folders.length === 0 ? 'Asking results/plain\n' : '');
  expect(code).toBe(0);
  return JSON.parse(stdout) as Record<string, unknown>[];
}

/** What is said of a query that cannot be answered. */
async function refused(...argv: string[]): Promise<string> {
  const { code, stdout, stderr } = await cli(['query', ...argv], { cwd });
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).not.toMatch(/Stack Trace|^\s+at /im);
  return stderr;
}

describe('tables', () => {
  it.each(['plain', 'comma', 'parquet'])('of %s are views with the declared types', async (folder) => {
    const types = await asked('DESCRIBE runs', folder);
    const typeOf = Object.fromEntries(types.map((row) => [row.column_name, row.column_type]));
    expect(typeOf).toMatchObject({ run: 'BIGINT', wall: 'VARCHAR', wall_month: 'BIGINT', peak_capex_usd_bn: 'DOUBLE' });
    const firm = await asked('DESCRIBE series_firm', folder);
    expect(firm.map((row) => row.column_type)).toEqual(['BIGINT', 'BIGINT', 'DATE', 'VARCHAR', 'DOUBLE']);
    const names = await asked('SHOW TABLES', folder);
    expect(names.map((row) => row.name)).toEqual([
      'events',
      'quantiles',
      'runs',
      'series_firm',
      'series_scalar',
      'summary',
    ]);
  });

  it('say the same with decimal commas, and every number reads back as it was', async () => {
    const sql = 'SELECT * FROM runs ORDER BY run';
    const plain = await asked(sql, 'plain');
    expect(await asked(sql, 'comma')).toEqual(plain);
    const [, ...lines] = readFileSync(join(results, 'plain', 'runs.csv'), 'utf8')
      .trimEnd()
      .split('\n');
    const peaks = lines.map((line) => line.split(',').at(-2));
    expect(plain.map((row) => (row.peak_capex_usd_bn === null ? '' : String(row.peak_capex_usd_bn)))).toEqual(peaks);
    expect(plain[3]).toMatchObject({
      run: 3,
      status: 'failed',
      reason: 'capex is negative in month 3, "alpha"',
      wall: null,
    });
    const [{ detail }] = await asked('SELECT DISTINCT detail FROM events', 'comma');
    expect(detail).toBe('hit, "hard"');
  });

  it('carry run, month and entity, so that a history can be followed', async () => {
    const sql = `SELECT run, month, firm, orders_mw FROM series_firm WHERE run = 7 AND firm = 'beta' ORDER BY month`;
    const rows = await asked(sql, 'plain');
    expect(rows).toHaveLength(12);
    const joined = await asked(
      `SELECT max(s.capex_usd_bn) = any_value(r.peak_capex_usd_bn) AS same FROM runs r JOIN series_scalar s USING (run) WHERE r.status = 'ok' GROUP BY run`,
      'parquet',
    );
    expect(joined).toHaveLength(39);
    expect(joined.every(({ same }) => same === true)).toBe(true);
  });

  it('are the newest below results/ unless named', async () => {
    expect(await asked('SELECT count(*) AS runs FROM runs')).toEqual([{ runs: 40 }]);
    expect(await refused('FROM runs', '--results', 'none')).toMatch(/there is no folder .*none/);
    const { stderr } = await cli(['query', 'FROM runs'], { cwd: temporaryFolder() });
    expect(stderr).toBe(
      'overbuild: there is no results folder below results/; name one after the query, or with --results\n',
    );
  });

  it('are those of folders named after the query, with or without --results', async () => {
    const count = 'SELECT count(*) AS n FROM runs';
    const named = await cli(['query', count, 'results/plain', 'results/parquet', '--format', 'csv'], { cwd });
    expect(named).toEqual({ code: 0, stdout: 'n\n80\n', stderr: '' });
    const both = await cli(['query', count, 'results/plain', '--results', 'results/comma', '--format', 'csv'], { cwd });
    expect(both.stdout).toBe('n\n80\n');
    const listed = await cli(['query', '--tables', 'results/plain'], { cwd });
    expect(listed.stdout).toMatch(/^runs: one row per run/);
  });

  it('of several folders are one, with a column folder, whatever columns each has', async () => {
    cpSync(join(results, 'plain'), join(cwd, 'old'), { recursive: true });
    const runs = readFileSync(join(cwd, 'old', 'runs.csv'), 'utf8').replace('peak_capex_usd_bn', 'earlier_name');
    writeFileSync(join(cwd, 'old', 'runs.csv'), runs);
    const declared = readFileSync(join(cwd, 'old', 'datapackage.json'), 'utf8');
    writeFileSync(join(cwd, 'old', 'datapackage.json'), declared.replace('peak_capex_usd_bn', 'earlier_name'));
    const sql = `SELECT folder, seed, count(*) AS n, count(peak_capex_usd_bn) AS now, count(earlier_name) AS then_
      FROM runs GROUP BY ALL ORDER BY folder`;
    expect(await asked(sql, '../old', 'parquet')).toEqual([
      { folder: 'old', seed: '1', n: 40, now: 0, then_: 39 },
      { folder: 'parquet', seed: '2', n: 40, now: 39, then_: 0 },
    ]);
  });

  it('are listed with columns and units', async () => {
    const short = await cli(['query', '--results', 'results/plain'], { cwd });
    expect(short.stdout).toMatch(/^runs +10 columns {2}one row per run/);
    const long = await cli(['query', '--tables', '--results', 'results/plain'], { cwd });
    expect(long.stdout).toMatch(/\n {2}orders_mw +MW\/month {2}Orders of a firm\.\n/);
    const json = await cli(['query', '--format', 'json', '--results', 'results/parquet'], { cwd });
    expect(JSON.parse(json.stdout)[5].columns[4]).toMatchObject({
      name: 'orders_mw',
      unit: 'MW/month',
      type: 'number',
    });
  });

  it('can be single files, such as the series of one run', async () => {
    const { stdout } = await cli(
      [
        'query',
        'SELECT count(*) AS n, avg(orders_mw) > 0 AS ok FROM series_firm',
        '--format',
        'csv',
        '--results',
        'results/plain/series-firm.csv',
      ],
      { cwd },
    );
    expect(stdout).toBe('n,ok\n936,true\n');
  });
});

it('reads the history of one run as Parquet to the values of the CSV', async () => {
  const run = ['run', 'baseline', '--set', 'horizonMonths=12', '--series'];
  for (const name of ['typed.parquet', 'plain-text.csv']) expect((await cli([...run, name], { cwd })).code).toBe(0);
  for (const shape of ['', '_firm', '_node', '_region', '_equity', '_venue']) {
    const rows = (name: string, ending: string): Promise<Record<string, unknown>[]> =>
      asked(`FROM ${name.replaceAll('-', '_')}${shape}`, `../${name}${shape.replace('_', '-')}.${ending}`);
    const typed = await rows('typed', 'parquet');
    expect(typed.length, shape).toBeGreaterThan(11);
    expect(typed, shape).toEqual(await rows('plain-text', 'csv'));
  }
});

describe('answers', () => {
  it('are a table for the eye, with few digits, and all of them as CSV and JSON', async () => {
    const sql = `SELECT 'x' AS word, 1 / 3 AS third, 7 AS n, NULL AS nothing, 9223372036854775807 AS large`;
    const table = await cli(['query', sql, '--results', 'results/plain'], { cwd });
    expect(table.stdout.split('\n')).toEqual([
      'word     third  n  nothing  large',
      'x     0.333333  7        -  9223372036854775807',
      '',
    ]);
    const csv = await cli(['query', sql, '--format', 'csv', '--results', 'results/plain'], { cwd });
    expect(csv.stdout).toBe('word,third,n,nothing,large\nx,0.3333333333333333,7,,9223372036854775807\n');
    const [{ lists }] = await asked(`SELECT [1, 2] AS lists`, 'plain');
    expect(lists).toEqual([1, 2]);
    expect(await asked('FROM runs WHERE run < 0', 'plain')).toEqual([]);
    const many = await cli(['query', 'FROM range(5000)', '--results', 'results/plain'], { cwd });
    expect(many.stdout).toContain('(200 of 5,000 rows; --format csv prints all)');
    const all = await cli(['query', 'FROM range(5000)', '--format', 'csv', '--results', 'results/plain'], { cwd });
    expect(all.stdout.split('\n')).toHaveLength(5002);
  });
});

describe('what cannot be asked', () => {
  it('is said in words with the tables there are', async () => {
    expect(await refused('SELECT * FROM rnus', '--results', 'results/plain')).toMatch(
      /^overbuild: Catalog Error: Table with name rnus does not exist!\nDid you mean "runs"\?\n.*\n.*\nTables: runs, summary,/,
    );
    expect(await refused('SELECT * FROM foo', '--results', 'results/plain')).not.toMatch(/Did you mean "pg_/);
    expect(await refused('SELEC 1', '--results', 'results/plain')).toMatch(
      /^overbuild: Parser Error: syntax error at or near "SELEC"/,
    );
    expect(await refused('SELECT wal FROM runs', '--results', 'results/plain')).toMatch(/Candidate bindings: "wall"/);
    expect(await refused(' ', '--results', 'results/plain')).toMatch(/no query was given/);
    expect(await refused(' ; ', '--results', 'results/plain')).toMatch(/no query was given/);
    expect(await refused('results/plain')).toMatch(/is a file or folder, not a query; .*" results\/plain/);
    expect(await refused('SELECT 1; SELECT 2', '--results', 'results/plain')).toMatch(/One query at a time/);
    expect(await refused('SELECT CAST(wall AS INT) FROM runs', '--results', 'results/plain')).toMatch(
      /Conversion Error/,
    );
  });

  it('is told of a damaged line by its number, without the settings of the reader', async () => {
    const folder = join(cwd, 'damaged');
    cpSync(join(results, 'plain'), folder, { recursive: true });
    const path = join(folder, 'runs.csv');
    truncateSync(path, readFileSync(path).length - 10);
    expect(await refused('SELECT count(*) FROM runs', '--results', 'damaged')).toMatch(
      /^overbuild: \S+damaged\/runs\.csv, line \d+ is damaged: Expected Number of Columns: \d+ Found: \d+\nTables: .*\n$/,
    );
  });

  it.each([
    [`COPY runs TO 'FOLDER/runs.csv' (USE_TMP_FILE false)`, /queries that read are allowed/],
    [`EXPLAIN ANALYZE COPY (SELECT 1) TO 'FOLDER/runs.csv' (USE_TMP_FILE false)`, /queries that read are allowed/],
    [`COPY runs TO 'CWD/stolen.csv'`, /Permission Error|queries that read are allowed/],
    [`SELECT 1; COPY runs TO 'FOLDER/runs.csv' (USE_TMP_FILE false)`, /queries that read are allowed/],
    ['SET enable_external_access = true', /queries that read are allowed/],
    [`SELECT * FROM read_text('/etc/hostname')`, /disabled by configuration/],
    [`SELECT * FROM read_csv('CWD/secret.csv')`, /disabled by configuration/],
    [`SELECT * FROM 'https://example.org/x.parquet'`, /disabled by configuration/],
    ['INSTALL httpfs', /queries that read are allowed|disabled by configuration/],
    ['LOAD httpfs', /queries that read are allowed|disabled/],
    [`ATTACH 'CWD/new.db'`, /queries that read are allowed|disabled/],
  ])('%s', async (sql, words) => {
    const folder = join(results, 'plain');
    const before = readFileSync(join(folder, 'runs.csv'), 'utf8');
    writeFileSync(join(cwd, 'secret.csv'), 'a\n1\n');
    const asking = sql.replaceAll('FOLDER', folder).replaceAll('CWD', cwd);
    expect(await refused(asking, '--results', folder)).toMatch(words);
    expect(readFileSync(join(folder, 'runs.csv'), 'utf8')).toBe(before);
  });

  it('is a folder without finished results, or a file that is not as declared', async () => {
    const foreign = temporaryFolder();
    expect(await refused('FROM runs', '--results', foreign)).toMatch(
      /holds no datapackage\.json; give a results folder/,
    );
    writeFileSync(join(foreign, '.checkpoint'), '');
    expect(await refused('FROM runs', '--results', foreign)).toMatch(/unfinished batch; finish it with --resume first/);
    writeFileSync(join(foreign, 'datapackage.json'), '{"resources": [');
    expect(await refused('FROM runs', '--results', foreign)).toMatch(/datapackage\.json is not JSON/);
    const resources = [{ name: 'secret', path: '../../etc/hostname' }];
    writeFileSync(join(foreign, 'datapackage.json'), JSON.stringify({ resources }));
    expect(await refused('FROM secret', '--results', foreign)).toMatch(/Tables: none/);
  });

  it('is a torn, missing or altered file, and only that', async () => {
    const broken = join(cwd, 'broken');
    cpSync(join(results, 'parquet'), broken, { recursive: true });
    truncateSync(join(broken, 'series-firm.parquet'), 200);
    writeFileSync(join(broken, 'events.csv'), 'other,columns\n1,2\n');
    const { code, stdout, stderr } = await cli(
      ['query', 'SELECT count(*) AS n FROM runs', '--results', broken, '--format', 'csv'],
      { cwd },
    );
    expect(code).toBe(0);
    expect(stdout).toBe('n\n40\n');
    expect(stderr).toMatch(/series-firm\.parquet cannot be read, .*--resume of its batch makes it again\n/);
    expect(stderr).toMatch(/events\.csv has other columns than datapackage\.json declares/);
  });
});
