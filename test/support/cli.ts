/** Run command lines in process and keep what they print. */

import { runCli } from '../../src/cli/main.ts';

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
}

export async function cli(argv: readonly string[], surroundings: CliSurroundings = {}): Promise<CliResult> {
  const { cwd = process.cwd(), isTTY = false, onListen } = surroundings;
  const written = { stdout: '', stderr: '' };
  const sink = (stream: keyof typeof written) => ({
    isTTY,
    columns: 100,
    write(text: string) {
      written[stream] += text;
    },
  });
  const code = await runCli(argv, {
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    cwd,
    program: 'overbuild',
    env: {},
    onInterrupt(listener) {
      onListen?.(listener);
      return () => undefined;
    },
  });
  return { code, ...written };
}
