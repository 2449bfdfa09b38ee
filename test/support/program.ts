/** The program as a process of its own: the built one when it is up to date, else from source. */

import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { BUILT_MAIN, IS_BUILT } from './built.ts';

/** The words that start it, after that of Node. */
export const PROGRAM = IS_BUILT ? [BUILT_MAIN] : ['--import', import.meta.resolve('tsx'), resolve('src/cli/main.ts')];

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
