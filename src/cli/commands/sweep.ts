/** `overbuild sweep [scenario]`: simulate a scenario under many configurations, all with the same luck. */

import { join, relative, resolve } from 'node:path';
import type { Argv } from 'yargs';
import { BUILTIN_HOST, engineWith } from '../../node/builtin-engine.ts';
import { createReplicator } from '../../node/chunk.ts';
import { shardRange } from '../../node/shard.ts';
import { runSweep, type SweepOptions, type SweepOutcome, sweepIdentity } from '../../node/sweep.ts';
import { estimateSweep, type SweepEstimate } from '../../node/sweep-estimate.ts';
import { defaultSweepFolderName } from '../../node/sweep-folder-name.ts';
import { loadSweep } from '../../node/sweep-scenario.ts';
import { OTHER_FILES } from '../../output/resources.ts';
import { counted, sweepReport } from '../../output/sweep-report.ts';
import { tableLines } from '../../output/text-table.ts';
import { countWord, durationWord } from '../../output/words.ts';
import { UsageError } from '../../scenario/errors.ts';
import { didYouMean } from '../../scenario/suggest.ts';
import { startProgress } from '../batch-progress.ts';
import type { Arguments, Command } from '../command.ts';
import { type Io, print } from '../io.ts';
import {
  jobsOption,
  jsonOption,
  listOption,
  numberOption,
  scenarioOptions,
  strategyOption,
  switchOption,
  textOption,
} from '../options.ts';
import { shellWord } from '../shell-word.ts';
import { DEFAULT_SWEEP_RUNS, type Experiment, readExperiment } from '../sweep-options.ts';

/** Fewer rows than this are done before worker threads have started. */
const FEW_ROWS = 200;
const FAILED_RUNS = 1;
const INTERRUPTED = 130;
const RESULTS = 'results';
const BYTES_PER_MB = 1e6;
/** A plan of more than half a year is told to be too long, and a sweep of so many runs warns. */
const LONG_SECONDS = 1.6e7;
const MANY_ROWS = 1e8;

export const sweepCommand: Command = {
  configure(yargs: Argv): Argv {
    return jsonOption(strategyOption(scenarioOptions(yargs)))
      .positional('scenario', { default: undefined, defaultDescription: 'as the plan says, or baseline' })
      .option('vary', {
        type: 'string',
        array: true,
        nargs: 1,
        default: [],
        defaultDescription: 'none',
        describe: 'What to vary: path=low:high:step, path=a,b,c, or path=low:high[:log] to sample; may be repeated',
      })
      .option('design', {
        type: 'string',
        requiresArg: true,
        defaultDescription: 'factorial',
        describe: 'factorial, zip, latin-hypercube, sobol, or a CSV file with one configuration a row',
      })
      .option('points', { requiresArg: true, describe: 'Configurations of a latin-hypercube or sobol design' })
      .option('scramble', { type: 'boolean', default: false, describe: 'Scramble a sobol design by the seed' })
      .option('plan', { type: 'string', requiresArg: true, describe: 'YAML file that says all this' })
      .option('runs', {
        requiresArg: true,
        defaultDescription: String(DEFAULT_SWEEP_RUNS),
        describe: 'Runs of each configuration',
      })
      .option('seed', { type: 'string', requiresArg: true, defaultDescription: '1', describe: 'Any text' })
      .option('jobs', {
        requiresArg: true,
        describe: 'Runs at a time',
        defaultDescription: 'one per core; 1 for few runs',
      })
      .option('out', {
        type: 'string',
        requiresArg: true,
        describe: 'Results folder',
        defaultDescription: 'results/sweep-<scenario>-<hash>-<design>-<seed>',
      })
      .option('shard', { type: 'string', requiresArg: true, describe: 'Only part i of n of the configurations: i/n' })
      .option('metric', {
        type: 'string',
        array: true,
        nargs: 1,
        default: [],
        defaultDescription: 'walls, capex and air pocket',
        describe: 'Metric to print; may be repeated',
      })
      .option('dry-run', { type: 'boolean', default: false, describe: 'Say what would be run and what it would take' })
      .option('resume', {
        type: 'boolean',
        default: false,
        describe: 'Go on with an unfinished sweep, or add runs to a finished one',
      })
      .option('force', { type: 'boolean', default: false, describe: 'Overwrite result files in the folder' })
      .option('timeout', { requiresArg: true, describe: 'Give up a run after this many seconds' })
      .option('csv-locale', {
        choices: ['en', 'eu'] as const,
        default: 'en',
        describe: 'en: comma and decimal point; eu: semicolon and decimal comma',
      })
      .example('$0 sweep --vary capex.strategicPrize=0.5:1.5:0.25 --runs 50', 'Five configurations')
      .example(
        "$0 sweep --vary 'firms[META].strategy.id=always-race,grim' --vary power.pue=1.1,1.3",
        'All combinations of strategies and numbers',
      )
      .example('$0 sweep --vary capex.strategicPrize=0.5:1.5 --design sobol --points 64', 'Sample a range')
      .example('$0 sweep --plan sweep.yaml --runs 200 --resume', 'Add runs to a finished sweep');
  },

  async run(args: Arguments, io: Io, argv: readonly string[]): Promise<number> {
    const experiment = readExperiment(args, io.cwd);
    const loaded = await loadSweep(experiment.scenario, experiment.design, {
      cwd: io.cwd,
      overrides: experiment.overrides,
    });
    const stop = new AbortController();
    const host = { ...BUILTIN_HOST, engine: engineWith(loaded.absent) };
    const options: SweepOptions = {
      ...sweepOptions(args, experiment, { scenario: loaded.scenario, host }, io),
      command: argv,
      signal: stop.signal,
    };
    const metrics = chosenMetrics(args, options);
    if (switchOption(args, 'dry-run'))
      return tellEstimate(await estimateSweep(options), { args, io, options, short: experiment.short });
    const [, count] = shardRange(experiment.design.size, experiment.shard);
    if (count * options.runs > MANY_ROWS) {
      io.stderr.write(`overbuild: ${countWord(count * options.runs)} runs; --dry-run says how long that takes\n`);
    }
    const progress = startProgress(io, count * options.runs);
    const ignore = io.onInterrupt(() => {
      stop.abort();
      io.stderr.write('\nStopping after the runs under way; press Ctrl-C again to stop at once.\n');
    });
    try {
      const outcome = await runSweep({ ...options, onProgress: progress.update });
      progress.stop();
      return report(outcome, { args, io, argv, metrics });
    } finally {
      progress.stop();
      ignore();
    }
  },
};

function sweepOptions(
  args: Arguments,
  { spec, design, seed, runs, shard }: Experiment,
  what: Pick<SweepOptions, 'scenario' | 'host'>,
  io: Io,
): Omit<SweepOptions, 'command'> {
  const resume = switchOption(args, 'resume');
  const force = switchOption(args, 'force');
  if (resume && force) throw new UsageError(['--resume and --force exclude each other']);
  const timeoutSeconds = numberOption(args, 'timeout');
  if (timeoutSeconds === 0) throw new UsageError(['--timeout: expected a number of seconds > 0, got 0']);
  const locale = textOption(args, 'csv-locale') === 'eu' ? ('eu' as const) : ('en' as const);
  const basics = { ...what, design: spec, seed, runs, locale, shard };
  const identity = sweepIdentity(basics, design, what.host.engine.modelVersion);
  const [, count] = shardRange(design.size, shard);
  if (!Number.isSafeInteger(count * runs)) throw new UsageError(['the sweep has more runs than can be counted']);
  return {
    ...basics,
    jobs: jobsOption(args, io, count * runs < FEW_ROWS),
    folder: resolve(io.cwd, textOption(args, 'out') ?? join(RESULTS, defaultSweepFolderName(identity))),
    mode: resume ? 'resume' : force ? 'force' : 'new',
    timeoutSeconds,
  };
}

/** The metrics that are asked for; refused before anything runs when there is no such metric. */
function chosenMetrics(args: Arguments, { host, scenario }: SweepOptions): string[] {
  const chosen = listOption(args, 'metric');
  if (chosen.length === 0) return [];
  const { metrics } = createReplicator(host.engine, scenario.resolved, 'metrics');
  const known = metrics.filter(({ type }) => type !== 'string').map(({ name }) => name);
  for (const metric of chosen) {
    if (known.includes(metric)) continue;
    throw new UsageError([`--metric: there is no number ${metric}${didYouMean(metric, known)}; see overbuild columns`]);
  }
  return chosen;
}

interface Told {
  readonly args: Arguments;
  readonly io: Io;
  readonly argv: readonly string[];
  readonly metrics: readonly string[];
}

function report(outcome: SweepOutcome, { args, io, argv, metrics }: Told): number {
  const { manifest, kind, design, columns, resources } = outcome;
  const folder = relative(io.cwd, outcome.folder) || '.';
  const isJson = switchOption(args, 'json');
  if (manifest === undefined && isJson) {
    print(io, JSON.stringify({ kind, folder, done: outcome.done }, null, 2));
    return INTERRUPTED;
  }
  if (manifest === undefined) {
    const command = [...argv.filter((word) => word !== '--force' && word !== '--resume'), '--resume'];
    print(io, `Interrupted: ${countWord(outcome.done)} runs are safe in ${folder}.`);
    print(io, `Go on with: overbuild ${command.map(shellWord).join(' ')}`);
    return INTERRUPTED;
  }
  const { identity, statuses, failures, files, timing } = manifest;
  const bad = Object.values(statuses).reduce((sum, count) => sum + count, 0) - statuses.ok;
  const shown = outcome.summaries.map((summary) => ({ ...summary, settings: design.at(summary.configuration) }));
  if (isJson) {
    const configurations = shown.map(({ configuration, settings, ok, reason }) => {
      return { configuration, settings: Object.fromEntries(settings.map((s, p) => [design.paths[p], s])), ok, reason };
    });
    const outcomeJson = {
      kind,
      folder,
      done: outcome.done,
      identity,
      statuses,
      failures,
      files,
      timing,
      configurations,
    };
    print(io, JSON.stringify(outcomeJson, null, 2));
    return bad > 0 ? FAILED_RUNS : 0;
  }
  const configurations = outcome.done / identity.runs;
  for (const line of sweepReport({ manifest, configurations, paths: design.paths, shown, columns, metrics })) {
    print(io, line);
  }
  print(io);
  const before = `Done before; read from ${folder} (--force runs it again):`;
  print(io, kind === 'repeated' ? before : `Written to ${folder}:`);
  const named = [...resources.map(({ path, description }) => [path, description]), ...Object.entries(OTHER_FILES)];
  for (const line of tableLines(
    named.map(([path, description]) => [`  ${path}`, description]),
    [0, 1],
  )) {
    print(io, line);
  }
  if (kind === 'finished') {
    print(io, `${durationWord(timing.seconds)}, ${countWord(Math.round(timing.runsPerSecond))} runs a second`);
  }
  return bad > 0 ? FAILED_RUNS : 0;
}

interface Planned {
  readonly args: Arguments;
  readonly io: Io;
  readonly options: SweepOptions;
  /** Ranges whose end is not reached, in words. */
  readonly short: readonly string[];
}

function rangeOf({ secondsLow, secondsHigh }: SweepEstimate): string {
  const [low, high] = [secondsLow, secondsHigh].map(durationWord);
  return low === high ? `about ${low}` : `about ${low} to ${high}`;
}

/** Say what a sweep would do; 1 when some of its configurations cannot be simulated. */
function tellEstimate(estimate: SweepEstimate, { args, io, options, short }: Planned): number {
  const { configurations, runs, rows, problems, jobs } = estimate;
  const folder = relative(io.cwd, options.folder) || '.';
  if (switchOption(args, 'json')) {
    print(io, JSON.stringify({ kind: 'dry-run', folder, short, ...estimate }, null, 2));
    return problems.length > 0 ? FAILED_RUNS : 0;
  }
  print(io, `${options.scenario.name}: ${counted(configurations, 'configuration')} of ${counted(runs, 'run')}:`);
  const lines = [
    ['  rows of runs.csv', countWord(rows)],
    ['  size of runs.csv', `about ${countWord(Math.max(1, Math.round(estimate.bytes / BYTES_PER_MB)))} MB`],
    ['  memory', `about ${countWord(estimate.memoryMb)} MB`],
    ['  time', estimate.timedRuns === 0 ? 'not known' : `${rangeOf(estimate)} with --jobs ${jobs}`],
    ['  folder', folder],
  ];
  for (const line of tableLines(lines, [0, 1])) print(io, line);
  for (const line of short) print(io, line);
  if (estimate.secondsLow > LONG_SECONDS) {
    print(io, 'That is too long: take larger steps, or sample ranges (--design sobol --points 1000)');
  }
  const source = estimate.timedRuns === 0 ? 'no run was timed' : `from timing ${estimate.timedRuns} runs`;
  print(io, `An estimate ${source}; nothing was written.`);
  if (problems.length === 0) return 0;
  print(io);
  print(
    io,
    `${countWord(problems.length)} of ${countWord(estimate.checked)} configurations looked at cannot be simulated:`,
  );
  for (const { configuration, problem } of problems.slice(0, 5))
    print(io, `  configuration ${configuration}: ${problem}`);
  return FAILED_RUNS;
}
