/** The batch: the same bytes whatever the workers do, rows for runs that fail, and folders that are not overwritten. */

import { appendFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createPool } from '../../src/node/pool.ts';
import { lockFolder } from '../../src/node/files/folder-lock.ts';
import type { Manifest } from '../../src/output/manifest.ts';
import { filesOf, standInBatch, temporaryFolder } from '../support/batches.ts';

/** Above the largest process id that Linux and macOS give out. */
const NO_PROCESS = 4_194_311;

const linesOf = (folder: string, file = 'runs.csv'): string[] =>
  readFileSync(join(folder, file), 'utf8').trimEnd().split('\n');

describe('files', () => {
  it('writes every file of a results folder and nothing else', async () => {
    const { folder, kind } = await standInBatch({}, { series: true });
    expect(kind).toBe('finished');
    expect([...Object.keys(filesOf(folder)), 'manifest.json'].sort()).toEqual([
      'datapackage.json',
      'events.csv',
      'manifest.json',
      'quantiles.csv',
      'runs.csv',
      'series-firm.csv',
      'series-scalar.csv',
      'summary.csv',
    ]);
    expect(linesOf(folder)).toHaveLength(41);
    expect(linesOf(folder)[0]).toBe(
      'run,scenario,scenario_hash,seed,status,reason,wall,wall_month,peak_capex_usd_bn,worst_residual',
    );
    expect(linesOf(folder, 'series-firm.csv')[0]).toBe('run,month,date,firm,orders_mw');
    expect(linesOf(folder, 'series-firm.csv')).toHaveLength(1 + 40 * 12 * 2);
    expect(linesOf(folder, 'quantiles.csv')).toHaveLength(13);
  });

  it('writes the same bytes with one worker, two workers, and runs that fail', async () => {
    const scenario = { throws: [3, 17], overflows: [9] };
    const alone = await standInBatch(scenario, { series: true });
    const together = await standInBatch(scenario, { jobs: 2, series: true });
    expect(filesOf(together.folder)).toEqual(filesOf(alone.folder));
    expect(together.manifest?.statuses).toEqual({ ok: 37, failed: 2, 'timed-out': 0, 'non-finite': 1 });
  });

  it('reads decimal commas back to the same statistics', async () => {
    const point = await standInBatch({});
    const comma = await standInBatch({}, { locale: 'eu' });
    expect(comma.summary).toEqual(point.summary);
    expect(linesOf(comma.folder)[1]).toMatch(/^0;stand-in;feedc0ffee12;1;ok;;\w+;\d*;\d+,\d+;0$/);
  });
});

it('starts no more threads than there are runs', async () => {
  let threads = 0;
  const count = (): void => {
    threads++;
  };
  process.on('worker', count);
  try {
    await standInBatch({}, { runs: 3, jobs: 1000 });
  } finally {
    process.off('worker', count);
  }
  expect(threads).toBe(3);
});

it('starts threads from TypeScript, which load more of it later', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'later.ts'), 'export const seven: number = 7;');
  writeFileSync(
    join(folder, 'worker.ts'),
    "export const give = async () => (await import('./later.ts')).seven as number;",
  );
  const pool = createPool({ workerUrl: pathToFileURL(join(folder, 'worker.ts')).href, name: 'give', jobs: 1 });
  expect(await pool.run({})).toBe(7);
  await pool.destroy();
});

describe('failing runs', () => {
  it('makes a row with its reason on one line of every run that throws, overflows or takes its worker along', async () => {
    const { folder, manifest } = await standInBatch({ throws: [1], dies: [5], overflows: [8] }, { runs: 12, jobs: 2 });
    const rows = linesOf(folder).slice(1);
    expect(rows.map((row) => row.split(',')[0])).toEqual(Array.from({ length: 12 }, (_, k) => String(k)));
    expect(rows[1]).toBe('1,stand-in,feedc0ffee12,1,failed,"capex is negative in month 3, ""alpha""",,,,');
    expect(rows[5]).toMatch(/failed,its worker died: .*7/);
    expect(rows[8]).toMatch(/non-finite,peak_capex_usd_bn is infinite/);
    expect(manifest?.statuses).toEqual({ ok: 9, failed: 2, 'timed-out': 0, 'non-finite': 1 });
    expect(manifest?.failures.map((failure) => failure.run)).toEqual([1, 5, 8]);
  });

  it('gives up a run that takes too long, and no other', async () => {
    const { folder, manifest } = await standInBatch({ hangs: [2] }, { runs: 6, jobs: 1, timeoutSeconds: 1 });
    expect(linesOf(folder)[3]).toMatch(/^2,.*timed-out,took longer than 1 s/);
    expect(manifest?.statuses).toEqual({ ok: 5, failed: 0, 'timed-out': 1, 'non-finite': 0 });
  });
});

describe('resuming', () => {
  /** Interrupt a batch once some runs are on disk. */
  async function interrupted(after: number, jobs = 1): Promise<string> {
    const stop = new AbortController();
    const outcome = await standInBatch(
      {},
      { jobs, series: true, signal: stop.signal, onProgress: (done) => done >= after && stop.abort() },
    );
    expect(outcome.kind).toBe('interrupted');
    expect(outcome.done).toBeLessThan(40);
    return outcome.folder;
  }

  it('goes on after an interruption, a torn line and lost tails to the bytes of an uninterrupted batch', async () => {
    const whole = filesOf((await standInBatch({}, { series: true })).folder);
    const folder = await interrupted(4);
    appendFileSync(join(folder, 'runs.csv'), '31,stand-in,feedc0');
    appendFileSync(join(folder, 'series-firm.csv'), '\n\n7');
    writeFileSync(join(folder, 'summary.csv.tmp'), 'half');
    const resumed = await standInBatch({}, { folder, mode: 'resume', jobs: 2, series: true });
    expect(resumed.kind).toBe('finished');
    expect(filesOf(folder)).toEqual(whole);
  });

  it('refuses a folder with an unfinished batch, with another batch, with foreign files, or with shortened files', async () => {
    const folder = await interrupted(4);
    const again = { folder, series: true };
    await expect(standInBatch({}, again)).rejects.toThrow(/has this batch unfinished; --resume/);
    await expect(standInBatch({}, { ...again, mode: 'resume', seed: '2' })).rejects.toThrow(/seed 1, requested 2/);
    truncateSync(join(folder, 'runs.csv'), 100);
    await expect(standInBatch({}, { ...again, mode: 'resume' })).rejects.toThrow(/shorter than its checkpoint/);
    const foreign = temporaryFolder();
    writeFileSync(join(foreign, 'thesis.txt'), 'mine');
    await expect(standInBatch({}, { folder: foreign })).rejects.toThrow(/not empty and has no batch/);
    await standInBatch({}, { folder: foreign, mode: 'force' });
    expect(readFileSync(join(foreign, 'thesis.txt'), 'utf8')).toBe('mine');
  });

  it('repeats a finished batch without running it, and refuses one whose files were changed', async () => {
    const first = await standInBatch({});
    writeFileSync(join(first.folder, '.lock'), JSON.stringify({ pid: NO_PROCESS, host: hostname(), token: 'dead' }));
    for (const name of ['.checkpoint', '.checkpoint.tmp', 'manifest.json.tmp', 'summary.csv.tmp'])
      writeFileSync(join(first.folder, name), '');
    const second = await standInBatch({}, { folder: first.folder });
    const left = Object.keys(filesOf(first.folder)).filter((name) => name.startsWith('.') || name.endsWith('.tmp'));
    expect(left).toEqual([]);
    expect(second.kind).toBe('repeated');
    expect(second.summary).toEqual(first.summary);
    appendFileSync(join(first.folder, 'events.csv'), 'x');
    await expect(standInBatch({}, { folder: first.folder })).rejects.toThrow(/events.csv has \d+ bytes instead/);
  });
});

describe('the folder', () => {
  it('refuses a second writer and takes over from a dead one', async () => {
    const folder = temporaryFolder();
    const unlock = await lockFolder(folder);
    await expect(standInBatch({}, { folder, mode: 'force' })).rejects.toThrow(/being written by process/);
    await unlock();
    const left = temporaryFolder();
    writeFileSync(join(left, '.checkpoint.tmp'), '{"iden');
    writeFileSync(join(left, '.lock'), JSON.stringify({ pid: NO_PROCESS, host: hostname(), token: 'dead' }));
    expect((await standInBatch({}, { folder: left })).kind).toBe('finished');
  });

  it('says what is wrong with a path that cannot be a folder', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    await expect(standInBatch({}, { folder: file })).rejects.toThrow(
      /cannot use .*file.*: a file is in the place of a folder/,
    );
    await expect(standInBatch({}, { folder: join(file, 'x') })).rejects.toThrow(/a file is in the place of a folder/);
    mkdirSync(join(file, '..', 'ok'));
  });

  it('tells in the manifest how to run it again', async () => {
    const { folder } = await standInBatch({}, { command: ['batch', 'stand-in', '--runs', '40'] });
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
    expect(manifest.identity).toMatchObject({ scenario: 'stand-in', seed: '1', runs: 40, modelVersion: 'stand-in' });
    expect(manifest.resolvedScenario).toEqual({ months: 12 });
    expect(manifest.command).toEqual(['batch', 'stand-in', '--runs', '40']);
  });
});
