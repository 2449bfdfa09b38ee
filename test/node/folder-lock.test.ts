/** Who may write to a results folder, and what odd locks lead to. */

import { existsSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
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

it('takes a lock whose process was killed before it named itself, after a while', async () => {
  const folder = temporaryFolder();
  const path = join(folder, LOCK_FILE);
  writeFileSync(path, '');
  const before = new Date(Date.now() - 1700);
  utimesSync(path, before, before);
  await (await lockFolder(folder))();
  expect(existsSync(path)).toBe(false);
});

it('takes the lock of another machine once nobody has touched it for a minute', async () => {
  const folder = temporaryFolder();
  const path = join(folder, LOCK_FILE);
  writeFileSync(path, JSON.stringify({ pid: 4_194_311, host: 'elsewhere', token: 'x' }));
  const before = new Date(Date.now() - 61_000);
  utimesSync(path, before, before);
  await (await lockFolder(folder))();
});

it('touches its lock, so that other machines see that it lives', async () => {
  const folder = temporaryFolder();
  const unlock = await lockFolder(folder, 20);
  const path = join(folder, LOCK_FILE);
  const before = new Date(Date.now() - 61_000);
  utimesSync(path, before, before);
  while (statSync(path).mtimeMs <= before.getTime()) await wait(10);
  expect(JSON.parse(readFileSync(path, 'utf8')).pid).toBe(process.pid);
  await unlock();
});

it('leaves a lock that is just being written alone', async () => {
  const folder = temporaryFolder();
  const path = join(folder, LOCK_FILE);
  writeFileSync(path, '');
  const asked = expect(lockFolder(folder)).rejects.toThrow(/being written by process \d+ on/);
  await wait(200);
  writeFileSync(path, JSON.stringify({ pid: process.ppid, host: hostname(), token: 'x' }));
  await asked;
});
