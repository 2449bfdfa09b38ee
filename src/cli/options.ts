/** Shared options of commands, and parsing of their values with error messages that name the flag. */

import { availableParallelism } from 'node:os';
import type { Argv } from 'yargs';
import { readShard, type Shard } from '../node/work/shard.ts';
import { mostThreads } from '../node/thread-count.ts';
import { UsageError } from '../scenario/errors.ts';
import type { Arguments } from './command.ts';
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

/** The scenario positional, `--set` and `--spreads`. */
export function scenarioOptions(yargs: Argv): Argv {
  return spreadsOption(yargs)
    .positional('scenario', {
      type: 'string',
      default: 'baseline',
      describe: 'Name or file of a scenario; overlays follow after +',
    })
    .option('set', repeatable('Change a value: path=value, path=*1.2, path=+10; may be repeated'));
}

/** `--spreads off`: every number is certain. */
export function spreadsOption(yargs: Argv): Argv {
  return yargs.option('spreads', {
    choices: ['on', 'off'] as const,
    requiresArg: true,
    describe: 'Whether each run draws the uncertain numbers of the scenario',
    defaultDescription: 'as the scenario says',
  });
}

/** Overrides from `--set` and `--spreads`. */
export function changesOf(args: Arguments): string[] {
  const spreads = textOption(args, 'spreads');
  return [...listOption(args, 'set'), ...(spreads === undefined ? [] : [`spreads=${spreads}`])];
}

/** `--strategy FIRM=...`: strategies of firms. */
export function strategyOption(yargs: Argv): Argv {
  return yargs.option(
    'strategy',
    repeatable(
      'FIRM=strategy or *=strategy: an id, ./my.ts?threshold=0.2 or "cmd:python3 my.py"; may be repeated',
      'as the scenario says',
    ),
  );
}

export function seedOption(yargs: Argv): Argv {
  return yargs.option('seed', { type: 'string', requiresArg: true, default: '1', describe: 'Any text' });
}

export function jsonOption(yargs: Argv): Argv {
  return yargs.option('json', flag('Print JSON for a program to read'));
}

/** A text option; `undefined` when absent. */
export function textOption(args: Arguments, name: string): string | undefined {
  return oneLine(args[name], `--${name}`);
}

/** A positional argument; `undefined` when absent. */
export function placedArgument(args: Arguments, name: string): string | undefined {
  return oneLine(args[name], `<${name}>`);
}

function oneLine(value: unknown, name: string): string | undefined {
  if (Array.isArray(value)) throw new UsageError([`${name} is given ${value.length} times; give it once`]);
  if (value === undefined) return undefined;
  const text = String(value);
  if (text === '' || /[\r\n]/.test(text)) throw new UsageError([`${name}: expected one line of text`]);
  return text;
}

/** A number option of at least `min`; `undefined` when absent. */
export function numberOption(args: Arguments, name: string, min = 0): number | undefined {
  const text = textOption(args, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value >= min) return value;
  throw new UsageError([`--${name}: expected a number >= ${min}, got ${text}`]);
}

/** A length of time such as `90s`, `45m` or `3h50m`, in seconds; `undefined` when absent. */
export function durationOption(args: Arguments, name: string): number | undefined {
  const text = textOption(args, name);
  if (text === undefined) return undefined;
  const [, days, hours, minutes, seconds] = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text) ?? [];
  const length =
    ((Number(days ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0);
  if (length > 0) return length;
  throw new UsageError([`--${name}: expected a length of time such as 90s, 45m or 3h50m, got ${text}`]);
}

/** A whole-number option of at least `min`; `undefined` when absent. */
export function wholeOption(args: Arguments, name: string, min: number): number | undefined {
  const text = textOption(args, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(value) && value >= min) return value;
  throw new UsageError([`--${name}: expected a whole number >= ${min}, got ${text}`]);
}

/** `--jobs`: threads, at most as many as the machine can carry; one per core when absent, or one for little work. */
export function jobsOption(args: Arguments, io: Io, isLittle: boolean): number {
  const jobs = wholeOption(args, 'jobs', 1);
  if (jobs === undefined) return isLittle ? 1 : availableParallelism();
  const most = mostThreads();
  if (jobs > most) io.stderr.write(`overbuild: --jobs ${jobs} is more than this machine can use; taking ${most}\n`);
  return Math.min(jobs, most);
}

/** `--shard i/n`; `undefined` when absent. */
export function shardOption(args: Arguments): Shard | undefined {
  const text = textOption(args, 'shard');
  const shard = readShard(text);
  if (text === undefined) return undefined;
  if (shard !== undefined && shard.index >= 1 && shard.index <= shard.count && Number.isSafeInteger(shard.count)) {
    return shard;
  }
  throw new UsageError([`--shard: expected a part such as 2/5, got ${text}`]);
}

/** `--force`, for commands that write files which a user names. */
export function forceOption(yargs: Argv): Argv {
  return yargs.option('force', flag('Overwrite files that are there'));
}

/** Whether a switch is on. */
export function switchOption(args: Arguments, name: string): boolean {
  const value = args[name];
  return Array.isArray(value) ? value.includes(true) : value === true;
}

/** A repeatable option. */
export function listOption(args: Arguments, name: string): string[] {
  const value = args[name];
  return Array.isArray(value) ? value.map(String) : [];
}
