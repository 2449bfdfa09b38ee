/** What a command may touch of the outside world, so that tests run commands in process. */

/** A text sink: the standard output, the standard error or a test's collector. */
export interface TextSink {
  write(text: string): void;
  /** Whether a person is watching: progress and colours only then. */
  readonly isTTY: boolean;
  /** Width in characters. */
  readonly columns: number;
  /** Whether the reader has gone: what comes of work for it alone is not needed any more. */
  readonly isClosed?: boolean;
}

export interface Io {
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  /** Folder against which relative paths are read and below which `results/` is made. */
  readonly cwd: string;
  /** Environment variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Calls back on the first interruption (Ctrl-C; a second one ends the program); returns the way to stop listening. */
  onInterrupt(listener: () => void): () => void;
}

/** What moves the cursor or changes a terminal; colours and line breaks stay. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROL = /\u001b(?!\[[\d;]*m)|[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f-\u009f]/g;

/** Text without what a name may hold to deceive a terminal. */
export function plainText(text: string): string {
  return text.replace(CONTROL, '\uFFFD');
}

/** Print one line. */
export function print(io: Io, line = ''): void {
  io.stdout.write(`${plainText(line)}\n`);
}
