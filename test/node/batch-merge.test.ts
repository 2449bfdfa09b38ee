/** Parts of a batch: each holds its stretch of the runs, and joined they are the bytes of the batch that was never cut. */

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { BatchOptions } from '../../src/node/experiments/batch.ts';
import { retryBatch } from '../../src/node/experiments/retry.ts';
import { mergeShards } from '../../src/node/experiments/merge.ts';
import { verifyResults } from '../../src/node/verify/verify.ts';
import { verifyLines } from '../../src/node/verify/verify-report.ts';
import { scenarioHash } from '../../src/scenario/hash.ts';
import { filesOf, STAND_IN, standInBatch, temporaryFolder } from '../support/batches.ts';
import { cli } from '../support/cli.ts';

const SCENARIO = { throws: [3, 30] };

const merge = (folders: readonly string[], out = temporaryFolder()) =>
  mergeShards({ folders, shown: (folder) => folder, out, mode: 'new', command: ['merge'], host: STAND_IN });

const shards = (count: number, options: Partial<BatchOptions> = {}): Promise<string[]> =>
  Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const shard = { index: i + 1, count };
      return (await standInBatch(SCENARIO, { shard, ...options })).folder;
    }),
  );

/** Counts are bytes, which text would hide. */
const countsOf = (folder: string): string => readFileSync(join(folder, '.counts')).toString('base64');

it.each<[string, Partial<BatchOptions>]>([
  ['plain', {}],
  ['with series and decimal commas', { series: true, locale: 'eu' }],
  ['with series as Parquet', { series: true, seriesFormat: 'parquet' }],
])('join to the bytes of a whole batch, %s', async (_what, options) => {
  const whole = await standInBatch(SCENARIO, options);
  const [one, two, three] = await shards(3, options);
  const out = temporaryFolder();
  const merged = await merge([three, one, two], out);
  expect(filesOf(out)).toEqual(filesOf(whole.folder));
  expect(countsOf(out)).toBe(countsOf(whole.folder));
  expect(merged.manifest?.identity).toEqual(whole.manifest?.identity);
  expect(merged.manifest?.statuses).toEqual({ ok: 38, failed: 2, 'timed-out': 0, 'non-finite': 0 });
  expect(merged.manifest?.failures).toEqual(whole.manifest?.failures);
  expect((await merge([one, two, three], out)).kind).toBe('repeated');
});

it('hold their own runs, interrupted or not, and can be verified', async () => {
  const { throws: _, ...world } = SCENARIO;
  const hash = scenarioHash({ months: 12, ...world });
  const shard = { index: 2, count: 3 };
  const stop = new AbortController();
  const folder = temporaryFolder();
  const onProgress = (done: number): void => void (done >= 4 && stop.abort());
  const half = await standInBatch({ ...world, hash }, { folder, shard, signal: stop.signal, onProgress });
  expect(half.kind).toBe('interrupted');
  await standInBatch({ ...world, hash }, { folder, shard, jobs: 2, mode: 'resume' });
  const runs = readFileSync(join(folder, 'runs.csv'), 'utf8').trimEnd().split('\n').slice(1);
  expect(runs.map((line) => Number(line.split(',')[0]))).toEqual(Array.from({ length: 13 }, (_row, i) => 13 + i));
  const report = await verifyResults({
    folder,
    sample: 20,
    all: true,
    seed: '1',
    host: STAND_IN,
  });
  expect(report.isEqual).toBe(true);
  expect(verifyLines(report)[0]).toContain(': runs 13 to 25 of 40 of stand-in');
});

it('are refused when they do not belong together, or have lost what quantiles are made of', async () => {
  const [one, two] = await shards(2);
  const whole = await standInBatch(SCENARIO);
  const other = await standInBatch(SCENARIO, { shard: { index: 2, count: 2 }, seed: '7' });
  await expect(merge([one])).rejects.toThrow('shard 2/2 missing');
  await expect(merge([one, whole.folder])).rejects.toThrow(/is not a shard: it has all runs of its batch/);
  await expect(merge([one, other.folder])).rejects.toThrow(/does not belong to .*: seed 7, not 1/);
  rmSync(join(two, '.counts'));
  await expect(merge([one, two])).rejects.toThrow(
    /\.counts is missing or damaged, .* run that part again with --force/,
  );
  const more = standInBatch(SCENARIO, { shard: { index: 1, count: 41 } });
  await expect(more).rejects.toThrow('shard 1/41 of 40 runs is empty');
});

it('do not have their failed rows run again one by one', async () => {
  const { folder } = await standInBatch(SCENARIO, { shard: { index: 1, count: 2 } });
  const options = {
    scenario: { name: 'stand-in', hash: 'feedc0ffee12', resolved: { months: 12, ...SCENARIO }, evidence: {} },
    seed: '1',
    runs: 40,
    jobs: 1,
    folder,
    mode: 'new' as const,
    series: false,
    locale: 'en' as const,
    command: [],
    host: STAND_IN,
    shard: { index: 1, count: 2 },
  };
  await expect(retryBatch(options)).rejects.toThrow(/--retry-failed is for whole batches: merge the parts first/);
});

it('come from the command line', async () => {
  const cwd = temporaryFolder();
  const batch = ['batch', 'baseline', '--set', 'horizonMonths=12', '--runs', '5', '--seed', 'x'];
  const whole = await cli([...batch, '--out', 'whole'], { cwd });
  const one = await cli([...batch, '--shard', '1/2', '--out', 'one'], { cwd });
  await cli([...batch, '--shard', '2/2', '--out', 'two'], { cwd });
  expect(one.stdout).toContain('\nbaseline (changed: horizon 12 months): shard 1/2, 2 of 5 runs, seed x.');
  const merged = await cli(['merge', 'two', 'one', '--out', 'joined'], { cwd });
  expect(merged.stdout).toMatch(
    /^baseline \(changed: horizon 12 months\): 5 runs, seed x\n2 shards joined into joined: runs\.csv, /,
  );
  expect([whole.code, one.code, merged.code]).toEqual([0, 0, 0]);
  expect(filesOf(join(cwd, 'joined'))).toEqual(filesOf(join(cwd, 'whole')));
});
