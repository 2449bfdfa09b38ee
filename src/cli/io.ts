/** What a command may touch of the outside world, so that tests run commands in process. */

/** A text sink: the standard output, the standard error or a test's collector. */
export interface TextSink {
  write(text: string): void;
  /** Whether a person is watching: progress and colours only then. */
  readonly isTTY: boolean;
  /** Width in characters. */
  readonly columns: number;
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

/** Print one line. */
export function print(io: Io, line = ''): void {
  io.stdout.write(`${line}\n`);
}
