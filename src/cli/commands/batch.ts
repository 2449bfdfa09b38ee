/** `overbuild batch [scenario]`: simulates a scenario many times into a results folder and prints the results. */

import { join } from 'node:path';
import { BUILTIN_HOST } from '../../node/builtin-engine.ts';
import {
  type BatchOptions,
  type BatchOutcome,
  type BatchSpec,
  batchIdentity,
  playableSpec,
  runBatch,
} from '../../node/experiments/batch.ts';
import { assumptionLines, unpausedFalls } from '../../node/analysis/sensitivity.ts';
import { retryBatch } from '../../node/experiments/retry.ts';
import { defaultFolderName } from '../../node/files/results-folder.ts';
import type { PlayableScenario } from '../../node/strategies/user-strategies.ts';
import { shardRange } from '../../node/work/shard.ts';
import { sum } from '../../numeric/sum.ts';
import { batchReport } from '../../output/batch-report.ts';
import { scenarioWords } from '../../output/replay-command.ts';
import { noteLines, supplyNotes } from '../../output/supply-notes.ts';
import { shellWord } from '../../output/shell-word.ts';
import { durationWord } from '../../output/words.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { ParsedScenario } from '../../reader/parse.ts';
import type { Arguments } from '../arguments.ts';
import { type Command, FAILED_RUNS, INTERRUPTED } from '../command.ts';
import { readPlayable } from '../economy.ts';
import { type Io, print, printResult } from '../io.ts';
import { fileLines, jobOptions, readPlace, readSpec, reportInterrupted, shownFolder } from '../job-options.ts';
import { amount, choice, flag, SCENARIO, shared } from '../options.ts';
import { watched } from '../progress.ts';

const DEFAULT_RUNS = 1000;
/** Folder below the working folder in which batches without `--out` get theirs. */
const RESULTS = 'results';

export const command: Command = {
  places: { scenario: SCENARIO },
  options: {
    ...shared('spreads', 'set', 'strategy', 'seed', 'json'),
    runs: amount('Number of runs', DEFAULT_RUNS),
    ...jobOptions({
      out: 'results/<scenario>-<hash>-<seed>-<runs>',
      resume: 'Resume an unfinished batch',
      parts: 'runs',
    }),
    ...shared('csv-locale'),
    'retry-failed': flag('Run only the failed rows of a finished batch again'),
    series: flag('Also write every monthly series (large)'),
    events: choice(
      ['main', 'all'],
      'main: events that explain a run; all: also every report, expansion and permit delay (large)',
      'main',
    ),
    format: {
      ...choice(['csv', 'parquet'], 'Format of the series: csv, or parquet (smaller, typed)'),
      defaultDescription: 'csv',
    },
    details: flag('Print every number and file, not one screen'),
    report: flag('Also write report.html into the folder'),
  },
  examples: {
    batch: 'A thousand runs of the baseline on all cores',
    'batch power-tight --runs 10000 --seed 7': 'Another scenario, more runs, another seed',
    "batch --set 'power.regions[*].additionsMwPerMonth=*1.5' --out results/more-grid": 'One assumption changed',
    'batch --strategy META=./my.ts': 'Your own strategy for one firm',
    'batch --runs 10000 --resume': 'Resume after an interruption',
    'batch --runs 10000 --shard 2/5': 'The second fifth of the runs, for this machine of five',
    'batch --timeout 60 --retry-failed': 'Run rows again that timed out',
  },

  async run(args, io) {
    const playable = await readPlayable(args, io);
    const { parsed } = playable;
    const options = batchOptions(args, playable, io);
    const [, count] = shardRange(options.runs, options.shard, 'runs');
    const run = args.isOn('retry-failed') ? retryBatch : runBatch;
    const outcome = await watched(io, count, (watch) => run({ ...options, ...watch }));
    const { manifest, folder } = outcome;
    const assumptions = manifest === undefined ? [] : await assumptionLines(folder);
    const more =
      manifest === undefined || !args.isOn('details') || args.isOn('json') ? [] : await unpausedFalls(folder);
    const code = report(
      { ...outcome, summary: [...outcome.summary, ...more] },
      { parsed, args, io, options, assumptions },
    );
    if (args.isOn('report') && manifest !== undefined) await writeReport(folder, { args, io, assumptions });
    return code;
  },
};

function batchOptions(args: Arguments, playable: PlayableScenario, io: Io): BatchOptions {
  const isRetry = args.isOn('retry-failed');
  if (isRetry && (args.isOn('resume') || args.isOn('force'))) {
    throw new UsageError(['--retry-failed goes with neither --resume nor --force']);
  }
  const series = args.isOn('series');
  const format = args.text('format');
  if (format !== undefined && !series) throw new UsageError(['--format is about series; give --series too']);
  const spec: BatchSpec = {
    ...playableSpec(playable),
    ...readSpec(args),
    runs: args.whole('runs', 1) ?? DEFAULT_RUNS,
    series,
    seriesFormat: format === 'parquet' ? 'parquet' : 'csv',
    events: args.text('events') === 'all' ? 'all' : 'main',
  };
  const out = join(RESULTS, defaultFolderName(batchIdentity(spec, BUILTIN_HOST.engine.modelVersion)));
  const place = readPlace(args, io, spec.runs, out);
  return { ...spec, ...place, folder: place.folder ?? out };
}

/** The page of a finished batch, as `overbuild report` makes it when nothing is chosen. */
async function writeReport(
  folder: string,
  { args, io, assumptions }: Omit<BatchReport, 'parsed' | 'options'>,
): Promise<void> {
  const { DEFAULT_REPORT, makeReport } = await import('../../node/pictures/make-report.ts');
  const [page] = await makeReport(folder, { ...DEFAULT_REPORT, assumptions, out: join(folder, 'report.html') });
  if (!args.isOn('json')) print(io, `Report: ${shownFolder(io, page)}`);
}

interface BatchReport {
  readonly parsed: ParsedScenario;
  readonly args: Arguments;
  readonly io: Io;
  readonly options: BatchOptions;
  readonly assumptions: readonly string[];
}

function report(outcome: BatchOutcome, { parsed, args, io, options, assumptions }: BatchReport): number {
  const { manifest, summary, kind } = outcome;
  const folder = shownFolder(io, outcome.folder);
  if (manifest === undefined && args.isOn('retry-failed') && !args.isOn('json')) {
    print(io, `Interrupted: ${folder} is as it was.`);
    return INTERRUPTED;
  }
  if (manifest === undefined) return reportInterrupted(io, args, { place: options, done: outcome.done });
  const bad = sum(Object.values(manifest.statuses)) - manifest.statuses.ok;
  const isDetailed = args.isOn('details');
  const { startMonth } = parsed.scenario;
  const { program } = io;
  const { identity, statuses, failures, files, timing } = manifest;
  printResult(io, args, { kind, folder, identity, statuses, failures, files, timing, summary }, [
    ...batchReport({ manifest, summary, startMonth, isDetailed, assumptions, program }),
    ...noteLines(supplyNotes(parsed, parsed.open.changes)),
    ...(isDetailed ? detailLines(outcome, args, folder) : nextLines(outcome, io, folder)),
  ]);
  return bad > 0 ? FAILED_RUNS : 0;
}

/** What to type next. */
function nextLines({ kind, manifest }: BatchOutcome, { program }: Io, folder: string): string[] {
  const read = kind === 'repeated' ? [`Done before: read from ${folder} (--force runs it again).`] : [];
  const isRace = manifest !== undefined && 'walls' in manifest.resolvedScenario;
  const words = isRace ? ['compare', ...scenarioWords(manifest), '--levers'] : [];
  const compare = isRace ? [`      ${program} ${words.map(shellWord).join(' ')}`] : [];
  return [...read, `Next: ${program} report ${shellWord(folder)} (or chart)`, ...compare];
}

/** The files and the time. */
function detailLines(outcome: BatchOutcome, args: Arguments, folder: string): string[] {
  const { kind, manifest } = outcome;
  const isRetry = args.isOn('retry-failed');
  const retry = manifest?.retry;
  return [
    '',
    ...fileLines(outcome, folder),
    ...(kind === 'repeated' && isRetry ? ['No row had failed, so no run was repeated'] : []),
    ...(kind === 'finished' && retry !== undefined
      ? [`Failed rows run again: ${retry.rows}; recovered: ${retry.recovered}; other rows unchanged`]
      : []),
    // No rate: it would hold start-up and writing, and differ from that of the progress bar.
    ...(kind === 'finished' && manifest !== undefined ? [`${durationWord(manifest.timing.seconds)} in all`] : []),
  ];
}
