/** What one verb of the command line is: its options and what it does with them. */

import type { Argv } from 'yargs';
import type { Io } from './io.ts';

/** Exit codes besides 0. */
export const FAILED_RUNS = 1;
export const INTERRUPTED = 130;
/** `--max-time` ended the work: the customary code for `try again later`. */
export const TIME_UP = 75;

/** Parsed arguments: positionals and options by their full name. */
export type Arguments = Readonly<Record<string, unknown>>;

export interface Command {
  /** Declare positionals, options and examples; `yargs` is already strict, in English and without `--version`. */
  configure(yargs: Argv): Argv;
  /**
   * Do it and return the exit code: 0 done, 1 failed runs, 75 out of time, 130 interrupted. User errors are thrown.
   * `argv` is the command line as typed, for those who record or repeat it.
   */
  run(args: Arguments, io: Io, argv: readonly string[]): Promise<number>;
}
