/** `overbuild solve [scenario]`: the value of a number at which a simulated quantity meets a target. */

import type { Span } from '../../experiment/design-axis.ts';
import { readTarget } from '../../experiment/solve-target.ts';
import { BUILTIN_HOST, engineWith } from '../../node/builtin-engine.ts';
import { loadSweep } from '../../node/experiments/sweep-scenario.ts';
import { solveScenario } from '../../node/experiments/solve.ts';
import { counted } from '../../numeric/counted.ts';
import { SOLVE_PART } from '../../output/marked-part.ts';
import { quantityOf, solveReport, solveSentences } from '../../output/solve-report.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { Arguments } from '../arguments.ts';
import { type Command, FAILED_RUNS } from '../command.ts';
import { printResult } from '../io.ts';
import { jobOptions, readLocale, readPlace, readSpec, refuseShard, reportInterrupted } from '../job-options.ts';
import { amount, repeatable, SCENARIO, shared, text } from '../options.ts';
import { pageOption, printedSection, renewPart } from '../page-part.ts';
import { printPaths } from '../print-paths.ts';
import { axesOf } from '../sweep-options.ts';
import { watched } from '../progress.ts';

const DEFAULT_RUNS = 5000;
const DEFAULT_POINTS = 9;
const FEWEST_POINTS = 3;
/** Runs of each value of the first grid. */
const [FEWEST_FIRST, MOST_FIRST] = [20, 100];
/** Share of the budget for the first grid. */
const FIRST_SHARE = 0.15;
/** Default precision as a share of the range. */
const PRECISION = 0.05;

export const command: Command = {
  places: { scenario: SCENARIO },
  options: {
    ...shared('spreads', 'set', 'strategy', 'seed', 'json'),
    ...pageOption('the solution'),
    ...jobOptions({
      out: 'none: nothing is stored; with it also solve.csv and the response curve as SVG and PNG',
      resume: 'Resume an unfinished search from the runs in --out, or repeat it with another budget',
    }),
    ...shared('csv-locale'),
    vary: repeatable(
      'The number and its range: path=low:high[:log], path=*low:*high or path=+low:+high',
      'none; it must be given',
    ),
    target: text(
      '"P(wall = power) = .2", "mean(metric) = x", "median(metric) = x" or "p90(metric) = x"',
      'none; it must be given',
    ),
    precision: amount(
      'Widest 95 % interval, in units of the number (high / low - 1 in a logarithmic range)',
      'a twentieth of the range; 0.1 in a logarithmic one',
    ),
    runs: amount('Most runs in all', DEFAULT_RUNS),
    points: amount('Values of the first grid', DEFAULT_POINTS),
  },
  examples: {
    'solve baseline --vary \'power.regions[*].additionsMwPerMonth=*0.5:*4\' --target "P(wall = power) = .2"':
      'The grid that brings power walls to a fifth',
    'solve baseline --vary capex.growthHaircut=0.2:0.8 --target "median(investment_fall_after_wall) = .5"':
      "The haircut at which builders' orders halve in the pause",
  },

  async run(args, io) {
    const text = args.text('target');
    if (text === undefined) throw new UsageError(['say what to reach, such as --target "P(wall = power) = .2"']);
    const target = readTarget(text);
    const reference = args.placed('scenario') ?? 'baseline';
    const overrides = args.changes();
    const loaded = await loadSweep(
      reference,
      { kind: 'latin-hypercube', axes: [spanOption(args)], points: 1, seed: '1' },
      { cwd: io.cwd, overrides },
    );
    const span = (loaded.spec as { readonly axes: readonly Span[] }).axes[0];
    const budget = args.whole('runs', 1) ?? DEFAULT_RUNS;
    const points = args.whole('points', FEWEST_POINTS) ?? DEFAULT_POINTS;
    const firstRuns = Math.round(Math.min(MOST_FIRST, Math.max(FEWEST_FIRST, (FIRST_SHARE * budget) / points)));
    if (points * firstRuns > budget) {
      throw new UsageError([
        `--runs ${budget}: the first grid takes ${counted(points, 'value')} of ${firstRuns} runs; give ${points * firstRuns} or more, or fewer --points`,
      ]);
    }
    const precision = args.number('precision') ?? (span.isLog ? 0.1 : PRECISION * (span.high - span.low));
    if (!(precision > 0)) throw new UsageError([`--precision: expected a number > 0, got ${precision}`]);
    refuseShard(args);
    const place = readPlace(args, io, budget);
    const spec = {
      scenario: loaded.scenario,
      host: { ...BUILTIN_HOST, engine: engineWith(loaded.absent) },
      ...readSpec(args),
      span,
      target,
      rule: { precision, budget, points, firstRuns },
    };
    const answer = await watched(io, budget, (watch) => solveScenario(spec, { ...place, ...watch }));
    if (answer.isInterrupted) return reportInterrupted(io, args, { place, done: answer.solution.runs });
    const lines = solveReport(answer, [reference, ...overrides.flatMap((override) => ['--set', override])]);
    printResult(io, args, { ...answer, sentences: solveSentences(answer) }, lines);
    const heading = `Where ${target.text} = ${quantityOf(answer, target.value)}`;
    await renewPart(args, io, SOLVE_PART, printedSection(heading, args, lines));
    if (place.folder !== undefined) {
      const { writeSolution } = await import('../../node/analysis/write-analysis.ts');
      const files = { out: place.folder, isForced: place.mode !== 'new' };
      const written = await writeSolution(files, answer, readLocale(args));
      if (!args.isOn('json')) printPaths(written, args, io);
    }
    return answer.failed > 0 ? FAILED_RUNS : 0;
  },
};

/** The one range that is varied. */
function spanOption(args: Arguments): Span {
  const texts = args.list('vary');
  if (texts.length !== 1) {
    throw new UsageError([
      `--vary: expected one number with its range, such as power.pue=1.1:1.5, got ${texts.length}`,
    ]);
  }
  const [axis] = axesOf(texts);
  if (axis.kind === 'span') return axis;
  throw new UsageError([`--vary ${texts[0]}: expected a range low:high without a step`]);
}
