/** What `compare` and `attribute` share on the command line: where files go, and what is told of them. */

import { join, relative, resolve } from 'node:path';
import type { Argv } from 'yargs';
import type { PairedPlace } from '../node/compare/paired-experiment.ts';
import { UsageError } from '../scenario/errors.ts';
import type { Arguments } from './command.ts';
import { type Io, print } from './io.ts';
import { changesOf, jobsOption, switchOption, textOption } from './options.ts';
import { shellWord } from '../output/shell-word.ts';
import { watched } from './watched.ts';

/** Fewer runs than this are done before worker threads have started. */
const FEW_RUNS = 200;

/** A paired experiment in words. */
interface PairedWords {
  /** One of it: `comparison`. */
  readonly noun: string;
  /** What runs at a time: `Pairs`. */
  readonly unit: string;
  /** What is drawn. */
  readonly picture: string;
}

/** `--jobs`, `--out`, pictures, and how to treat a folder. */
export function pairedOptions(yargs: Argv, verb: string, { noun, unit, picture }: PairedWords): Argv {
  return yargs
    .option('jobs', {
      requiresArg: true,
      describe: `${unit} at a time`,
      defaultDescription: 'one per core; 1 for few runs',
    })
    .option('out', {
      type: 'string',
      requiresArg: true,
      describe: 'Folder for tables and pictures',
      defaultDescription: `none; results/${verb}-<scenario>-<seed>-<runs> for pictures`,
    })
    .option('svg', { type: 'boolean', default: false, describe: picture })
    .option('png', { type: 'boolean', default: false, describe: 'The same as PNG' })
    .option('resume', { type: 'boolean', default: false, describe: `Go on with an unfinished ${noun} in --out` })
    .option('force', { type: 'boolean', default: false, describe: `Overwrite files of another ${noun} in --out` });
}

interface PairedAsked {
  readonly verb: string;
  readonly noun: string;
  /** The first scenario. */
  readonly base: string;
  /** Replications, and scenarios of each. */
  readonly runs: number;
  readonly scenarios: number;
}

/** Read where a paired experiment runs; pictures need a folder, tables get one when asked. */
export function pairedPlace(args: Arguments, io: Io, argv: readonly string[], asked: PairedAsked): PairedPlace {
  const { verb, noun, base, runs, scenarios } = asked;
  const [resume, force] = [switchOption(args, 'resume'), switchOption(args, 'force')];
  const [svg, png] = [switchOption(args, 'svg'), switchOption(args, 'png')];
  const seed = textOption(args, 'seed') ?? '1';
  const words = `${verb}-${base}-${seed}-${runs}`.replace(/^.*[/\\]/, '').replace(/[^A-Za-z0-9._+-]/g, '-');
  const out = textOption(args, 'out') ?? (svg || png ? join('results', words) : undefined);
  if (resume && force) throw new UsageError(['--resume and --force exclude each other']);
  if (resume && out === undefined) throw new UsageError([`--resume needs the --out of the unfinished ${noun}`]);
  return {
    cwd: io.cwd,
    overrides: changesOf(args),
    seed,
    jobs: jobsOption(args, io, scenarios * runs < FEW_RUNS),
    folder: out === undefined ? undefined : resolve(io.cwd, out),
    mode: resume ? 'resume' : force ? 'force' : 'new',
    svg,
    png,
    command: argv,
    watch: (total, work) => watched(io, total, work),
  };
}

/** Name the files that were written, and how to go on with what was interrupted. */
export function tellPairedFiles(
  io: Io,
  { folder, command }: PairedPlace,
  { files, safe }: { readonly files: readonly string[]; readonly safe: string | undefined },
): void {
  if (folder === undefined) return;
  print(io);
  print(io, `Written to ${relative(io.cwd, folder) || '.'}: ${files.join(', ')}`);
  if (safe === undefined) return;
  const words = command.filter((word) => word !== '--force' && word !== '--resume');
  print(io, `${safe} safe; go on with: overbuild ${[...words, '--resume'].map(shellWord).join(' ')}`);
}
