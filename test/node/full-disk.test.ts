/** A disk that fills up ends a command with one sentence and exit code 1, and with room it goes on to the same bytes. */

import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { withFileErrors } from '../../src/node/files/file-errors.ts';
import { PROGRAM } from '../support/program.ts';
import { fillAndResume } from '../support/small-disk.ts';

it('a tournament', () =>
  fillAndResume(8, ['tournament', '--game', 'pd', '--turns', '20', '--noise', '0.1', '--repetitions', '20']));

/** Only the device itself: whatever else bears its name would be written. */
const hasFullDevice = statSync('/dev/full', { throwIfNoEntry: false })?.isCharacterDevice() === true;

describe.runIf(hasFullDevice)('a device that is always full', () => {
  it('fails in a sentence that says how to go on', async () => {
    const write = (): Promise<void> => appendFile('/dev/full', 'run\n');
    await expect(withFileErrors('cannot write runs.csv', write)).rejects.toThrow(
      'cannot write runs.csv: the disk is full; free some space and continue with --resume (ENOSPC)',
    );
  });

  it('fails in a sentence when it takes what is printed', () => {
    const program = [process.execPath, ...PROGRAM].map((word) => `'${word}'`).join(' ');
    const { status, stderr } = spawnSync('sh', ['-c', `${program} columns > /dev/full`], { encoding: 'utf8' });
    expect(stderr).toBe('overbuild: cannot write the output: the disk is full; free some space (ENOSPC)\n');
    expect(status).toBe(1);
  });
});
