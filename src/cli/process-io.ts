/** Connects commands to the process: standard streams, working folder and Ctrl-C. */

import { basename, dirname, relative } from 'node:path';
import { explainFileError } from '../node/files/file-errors.ts';
import { shellWord } from '../output/shell-word.ts';
import { INTERRUPTED, USER_ERROR } from './command.ts';
import type { Io, TextSink } from './io.ts';

const DEFAULT_WIDTH = 80;
const FAILED = 1;
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
/** Printed output cannot be resumed. */
const GO_ON = / and continue with --resume/;

function sinkOf(stream: NodeJS.WriteStream): TextSink {
  return {
    write(text) {
      if (!isClosed(stream)) stream.write(text);
    },
    get isTTY() {
      return stream.isTTY === true;
    },
    get columns() {
      return stream.columns ?? DEFAULT_WIDTH;
    },
    get isClosed() {
      return isClosed(stream);
    },
  };
}

function isClosed(stream: NodeJS.WriteStream): boolean {
  return stream.destroyed || stream.errored !== null;
}

/**
 * When the reader closes the stream (`| head`), output stops and the command ends normally; other errors are reported.
 */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') return;
  const explained = explainFileError(error, 'cannot write the output');
  process.stderr.write(`overbuild: ${(explained as Error).message.replace(GO_ON, '')}\n`);
  process.exit(FAILED);
}

/** Commands without stored results end at once, with a message. */
function endUntended(): void {
  process.stderr.write('\nInterrupted; the same command starts again from its beginning.\n');
  process.exit(INTERRUPTED);
}

/** How this program was started, as the user can type it again. */
export function programName(
  script: string,
  { npm_lifecycle_event: npmScript }: NodeJS.ProcessEnv,
  cwd: string,
): string {
  if (npmScript === 'start') return 'npx overbuild';
  if (npmScript === 'overbuild') return 'npm run overbuild --';
  if (basename(script) === 'overbuild') return basename(dirname(script)) === '.bin' ? 'npx overbuild' : 'overbuild';
  return `${script.endsWith('.ts') ? 'npx tsx' : 'node'} ${shellWord(relative(cwd, script) || script)}`;
}

/** The folder in which the program was started; without it no path can be read. */
function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    process.stderr.write('overbuild: the working folder was deleted; change to another one\n');
    return process.exit(USER_ERROR);
  }
}

export function processIo(): Io {
  const cwd = workingFolder();
  process.stdout.on('error', endWithReader);
  // A closed standard error is ignored.
  process.stderr.on('error', () => undefined);
  // One handler for good: a signal may go astray while one is exchanged for another.
  let tend = endUntended;
  for (const signal of SIGNALS) process.on(signal, () => tend());
  return {
    stdout: sinkOf(process.stdout),
    stderr: sinkOf(process.stderr),
    cwd,
    program: programName(process.argv[1] ?? 'overbuild', process.env, cwd),
    env: process.env,
    onInterrupt(listener) {
      let times = 0;
      tend = () => {
        times++;
        if (times > 1) process.exit(INTERRUPTED);
        listener();
      };
      return () => {
        tend = endUntended;
      };
    },
  };
}
