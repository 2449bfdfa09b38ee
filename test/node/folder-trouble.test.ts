/** Folders that cannot be used, files that are damaged, and locks: each told in a sentence, nothing overwritten. */

import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { CHECKPOINT_FILE, readCheckpoint, writeCheckpoint } from '../../src/node/files/checkpoint.ts';
import { LOCK_FILE, lockFolder } from '../../src/node/files/folder-lock.ts';
import { makeFolder } from '../../src/node/files/make-folder.ts';
import { binOf, createHistogram, recordBin } from '../../src/numeric/histogram.ts';
import { temporaryFolder } from '../support/batches.ts';
import { IS_BUILT } from '../support/built.ts';
import { cli } from '../support/cli.ts';
import { PROGRAM, startProgram } from '../support/program.ts';

const SHORT = ['--set', 'horizonMonths=6'];
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  batch: ['batch', 'baseline', ...SHORT, '--runs', '2'],
  sweep: ['sweep', ...SHORT, '--vary', 'power.pue=1.1,1.2', '--runs', '1'],
  tournament: ['tournament', '--game', 'pd', '--turns', '5', '--repetitions', '2'],
  compare: ['compare', 'baseline', 'disciplined', ...SHORT, '--runs', '2'],
};

/** Where a folder cannot be, and what is said of it; made below the folder given. */
const PLACES: readonly [string, (folder: string) => string, RegExp][] = [
  [
    'a file stands there',
    (folder) => {
      writeFileSync(join(folder, 'file'), '');
      return join(folder, 'file');
    },
    /as results folder: a file is in the place of a folder/,
  ],
  [
    'a file stands above',
    (folder) => {
      writeFileSync(join(folder, 'file'), '');
      return join(folder, 'file', 'below');
    },
    /a file is in the place of a folder/,
  ],
];

describe.each(Object.entries(COMMANDS))('%s', (_verb, argv) => {
  it.each(PLACES)('says that %s', async (_what, make, said) => {
    const { code, stderr } = await cli([...argv, '--out', make(temporaryFolder())], { cwd: temporaryFolder() });
    expect(stderr).toMatch(said);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(2);
  });

  it.runIf(existsSync('/proc/self'))('does not try for ever to make a folder in /proc', async () => {
    const { code, stderr } = await cli([...argv, '--out', '/proc/out/results'], { cwd: temporaryFolder() });
    expect(stderr).toMatch(/no folder can be made in \/proc; choose another place/);
    expect(code).toBe(2);
  });

  it('refuses to go on from a manifest or a checkpoint that is cut short, and starts again with --force', async () => {
    const folder = temporaryFolder();
    const run = (...words: string[]) => cli([...argv, '--out', folder, ...words], { cwd: folder });
    expect((await run()).code).toBe(0);
    truncateSync(join(folder, 'manifest.json'), 100);
    for (const mode of [[], ['--resume']]) {
      const { code, stderr } = await run(...mode);
      expect(stderr).toMatch(/(?:has a truncated or damaged|holds something else).*--force/);
      expect(code).toBe(2);
    }
    expect((await run('--force')).code).toBe(0);
    rmSync(join(folder, 'manifest.json'));
    writeFileSync(join(folder, CHECKPOINT_FILE), 'garbage');
    const damaged = await run('--resume');
    expect(damaged.stderr).toMatch(/damaged.*--force/);
    expect(damaged.code).toBe(2);
    expect((await run('--force')).code).toBe(0);
  });
});

it('takes a checkpoint whole or not at all, wherever it is cut and whatever is changed', async () => {
  const folder = temporaryFolder();
  const fan = createHistogram();
  for (let key = 1; key < 9; key++) recordBin(fan, binOf(key));
  const statuses = { ok: 3, failed: 0, 'timed-out': 0, 'non-finite': 0 };
  const files = { 'runs.csv': { bytes: 9, sha256: 'x' } };
  const format = 'overbuild-batch/1' as const;
  const checkpoint = { format, identity: { seed: '1' } as never, done: 3, files, statuses, failures: [] };
  await writeCheckpoint(folder, checkpoint, fan);
  const path = join(folder, CHECKPOINT_FILE);
  const whole = readFileSync(path);
  expect((await readCheckpoint(folder))?.checkpoint).toEqual(checkpoint);
  for (let length = 0; length < whole.length; length++) {
    writeFileSync(path, whole.subarray(0, length));
    expect(await readCheckpoint(folder), `${length} bytes`).toBeUndefined();
    const changed = Buffer.from(whole);
    changed[length] ^= 1;
    writeFileSync(path, changed);
    expect(await readCheckpoint(folder), `byte ${length}`).toBeUndefined();
  }
});

it('ends in a sentence when its folder is deleted under it', async () => {
  const folder = join(temporaryFolder(), 'out');
  const { process: child, ended } = startProgram([
    'batch',
    'baseline',
    '--runs',
    '100000',
    '--jobs',
    '1',
    '--out',
    folder,
  ]);
  while (!existsSync(join(folder, CHECKPOINT_FILE)) && child.exitCode === null) await wait(10);
  // Moved first: files that appear meanwhile would keep it from being deleted.
  renameSync(folder, `${folder}-gone`);
  rmSync(`${folder}-gone`, { recursive: true });
  const { code, stderr } = await ended;
  expect(stderr).toMatch(/^overbuild: cannot (?:write|use) \S+.*: no such file or folder \(ENOENT\)\n$/);
  expect(code).toBe(2);
});

// From source nothing starts in a folder that is not there.
it.runIf(IS_BUILT)('ends in a sentence when the folder in which it is started is deleted', () => {
  const gone = temporaryFolder();
  const words = [process.execPath, ...PROGRAM, 'columns'].map((word) => `'${word}'`).join(' ');
  const { status, stderr } = spawnSync('sh', ['-c', `rmdir '${gone}' && ${words}`], { cwd: gone, encoding: 'utf8' });
  expect(stderr).toMatch(/overbuild: the working folder was deleted; change to another one\n$/);
  expect(status).toBe(2);
});

it('says that a folder takes no files', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'out'), { mode: 0o555 });
  const isRoot = process.getuid?.() === 0;
  const argv = [...PROGRAM, ...COMMANDS.batch, '--out', join(folder, 'out')];
  // Root may write everywhere, unless it gives that right away.
  const words = isRoot
    ? ['setpriv', '--bounding-set', '-all', '--inh-caps', '-all', process.execPath]
    : [process.execPath];
  const { status, stderr, error } = spawnSync(words[0], [...words.slice(1), ...argv], { encoding: 'utf8' });
  if (error !== undefined) {
    if (process.env.OVERBUILD_REQUIRE_ALL !== undefined) throw error;
    console.warn('SKIPPED: setpriv is missing');
    return;
  }
  expect(stderr).toMatch(/cannot use \S+ as results folder: no permission \(EACCES\)/);
  expect(status).toBe(2);
});

describe('a lock', () => {
  const lock = (folder: string, owner: object): void =>
    writeFileSync(
      join(folder, LOCK_FILE),
      JSON.stringify({ pid: process.ppid, host: hostname(), token: 'x', ...owner }),
    );
  const boot = (): string => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  const isLinux = existsSync('/proc/sys/kernel/random/boot_id');

  it.runIf(isLinux)('of a process whose number another one has now is taken', async () => {
    const folder = temporaryFolder();
    lock(folder, { boot: boot(), began: '1' });
    await (await lockFolder(folder))();
  });

  it.runIf(isLinux)('of before the last start of the machine is taken, whatever the clock says', async () => {
    const folder = temporaryFolder();
    lock(folder, { boot: 'another', began: '1' });
    await (await lockFolder(folder))();
  });

  it.runIf(isLinux)('of a living process is kept when the clock was put forward or back', async () => {
    const folder = temporaryFolder();
    lock(folder, { boot: boot() });
    for (const year of [1980, 2090]) {
      const then = new Date(Date.UTC(year, 0, 1));
      utimesSync(join(folder, LOCK_FILE), then, then);
      await expect(lockFolder(folder)).rejects.toThrow(/is being written by process/);
    }
  });
});

it('makes folders above, once, and finds them made', async () => {
  const folder = join(temporaryFolder(), 'a', 'b');
  await Promise.all([makeFolder(folder), makeFolder(folder)]);
  expect(existsSync(folder)).toBe(true);
});
