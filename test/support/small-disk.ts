/** A disk that is soon full, and what a command on it must do: end with one sentence, and go on once there is room. */

import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { temporaryFolder } from './batches.ts';
import { contentOf } from './crashes.ts';
import { cli } from './cli.ts';

const mounted: string[] = [];
afterAll(() => {
  for (const folder of mounted.splice(0)) spawnSync('umount', [folder]);
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

/** Let a command fill a disk of so many KB while it writes `file`, then go on with room to the bytes of one left alone. */
export async function fillAndResume(kb: number, argv: readonly string[], file = /\S+/): Promise<void> {
  const disk = smallDisk(kb);
  if (disk === undefined) return;
  const folder = join(disk, 'out');
  const { code, stdout, stderr } = await cli([...argv, '--out', folder]);
  expect(stderr).toMatch(
    /^overbuild: cannot write \S+: the disk is full; free some space and continue with --resume \(ENOSPC\)\n$/,
  );
  expect(stderr).toMatch(file);
  expect(stdout).toBe('');
  expect(code).toBe(1);
  spawnSync('mount', ['-o', 'remount,size=20m', disk]);
  const resumed = await cli([...argv, '--out', folder, '--resume']);
  expect(resumed.stderr).toBe('');
  expect(resumed.code).toBe(0);
  const alone = temporaryFolder();
  await cli([...argv, '--out', alone]);
  expect(contentOf(folder)).toEqual(contentOf(alone));
}
