/** `overbuild compare A B [C...]`: what difference an assumption makes, under the same luck. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Argv } from 'yargs';
import { type CompareResult, type Contender, compare, type MetricComparison } from '../../experiment/compare.ts';
import { isToldApart } from '../../experiment/paired-difference.ts';
import { BUILTIN_ENGINE } from '../../node/builtin-engine.ts';
import { loadScenario } from '../../node/scenario-files.ts';
import { type CsvValue, csvText } from '../../output/csv.ts';
import { tableLines } from '../../output/text-table.ts';
import { countWord, percentWord, plainName, shortNumber } from '../../output/words.ts';
import { expandSeed } from '../../random/seed.ts';
import { UsageError } from '../../scenario/errors.ts';
import { didYouMean } from '../../scenario/suggest.ts';
import type { Arguments, Command } from '../command.ts';
import { type Io, print } from '../io.ts';
import { jsonOption, listOption, seedOption, switchOption, textOption, wholeOption } from '../options.ts';

const DEFAULT_PAIRS = 300;
/** Pairs between two turns of the progress line. */
const PROGRESS_PAIRS = 20;

export const compareCommand: Command = {
  configure(yargs: Argv): Argv {
    return jsonOption(seedOption(yargs))
      .positional('scenario', { type: 'string', array: true, describe: 'The base, then what to compare with it' })
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
        defaultDescription: 'those that differ most',
        describe: 'Metric to show; may be repeated, `all` shows every one',
      })
      .option('out', { type: 'string', requiresArg: true, describe: 'Folder for compare.csv and impulse.csv' })
      .example('$0 compare baseline disciplined', 'Race against discipline, same luck')
      .example(
        '$0 compare baseline baseline+overlays/grid-ahead.yaml --until months_to_wall',
        'Until it is told apart',
      );
  },

  async run(args: Arguments, io: Io): Promise<number> {
    const names = listOption(args, 'scenario');
    if (names.length < 2) throw new UsageError(['give at least two scenarios: the base, then what to compare with it']);
    const runs = wholeOption(args, 'runs', 2) ?? DEFAULT_PAIRS;
    const until = textOption(args, 'until');
    const simulators = names.map((name) => {
      const { scenario } = loadScenario(name, { cwd: io.cwd, overrides: [] });
      return BUILTIN_ENGINE.createSimulator(scenario, 'metrics');
    });
    const known = new Set(
      simulators.flatMap((simulator) => BUILTIN_ENGINE.runColumns(simulator).map(({ name }) => name)),
    );
    const chosen = listOption(args, 'metric');
    for (const metric of [...chosen, ...(until === undefined ? [] : [until])]) {
      if (metric !== 'all' && !known.has(metric)) {
        throw new UsageError([`there is no metric ${metric}${didYouMean(metric, [...known])}; see overbuild columns`]);
      }
    }
    const contenders = names.map((name, i): Contender => ({ name, replicate: simulators[i].run }));
    let asked = false;
    const deaf = io.onInterrupt(() => {
      asked = true;
    });
    const result = compare(contenders, {
      seed: expandSeed(textOption(args, 'seed') ?? '1'),
      runs,
      ...(until === undefined ? {} : { until }),
      series: BUILTIN_ENGINE.fanColumns(simulators[0]).map(({ name }) => name),
      metrics: BUILTIN_ENGINE.metrics,
      onPair: (done) => {
        if (io.stderr.isTTY && done % PROGRESS_PAIRS === 0) io.stderr.write(`\r${done} of at most ${runs} pairs `);
        return !asked;
      },
    });
    deaf();
    if (io.stderr.isTTY) io.stderr.write('\r\u001b[K');
    const out = textOption(args, 'out');
    if (out !== undefined) writeTables(resolve(io.cwd, out), names[0], result);
    if (switchOption(args, 'json')) print(io, JSON.stringify({ base: names[0], ...plain(result) }, null, 2));
    else tell(io, names[0], result, { chosen, until });
    return result.stopped === 'asked' ? 130 : 0;
  },
};

/** The result without typed arrays, which JSON would spell as maps. */
function plain({ pairs, stopped, comparisons }: CompareResult): object {
  return { pairs, stopped, comparisons: comparisons.map(({ name, metrics }) => ({ name, metrics })) };
}

interface Telling {
  readonly chosen: readonly string[];
  readonly until: string | undefined;
}

/** Metrics shown when none is chosen. */
const SHOWN = 14;

function tell(io: Io, base: string, { pairs, stopped, comparisons }: CompareResult, { chosen, until }: Telling): void {
  const why = {
    runs: until === undefined ? '' : `; the budget is spent, and ${until} could not be told apart for all`,
    'told-apart': `; ${until} can be told apart`,
    asked: '; interrupted',
  }[stopped];
  print(io, `Base: ${base}; ${countWord(pairs)} pairs under the same luck${why}.`);
  print(io, 'Conditional on the assumptions of the scenarios; not a forecast.');
  for (const { name, metrics } of comparisons) {
    print(io);
    print(io, `${name} less ${base}:`);
    const head = ['  metric', 'base', 'other', 'difference', '95 % interval', 'in sd', 'pairs up', 'pairs', ''];
    const rows = pick(metrics, chosen).map(({ metric, base: a, other: b, difference: d }) => [
      `  ${plainName(metric)}`,
      shortNumber(a),
      shortNumber(b),
      signed(d.mean),
      `${signed(d.low)} to ${signed(d.high)}`,
      signed(d.standardised),
      percentWord(d.upShare),
      countWord(d.pairs),
      isToldApart(d) ? '*' : '',
    ]);
    for (const line of tableLines([head, ...rows])) print(io, line);
  }
  print(io);
  print(
    io,
    '* told apart at an error of 5 %, valid however often one looks. Metrics without a value in a run skip the pair.',
  );
}

function pick(metrics: readonly MetricComparison[], chosen: readonly string[]): readonly MetricComparison[] {
  if (chosen.includes('all')) return metrics;
  if (chosen.length > 0) return metrics.filter(({ metric }) => chosen.includes(metric));
  const strength = ({ difference: d }: MetricComparison): number =>
    Number.isNaN(d.mean) || d.sd === 0 ? -1 : Math.abs(d.mean) / (d.sd / Math.sqrt(d.pairs));
  const strongest = [...metrics].sort((a, b) => strength(b) - strength(a)).slice(0, SHOWN);
  return metrics.filter((metric) => strongest.includes(metric) && strength(metric) >= 0);
}

function signed(value: number): string {
  return value > 0 ? `+${shortNumber(value)}` : shortNumber(value);
}

function writeTables(folder: string, base: string, { comparisons }: CompareResult): void {
  mkdirSync(folder, { recursive: true });
  const head = [
    'base',
    'other',
    'metric',
    'base_mean',
    'other_mean',
    'difference',
    'low_95',
    'high_95',
    'sd',
    'up_share',
    'pairs',
  ];
  const rows = comparisons.flatMap(({ name, metrics }) =>
    metrics.map(({ metric, base: a, other: b, difference: d }): CsvValue[] => {
      return [base, name, metric, a, b, d.mean, d.low, d.high, d.sd, d.upShare, d.pairs];
    }),
  );
  writeFileSync(resolve(folder, 'compare.csv'), csvText([head, ...rows], 'en'));
  const impulses = comparisons.flatMap(({ name, impulse }) =>
    impulse.flatMap(({ series, months, pairs }) =>
      Array.from(months, (value, month): CsvValue[] => [base, name, series, month, value, pairs[month]]),
    ),
  );
  const impulseHead = ['base', 'other', 'series', 'month', 'mean_difference', 'pairs'];
  writeFileSync(resolve(folder, 'impulse.csv'), csvText([impulseHead, ...impulses], 'en'));
}
