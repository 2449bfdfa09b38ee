/** Run command lines in process and keep what they print. */

import type { Io } from '../../src/cli/io.ts';
import { readCommandLine, runCli } from '../../src/cli/main.ts';

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliSurroundings {
  readonly cwd?: string;
  readonly isTTY?: boolean;
  /** Called with the way to interrupt, once the command listens. */
  readonly onListen?: (interrupt: () => void) => void;
  /** Called with what is written to standard error. */
  readonly onTold?: (text: string) => void;
}

/** What a command line may touch, and what it writes. */
function collector({ cwd = process.cwd(), isTTY = false, onListen, onTold }: CliSurroundings) {
  const written = { stdout: '', stderr: '' };
  const sink = (stream: keyof typeof written) => ({
    isTTY,
    columns: 100,
    write(text: string) {
      written[stream] += text;
      if (stream === 'stderr') onTold?.(text);
    },
  });
  const io: Io = {
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    cwd,
    program: 'overbuild',
    env: {},
    onInterrupt(listener) {
      onListen?.(listener);
      return () => undefined;
    },
  };
  return { io, written };
}

export async function cli(argv: readonly string[], surroundings: CliSurroundings = {}): Promise<CliResult> {
  const { io, written } = collector(surroundings);
  const code = await runCli(argv, io);
  return { code, ...written };
}

/** Read a command line without doing what it asks; throws when it cannot be read. */
export function readOnly(argv: readonly string[]): ReturnType<typeof readCommandLine> {
  return readCommandLine(argv, collector({}).io);
}
