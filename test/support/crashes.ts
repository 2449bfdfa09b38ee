/** The program killed with SIGKILL at chosen moments, and the bytes that its folder holds in the end. */

import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Ended, startProgram } from './program.ts';

/** When to kill: so long after something is in the folder, when a file of this name appears in it, or once a path below it is there. */
export type Moment = { readonly afterMs: number } | { readonly file: string } | { readonly path: string };

const POLL_MS = 5;

/** Run a command on a folder and kill it at a moment, unless it ends before. */
export async function runAndKill(argv: readonly string[], folder: string, moment: Moment): Promise<Ended> {
  mkdirSync(folder, { recursive: true });
  const { process: child, ended } = startProgram([...argv, '--out', folder]);
  const watcher = watch(folder);
  const begun = new Promise<void>((done) => {
    watcher.on('change', (_kind, name) => {
      done();
      if ('file' in moment && name === moment.file) child.kill('SIGKILL');
    });
  });
  if ('afterMs' in moment) {
    await Promise.race([begun, ended]);
    await Promise.race([wait(moment.afterMs), ended]);
    child.kill('SIGKILL');
  }
  if ('path' in moment) {
    const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null;
    while (!existsSync(join(folder, moment.path)) && !isOver()) await wait(POLL_MS);
    child.kill('SIGKILL');
  }
  const how = await ended;
  watcher.close();
  while (child.exitCode === null && child.signalCode === null) await wait(POLL_MS);
  return how;
}

/** Everything that a folder of results and those below it hold but times and what was typed. */
export function contentOf(folder: string): Record<string, string> {
  const content: Record<string, string> = {};
  for (const name of readdirSync(folder).sort()) {
    if (name === 'ro-crate-metadata.json') continue;
    if (statSync(join(folder, name)).isDirectory()) {
      for (const [below, text] of Object.entries(contentOf(join(folder, name)))) content[`${name}/${below}`] = text;
      continue;
    }
    content[name] = readFileSync(join(folder, name), 'latin1').replace(/^# Made by `[^`]*`/, '');
  }
  if (!existsSync(join(folder, 'manifest.json'))) return content;
  const { identity, statuses, failures, files } = JSON.parse(content['manifest.json']);
  return { ...content, 'manifest.json': JSON.stringify({ identity, statuses, failures, files }) };
}

export interface CrashCount {
  readonly kills: number;
  readonly resumes: number;
}

/**
 * Kill a command at each moment in turn, going on with --resume or other words, and let it end at last.
 *
 * @throws Error  With what the program said, when it could not go on.
 */
export async function crashAlong(
  argv: readonly string[],
  folder: string,
  moments: readonly Moment[],
  again: readonly string[] = ['--resume'],
): Promise<CrashCount> {
  let kills = 0;
  let resumes = 0;
  for (const moment of [...moments, undefined]) {
    const words = kills === 0 ? argv : [...argv, ...again];
    const how =
      moment === undefined
        ? await startProgram([...words, '--out', folder]).ended
        : await runAndKill(words, folder, moment);
    if (kills > 0) resumes++;
    if (how.signal === 'SIGKILL') kills++;
    else if (how.code === 0) return { kills, resumes };
    else throw new Error(`${words.join(' ')} ended with ${how.code}: ${how.stderr}`);
  }
  throw new Error('not reached');
}
