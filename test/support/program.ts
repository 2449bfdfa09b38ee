/** The program as a process of its own: the built one when it is up to date, else from source. */

import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Newest change below a folder, in ms. */
function newest(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).reduce(
    (latest, name) => Math.max(latest, statSync(join(folder, name)).mtimeMs),
    0,
  );
}

function programArguments(): string[] {
  const built = resolve('dist/cli/main.js');
  const isFresh = (statSync(built, { throwIfNoEntry: false })?.mtimeMs ?? 0) > newest('src');
  return isFresh ? [built] : ['--import', 'tsx', resolve('src/cli/main.ts')];
}

const PROGRAM = programArguments();

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Start the program; it is ended by its own process when the test sends a signal. */
export function startProgram(argv: readonly string[], cwd?: string): Started {
  const child = spawn(process.execPath, [...PROGRAM, ...argv], { stdio: ['ignore', 'pipe', 'pipe'], cwd });
  const text = { stdout: '', stderr: '' };
  child.stdout.on('data', (data: Buffer) => {
    text.stdout += data.toString();
  });
  child.stderr.on('data', (data: Buffer) => {
    text.stderr += data.toString();
  });
  const ended = new Promise<Ended>((done) => {
    child.on('close', (code, signal) => done({ code, signal, ...text }));
  });
  return { process: child, ended };
}
