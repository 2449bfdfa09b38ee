/** `overbuild compare A B [C...]`: compares scenarios with common random numbers. */

import { join, relative } from 'node:path';
import { isSignificant } from '../../experiment/paired-difference.ts';
import { BUILTIN_HOST } from '../../node/builtin-engine.ts';
import {
  type CompareOutcome,
  type CompareSpec,
  checkMetrics,
  comparedColumns,
  leversOf,
  runComparison,
} from '../../node/experiments/compare.ts';
import { type ChangedScenario, enterScenarios } from '../../node/experiments/paired-scenarios.ts';
import { startChanges } from '../../output/change-words.ts';
import { noteLines, supplyNotes } from '../../output/supply-notes.ts';
import { changedName, changesOf, plainFolderName } from '../../output/scenario-name.ts';
import { compareReport } from '../../output/compare-report.ts';
import { startMonthOf } from '../../output/month-columns.ts';
import { shellWord } from '../../output/shell-word.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { Arguments } from '../arguments.ts';
import { type Command, FAILED_RUNS } from '../command.ts';
import { print, printResult } from '../io.ts';
import { jobOptions, readPlace, readSpec, reportInterrupted, reportWritten } from '../job-options.ts';
import { amount, flag, repeatable, shared, text } from '../options.ts';
import { drawn, pairedFolder, pictureOptions } from '../picture-options.ts';
import { watched } from '../progress.ts';

const DEFAULT_PAIRS = 300;

export const command: Command = {
  places: { scenario: { type: 'string', array: true, describe: 'The base, then what to compare with it' } },
  options: {
    ...shared('spreads', 'strategy', 'seed', 'json'),
    with: repeatable('Compare the base with itself under these changes, or overlays, joined by ;  may be repeated'),
    levers: flag('Compare the base with each of the five levers'),
    runs: amount('Pairs; with --until, at most so many', DEFAULT_PAIRS),
    until: text('Add pairs until this metric differs significantly at 5 % (always-valid test)'),
    metric: repeatable(
      'Metric to show; may be repeated, `all` shows every one',
      'the headline, then those that differ most',
    ),
    set: repeatable('Change a value in every scenario: path=value, path=*1.2, path=+10; may be repeated'),
    ...jobOptions({
      out: 'none; results/compare-<scenario>-<seed>-<runs> for pictures',
      resume: 'Resume an unfinished comparison in --out',
      parts: 'pairs',
    }),
    ...shared('csv-locale'),
    ...pictureOptions('Draw the differences and the responses by month'),
  },
  examples: {
    'compare baseline disciplined': 'Race against discipline, with common random numbers',
    "compare baseline --with 'power.regions[*].additionsMwPerMonth=*1.5'": 'What half as much grid again would change',
    'compare baseline --levers --png': 'The five levers in one picture',
    'compare baseline baseline+overlays/grid-ahead.yaml --until months_to_wall': 'Until the difference is significant',
  },

  async run(args, io) {
    const contenders = contendersOf(args, io.cwd);
    const names = contenders.map(({ name }) => name);
    const until = args.text('until');
    const runs = args.whole('runs', 2) ?? DEFAULT_PAIRS;
    const seed = args.text('seed') ?? '1';
    const out = pairedFolder(args, join('results', `compare-${plainFolderName(names[0])}-${seed}-${runs}`));
    const place = readPlace(args, io, runs * names.length, out);
    const field = await enterScenarios(contenders, io.cwd);
    const { scenarios, parsed, strategies, engine } = field;
    const spec: CompareSpec = {
      scenarios,
      strategies,
      stopping: { runs, ...(until === undefined ? {} : { until }) },
      ...readSpec(args),
      host: { ...BUILTIN_HOST, engine },
    };
    const chosen = args.list('metric');
    const columns = comparedColumns(spec);
    const { units } = columns;
    const startMonth = startMonthOf(scenarios[0].scenario);
    checkMetrics([...chosen.filter((metric) => metric !== 'all'), ...(until === undefined ? [] : [until])], columns);
    const outcome = await watched(io, runs * names.length, (watch) => runComparison(spec, { ...place, ...watch }));
    const { result, failures, kind, job } = outcome;
    const isInterrupted = kind === 'interrupted';
    const notes = parsed.flatMap((one, at) => supplyNotes(one, changesOf(names[at]).split('; ')));
    const lines = compareReport({
      base: names[0],
      result,
      chosen,
      until,
      failures,
      units,
      startMonth,
      startChanges: scenarios.slice(1).map(({ scenario }) => startChanges(scenarios[0].scenario, scenario)),
    });
    printResult(io, args, plain(spec, outcome), [...lines, ...noteLines(notes)]);
    const pictures = await drawn(args, isInterrupted ? undefined : place.folder, async (folder, formats) => {
      const { writeComparePictures } = await import('../../node/pictures/compare-pictures.ts');
      return writeComparePictures(folder, { spec, outcome, chosen, ...formats });
    });
    if (isInterrupted)
      return reportInterrupted(io, args, { place, done: result.pairs, unit: 'pairs', hasResult: true });
    if (place.folder !== undefined && !args.isOn('json')) {
      const files = [...job.resources.map(({ path }) => path), 'datapackage.json', ...pictures];
      reportWritten(io, place.folder, { kind, files });
      print(io, `Next: ${io.program} chart ${shellWord(relative(io.cwd, place.folder))} --format slide --png`);
    }
    if (place.folder === undefined && !args.isOn('json')) {
      const folder = join('results', `compare-${plainFolderName(names[0])}`);
      print(io, `Next: the same with --out ${folder}, then ${io.program} chart ${folder}`);
    }
    return failures.length > 0 ? FAILED_RUNS : 0;
  },
};

/** The base, other scenarios, its levers, and copies of it with changes. */
function contendersOf(args: Arguments, cwd: string): ChangedScenario[] {
  const names = args.list('scenario');
  const [base] = names;
  const levers = args.isOn('levers') ? leversOf(base, cwd) : [];
  const copies = args.list('with').map((text): ChangedScenario => {
    const parts = text.split(';').map((part) => part.trim());
    if (parts.includes(''))
      throw new UsageError([`--with: expected changes such as power.pue=*1.1, got ${text || 'nothing'}`]);
    const changes = parts.filter((part) => part.includes('='));
    const reference = [base, ...parts.filter((part) => !part.includes('='))].join('+');
    const overrides = [...args.changes(), ...changes];
    return { name: changedName(reference, overrides), reference, overrides };
  });
  const shared = args.changes();
  const whole = [...names, ...levers].map((reference): ChangedScenario => {
    return { name: changedName(reference, shared), reference, overrides: shared };
  });
  const all = [...whole, ...copies];
  if (all.length >= 2) return all;
  throw new UsageError([
    'give something to compare the base with: another scenario, --with changes, or --levers; overbuild compare --help',
  ]);
}

/** The result without typed arrays, which JSON would spell as maps. */
function plain({ scenarios, seed, host }: CompareSpec, { result, failures }: CompareOutcome): object {
  const { pairs, stopped, comparisons } = result;
  const judged = comparisons.map(({ name, metrics, wallMonths = [], firstWallMonth }) => ({
    name,
    firstWallMonth,
    wallMonths: Object.fromEntries(wallMonths),
    metrics: metrics.map((one) => ({ ...one, significant: isSignificant(one.difference) })),
  }));
  const failed = failures.length;
  const base = scenarios[0].name;
  const { modelVersion } = host.engine;
  const named = scenarios.map(({ name, hash }) => ({ name, hash }));
  return { base, seed, modelVersion, scenarios: named, pairs, stopped, failed, failures, comparisons: judged };
}
