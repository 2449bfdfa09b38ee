/** Options common to all experiments: threads, results folder, shards, limits, and resuming. */

import { relative, resolve } from 'node:path';
import type { Options } from 'yargs';
import { readQueueUrl, withoutSecrets } from '../node/live-queue/queue-url.ts';
import { queueRunner } from '../node/live-queue/queue-runner.ts';
import type { Outcome, WorkPlace } from '../node/work/run-job.ts';
import type { CsvLocale } from '../output/csv.ts';
import type { Resource } from '../output/datapackage.ts';
import { commandWith } from '../output/replay-command.ts';
import { OTHER_FILES } from '../output/resources.ts';
import { shellWord } from '../output/shell-word.ts';
import { tableLines } from '../output/text-table.ts';
import { countWord } from '../output/words.ts';
import { UsageError } from '../scenario/errors.ts';
import type { Arguments } from './arguments.ts';
import { INTERRUPTED, TIME_UP } from './command.ts';
import { type Io, plainMessage, print, printJson } from './io.ts';
import { amount, flag, jobsOption, shardOption, text } from './options.ts';

/** The last chunk and the checkpoint get so much of `--max-time`, ms. */
const ENDING_MS = 2000;

interface JobWords {
  /** Unit of work; `Runs` when absent. */
  readonly unit?: string;
  /** Folder without `--out`. */
  readonly out: string;
  /** Description of `--resume`. */
  readonly resume: string;
  /** Unit that shards divide; absent where there are none, see `refuseShard`. */
  readonly parts?: string;
}

/** `--jobs`, `--queue`, `--out`, `--shard`, `--resume`, `--force`, `--timeout` and `--max-time`. */
export function jobOptions({ unit = 'Runs', out, resume, parts }: JobWords): Record<string, Options> {
  return {
    jobs: amount(`${unit} at a time`, 'one per core; 1 for few runs'),
    out: text('Results folder', out),
    shard: {
      ...text(`Only part i of n of the ${parts}: i/n; overbuild merge joins them`),
      hidden: parts === undefined,
    },
    resume: flag(resume),
    force: flag('Overwrite result files in the folder'),
    timeout: amount('Stop a run after this many seconds'),
    'max-time': text(`Stop after so long (3h50m), to be resumed; exit code ${TIME_UP}`),
    queue: text('Let overbuild worker processes simulate: redis://host:port or rediss://host:port'),
  };
}

export function readLocale(args: Arguments): CsvLocale {
  return args.text('csv-locale') === 'eu' ? 'eu' : 'en';
}

/** @throws UsageError  When a search is given --shard; `instead` names an alternative. */
export function refuseShard(args: Arguments, instead = ''): void {
  if (args.text('shard') === undefined) return;
  throw new UsageError(
    `--shard: a search has no parts, because each round of runs depends on the rounds before it; use --jobs${instead}`,
  );
}

/** What decides the rows of every experiment on the command line, besides what it is of. */
export function readSpec(args: Arguments) {
  return { seed: args.text('seed') ?? '1', locale: readLocale(args), shard: shardOption(args) };
}

/**
 * Read where and how a job runs.
 *
 * @param rows   Rows of the whole.
 * @param usual  Folder without `--out`; without either, results are not stored.
 */
export function readPlace(args: Arguments, io: Io, rows: number, usual?: string): WorkPlace {
  const [resume, force] = [args.isOn('resume'), args.isOn('force')];
  const out = args.text('out') ?? usual;
  if (resume && force) throw new UsageError(['--resume and --force exclude each other']);
  if (resume && out === undefined) throw new UsageError(['--resume needs the --out of what is unfinished']);
  if (out === undefined && args.text('shard') !== undefined) throw new UsageError(['--shard needs --out']);
  const timeoutSeconds = args.number('timeout');
  if (timeoutSeconds === 0) throw new UsageError(['--timeout: expected a number of seconds > 0, got 0']);
  const maxTime = args.duration('max-time');
  const queue = args.text('queue');
  return {
    folder: out === undefined ? undefined : resolve(io.cwd, out),
    mode: resume ? 'resume' : force ? 'force' : 'new',
    jobs: jobsOption(args, io, rows),
    timeoutSeconds,
    ...(maxTime === undefined ? {} : { deadline: performance.now() + Math.max(0, 1000 * maxTime - ENDING_MS) }),
    ...(queue === undefined ? {} : { remote: queueRunner(readQueueUrl(queue, io.env), reportOn(io)) }),
    // Passwords are written nowhere.
    command: args.argv.map((word) => (queue === undefined ? word : word.replace(queue, withoutSecrets(queue)))),
  };
}

/** Messages about the queue go to the standard error. */
export function reportOn(io: Io): (message: string) => void {
  return (message) => io.stderr.write(`overbuild: ${plainMessage(message)}\n`);
}

/** A folder as the user would type it. */
export function shownFolder(io: Io, folder: string): string {
  return relative(io.cwd, folder) || '.';
}

interface Stopped {
  readonly place: WorkPlace;
  readonly done: number;
  readonly unit?: string;
  /** Whether the result of what is done is printed all the same. */
  readonly hasResult?: boolean;
}

/** Print how far an interrupted job is and how to resume it; returns the exit code. */
export function reportInterrupted(io: Io, args: Arguments, { place, done, unit = 'runs', hasResult }: Stopped): number {
  const { folder, command } = place;
  if (args.isOn('json')) {
    if (folder !== undefined && !hasResult)
      printJson(io, { kind: 'interrupted', folder: shownFolder(io, folder), done });
    return INTERRUPTED;
  }
  if (folder === undefined) {
    print(io, 'Interrupted: nothing is stored. With --out it could be resumed.');
    return INTERRUPTED;
  }
  const words = commandWith(command, '--resume');
  const isTimeUp = place.deadline !== undefined && performance.now() >= place.deadline;
  print(
    io,
    `${isTimeUp ? 'Time is up' : 'Interrupted'}: ${countWord(done)} ${unit} are safe in ${shownFolder(io, folder)}.`,
  );
  print(io, `Resume with: ${io.program} ${words.map(shellWord).join(' ')}`);
  return INTERRUPTED;
}

/** Print which files were written, or that they existed. */
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

/** The files of a folder with what they hold, a line each. */
export function fileLines(
  { kind, resources }: { readonly kind: Outcome['kind']; readonly resources: readonly Resource[] },
  folder: string,
): string[] {
  const files = [...resources.map(({ path, description }) => [path, description]), ...Object.entries(OTHER_FILES)];
  return [
    kind === 'repeated' ? `Done before; read from ${folder} (--force runs it again):` : `Written to ${folder}:`,
    ...tableLines(
      files.map(([path, description]) => [`  ${path}`, description]),
      [0, 1],
    ),
  ];
}
