/** Interface of commands to the outside world, so that tests run commands in process. */

import type { Arguments } from './arguments.ts';

/** A text sink: the standard output, the standard error or a test's collector. */
export interface TextSink {
  write(text: string): void;
  /** Whether it is a terminal: progress and colours only then. */
  readonly isTTY: boolean;
  /** Width in characters. */
  readonly columns: number;
  /** Whether the reader has closed the stream, so that output for it alone is not needed. */
  readonly isClosed?: boolean;
}

export interface Io {
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  /** Folder against which relative paths are read and below which `results/` is made. */
  readonly cwd: string;
  /** What the user types to start this program: `npx overbuild`. */
  readonly program: string;
  /** Environment variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * Calls back on the first interruption (Ctrl-C; a second one ends the program); returns the way to stop listening.
   */
  onInterrupt(listener: () => void): () => void;
}

/** A control character, with the colour that may follow an escape. */
const CONTROL = /\p{Cc}(\[[\d;]*m)?/gu;

/** Text without control characters that could deceive a terminal; colours, tabs and line breaks stay. */
export function plainText(text: string): string {
  return text.replace(CONTROL, (found, colour: string | undefined) => {
    if (found.startsWith('\n') || found.startsWith('\t')) return found;
    return found.startsWith('\u001b') && colour !== undefined ? found : `\uFFFD${colour ?? ''}`;
  });
}

/** The same of a message, which repeats what was typed and has no colours of its own. */
export function plainMessage(text: string): string {
  return plainText(text.replaceAll('\u001b', '\uFFFD'));
}

/** Print one line. */
export function print(io: Io, line = ''): void {
  io.stdout.write(`${plainText(line)}\n`);
}

export function printLines(io: Io, lines: Iterable<string>): void {
  for (const line of lines) print(io, line);
}

export function printJson(io: Io, value: unknown): void {
  print(io, JSON.stringify(value, null, 2));
}

/** Print a result: with `--json` as JSON, else as lines. */
export function printResult(io: Io, args: Arguments, value: unknown, lines: Iterable<string>): void {
  if (args.isOn('json')) printJson(io, value);
  else printLines(io, lines);
}
