/** `overbuild compare A B [C...]`: what difference an assumption makes, under the same luck. */

import { join, relative, resolve } from 'node:path';
import type { Argv } from 'yargs';
import { ALPHA, type CompareResult, isEnough, type Stopping } from '../../experiment/compare.ts';
import { PairLedger } from '../../experiment/compare-ledger.ts';
import { isToldApart } from '../../experiment/paired-difference.ts';
import { type FolderEnd, openPairedFolder, type PairedFolder, type PairedIdentity } from '../../node/compare-folder.ts';
import { comparePictures } from '../../node/compare-pictures.ts';
import { runPaired } from '../../node/compare-runs.ts';
import { enterScenarios, type Field, meanableColumns } from '../../node/compare-scenarios.ts';
import { packageVersion } from '../../node/package-version.ts';
import { listScenarios } from '../../node/scenario-files.ts';
import { compareReport } from '../../output/compare-report.ts';
import { COMPARE_FILE, COMPARE_RESOURCES, compareCsv, IMPULSE_FILE, impulseCsv } from '../../output/compare-tables.ts';
import { datapackageText } from '../../output/datapackage.ts';
import { type NamedFailure, namedFailures } from '../../output/paired-failures.ts';
import { countWord } from '../../output/words.ts';
import { UsageError } from '../../scenario/errors.ts';
import { didYouMean } from '../../scenario/suggest.ts';
import { startProgress } from '../batch-progress.ts';
import type { Arguments, Command } from '../command.ts';
import { type Io, print } from '../io.ts';
import { jobsOption, jsonOption, listOption, seedOption, switchOption, textOption, wholeOption } from '../options.ts';

const DEFAULT_PAIRS = 300;
/** Fewer runs than this are done before worker threads have started. */
const FEW_RUNS = 200;
const FAILED_RUNS = 1;
const INTERRUPTED = 130;
/** The five levers; `antifragile` pulls all of them, where there is such an overlay. */
const LEVERS = ['diversified-buyers', 'more-hbm-makers', 'grid-ahead', 'outcome-pricing', 'internal-cash'];
const ALL_LEVERS = 'antifragile';

export const compareCommand: Command = {
  configure(yargs: Argv): Argv {
    return jsonOption(seedOption(yargs))
      .positional('scenario', { type: 'string', array: true, describe: 'The base, then what to compare with it' })
      .option('levers', { type: 'boolean', default: false, describe: 'Compare the base with each of the five levers' })
      .option('runs', { requiresArg: true, default: DEFAULT_PAIRS, describe: 'Pairs; with --until, at most so many' })
      .option('until', {
        type: 'string',
        requiresArg: true,
        describe: 'Add pairs until this metric can be told apart at an error of 5 %, however often one looks',
      })
      .option('metric', {
        type: 'string',
        array: true,
        nargs: 1,
        default: [],
        defaultDescription: 'the headline, then those that differ most',
        describe: 'Metric to show; may be repeated, `all` shows every one',
      })
      .option('set', {
        type: 'string',
        array: true,
        nargs: 1,
        default: [],
        defaultDescription: 'none',
        describe: 'Change a value in every scenario: path=value, path=*1.2, path=+10; may be repeated',
      })
      .option('jobs', {
        requiresArg: true,
        describe: 'Pairs at a time',
        defaultDescription: 'one per core; 1 for few runs',
      })
      .option('out', {
        type: 'string',
        requiresArg: true,
        describe: 'Folder for compare.csv, impulse.csv and pictures',
        defaultDescription: 'none; results/compare-<base>-<seed>-<runs> for pictures',
      })
      .option('svg', { type: 'boolean', default: false, describe: 'Draw the differences and the responses by month' })
      .option('png', { type: 'boolean', default: false, describe: 'The same as PNG' })
      .option('resume', { type: 'boolean', default: false, describe: 'Go on with an unfinished comparison in --out' })
      .option('force', { type: 'boolean', default: false, describe: 'Overwrite files of another comparison in --out' })
      .example('$0 compare baseline disciplined', 'Race against discipline, same luck')
      .example('$0 compare baseline --levers --png', 'The five levers in one picture')
      .example(
        '$0 compare baseline baseline+overlays/grid-ahead.yaml --until months_to_wall',
        'Until it is told apart',
      );
  },

  async run(args: Arguments, io: Io, argv: readonly string[]): Promise<number> {
    const names = contenderNames(args, io.cwd);
    const until = textOption(args, 'until');
    const stopping: Stopping = {
      runs: wholeOption(args, 'runs', 2) ?? DEFAULT_PAIRS,
      ...(until === undefined ? {} : { until }),
    };
    const jobs = jobsOption(args, io, names.length * stopping.runs < FEW_RUNS);
    const folder = folderOf(args, names[0], stopping.runs);
    const mode = modeOf(args, folder);
    const field = await enterScenarios(names, { cwd: io.cwd, overrides: listOption(args, 'set') });
    const columns = columnsOf(field);
    const chosen = listOption(args, 'metric');
    checkMetrics([...chosen.filter((metric) => metric !== 'all'), ...(until === undefined ? [] : [until])], columns);
    const identity: PairedIdentity = {
      format: 'overbuild-compare/1',
      scenarios: field.entered.map(({ name, hash }) => ({ name, hash })),
      seed: textOption(args, 'seed') ?? '1',
      metrics: columns.metrics,
      series: columns.series,
      modelVersion: field.engine.modelVersion,
      packageVersion: packageVersion(),
    };
    const opened = folder === undefined ? undefined : await openPairedFolder(resolve(io.cwd, folder), identity, mode);
    try {
      const gathering = { field, identity, stopping, jobs };
      const { ledger, stopped } = await gather(gathering, io, opened);
      const result: CompareResult = { pairs: ledger.pairs, stopped, comparisons: ledger.comparisons(ALPHA) };
      const failures = namedFailures(ledger.failures, names);
      const failed = failures.length;
      const files = await filesOf(args, result, { field, identity, units: columns.units });
      const manifest = { command: argv, pairs: result.pairs, stopped, failed, failures, ...scenariosOf(field) };
      const end: FolderEnd = { ledger, manifest: stopped === 'asked' ? undefined : manifest };
      await opened?.write(files, end);
      if (switchOption(args, 'json')) print(io, JSON.stringify(plain(identity, result, failures), null, 2));
      else for (const line of compareReport({ base: names[0], result, chosen, until, failures })) print(io, line);
      if (folder !== undefined && !switchOption(args, 'json')) tellFiles(io, folder, { files, argv, end });
      if (stopped === 'asked') return INTERRUPTED;
      return failed > 0 ? FAILED_RUNS : 0;
    } finally {
      await opened?.close();
    }
  },
};

function contenderNames(args: Arguments, cwd: string): string[] {
  const names = listOption(args, 'scenario');
  if (!switchOption(args, 'levers')) {
    if (names.length >= 2) return names;
    throw new UsageError([
      'give at least two scenarios: the base, then what to compare with it; or a base and --levers',
    ]);
  }
  const overlays = new Set(listScenarios(cwd).flatMap(({ name, role }) => (role === 'overlay' ? [name] : [])));
  const levers = [...LEVERS, ...(overlays.has(ALL_LEVERS) ? [ALL_LEVERS] : [])];
  return [...names, ...levers.map((lever) => `${names[0]}+${lever}`)];
}

/** Pictures need a folder; tables get one when asked. */
function folderOf(args: Arguments, base: string, runs: number): string | undefined {
  const out = textOption(args, 'out');
  if (out !== undefined || !(switchOption(args, 'svg') || switchOption(args, 'png'))) return out;
  const words = `compare-${base}-${textOption(args, 'seed') ?? '1'}-${runs}`;
  return join('results', words.replace(/^.*[/\\]/, '').replace(/[^A-Za-z0-9._+-]/g, '-'));
}

function modeOf(args: Arguments, folder: string | undefined): 'new' | 'resume' | 'force' {
  const [resume, force] = [switchOption(args, 'resume'), switchOption(args, 'force')];
  if (resume && force) throw new UsageError(['--resume and --force exclude each other']);
  if (resume && folder === undefined) throw new UsageError(['--resume needs the --out of the unfinished comparison']);
  return resume ? 'resume' : force ? 'force' : 'new';
}

interface Columns {
  /** Metrics that all have and of which a mean can be taken, in the order of the base. */
  readonly metrics: readonly string[];
  /** Series that all have. */
  readonly series: readonly string[];
  /** Units of both. */
  readonly units: ReadonlyMap<string, string>;
  readonly all: readonly string[];
}

function columnsOf(field: Field): Columns {
  const { entered, engine } = field;
  const metrics = entered.map(({ simulator }) => meanableColumns(field, simulator));
  const series = entered.map(({ simulator }) => engine.fanColumns(simulator));
  const shared = (lists: readonly (readonly { readonly name: string }[])[]): string[] =>
    lists[0].map(({ name }) => name).filter((name) => lists.every((list) => list.some((one) => one.name === name)));
  return {
    metrics: shared(metrics),
    series: shared(series),
    units: new Map([...series[0], ...metrics[0]].map(({ name, unit }) => [name, unit])),
    all: [...new Set(metrics.flat().map(({ name }) => name))],
  };
}

function checkMetrics(asked: readonly string[], { metrics, all }: Columns): void {
  for (const metric of asked) {
    if (metrics.includes(metric)) continue;
    if (all.includes(metric)) throw new UsageError([`not all of these scenarios have the metric ${metric}`]);
    throw new UsageError([
      `there is no metric ${metric} of which a mean can be taken${didYouMean(metric, metrics)}; see overbuild columns`,
    ]);
  }
}

interface Gathering {
  readonly field: Field;
  readonly identity: PairedIdentity;
  readonly stopping: Stopping;
  readonly jobs: number;
}

interface Gathered {
  readonly ledger: PairLedger;
  readonly stopped: CompareResult['stopped'];
}

async function gather(
  { field, identity, stopping, jobs }: Gathering,
  io: Io,
  folder: PairedFolder | undefined,
): Promise<Gathered> {
  const { metrics, series, seed } = identity;
  const contenders = field.entered.map(({ name }) => name);
  const ledger = new PairLedger({ contenders, metrics, series }, folder?.saved);
  let stopped = ledger.pairs > 0 ? isEnough(ledger, stopping) : false;
  const done = ledger.pairs * contenders.length;
  const progress = startProgress(io, stopping.runs * contenders.length);
  const stop = new AbortController();
  const deaf = io.onInterrupt(() => {
    stop.abort();
    io.stderr.write('\nStopping after the runs under way; press Ctrl-C again to stop at once.\n');
  });
  try {
    await runPaired({
      setup: {
        scenarios: field.entered.map(({ scenario }) => scenario),
        strategies: field.strategies,
        seed,
        metrics,
        series,
      },
      from: ledger.pairs,
      to: stopped === false ? stopping.runs : ledger.pairs,
      jobs,
      signal: stop.signal,
      take(runs) {
        if (stop.signal.aborted) return false;
        ledger.record(runs);
        folder?.checkpoint(ledger);
        stopped = isEnough(ledger, stopping);
        return stopped === false;
      },
      onProgress: (runs) => progress.update(done + runs),
    });
    return { ledger, stopped: stopped === false ? 'asked' : stopped };
  } finally {
    progress.stop();
    deaf();
  }
}

interface Told {
  readonly field: Field;
  readonly identity: PairedIdentity;
  readonly units: ReadonlyMap<string, string>;
}

async function filesOf(
  args: Arguments,
  result: CompareResult,
  { field, identity, units }: Told,
): Promise<Record<string, string | Uint8Array>> {
  const { comparisons } = result;
  const [{ name: base, hash }] = identity.scenarios;
  const about = {
    name: `overbuild-compare-${base}`,
    title: `${base} compared: ${result.pairs} pairs`,
    description: 'Paired differences, conditional on the assumptions of the scenarios; not a forecast.',
  };
  const tables = {
    [COMPARE_FILE]: compareCsv(base, comparisons, units),
    [IMPULSE_FILE]: impulseCsv(base, comparisons),
    'datapackage.json': datapackageText(about, COMPARE_RESOURCES, 'en'),
  };
  const [svg, png] = [switchOption(args, 'svg'), switchOption(args, 'png')];
  if (!svg && !png) return tables;
  const { scenario } = field.entered[0];
  const frame = {
    source: `Source: overbuild, model ${identity.modelVersion}, base ${base} (${hash.slice(0, 8)}), ${countWord(result.pairs)} pairs, seed "${identity.seed}".`,
    startMonth: 'startMonth' in scenario ? scenario.startMonth : undefined,
  };
  const chosen = listOption(args, 'metric');
  const isSequential = textOption(args, 'until') !== undefined;
  return { ...tables, ...(await comparePictures(result, { base, chosen, isSequential, units, frame, svg, png })) };
}

function scenariosOf({ entered, strategies }: Field): object {
  return {
    resolvedScenarios: Object.fromEntries(entered.map(({ name, scenario }) => [name, scenario])),
    strategies: strategies.map(({ id, reference, sha256 }) => ({ id, reference, sha256 })),
    nodeVersion: process.version,
  };
}

/** The result without typed arrays, which JSON would spell as maps. */
function plain(
  identity: PairedIdentity,
  { pairs, stopped, comparisons }: CompareResult,
  failures: readonly NamedFailure[],
): object {
  const { scenarios, seed, modelVersion } = identity;
  const told = comparisons.map(({ name, metrics }) => ({
    name,
    metrics: metrics.map((one) => ({ ...one, toldApart: isToldApart(one.difference) })),
  }));
  const failed = failures.length;
  const base = scenarios[0].name;
  return { base, seed, modelVersion, scenarios, pairs, stopped, failed, failures, comparisons: told };
}

interface Ended {
  readonly files: object;
  readonly argv: readonly string[];
  readonly end: FolderEnd;
}

function tellFiles(io: Io, folder: string, { files, argv, end }: Ended): void {
  print(io);
  const place = relative(io.cwd, resolve(io.cwd, folder)) || '.';
  print(io, `Written to ${place}: ${Object.keys(files).join(', ')}`);
  if (end.manifest !== undefined) return;
  const words = argv.filter((word) => word !== '--force' && word !== '--resume');
  print(io, `${countWord(end.ledger.pairs)} pairs are safe; go on with: overbuild ${[...words, '--resume'].join(' ')}`);
}
