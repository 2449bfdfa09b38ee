/** `overbuild attribute [scenario]`: which mechanisms make an outcome, and what share of it each accounts for. */

import { relative, resolve } from 'node:path';
import type { Argv } from 'yargs';
import { PairLedger } from '../../experiment/compare-ledger.ts';
import { FEWEST_PAIRS } from '../../experiment/paired-difference.ts';
import { isIn } from '../../experiment/shapley.ts';
import { type Attribution, attribute } from '../../experiment/toggle-factorial.ts';
import { mechanismsOf } from '../../experiment/toggle-mechanisms.ts';
import { openPairedFolder, type PairedFolder, type PairedIdentity } from '../../node/compare-folder.ts';
import { runPaired } from '../../node/compare-runs.ts';
import { meanableColumns } from '../../node/compare-scenarios.ts';
import { type Factorial, openFactorial, overlaysFor, readToggles } from '../../node/compare-toggles.ts';
import { packageVersion } from '../../node/package-version.ts';
import { loadPlayable } from '../../node/user-strategies.ts';
import { attributeReport } from '../../output/attribute-report.ts';
import { ATTRIBUTE_RESOURCES, attributeTables } from '../../output/attribute-tables.ts';
import { datapackageText } from '../../output/datapackage.ts';
import { namedFailures } from '../../output/paired-failures.ts';
import { tableLines } from '../../output/text-table.ts';
import { UsageError } from '../../scenario/errors.ts';
import { didYouMean } from '../../scenario/suggest.ts';
import { startProgress } from '../batch-progress.ts';
import type { Arguments, Command } from '../command.ts';
import { type Io, print } from '../io.ts';
import {
  jobsOption,
  jsonOption,
  listOption,
  placedArgument,
  scenarioOptions,
  seedOption,
  switchOption,
  textOption,
  wholeOption,
} from '../options.ts';

const DEFAULT_RUNS = 100;
/** Fewer runs than this are done before worker threads have started. */
const FEW_RUNS = 200;
const FAILED_RUNS = 1;
const INTERRUPTED = 130;

export const attributeCommand: Command = {
  configure(yargs: Argv): Argv {
    return jsonOption(seedOption(scenarioOptions(yargs)))
      .option('toggle', {
        type: 'string',
        array: true,
        nargs: 1,
        default: [],
        defaultDescription: 'none',
        describe: 'Mechanism to switch, or name=overlay, or name=path=value to put on; may be repeated, 10 at most',
      })
      .option('outcome', {
        type: 'string',
        array: true,
        nargs: 1,
        default: [],
        defaultDescription: 'none',
        describe: 'Metric of a run to explain; may be repeated',
      })
      .option('list', { type: 'boolean', default: false, describe: 'List the mechanisms that this scenario has on' })
      .option('runs', { requiresArg: true, default: DEFAULT_RUNS, describe: 'Replications of every combination' })
      .option('jobs', {
        requiresArg: true,
        describe: 'Replications at a time',
        defaultDescription: 'one per core; 1 for few runs',
      })
      .option('out', { type: 'string', requiresArg: true, describe: 'Folder for the tables' })
      .option('resume', { type: 'boolean', default: false, describe: 'Go on with an unfinished attribution in --out' })
      .option('force', { type: 'boolean', default: false, describe: 'Overwrite files of another one in --out' })
      .example('$0 attribute baseline --list', 'What can be switched')
      .example(
        '$0 attribute baseline --toggle gaming --toggle trend-forecasts --outcome air_pocket_accelerator',
        'What share of the air pocket is duplicate orders, and what share forecasts',
      )
      .example(
        '$0 attribute --toggle grid=overlays/grid-ahead.yaml --toggle debt --outcome months_to_wall',
        'An overlay against a mechanism',
      );
  },

  async run(args: Arguments, io: Io, argv: readonly string[]): Promise<number> {
    const reference = placedArgument(args, 'scenario') ?? 'baseline';
    const options = { cwd: io.cwd, overrides: listOption(args, 'set') };
    if (switchOption(args, 'list')) return list(reference, args, io);
    const chosen = readToggles(listOption(args, 'toggle'));
    const runs = wholeOption(args, 'runs', 2) ?? DEFAULT_RUNS;
    const out = textOption(args, 'out');
    const mode = modeOf(args, out);
    if (chosen.length === 0) {
      throw new UsageError([`choose at least one --toggle; overbuild attribute ${reference} --list shows them`]);
    }
    const factorial = await openFactorial(reference, chosen, options);
    const { outcomes, units } = outcomesOf(factorial, listOption(args, 'outcome'));
    const names = factorial.hashes.map((hash, c) => ({ name: String(c), hash }));
    const jobs = jobsOption(args, io, runs * names.length < FEW_RUNS);
    const identity: PairedIdentity = {
      format: 'overbuild-attribute/1',
      scenarios: names,
      seed: textOption(args, 'seed') ?? '1',
      metrics: outcomes,
      series: [],
      modelVersion: factorial.engine.modelVersion,
      packageVersion: packageVersion(),
    };
    const folder = out === undefined ? undefined : await openPairedFolder(resolve(io.cwd, out), identity, mode);
    try {
      const gathering = { factorial, identity, runs, jobs };
      const ledger = await gather(gathering, io, folder);
      const isInterrupted = ledger.pairs < runs;
      const attributions = outcomes.map((outcome, m) => attributionOf(factorial, ledger, { outcome, m, outcomes }));
      const { toggles } = factorial;
      const failures = namedFailures(ledger.failures, combinationNames(toggles));
      const failed = failures.length;
      const { seed } = identity;
      const about = { scenario: reference, seed, replications: ledger.pairs, isInterrupted, failed, failures };
      const tables = { ...attributeTables(attributions), 'datapackage.json': packageText(reference, ledger.pairs) };
      const manifest = { command: argv, toggles, ...about, nodeVersion: process.version };
      await folder?.write(tables, { ledger, manifest: isInterrupted ? undefined : manifest });
      if (switchOption(args, 'json')) {
        print(io, JSON.stringify({ ...about, toggles, outcomes: attributions.map(plain) }, null, 2));
      } else {
        for (const line of attributeReport({ ...about, attributions, units })) print(io, line);
        if (out !== undefined) tellFiles(io, out, { files: Object.keys(tables), argv, isInterrupted });
      }
      if (isInterrupted) return INTERRUPTED;
      return failed > 0 ? FAILED_RUNS : 0;
    } finally {
      await folder?.close();
    }
  },
};

async function list(reference: string, args: Arguments, io: Io): Promise<number> {
  const options = { cwd: io.cwd, overrides: listOption(args, 'set') };
  const { parsed } = await loadPlayable(reference, options);
  const mechanisms = mechanismsOf(parsed.scenario);
  const overlays = await overlaysFor(reference, options);
  if (switchOption(args, 'json')) {
    const described = mechanisms.map(({ name, description, off }) => {
      return { name, description, off: off(parsed.scenario) };
    });
    print(io, JSON.stringify({ mechanisms: described, overlays }, null, 2));
    return 0;
  }
  const none = mechanisms.length === 0 ? ' none' : '';
  print(io, `Mechanisms of ${parsed.name} that can be switched off:${none}`);
  const rows = (items: readonly { readonly name: string; readonly description: string }[]): string[] =>
    tableLines(
      items.map(({ name, description }) => [`  ${name}`, description]),
      [0, 1],
    );
  for (const line of rows(mechanisms)) print(io, line);
  print(io, `Overlays that can be put on:${overlays.length === 0 ? ' none' : ''}`);
  for (const line of rows(overlays)) print(io, line);
  print(io, 'Any other: --toggle name=overlay.yaml or --toggle name=path=value');
  return 0;
}

function modeOf(args: Arguments, out: string | undefined): 'new' | 'resume' | 'force' {
  const [resume, force] = [switchOption(args, 'resume'), switchOption(args, 'force')];
  if (resume && force) throw new UsageError(['--resume and --force exclude each other']);
  if (resume && out === undefined) throw new UsageError(['--resume needs the --out of the unfinished attribution']);
  return resume ? 'resume' : force ? 'force' : 'new';
}

function outcomesOf(
  factorial: Factorial,
  asked: readonly string[],
): { readonly outcomes: readonly string[]; readonly units: ReadonlyMap<string, string> } {
  const { scenarios, engine } = factorial;
  const columns = meanableColumns(factorial, engine.createSimulator(scenarios[scenarios.length - 1], 'metrics'));
  const known = columns.map(({ name }) => name);
  if (asked.length === 0) {
    const examples = ['air_pocket_accelerator', 'months_to_wall', ...known].filter((name) => known.includes(name));
    throw new UsageError([`choose an --outcome, such as ${examples[0]}; see overbuild columns`]);
  }
  for (const outcome of asked) {
    if (!known.includes(outcome)) {
      throw new UsageError([
        `there is no metric ${outcome} of which a mean can be taken${didYouMean(outcome, known)}; see overbuild columns`,
      ]);
    }
  }
  return { outcomes: [...new Set(asked)], units: new Map(columns.map(({ name, unit }) => [name, unit])) };
}

interface Gathering {
  readonly factorial: Factorial;
  readonly identity: PairedIdentity;
  readonly runs: number;
  readonly jobs: number;
}

async function gather(
  { factorial: { scenarios, strategies }, identity, runs, jobs }: Gathering,
  io: Io,
  folder: PairedFolder | undefined,
): Promise<PairLedger> {
  const { metrics, series, seed } = identity;
  const shape = { contenders: identity.scenarios.map(({ name }) => name), metrics, series };
  const ledger = new PairLedger(shape, folder?.saved);
  const done = ledger.pairs * scenarios.length;
  const progress = startProgress(io, runs * scenarios.length);
  const stop = new AbortController();
  const deaf = io.onInterrupt(() => {
    stop.abort();
    io.stderr.write('\nStopping after the runs under way; press Ctrl-C again to stop at once.\n');
  });
  try {
    await runPaired({
      setup: { scenarios, strategies, seed, metrics, series },
      from: ledger.pairs,
      to: runs,
      jobs,
      signal: stop.signal,
      take(pair) {
        if (stop.signal.aborted) return false;
        ledger.record(pair);
        folder?.checkpoint(ledger);
        return true;
      },
      onProgress: (begun) => progress.update(done + begun),
    });
    return ledger;
  } finally {
    progress.stop();
    deaf();
  }
}

interface Asked {
  readonly outcome: string;
  /** Its place among the outcomes. */
  readonly m: number;
  readonly outcomes: readonly string[];
}

/** What each combination has on, in words. */
function combinationNames(toggles: Factorial['toggles']): string[] {
  return Array.from({ length: 1 << toggles.length }, (_, combination) => {
    const on = toggles.flatMap(({ name }, i) => (isIn(i, combination) ? [name] : []));
    return on.length === 0 ? 'all off' : `${on.join('+')} on`;
  });
}

function attributionOf(
  { toggles, scenarios }: Factorial,
  ledger: PairLedger,
  { outcome, m, outcomes }: Asked,
): Attribution {
  const worths = ledger.state.rows.map((row) => Float64Array.from(scenarios, (_, c) => row[c * outcomes.length + m]));
  return attribute(
    toggles.map(({ name }) => name),
    outcome,
    worths,
  );
}

function packageText(scenario: string, replications: number): string {
  const about = {
    name: `overbuild-attribute-${scenario}`,
    title: `${scenario}: shares of its mechanisms over ${replications} replications`,
    description: 'Shares of an outcome, conditional on the assumptions of the scenario; not a forecast.',
  };
  return datapackageText(about, ATTRIBUTE_RESOURCES, 'en');
}

/** The result without typed arrays, which JSON would spell as maps. */
function plain({ means, ...rest }: Attribution): object {
  return { ...rest, means: [...means], isEnough: rest.replications >= FEWEST_PAIRS };
}

interface Ended {
  readonly files: readonly string[];
  readonly argv: readonly string[];
  readonly isInterrupted: boolean;
}

function tellFiles(io: Io, out: string, { files, argv, isInterrupted }: Ended): void {
  const place = relative(io.cwd, resolve(io.cwd, out)) || '.';
  print(io);
  print(io, `Written to ${place}: ${files.join(', ')}`);
  if (!isInterrupted) return;
  const words = argv.filter((word) => word !== '--force' && word !== '--resume');
  print(io, `What is done is safe; go on with: overbuild ${[...words, '--resume'].join(' ')}`);
}
