/** `overbuild compare A B [C...]`: what difference an assumption makes, under the same luck. */

import type { Argv } from 'yargs';
import { isToldApart } from '../../experiment/paired-difference.ts';
import { type CompareOutcome, leversOf, runComparison } from '../../node/compare/compare.ts';
import { compareReport } from '../../output/compare-report.ts';
import { countWord } from '../../output/words.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { Arguments, Command } from '../command.ts';
import { type Io, print } from '../io.ts';
import {
  jsonOption,
  listOption,
  seedOption,
  spreadsOption,
  switchOption,
  textOption,
  wholeOption,
} from '../options.ts';
import { pairedOptions, pairedPlace, tellPairedFiles } from '../paired-options.ts';

const DEFAULT_PAIRS = 300;
const FAILED_RUNS = 1;
const INTERRUPTED = 130;
const WORDS = { noun: 'comparison', unit: 'Pairs', picture: 'Draw the differences and the responses by month' };

export const compareCommand: Command = {
  configure(yargs: Argv): Argv {
    const own = jsonOption(seedOption(spreadsOption(yargs)))
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
      });
    return pairedOptions(own, 'compare', WORDS)
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
    const runs = wholeOption(args, 'runs', 2) ?? DEFAULT_PAIRS;
    const stopping = { runs, ...(until === undefined ? {} : { until }) };
    const asked = { verb: 'compare', noun: WORDS.noun, base: names[0], runs, scenarios: names.length };
    const place = pairedPlace(args, io, argv, asked);
    const chosen = listOption(args, 'metric');
    const outcome = await runComparison({ ...place, names, stopping, chosen });
    const { result, failures, files } = outcome;
    const isInterrupted = result.stopped === 'asked';
    if (switchOption(args, 'json')) print(io, JSON.stringify(plain(outcome), null, 2));
    else {
      for (const line of compareReport({ base: names[0], result, chosen, until, failures })) print(io, line);
      tellPairedFiles(io, place, { files, safe: isInterrupted ? `${countWord(result.pairs)} pairs are` : undefined });
    }
    if (isInterrupted) return INTERRUPTED;
    return failures.length > 0 ? FAILED_RUNS : 0;
  },
};

function contenderNames(args: Arguments, cwd: string): string[] {
  const names = listOption(args, 'scenario');
  if (switchOption(args, 'levers')) return [...names, ...leversOf(names[0], cwd)];
  if (names.length >= 2) return names;
  throw new UsageError(['give at least two scenarios: the base, then what to compare with it; or a base and --levers']);
}

/** The result without typed arrays, which JSON would spell as maps. */
function plain({ identity, result, failures }: CompareOutcome): object {
  const { scenarios, seed, modelVersion } = identity;
  const { pairs, stopped, comparisons } = result;
  const told = comparisons.map(({ name, metrics }) => ({
    name,
    metrics: metrics.map((one) => ({ ...one, toldApart: isToldApart(one.difference) })),
  }));
  const failed = failures.length;
  const base = scenarios[0].name;
  return { base, seed, modelVersion, scenarios, pairs, stopped, failed, failures, comparisons: told };
}
