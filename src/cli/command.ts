/** Defines a command of the command line: its options and its action. */

import type { Argv } from 'yargs';
import type { Arguments } from './arguments.ts';
import type { Io } from './io.ts';

/** Exit codes besides 0. */
export const FAILED_RUNS = 1;
export const USER_ERROR = 2;
export const INTERRUPTED = 130;
/** `--max-time` ended the work: the customary code for `try again later`. */
export const TIME_UP = 75;

export interface Command {
  /** Declare positionals, options and examples; `yargs` is already strict, in English and without `--version`. */
  configure(yargs: Argv): Argv;
  /**
   * Run and return the exit code: 0 done, 1 failed runs, 75 out of time, 130 interrupted. User errors are thrown.
   * `argv` is the command line as typed, for records and hints.
   */
  run(args: Arguments, io: Io, argv: readonly string[]): Promise<number>;
}
