/** `overbuild batch [scenario]`: simulate a scenario many times into a results folder and say what came of it. */

import { join, relative, resolve } from 'node:path';
import type { Argv } from 'yargs';
import { type BatchOptions, type BatchOutcome, batchIdentity, runBatch } from '../../node/batch/batch.ts';
import { BUILTIN_HOST, engineWith } from '../../node/builtin-engine.ts';
import { retryBatch } from '../../node/batch/batch-retry.ts';
import { defaultFolderName } from '../../node/files/results-folder.ts';
import { shardRange } from '../../node/batch/shard.ts';
import { strategyOverrides } from '../../node/strategies/strategy-source.ts';
import { loadPlayable, type PlayableScenario } from '../../node/strategies/user-strategies.ts';
import { batchReport } from '../../output/batch-report.ts';
import { tableLines } from '../../output/text-table.ts';
import { OTHER_FILES } from '../../output/resources.ts';
import { countWord, durationWord } from '../../output/words.ts';
import { UsageError } from '../../scenario/errors.ts';
import { scenarioHash } from '../../scenario/hash.ts';
import type { ParsedScenario } from '../../reader/parse.ts';
import type { Arguments, Command } from '../command.ts';
import { type Io, print } from '../io.ts';
import {
  changesOf,
  jobsOption,
  jsonOption,
  listOption,
  placedArgument,
  scenarioOptions,
  seedOption,
  strategyOption,
  switchOption,
  textOption,
  wholeOption,
} from '../options.ts';
import { readRunOptions, runOptions } from '../run-options.ts';
import { shellWord } from '../../output/shell-word.ts';
import { watched } from '../watched.ts';

const DEFAULT_RUNS = 1000;
/** Fewer runs than this are done before worker threads have started. */
const FEW_RUNS = 200;
const FAILED_RUNS = 1;
const INTERRUPTED = 130;
/** Folder below the working folder in which batches without `--out` get theirs. */
const RESULTS = 'results';

export const batchCommand: Command = {
  configure(yargs: Argv): Argv {
    const own = jsonOption(seedOption(strategyOption(scenarioOptions(yargs)))).option('runs', {
      requiresArg: true,
      default: DEFAULT_RUNS,
      describe: 'How many runs',
    });
    const words = {
      out: 'results/<scenario>-<hash>-<seed>-<runs>',
      resume: 'Go on with an unfinished batch',
      parts: 'runs',
    };
    return runOptions(own, words)
      .option('retry-failed', {
        type: 'boolean',
        default: false,
        describe: 'Run only the failed rows of a finished batch again',
      })
      .option('series', { type: 'boolean', default: false, describe: 'Also write every monthly series (large)' })
      .option('format', {
        choices: ['csv', 'parquet'] as const,
        requiresArg: true,
        describe: 'Of the series: csv, or parquet (smaller, typed)',
        defaultDescription: 'csv',
      })
      .option('report', { type: 'boolean', default: false, describe: 'Also write report.html into the folder' })
      .example('$0 batch', 'A thousand runs of the baseline on all cores')
      .example('$0 batch power-tight --runs 10000 --seed 7', 'Another scenario, more runs, another seed')
      .example(
        "$0 batch --set 'power.regions[*].additionsMwPerMonth=*1.5' --out results/more-grid",
        'One assumption changed',
      )
      .example('$0 batch --strategy META=./my.ts', 'Your own strategy for one firm')
      .example('$0 batch --runs 10000 --resume', 'Go on after an interruption')
      .example('$0 batch --runs 10000 --shard 2/5', 'The second fifth of the runs, for this machine of five')
      .example('$0 batch --timeout 60 --retry-failed', 'Give rows that ran out of time another try');
  },

  async run(args: Arguments, io: Io, argv: readonly string[]): Promise<number> {
    const playable = await loadPlayable(placedArgument(args, 'scenario') ?? 'baseline', {
      cwd: io.cwd,
      overrides: [...changesOf(args), ...strategyOverrides(listOption(args, 'strategy'))],
    });
    const { parsed } = playable;
    const options = batchOptions(args, playable, { io, command: argv });
    const [, count] = shardRange(options.runs, options.shard, 'runs');
    const run = switchOption(args, 'retry-failed') ? retryBatch : runBatch;
    const outcome = await watched(io, count, ({ signal, update }) => run({ ...options, signal, onProgress: update }));
    const code = report(outcome, { parsed, args, io, argv });
    if (switchOption(args, 'report') && outcome.manifest !== undefined) await writeReport(outcome.folder, args, io);
    return code;
  },
};

interface Surroundings {
  readonly io: Io;
  readonly command: readonly string[];
}

function batchOptions(args: Arguments, playable: PlayableScenario, { io, command }: Surroundings): BatchOptions {
  const { parsed, sources, absent } = playable;
  const run = readRunOptions(args);
  if (switchOption(args, 'retry-failed') && run.mode !== 'new') {
    throw new UsageError(['--retry-failed goes with neither --resume nor --force']);
  }
  const series = switchOption(args, 'series');
  const format = textOption(args, 'format');
  if (format !== undefined && !series) throw new UsageError(['--format is about series; give --series too']);
  const basics = {
    ...run,
    scenario: {
      name: parsed.name,
      hash: scenarioHash(parsed.scenario),
      resolved: parsed.scenario,
      evidence: Object.fromEntries(parsed.evidence),
      strategies: sources,
    },
    seed: textOption(args, 'seed') ?? '1',
    runs: wholeOption(args, 'runs', 1) ?? DEFAULT_RUNS,
    series,
    seriesFormat: format === 'parquet' ? ('parquet' as const) : ('csv' as const),
  };
  const identity = batchIdentity(basics, BUILTIN_HOST.engine.modelVersion);
  return {
    ...basics,
    jobs: jobsOption(args, io, basics.runs < FEW_RUNS),
    folder: resolve(io.cwd, textOption(args, 'out') ?? join(RESULTS, defaultFolderName(identity))),
    command,
    host: { ...BUILTIN_HOST, engine: engineWith(absent) },
  };
}

/** The page of a finished batch, as `overbuild report` makes it when nothing is chosen. */
async function writeReport(folder: string, args: Arguments, io: Io): Promise<void> {
  const { DEFAULT_REPORT, makeReport } = await import('../../node/pictures/make-report.ts');
  const [page] = await makeReport(folder, { ...DEFAULT_REPORT, out: join(folder, 'report.html') });
  if (!switchOption(args, 'json')) print(io, `Report: ${relative(io.cwd, page)}`);
}

interface Told {
  readonly parsed: ParsedScenario;
  readonly args: Arguments;
  readonly io: Io;
  readonly argv: readonly string[];
}

function report(outcome: BatchOutcome, { parsed, args, io, argv }: Told): number {
  const { manifest, summary, columns, kind } = outcome;
  const folder = relative(io.cwd, outcome.folder) || '.';
  const isJson = switchOption(args, 'json');
  if (manifest === undefined && isJson) {
    print(io, JSON.stringify({ kind, folder, done: outcome.done }, null, 2));
    return INTERRUPTED;
  }
  if (manifest === undefined && switchOption(args, 'retry-failed')) {
    print(io, `Interrupted: ${folder} is as it was.`);
    return INTERRUPTED;
  }
  if (manifest === undefined) {
    const command = [...argv.filter((word) => word !== '--force' && word !== '--resume'), '--resume'];
    print(io, `Interrupted: ${countWord(outcome.done)} runs are safe in ${folder}.`);
    print(io, `Go on with: overbuild ${command.map(shellWord).join(' ')}`);
    return INTERRUPTED;
  }
  const bad = Object.values(manifest.statuses).reduce((sum, count) => sum + count, 0) - manifest.statuses.ok;
  if (isJson) {
    const { identity, statuses, failures, files, timing } = manifest;
    print(io, JSON.stringify({ kind, folder, identity, statuses, failures, files, timing, summary }, null, 2));
    return bad > 0 ? FAILED_RUNS : 0;
  }
  for (const line of batchReport({ manifest, summary, columns, startMonth: parsed.scenario.startMonth }))
    print(io, line);
  print(io);
  print(
    io,
    kind === 'repeated' ? `Done before; read from ${folder} (--force runs it again):` : `Written to ${folder}:`,
  );
  for (const line of fileLines(outcome)) print(io, line);
  const { retry } = manifest;
  if (kind === 'repeated' && switchOption(args, 'retry-failed')) print(io, 'No row had failed: nothing was run again');
  if (kind === 'finished' && retry !== undefined) {
    print(io, `Failed rows run again: ${retry.rows}; ended well: ${retry.recovered}; all other rows kept`);
  }
  const { seconds, runsPerSecond } = manifest.timing;
  if (kind === 'finished') print(io, `${durationWord(seconds)}, ${countWord(Math.round(runsPerSecond))} runs a second`);
  return bad > 0 ? FAILED_RUNS : 0;
}

function fileLines({ resources }: BatchOutcome): string[] {
  const files = [...resources.map(({ path, description }) => [path, description]), ...Object.entries(OTHER_FILES)];
  return tableLines(
    files.map(([path, description]) => [`  ${path}`, description]),
    [0, 1],
  );
}
