/** Shared options of commands, and parsing of their values with error messages that name the flag. */

import type { Options } from 'yargs';
import { readShard, type Shard } from '../node/work/shard.ts';
import { mostThreads, usualThreads } from '../node/thread-count.ts';
import { UsageError } from '../scenario/errors.ts';
import type { Arguments } from './arguments.ts';
import type { Io } from './io.ts';

/** Declaration of an option that takes a text. */
export function text(describe: string, defaultDescription?: string) {
  return { type: 'string' as const, requiresArg: true, describe, ...(defaultDescription && { defaultDescription }) };
}

/** Declaration of an option that takes a text and may be repeated. */
export function repeatable(describe: string, defaultDescription = 'none') {
  return {
    type: 'string' as const,
    array: true as const,
    nargs: 1,
    default: [] as string[],
    defaultDescription,
    describe,
  };
}

/** Declaration of an option that takes a number, with its default or the words for it. */
export function amount(describe: string, otherwise?: number | string) {
  const standard = typeof otherwise === 'number' ? { default: otherwise } : { defaultDescription: otherwise };
  return { requiresArg: true, describe, ...(otherwise === undefined ? {} : standard) };
}

/** Declaration of a switch. */
export function flag(describe: string) {
  return { type: 'boolean' as const, default: false, describe };
}

/** Declaration of an option that takes one of some words, with its default or the words for it. */
export function choice(choices: readonly string[], describe: string, otherwise = '') {
  const standard = choices.includes(otherwise) ? { default: otherwise } : { defaultDescription: otherwise };
  return { choices, requiresArg: true, describe, ...(otherwise !== '' && standard) };
}

/** Declaration of a positional that must be given. */
export function needed(describe: string) {
  return { type: 'string' as const, demandOption: true, describe };
}

/** The scenario positional. */
export const SCENARIO = {
  type: 'string',
  default: 'baseline',
  describe: 'Name or file of a scenario; overlays follow after +',
} as const;

/** Options that mean the same in every command that has them. */
const SHARED = {
  spreads: choice(
    ['on', 'off'],
    'Whether each run draws the uncertain numbers of the scenario',
    'as the scenario says',
  ),
  set: repeatable('Change a value: path=value, path=*1.2, path=+10; may be repeated'),
  strategy: repeatable(
    'FIRM=strategy or *=strategy: an id, ./my.ts?threshold=0.2 or "cmd:python3 my.py"; may be repeated',
    'as the scenario says',
  ),
  seed: { ...text('Any text'), default: '1' },
  json: flag('Print JSON for a program to read'),
  force: flag('Overwrite files that are there'),
  'csv-locale': choice(['en', 'eu'], 'en: comma and decimal point; eu: semicolon and decimal comma', 'en'),
} satisfies Record<string, Options>;

/** Some of these, in this order. */
export function shared(...names: readonly (keyof typeof SHARED)[]): Record<string, Options> {
  return Object.fromEntries(names.map((name) => [name, SHARED[name]]));
}

/** `--jobs`: threads, at most as many as the machine can carry; one per core when absent, or one for few runs. */
export function jobsOption(args: Arguments, io: Io, runs: number): number {
  const jobs = args.whole('jobs', 1);
  if (jobs === undefined) return usualThreads(runs);
  const most = mostThreads();
  if (jobs > most) io.stderr.write(`overbuild: --jobs ${jobs} is more than this machine can use; taking ${most}\n`);
  return Math.min(jobs, most);
}

/** `--shard i/n`; `undefined` when absent. */
export function shardOption(args: Arguments): Shard | undefined {
  const text = args.text('shard');
  const shard = readShard(text);
  if (text === undefined) return undefined;
  if (shard !== undefined && shard.index >= 1 && shard.index <= shard.count && Number.isSafeInteger(shard.count)) {
    return shard;
  }
  throw new UsageError([`--shard: expected a part such as 2/5, got ${text}`]);
}
