/** Who may write to a results folder, and what odd locks lead to. */

import { existsSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { LOCK_FILE, lockFolder } from '../../src/node/files/folder-lock.ts';
import { temporaryFolder } from '../support/batches.ts';

it('gives a folder to one of many that ask at once', async () => {
  const folder = temporaryFolder();
  const asked = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
  const got = asked.filter((answer) => answer.status === 'fulfilled');
  expect(got).toHaveLength(1);
  await got[0].value();
  expect(existsSync(join(folder, LOCK_FILE))).toBe(false);
  await (await lockFolder(folder))();
});

it.each([
  ['of an earlier process with our number', { pid: process.pid, host: hostname(), token: 'x' }, true],
  ['of a process that has ended', { pid: 4_194_311, host: hostname(), token: 'x' }, true],
  ['of a process that lives', { pid: process.ppid, host: hostname(), token: 'x' }, false],
  ['of another machine', { pid: 4_194_311, host: 'elsewhere', token: 'x' }, false],
])('takes a lock %s: %o -> %s', async (_what, owner, taken) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, LOCK_FILE), JSON.stringify(owner));
  const asked = lockFolder(folder);
  if (taken) await (await asked)();
  else await expect(asked).rejects.toThrow(/is being written by process \d+ on/);
});

it('leaves a lock that is just being written alone', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, LOCK_FILE), '');
  await expect(lockFolder(folder)).rejects.toThrow(/being written by another process/);
});
