/** `overbuild calibrate <scenario> --targets <csv>`: posterior spreads, and which numbers a record cannot identify. */

import { MODEL_VERSION } from '../../engine/version.ts';
import { runScenario } from '../../node/experiments/batch.ts';
import { type CalibrateRule, runCalibration, runsOf } from '../../node/experiments/calibrate.ts';
import { loadRecord, loadTargets } from '../../node/experiments/patterns-file.ts';
import { calibrationLines, calibrationSection, type CalibrationAbout } from '../../output/calibrate-report.ts';
import { calibrationPart } from '../../output/marked-part.ts';
import { commandWith } from '../../output/replay-command.ts';
import { shellWord } from '../../output/shell-word.ts';
import { ScenarioError, UsageError } from '../../scenario/errors.ts';
import type { Arguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { readEconomy } from '../economy.ts';
import { print, printResult } from '../io.ts';
import { jobOptions, readLocale, readPlace, refuseShard, reportInterrupted } from '../job-options.ts';
import { amount, SCENARIO, shared, text } from '../options.ts';
import { renewPart } from '../page-part.ts';
import { printPaths } from '../print-paths.ts';
import { watched } from '../progress.ts';

/** Counts where nothing else is asked for. */
const USUAL: CalibrateRule = {
  waves: 3,
  draws: 1000,
  replications: 4,
  cutOff: 3,
  exceptions: 0,
  reference: 3000,
  share: 0.3,
  tests: 300,
  predictive: 500,
};

export const command: Command = {
  places: { scenario: SCENARIO },
  options: {
    ...shared('spreads', 'set', 'seed', 'json'),
    targets: text(
      'Table of what was observed: a file, or the name of one in data/ of the package',
      'none; it must be given',
    ),
    data: text('Folder with the record before the start', 'data/ of the package'),
    waves: amount('Waves of history matching', USUAL.waves),
    draws: amount('Draws of a wave', USUAL.draws),
    replications: amount('Runs of each of them, with shocks that all share', USUAL.replications),
    cutoff: amount('Implausibility from which a draw is left out', USUAL.cutOff),
    exceptions: amount('Targets that a draw may miss by more', USUAL.exceptions),
    reference: amount('Simulated records from which the posterior is made', USUAL.reference),
    share: amount('Share of them, the nearest, that it retains', USUAL.share),
    tests: amount('Simulated records taken for the record, to test the posterior', USUAL.tests),
    predictive: amount('Runs of the posterior', USUAL.predictive),
    page: text('Also write the tables as a section of this page in Markdown'),
    ...jobOptions({
      out: 'none',
      resume: 'Resume an interrupted calibration in --out',
    }),
    ...shared('csv-locale'),
  },
  examples: {
    'calibrate backtest-2024-07 --targets targets_2024_07.csv --out results/calibrated': 'All of it, into a folder',
  },

  async run(args, io) {
    const file = args.text('targets');
    if (file === undefined) throw new UsageError(['say what was observed, such as --targets targets_2024_07.csv']);
    const targets = loadTargets(file, io.cwd);
    const tables = loadRecord(args.text('data'), io.cwd);
    const parsed = readEconomy(args, io, ', which the targets describe');
    const { scenario, name } = parsed;
    if (scenario.startMonth === undefined) throw new ScenarioError(`${name} has no startMonth: targets are dated`);
    refuseShard(args);
    const rule = ruleOf(args);
    const seed = args.text('seed') ?? '1';
    const total = runsOf(rule);
    const place = readPlace(args, io, total);
    const spec = { scenario: runScenario(parsed), targets, tables, seed, rule };
    const { found: calibration, done } = await watched(io, total, async (watch) => ({
      found: await runCalibration(spec, { ...place, ...watch }),
      done: watch.done(),
    }));
    if (calibration === undefined) return reportInterrupted(io, args, { place, done });
    const about: CalibrationAbout = {
      scenario: name,
      scenarioHash: spec.scenario.hash,
      modelVersion: String(MODEL_VERSION),
      seed,
      targets: targets.file,
      replications: rule.replications,
      cutOff: rule.cutOff,
    };
    const { values: _, weights: __, numbers, spreads: ___, ...rest } = calibration;
    const shown = numbers.map(({ shares: ____, ...number }) => number);
    printResult(io, args, { ...about, ...rest, numbers: shown }, calibrationLines(calibration, about));
    const command = `overbuild ${commandWith(args.argv).map(shellWord).join(' ')}`;
    await renewPart(args, io, calibrationPart(name), calibrationSection(calibration, about, command));
    if (place.folder === undefined) return 0;
    const { writeCalibration } = await import('../../node/analysis/write-calibration.ts');
    const written = await writeCalibration(place.folder, calibration, {
      about,
      startMonth: scenario.startMonth,
      locale: readLocale(args),
      command,
    });
    if (!args.isOn('json')) {
      print(io);
      printPaths(written, args, io);
    }
    return 0;
  },
};

function ruleOf(args: Arguments): CalibrateRule {
  const whole = (name: keyof CalibrateRule, least: number): number => args.whole(name, least) ?? USUAL[name];
  const share = args.number('share') ?? USUAL.share;
  if (!(share > 0 && share <= 1)) throw new UsageError([`--share: expected a number in (0, 1], got ${share}`]);
  return {
    waves: whole('waves', 1),
    draws: whole('draws', 10),
    replications: whole('replications', 2),
    cutOff: args.number('cutoff') ?? USUAL.cutOff,
    exceptions: whole('exceptions', 0),
    reference: whole('reference', 100),
    share,
    tests: whole('tests', 10),
    predictive: whole('predictive', 2),
  };
}
