/** What `batch` and `sweep` share on the command line: threads, folder, parts, limits and dialect. */

import type { Argv } from 'yargs';
import type { RunOptions } from '../node/batch/run-options.ts';
import { UsageError } from '../scenario/errors.ts';
import type { Arguments } from './command.ts';
import { numberOption, shardOption, switchOption, textOption } from './options.ts';

interface RunWords {
  /** Folder without `--out`. */
  readonly out: string;
  /** What `--resume` does. */
  readonly resume: string;
  /** What shards are parts of. */
  readonly parts: string;
}

export function runOptions(yargs: Argv, { out, resume, parts }: RunWords): Argv {
  return yargs
    .option('jobs', {
      requiresArg: true,
      describe: 'Runs at a time',
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
    .option('timeout', { requiresArg: true, describe: 'Give up a run after this many seconds' })
    .option('csv-locale', {
      choices: ['en', 'eu'] as const,
      default: 'en',
      describe: 'en: comma and decimal point; eu: semicolon and decimal comma',
    });
}

export function readRunOptions(args: Arguments): Pick<RunOptions, 'mode' | 'timeoutSeconds' | 'locale' | 'shard'> {
  const [resume, force] = [switchOption(args, 'resume'), switchOption(args, 'force')];
  if (resume && force) throw new UsageError(['--resume and --force exclude each other']);
  const timeoutSeconds = numberOption(args, 'timeout');
  if (timeoutSeconds === 0) throw new UsageError(['--timeout: expected a number of seconds > 0, got 0']);
  return {
    mode: resume ? 'resume' : force ? 'force' : 'new',
    timeoutSeconds,
    locale: textOption(args, 'csv-locale') === 'eu' ? 'eu' : 'en',
    shard: shardOption(args),
  };
}
