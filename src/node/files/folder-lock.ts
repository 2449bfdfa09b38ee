/** Locks a results folder for one writer: the lock file names its process, and is taken over when that has ended. */

import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname, uptime } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../scenario/errors.ts';
import { fileErrorCode } from './file-errors.ts';

/** Name of the lock file inside the folder. */
export const LOCK_FILE = '.lock';
const MS_PER_SECOND = 1000;
/** After this delay, at most one of two processes that take over a stale lock holds it. */
const TAKEOVER_PAUSE_MS = 30;
/** A lock without an owner is being written by a running process, unless it is older than this. */
const HALF_WRITTEN_MS = 2000;
/** It is read again this often: its process may have been killed before it named itself. */
const REREAD_MS = 50;
const MAX_ATTEMPTS = 5;
/** A living owner touches its lock this often: processes of other machines cannot be asked whether they live. */
const TOUCH_MS = 5000;
/** The lock of another machine that was not touched for so long is left over. */
const ABANDONED_MS = 60_000;

interface LockOwner {
  readonly pid: number;
  readonly host: string;
  readonly token: string;
  /** Boot id of the machine and start time of the process, where available. */
  readonly boot?: string | undefined;
  readonly began?: string | undefined;
}

/** Tokens of this process: its pid with another token is a lock of an earlier process. */
const heldTokens = new Set<string>();

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

const BOOT_FILE = '/proc/sys/kernel/random/boot_id';
/** Index of the start time of a process, after its name. */
const BEGAN_PLACE = 19;

async function bootOf(): Promise<string | undefined> {
  return (await readFile(BOOT_FILE, 'utf8').catch(() => undefined))?.trim();
}

/** Start time of a process, in ticks since boot, because pids are reused. */
async function beganOf(pid: number): Promise<string | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return text?.slice(text.lastIndexOf(')') + 2).split(' ')[BEGAN_PLACE];
}

async function readOwner(path: string): Promise<LockOwner | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as LockOwner;
  } catch {
    return undefined;
  }
}

/** The time by the clock that dates the files of a folder, which may be another machine's, ms. */
async function fileSystemNow(besides: string): Promise<number> {
  const probe = `${besides}-${randomUUID()}`;
  try {
    await writeFile(probe, '');
    return (await stat(probe)).mtimeMs;
  } catch {
    return Date.now();
  } finally {
    await rm(probe, { force: true });
  }
}

/** Whether the process of a lock has ended. */
async function isStale(path: string, owner: LockOwner | undefined): Promise<boolean> {
  const written = (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
  if (owner === undefined) return written < Date.now() - HALF_WRITTEN_MS;
  if (owner.host !== hostname()) return written < (await fileSystemNow(path)) - ABANDONED_MS;
  if (owner.pid === process.pid) return !heldTokens.has(owner.token);
  if (!isAlive(owner.pid)) return true;
  const [boot, began] = [await bootOf(), await beganOf(owner.pid)];
  if (owner.boot !== undefined && boot !== undefined) {
    return owner.boot !== boot || (owner.began !== undefined && began !== undefined && owner.began !== began);
  }
  // The clock may have been changed, so it is the last criterion.
  const bootedAt = Date.now() - uptime() * MS_PER_SECOND;
  return written < bootedAt - MS_PER_SECOND;
}

/** Create the lock file; false when another process was first. */
async function tryLock(path: string, owner: LockOwner): Promise<boolean> {
  try {
    await writeFile(path, `${JSON.stringify(owner)}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (fileErrorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Write the first byte of a lock again, so that the clock of its folder dates it. */
async function touch(path: string, { token }: LockOwner): Promise<void> {
  if ((await readOwner(path))?.token !== token) return;
  const handle = await open(path, 'r+');
  try {
    await handle.write('{', 0);
  } finally {
    await handle.close();
  }
}

/** Move a stale lock away, unless it was replaced in the meantime. */
async function removeStale(path: string, holder: LockOwner | undefined, aside: string): Promise<void> {
  try {
    await rename(path, aside);
    if ((await readOwner(aside))?.token === holder?.token) await rm(aside, { force: true });
    else await rename(aside, path);
  } catch (error) {
    if (fileErrorCode(error) !== 'ENOENT') throw error;
  }
}

/** Whether a living process writes into a folder. */
export async function isLocked(folder: string): Promise<boolean> {
  const path = join(folder, LOCK_FILE);
  const isThere = (await stat(path).catch(() => undefined)) !== undefined;
  return isThere && !(await isStale(path, await readOwner(path)));
}

/**
 * Lock a folder and return its unlock function; refuse when a running process holds it.
 *
 * @param touchMs  How often the lock is touched.
 */
export async function lockFolder(folder: string, touchMs = TOUCH_MS): Promise<() => Promise<void>> {
  const path = join(folder, LOCK_FILE);
  const { pid } = process;
  const owner: LockOwner = {
    pid,
    host: hostname(),
    token: randomUUID(),
    boot: await bootOf(),
    began: await beganOf(pid),
  };
  heldTokens.add(owner.token);
  const patience = Date.now() + 2 * HALF_WRITTEN_MS;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    if (await tryLock(path, owner)) {
      if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, TAKEOVER_PAUSE_MS));
      if ((await readOwner(path))?.token === owner.token) {
        const touching = setInterval(() => void touch(path, owner).catch(() => undefined), touchMs).unref();
        return async () => {
          clearInterval(touching);
          heldTokens.delete(owner.token);
          await rm(path, { force: true });
        };
      }
      continue;
    }
    const holder = await readOwner(path);
    if (!(await isStale(path, holder))) {
      if (holder === undefined && Date.now() < patience) {
        await new Promise((resolve) => setTimeout(resolve, REREAD_MS));
        attempt--;
        continue;
      }
      heldTokens.delete(owner.token);
      const who = holder === undefined ? 'another process' : `process ${holder.pid} on ${holder.host}`;
      throw new UsageError([
        `${folder} is being written by ${who}; wait for it, choose another --out, or, if that process no longer runs, delete ${path}`,
      ]);
    }
    await removeStale(path, holder, `${path}-${owner.token}`);
  }
  heldTokens.delete(owner.token);
  throw new UsageError([`several processes want ${folder} at once; try again`]);
}
