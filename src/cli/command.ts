/** Defines a command of the command line: its options and its action. */

import type { Argv, Options, PositionalOptions } from 'yargs';
import type { Arguments } from './arguments.ts';
import type { Io } from './io.ts';

/** Exit codes besides 0. */
export const FAILED_RUNS = 1;
export const USER_ERROR = 2;
export const INTERRUPTED = 130;
/** `--max-time` ended the work: the customary code for `try again later`. */
export const TIME_UP = 75;

export interface Command {
  /** Positionals by name. */
  readonly places?: Readonly<Record<string, PositionalOptions & Pick<Options, 'defaultDescription'>>>;
  /** Options by name, in the order of the page of help. */
  readonly options: Readonly<Record<string, Options>>;
  /** What is typed after the name of the program, and what it does. */
  readonly examples: Readonly<Record<string, string>>;
  /** Run and return the exit code: 0 done, 1 failed runs, 75 out of time, 130 interrupted. User errors are thrown. */
  run(args: Arguments, io: Io): Promise<number>;
}

/** Tell a parser what a command takes. */
export function configured(yargs: Argv, { places = {}, options, examples }: Command): Argv {
  for (const [name, place] of Object.entries(places)) yargs.positional(name, place);
  for (const [typed, what] of Object.entries(examples)) yargs.example(`$0 ${typed}`, what);
  return yargs.options(options);
}
