/** Failed rows run again: the bytes of a batch in which they never failed, and nothing else run. */

import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { retryBatch } from '../../src/node/experiments/retry.ts';
import type { BatchOptions, BatchOutcome } from '../../src/node/experiments/batch.ts';
import type { Manifest } from '../../src/output/manifest.ts';
import { filesOf, STAND_IN, standInBatch, temporaryFolder } from '../support/batches.ts';
import type { StandInScenario } from '../support/stand-in-engine.ts';

/** The scenario's hash stays, as when what was wrong lay outside it: time, memory, a module that a strategy loads. */
function retry(
  folder: string,
  scenario: Partial<StandInScenario>,
  options: Partial<BatchOptions> = {},
): Promise<BatchOutcome> {
  return retryBatch({
    scenario: { name: 'stand-in', hash: 'feedc0ffee12', resolved: { months: 12, ...scenario }, evidence: {} },
    seed: '1',
    runs: 40,
    jobs: 1,
    folder,
    mode: 'new',
    series: false,
    locale: 'en',
    command: ['batch', '--retry-failed'],
    host: STAND_IN,
    ...options,
  });
}

const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;

/** Without the size of the counts, everything that stands in a folder. */
const bytesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    Object.keys(filesOf(folder)).map((name) => [name, readFileSync(join(folder, name)).toString('base64')]),
  );

describe('retrying', () => {
  it.each([
    ['CSV', { series: true }, 2],
    ['decimal commas', { series: true, locale: 'eu' }, 1],
    ['Parquet', { series: true, seriesFormat: 'parquet' }, 1],
  ] as const)('gives the bytes of a fresh batch once all rows end well: %s', async (_, options, jobs) => {
    const faults = { throws: [0, 3, 17], overflows: [9, 39] };
    const fresh = await standInBatch({}, options);
    const { folder } = await standInBatch(faults, options);
    expect(filesOf(folder)['summary.csv']).not.toBe(filesOf(fresh.folder)['summary.csv']);
    const done: number[] = [];
    const outcome = await retry(folder, {}, { ...options, jobs, onProgress: (runs) => done.push(runs) });
    expect(outcome).toMatchObject({ kind: 'finished', folder, done: 40 });
    expect(bytesOf(folder)).toEqual(bytesOf(fresh.folder));
    expect(manifestOf(folder)).toMatchObject({
      statuses: { ok: 40, failed: 0, 'timed-out': 0, 'non-finite': 0 },
      failures: [],
      retry: { rows: 5, recovered: 5, earlierCommand: ['batch'] },
      command: ['batch', '--retry-failed'],
      timing: { sessionRuns: 5 },
    });
    expect((await retry(folder, {}, options)).kind).toBe('repeated');
  });

  it('keeps the rows that were well: only the failed ones are run', async () => {
    const { folder } = await standInBatch({ throws: [5] });
    // A stand-in that throws everywhere else shows what is run.
    const others = Array.from({ length: 40 }, (_, run) => run).filter((run) => run !== 5);
    const { manifest } = await retry(folder, { throws: others });
    expect(manifest?.statuses.ok).toBe(40);
  });

  it('keeps rows that fail again, and can be asked again', async () => {
    const fresh = await standInBatch({});
    const { folder } = await standInBatch({ throws: [1, 2], hangs: [4] }, { timeoutSeconds: 0.5 });
    expect(manifestOf(folder).statuses).toMatchObject({ failed: 2, 'timed-out': 1 });
    const half = await retry(folder, { throws: [2] });
    expect(half.manifest).toMatchObject({ retry: { rows: 3, recovered: 2 }, failures: [{ run: 2 }] });
    expect((await retry(folder, {})).manifest?.statuses.ok).toBe(40);
    expect(filesOf(folder)).toEqual(filesOf(fresh.folder));
  });

  it('goes on with a take-over that was killed half-way', async () => {
    const fresh = await standInBatch({});
    const { folder } = await standInBatch({ throws: [1] });
    const inner = join(folder, '.retry');
    mkdirSync(inner);
    for (const name of readdirSync(fresh.folder))
      writeFileSync(join(inner, name), readFileSync(join(fresh.folder, name)));
    renameSync(join(inner, 'runs.csv'), join(folder, 'runs.csv'));
    expect((await standInBatch({}, { folder })).kind).toBe('repeated');
    rmSync(join(folder, '.counts'));
    expect(filesOf(folder)).toEqual(filesOf(fresh.folder));
  });

  it('leaves the folder as it was when interrupted', async () => {
    const { folder } = await standInBatch({ throws: [1, 20] });
    const before = filesOf(folder);
    const stop = new AbortController();
    stop.abort();
    expect((await retry(folder, {}, { signal: stop.signal })).kind).toBe('interrupted');
    expect(filesOf(folder)).toEqual(before);
  });

  it('says why it cannot: no folder, another scenario, unfinished, no counts', async () => {
    await expect(retry(join(temporaryFolder(), 'none'), {})).rejects.toThrow(/--retry-failed: .*none does not exist/);
    await expect(retry(temporaryFolder(), {})).rejects.toThrow(/has no finished batch; run it first/);
    const { folder } = await standInBatch({ throws: [1] }, { seed: '2' });
    await expect(retry(folder, {})).rejects.toThrow(/has another batch \(seed 2, requested 1\)/);
    rmSync(join(folder, '.counts'));
    await expect(retry(folder, {}, { seed: '2' })).rejects.toThrow(
      /\.counts is missing .*--force runs everything again/,
    );
    const other = await standInBatch({ throws: [1], hash: 'anotherhash0' });
    await expect(retry(other.folder, {})).rejects.toThrow(/two versions of a strategy, cannot be in one table/);
    const stop = new AbortController();
    const half = await standInBatch({}, { signal: stop.signal, onProgress: (done) => done >= 4 && stop.abort() });
    await expect(retry(half.folder, {})).rejects.toThrow(/has this batch unfinished; --resume/);
  });
});
