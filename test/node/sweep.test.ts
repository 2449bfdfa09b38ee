/** The sweep: common random numbers, the same bytes whatever the workers do, runs added later, shards joined. */

import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mergeShards } from '../../src/node/experiments/merge.ts';
import { AppendFiles } from '../../src/node/files/append-files.ts';
import { blockRunsFor, placeOf, positionsOf, type Schedule } from '../../src/node/work/schedule.ts';
import type { Manifest } from '../../src/output/manifest.ts';
import { filesOf, STAND_IN, standInBatch, temporaryFolder } from '../support/batches.ts';
import { standInSweep } from '../support/sweeps.ts';

const linesOf = (folder: string, file = 'runs.csv'): string[] =>
  readFileSync(join(folder, file), 'utf8').trimEnd().split('\n');
const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;

describe('the order of rows', () => {
  const orderOf = (schedule: Schedule): string[] => {
    const total = positionsOf(schedule);
    const rows: string[] = [];
    for (let position = 0; position < total; position++) {
      const { configuration, run, blockStart, blockSize, slot } = placeOf(schedule, position);
      expect(position).toBeGreaterThanOrEqual(blockStart);
      expect(position).toBeLessThan(blockStart + blockSize);
      expect(rows[blockStart + slot]).toBeUndefined();
      rows[blockStart + slot] = `${run} ${configuration}`;
    }
    return rows;
  };
  const plain = (configurations: number, runs: number, first: number): string[] =>
    Array.from(
      { length: configurations * runs },
      (_, i) => `${Math.floor(i / configurations)} ${first + (i % configurations)}`,
    );

  it.each([1, 2, 3, 7, 64])(
    'is that of runs, then configurations, in blocks of %i runs, wherever it goes on',
    (blockRuns) => {
      for (const done of [0, 1, 4, 5, 9, 10, 34]) {
        const schedule = { firstConfiguration: 3, configurations: 5, firstRun: 0, runs: 7, done, blockRuns };
        expect(orderOf(schedule)).toEqual(plain(5, 7, 3).slice(done));
      }
    },
  );

  it('simulates a configuration several times in a row when there are few, and holds few rows when there are many', () => {
    const places = [0, 1, 2, 3].map((position) =>
      placeOf({ firstConfiguration: 0, configurations: 5, firstRun: 0, runs: 7, done: 0, blockRuns: 4 }, position),
    );
    expect(places.map(({ configuration }) => configuration)).toEqual([0, 0, 0, 0]);
    expect(blockRunsFor(5)).toBe(64);
    expect(blockRunsFor(1000)).toBe(16);
    expect(blockRunsFor(1_000_000)).toBe(1);
  });
});

describe('files', () => {
  it('writes every file of a results folder and nothing else', async () => {
    const { folder, kind, manifest } = await standInSweep();
    expect(kind).toBe('finished');
    expect(Object.keys(filesOf(folder))).toEqual(['datapackage.json', 'design.csv', 'runs.csv', 'summary.csv']);
    expect(linesOf(folder, 'design.csv')).toEqual(['configuration,months', '0,6', '1,9', '2,12', '3,15', '4,18']);
    expect(linesOf(folder)).toHaveLength(1 + 5 * 8);
    expect(linesOf(folder)[0]).toBe(
      'configuration,months,run,scenario,scenario_hash,seed,status,reason,wall,wall_month,peak_capex_usd_bn,worst_residual',
    );
    expect(linesOf(folder)[7]).toMatch(/^1,9,1,stand-in,hash-9,1,ok,,/);
    expect(manifest?.statuses.ok).toBe(40);
    expect(manifestOf(folder)).toMatchObject({ format: 'overbuild-sweep/1', identity: { configurations: 5, runs: 8 } });
  });

  it('gives every configuration the luck that its runs have in a batch', async () => {
    const { folder } = await standInSweep();
    const batch = await standInBatch({ months: 15 }, { runs: 8 });
    const rows = linesOf(folder).filter((line) => line.startsWith('3,'));
    const metrics = (line: string): string => line.split(',').slice(-4).join();
    expect(rows.map(metrics)).toEqual(linesOf(batch.folder).slice(1).map(metrics));
  });

  it('summarises each configuration as a batch of it is summarised', async () => {
    const { folder, summaries } = await standInSweep({ throws: [2] });
    const batch = await standInBatch({ months: 15, throws: [2] }, { runs: 8 });
    expect(summaries[3].rows).toEqual(batch.summary);
    expect([summaries[3].ok, summaries[3].configuration]).toEqual([7, 3]);
    const rows = linesOf(folder, 'summary.csv').filter((line) => line.startsWith('3,'));
    expect(rows.map((line) => line.slice(2))).toEqual(linesOf(batch.folder, 'summary.csv').slice(1));
  });

  it('writes the same bytes with one worker, two workers, and rows that fail', async () => {
    const scenario = { throws: [3], overflows: [5] };
    const months = '0,6,9';
    const alone = await standInSweep(scenario, { months, runs: 20 });
    const together = await standInSweep(scenario, { months, runs: 20, jobs: 2 });
    expect(filesOf(together.folder)).toEqual(filesOf(alone.folder));
    expect(together.manifest?.statuses).toEqual({ ok: 36, failed: 22, 'timed-out': 0, 'non-finite': 2 });
    expect(together.manifest?.statuses).toEqual(alone.manifest?.statuses);
  });

  it('reads decimal commas back to the same statistics', async () => {
    const comma = await standInSweep({}, { locale: 'eu' });
    expect(comma.summaries).toEqual((await standInSweep()).summaries);
  });
});

describe('failures', () => {
  it('makes rows with the reason of a configuration that cannot be, and lives', async () => {
    const { folder, manifest, summaries } = await standInSweep({}, { months: '6,0,12', runs: 2 });
    expect(linesOf(folder).filter((line) => line.startsWith('1,'))).toEqual([
      '1,0,0,stand-in,,1,failed,months: expected a whole number >= 1,,,,',
      '1,0,1,stand-in,,1,failed,months: expected a whole number >= 1,,,,',
    ]);
    expect(manifest?.failures.map(({ configuration, run }) => [configuration, run])).toEqual([
      [1, 0],
      [1, 1],
    ]);
    expect(summaries.map(({ ok }) => ok)).toEqual([2, 0, 2]);
    expect(summaries[1].reason).toBe('months: expected a whole number >= 1');
  });

  it('loses one row to a run that kills its worker or hangs, in each configuration', async () => {
    const { folder, manifest } = await standInSweep({ dies: [1] }, { months: '6,9', runs: 3, jobs: 2 });
    expect(manifest?.statuses).toEqual({ ok: 4, failed: 2, 'timed-out': 0, 'non-finite': 0 });
    expect(linesOf(folder)[4]).toMatch(/^1,9,1,stand-in,hash-9,1,failed,its worker died/);
    const late = await standInSweep({ hangs: [0] }, { months: '6', runs: 2, timeoutSeconds: 1 });
    expect(linesOf(late.folder)[1]).toMatch(/^0,6,0,.*timed-out,took longer than 1 s/);
  });
});

describe('resuming', () => {
  async function interrupted(after: number): Promise<string> {
    const stop = new AbortController();
    const outcome = await standInSweep(
      { throws: [1] },
      { runs: 150, signal: stop.signal, onProgress: (done) => done >= after && stop.abort() },
    );
    expect(outcome.kind).toBe('interrupted');
    return outcome.folder;
  }

  it('goes on after an interruption, a torn line and lost tails to the bytes of an uninterrupted sweep', async () => {
    const whole = await standInSweep({ throws: [1] }, { runs: 150 });
    const folder = await interrupted(400);
    expect(linesOf(folder).length).toBeGreaterThan(1);
    expect(linesOf(folder).length).toBeLessThan(751);
    appendFileSync(join(folder, 'runs.csv'), '4,149,stand-in,fe');
    writeFileSync(join(folder, 'summary.csv.tmp'), 'half');
    await expect(standInSweep({ throws: [1] }, { runs: 150, folder })).rejects.toThrow(/unfinished; --resume/);
    const resumed = await standInSweep({ throws: [1] }, { runs: 150, folder, mode: 'resume', jobs: 2 });
    expect(filesOf(folder)).toEqual(filesOf(whole.folder));
    expect(resumed.manifest?.statuses).toEqual(whole.manifest?.statuses);
    expect(resumed.manifest?.failures).toEqual(whole.manifest?.failures);
  });

  it('keeps the rows of a block that is not complete, and does without when they are lost or torn', async () => {
    const scenario = { throws: [1, 40] };
    const whole = await standInSweep(scenario, { runs: 64 });
    const half = async (folder = temporaryFolder(), after = 100): Promise<{ folder: string; done: number }> => {
      const stop = new AbortController();
      const options = { runs: 64, folder, mode: 'resume' as const, signal: stop.signal };
      const outcome = await standInSweep(scenario, { ...options, onProgress: (done) => done >= after && stop.abort() });
      expect(linesOf(folder)).toHaveLength(1);
      return outcome;
    };
    const { folder, done } = await half();
    expect(done).toBeGreaterThanOrEqual(100);
    appendFileSync(join(folder, '.block-0'), '3,7,stand');
    const further = await half(folder, done + 20);
    expect(further.done).toBeGreaterThan(done);
    const resumed = await standInSweep(scenario, { runs: 64, folder, mode: 'resume', jobs: 2 });
    expect(resumed.manifest?.timing.sessionRuns).toBe(320 - further.done);
    expect(filesOf(folder)).toEqual(filesOf(whole.folder));
    expect(resumed.manifest?.statuses).toEqual(whole.manifest?.statuses);
    expect(resumed.manifest?.failures).toEqual(whole.manifest?.failures);

    const torn = await half();
    truncateSync(join(torn.folder, '.block-0'), 50);
    const again = await standInSweep(scenario, { runs: 64, folder: torn.folder, mode: 'resume' });
    expect(again.manifest?.timing.sessionRuns).toBe(320);
    expect(filesOf(torn.folder)).toEqual(filesOf(whole.folder));

    const other = await half();
    const more = await standInSweep(scenario, { runs: 70, folder: other.folder, mode: 'resume' });
    expect(filesOf(other.folder)).toEqual(filesOf((await standInSweep(scenario, { runs: 70 })).folder));
    expect(more.manifest?.timing.sessionRuns).toBe(350 - other.done);
    const fewer = await standInSweep(scenario, { runs: 20, signal: AbortSignal.abort() });
    expect(fewer.done).toBe(0);
  });

  it('starts a block anew that has more runs now', async () => {
    const stop = new AbortController();
    const { folder, done } = await standInSweep(
      {},
      { runs: 30, signal: stop.signal, onProgress: (at) => at >= 60 && stop.abort() },
    );
    expect(done).toBeGreaterThanOrEqual(60);
    const grown = await standInSweep({}, { runs: 40, folder, mode: 'resume' });
    expect(grown.manifest?.timing.sessionRuns).toBe(200);
    expect(filesOf(folder)).toEqual(filesOf((await standInSweep({}, { runs: 40 })).folder));
  });

  it('refuses another design, another seed, and files shorter than their checkpoint', async () => {
    const folder = await interrupted(400);
    const again = { runs: 150, folder, mode: 'resume' as const };
    await expect(standInSweep({ throws: [1] }, { ...again, months: '1,2' })).rejects.toThrow(
      /has another sweep \(design \w+, requested \w+; number of configurations 5, requested 2\)/,
    );
    await expect(standInSweep({}, { ...again, seed: '2' })).rejects.toThrow(/seed 1, requested 2/);
    truncateSync(join(folder, 'runs.csv'), 100);
    await expect(standInSweep({ throws: [1] }, again)).rejects.toThrow(/shorter than its checkpoint/);
  });

  it('refuses to append rows under another header', async () => {
    const folder = temporaryFolder();
    const files = new AppendFiles(folder);
    await files.create('runs.csv', 'configuration,run\n');
    const { 'runs.csv': state } = await files.sync();
    await files.close();
    const again = new AppendFiles(folder);
    await expect(again.reopen('runs.csv', 'configuration,months,run\n', state)).rejects.toThrow(
      /has other columns than this version writes; start again with --force/,
    );
    await again.close();
  });

  it('repeats a finished sweep without running it', async () => {
    const first = await standInSweep();
    const second = await standInSweep({}, { folder: first.folder });
    expect([second.kind, second.summaries]).toEqual(['repeated', first.summaries]);
  });
});

describe('more runs', () => {
  it('are appended: the old rows stay as they are, and all becomes what it would have been at once', async () => {
    const scenario = { throws: [1, 6] };
    const { folder } = await standInSweep(scenario, { runs: 5 });
    const old = readFileSync(join(folder, 'runs.csv'), 'utf8');
    await expect(standInSweep(scenario, { folder, runs: 12 })).rejects.toThrow(
      /has this sweep with 5 runs; --resume adds the others/,
    );
    const grown = await standInSweep(scenario, { folder, runs: 12, mode: 'resume' });
    const rows = readFileSync(join(folder, 'runs.csv'), 'utf8');
    expect(rows.startsWith(old)).toBe(true);
    expect(grown.manifest?.timing.sessionRuns).toBe(35);
    const whole = await standInSweep(scenario, { runs: 12 });
    expect(filesOf(folder)).toEqual(filesOf(whole.folder));
    expect(grown.manifest?.statuses).toEqual(whole.manifest?.statuses);
    await expect(standInSweep(scenario, { folder, runs: 5, mode: 'resume' })).rejects.toThrow(
      /number of runs 12, requested 5/,
    );
  });

  it('can be interrupted and gone on with', async () => {
    const { folder } = await standInSweep({}, { runs: 5 });
    const stop = new AbortController();
    stop.abort();
    const half = await standInSweep({}, { folder, runs: 12, mode: 'resume', signal: stop.signal });
    expect([half.kind, half.done]).toEqual(['interrupted', 25]);
    expect(existsSync(join(folder, 'manifest.json'))).toBe(false);
    await standInSweep({}, { folder, runs: 12, mode: 'resume' });
    expect(filesOf(folder)).toEqual(filesOf((await standInSweep({}, { runs: 12 })).folder));
  });
});

describe('shards', () => {
  const merge = (folders: readonly string[], out = temporaryFolder()) =>
    mergeShards({ folders, shown: (folder) => folder, out, mode: 'new', command: ['merge'], host: STAND_IN });
  const shards = (count: number, options = {}): Promise<string[]> =>
    Promise.all(
      Array.from({ length: count }, async (_, i) => {
        const shard = { index: i + 1, count };
        return (await standInSweep({ throws: [3] }, { shard, ...options })).folder;
      }),
    );

  it('join to the bytes of the sweep that was never cut, in any order, and can grow', async () => {
    const whole = await standInSweep({ throws: [3] });
    const parts = await shards(3);
    expect(linesOf(parts[1], 'design.csv')).toEqual(['configuration,months', '1,9', '2,12']);
    const out = temporaryFolder();
    const merged = await merge([parts[2], parts[0], parts[1]], out);
    expect(filesOf(out)).toEqual(filesOf(whole.folder));
    expect(merged.manifest?.statuses).toEqual(whole.manifest?.statuses);
    expect(merged.manifest?.failures).toEqual(whole.manifest?.failures);
    expect((await merge(parts, out)).kind).toBe('repeated');
    await standInSweep({ throws: [3] }, { folder: out, runs: 10, mode: 'resume' });
    expect(filesOf(out)).toEqual(filesOf((await standInSweep({ throws: [3] }, { runs: 10 })).folder));
  });

  it('refuse what does not belong together', async () => {
    const [one, two] = await shards(2);
    const other = await standInSweep({}, { shard: { index: 2, count: 2 }, seed: '7', runs: 9 });
    const third = await standInSweep({}, { shard: { index: 3, count: 3 } });
    const whole = await standInSweep();
    const batch = await standInBatch({});
    await expect(merge([one])).rejects.toThrow('shard 2/2 missing: give the folders of all 2');
    await expect(merge([one, other.folder])).rejects.toThrow(
      /does not belong to .*: seed 7, not 1; number of runs 9, not 8/,
    );
    await expect(merge([one, third.folder])).rejects.toThrow(/is part 3 of 3, but .* is one of 2/);
    await expect(merge([one, whole.folder])).rejects.toThrow(/is not a shard: it has all configurations/);
    await expect(merge([one, batch.folder])).rejects.toThrow(/is not a shard: it has all runs of its batch/);
    await expect(merge([one, temporaryFolder()])).rejects.toThrow(/has no finished batch or sweep/);
    const copy = await standInSweep({ throws: [3] }, { shard: { index: 1, count: 2 } });
    await expect(merge([one, two, copy.folder])).rejects.toThrow(/are both shard 1\/2/);
    const rows = readFileSync(join(two, 'runs.csv'), 'utf8');
    writeFileSync(join(two, 'runs.csv'), rows.replace('months', 'number'));
    await expect(merge([one, two])).rejects.toThrow(/runs\.csv has other columns than this version writes/);
    appendFileSync(join(two, 'runs.csv'), 'x');
    await expect(merge([one, two])).rejects.toThrow(/runs\.csv has \d+ bytes instead of/);
  });

  it('refuse more parts than configurations', async () => {
    await expect(standInSweep({}, { shard: { index: 1, count: 7 } })).rejects.toThrow(
      'shard 1/7 of 5 configurations is empty',
    );
  });
});
