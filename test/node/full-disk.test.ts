/** A disk that fills up ends a command with one sentence and exit code 1, and with room it goes on to the same bytes. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { withFileErrors } from '../../src/node/files/file-errors.ts';
import { temporaryFolder } from '../support/batches.ts';
import { contentOf } from '../support/crashes.ts';
import { startProgram } from '../support/program.ts';

const mounted: string[] = [];
afterAll(() => {
  for (const folder of mounted) spawnSync('umount', [folder]);
});

/** A disk of so many KB; `undefined`, said aloud, where this user may not mount one. */
function smallDisk(kb: number): string | undefined {
  const folder = join(temporaryFolder(), 'disk');
  mkdirSync(folder);
  const { status, error } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kb}k`, 'tmpfs', folder]);
  if (status === 0) {
    mounted.push(folder);
    return folder;
  }
  if (process.env.OVERBUILD_REQUIRE_ALL !== undefined) throw error ?? new Error('a tmpfs cannot be mounted');
  console.warn('SKIPPED: only root can mount the small disk that is filled here');
  return undefined;
}

const SHORT = ['--set', 'horizonMonths=24'];

it.each<[what: string, kb: number, argv: string[], file?: RegExp]>([
  ['batch', 200, ['batch', 'baseline', ...SHORT, '--runs', '150', '--jobs', '1']],
  ['sweep', 200, ['sweep', ...SHORT, '--vary', 'power.pue=1.1:1.3:0.1', '--runs', '50', '--jobs', '1']],
  [
    'batch that fills it while its series become Parquet',
    1200,
    ['batch', 'baseline', '--set', 'horizonMonths=12', '--runs', '4', '--jobs', '1', '--series', '--format', 'parquet'],
    /series-\w+\.parquet/,
  ],
  ['tournament', 8, ['tournament', '--game', 'pd', '--turns', '20', '--noise', '0.1', '--repetitions', '20']],
])('a %s', { timeout: 120_000 }, async (_what, kb, argv, file = /\S+/) => {
  const disk = smallDisk(kb);
  if (disk === undefined) return;
  const folder = join(disk, 'out');
  const { code, stdout, stderr } = await startProgram([...argv, '--out', folder]).ended;
  expect(stderr).toMatch(
    /^overbuild: cannot write \S+: the disk is full; free some space and continue with --resume \(ENOSPC\)\n$/,
  );
  expect(stderr).toMatch(file);
  expect(stdout).toBe('');
  expect(code).toBe(1);
  spawnSync('mount', ['-o', 'remount,size=20m', disk]);
  const resumed = await startProgram([...argv, '--out', folder, '--resume']).ended;
  expect(resumed.stderr).toBe('');
  expect(resumed.code).toBe(0);
  const alone = temporaryFolder();
  await startProgram([...argv, '--out', alone]).ended;
  expect(contentOf(folder)).toEqual(contentOf(alone));
});

/** Only the device itself: whatever else bears its name would be written. */
const hasFullDevice = statSync('/dev/full', { throwIfNoEntry: false })?.isCharacterDevice() === true;

describe.runIf(hasFullDevice)('a device that is always full', () => {
  it('fails in a sentence that says how to go on', async () => {
    const write = (): Promise<void> => appendFile('/dev/full', 'run\n');
    await expect(withFileErrors('cannot write runs.csv', write)).rejects.toThrow(
      'cannot write runs.csv: the disk is full; free some space and continue with --resume (ENOSPC)',
    );
  });

  it('fails in a sentence when it takes what is printed', { timeout: 60_000 }, () => {
    const { status, stderr } = spawnSync(
      'sh',
      ['-c', `${process.execPath} --import tsx src/cli/main.ts columns > /dev/full`],
      {
        encoding: 'utf8',
      },
    );
    expect(stderr).toBe('overbuild: cannot write the output: the disk is full; free some space (ENOSPC)\n');
    expect(status).toBe(1);
  });
});
