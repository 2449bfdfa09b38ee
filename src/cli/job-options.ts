/** What every experiment shares on the command line: threads, results folder, parts, limits, and how it is resumed. */

import { relative, resolve } from 'node:path';
import type { Argv } from 'yargs';
import type { WorkPlace } from '../node/work/run-job.ts';
import type { Shard } from '../node/work/shard.ts';
import type { CsvLocale } from '../output/csv.ts';
import { shellWord } from '../output/shell-word.ts';
import { UsageError } from '../scenario/errors.ts';
import type { Arguments } from './command.ts';
import { type Io, print } from './io.ts';
import { jobsOption, numberOption, shardOption, switchOption, textOption } from './options.ts';

export const FAILED_RUNS = 1;
export const INTERRUPTED = 130;
/** Fewer runs than this are done before worker threads have started. */
const FEW_RUNS = 200;

interface JobWords {
  /** What is done at a time: `Runs`. */
  readonly unit: string;
  /** Folder without `--out`. */
  readonly out: string;
  /** What `--resume` does. */
  readonly resume: string;
  /** What shards are parts of. */
  readonly parts: string;
}

/** `--jobs`, `--out`, `--shard`, `--resume`, `--force` and `--timeout`. */
export function jobOptions(yargs: Argv, { unit, out, resume, parts }: JobWords): Argv {
  return yargs
    .option('jobs', {
      requiresArg: true,
      describe: `${unit} at a time`,
      defaultDescription: 'one per core; 1 for few runs',
    })
    .option('out', { type: 'string', requiresArg: true, describe: 'Results folder', defaultDescription: out })
    .option('shard', {
      type: 'string',
      requiresArg: true,
      describe: `Only part i of n of the ${parts}: i/n; overbuild merge joins them`,
    })
    .option('resume', { type: 'boolean', default: false, describe: resume })
    .option('force', { type: 'boolean', default: false, describe: 'Overwrite result files in the folder' })
    .option('timeout', { requiresArg: true, describe: 'Give up a run after this many seconds' });
}

/** `--csv-locale`. */
export function localeOption(yargs: Argv): Argv {
  return yargs.option('csv-locale', {
    choices: ['en', 'eu'] as const,
    default: 'en',
    describe: 'en: comma and decimal point; eu: semicolon and decimal comma',
  });
}

export function readLocale(args: Arguments): CsvLocale {
  return textOption(args, 'csv-locale') === 'eu' ? 'eu' : 'en';
}

export function readShardOption(args: Arguments): { readonly shard?: Shard } {
  const shard = shardOption(args);
  return shard === undefined ? {} : { shard };
}

interface PlaceRequest {
  readonly argv: readonly string[];
  /** Rows of the whole. */
  readonly rows: number;
  /** Folder without `--out`; nothing is kept without one. */
  readonly out?: string | undefined;
}

/** Read where and how a job runs. */
export function readPlace(args: Arguments, io: Io, { argv, rows, out: usual }: PlaceRequest): WorkPlace {
  const [resume, force] = [switchOption(args, 'resume'), switchOption(args, 'force')];
  const out = textOption(args, 'out') ?? usual;
  if (resume && force) throw new UsageError(['--resume and --force exclude each other']);
  if (resume && out === undefined) throw new UsageError(['--resume needs the --out of what is unfinished']);
  if (out === undefined && textOption(args, 'shard') !== undefined) throw new UsageError(['--shard needs --out']);
  const timeoutSeconds = numberOption(args, 'timeout');
  if (timeoutSeconds === 0) throw new UsageError(['--timeout: expected a number of seconds > 0, got 0']);
  return {
    folder: out === undefined ? undefined : resolve(io.cwd, out),
    mode: resume ? 'resume' : force ? 'force' : 'new',
    jobs: jobsOption(args, io, rows < FEW_RUNS),
    timeoutSeconds,
    command: argv,
  };
}

/** A folder as the user would type it. */
export function shownFolder(io: Io, folder: string): string {
  return relative(io.cwd, folder) || '.';
}

/** Say how to go on with what was interrupted; returns the exit code. */
export function reportInterrupted(
  io: Io,
  args: Arguments,
  { place, done, unit = 'runs' }: { readonly place: WorkPlace; readonly done: string; readonly unit?: string },
): number {
  const { folder, command } = place;
  if (folder === undefined || switchOption(args, 'json')) return INTERRUPTED;
  const words = [...command.filter((word) => word !== '--force' && word !== '--resume'), '--resume'];
  print(io, `Interrupted: ${done} ${unit} are safe in ${shownFolder(io, folder)}.`);
  print(io, `Go on with: overbuild ${words.map(shellWord).join(' ')}`);
  return INTERRUPTED;
}

/** Say which files were written, or that they were there. */
export function reportWritten(
  io: Io,
  folder: string,
  { kind, files }: { readonly kind: string; readonly files: readonly string[] },
): void {
  const shown = shownFolder(io, folder);
  const before = `Done before; read from ${shown} (--force runs it again)`;
  print(io);
  print(io, `${kind === 'repeated' ? before : `Written to ${shown}`}: ${files.join(', ')}`);
}
