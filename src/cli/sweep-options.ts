/** Reads the flags and the plan file of a sweep. */

import { dirname, relative, resolve } from 'node:path';
import type { Options } from 'yargs';
import { createDesign, DESIGNS, type DesignSpec } from '../experiment/design.ts';
import { type Axis, lastLevelOf, readAxis } from '../experiment/design-axis.ts';
import { type Plan, readPlan } from '../experiment/design-plan.ts';
import { readText } from '../node/files/read-text.ts';
import { UsageError, UserError } from '../scenario/errors.ts';
import { didYouMean } from '../scenario/suggest.ts';
import type { Arguments } from './arguments.ts';
import { amount, flag, repeatable, text } from './options.ts';

export const DEFAULT_SWEEP_RUNS = 100;

/** Options for varied paths and the number of runs. */
export const DESIGN_OPTIONS: Record<string, Options> = {
  vary: repeatable(
    'What to vary: path=low:high:step, path=a,b,c, or path=low:high[:log] to sample; *0.7:*1.3 and +a:+b change what the scenario says; may be repeated',
  ),
  design: text(
    'factorial, zip, latin-hypercube, sobol, saltelli, morris, or a CSV file with one configuration a row',
    'factorial',
  ),
  points: amount('Configurations of a latin-hypercube or sobol design; base rows of saltelli, trajectories of morris'),
  scramble: flag('Scramble a sobol design by the seed'),
  plan: text('YAML file with these options'),
  runs: amount('Runs of each configuration', String(DEFAULT_SWEEP_RUNS)),
  seed: text('Any text', '1'),
};

export interface Experiment {
  readonly scenario: string;
  readonly overrides: readonly string[];
  readonly spec: DesignSpec;
  readonly runs: number;
  readonly seed: string;
  /** Ranges given as flags whose end is not reached, in words. */
  readonly short: readonly string[];
}

const EMPTY: Plan = { set: [], axes: [], scramble: false };

/** Read flags and plan file; flags take precedence. */
export function readExperiment(args: Arguments, cwd: string): Experiment {
  const planFile = args.text('plan');
  const plan = planFile === undefined ? EMPTY : readPlan(readText(resolve(cwd, planFile), planFile), planFile);
  const seed = args.text('seed') ?? plan.seed ?? '1';
  const flags = axesOf(args.list('vary'));
  const axes = [...plan.axes.filter(({ path }) => !flags.some((flag) => flag.path === path)), ...flags];
  const kind = args.text('design');
  const points = args.whole('points', 1) ?? plan.points;
  const scramble = args.isOn('scramble') || plan.scramble;
  const planFolder = planFile === undefined ? cwd : dirname(resolve(cwd, planFile));
  const request: DesignRequest = {
    kind: kind ?? plan.design ?? 'factorial',
    folder: kind === undefined ? planFolder : cwd,
    cwd,
    axes,
    points,
    scramble,
    seed,
  };
  const spec = specOf(request);
  // Contradictions are refused before the scenario is read.
  createDesign(spec);
  return {
    scenario: args.placed('scenario') ?? plan.scenario ?? 'baseline',
    overrides: [...plan.set, ...args.changes()],
    spec,
    runs: args.whole('runs', 1) ?? plan.runs ?? DEFAULT_SWEEP_RUNS,
    seed,
    short: args.list('vary').flatMap((text, i) => {
      const end = text.split(':').at(1)?.trim().replace(/^[*+]/, '');
      const last = lastLevelOf(flags[i]);
      return last === undefined || last === Number(end) ? [] : [`${text} ends at ${last}: no step reaches ${end}`];
    }),
  };
}

/** Read `--vary` options; every problem names its option. */
export function axesOf(texts: readonly string[]): Axis[] {
  const problems: string[] = [];
  const axes = texts.flatMap((text) => {
    try {
      return [readAxis(text)];
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(...error.problems.map((problem) => `--vary ${text}: ${problem}`));
      return [];
    }
  });
  if (problems.length > 0) throw new UsageError(problems);
  return axes;
}

interface DesignRequest {
  readonly kind: string;
  /** Folder of a table of configurations. */
  readonly folder: string;
  readonly cwd: string;
  readonly axes: readonly Axis[];
  readonly points: number | undefined;
  readonly scramble: boolean;
  readonly seed: string;
}

function specOf({ kind, folder, cwd, axes, points, scramble, seed }: DesignRequest): DesignSpec {
  const known = DESIGNS.find((design) => design === kind);
  const isSampled = known !== undefined && known !== 'factorial' && known !== 'zip';
  if (known === undefined && !/\.csv$/i.test(kind)) {
    const words = [...DESIGNS];
    throw new UsageError([
      `--design: expected ${words.join(', ')} or a .csv file, got ${kind}${didYouMean(kind, words)}`,
    ]);
  }
  if (points !== undefined && !isSampled)
    throw new UsageError(['--points is for --design latin-hypercube, sobol, saltelli or morris']);
  if (scramble && known !== 'sobol') throw new UsageError(['--scramble is for --design sobol']);
  if (known === undefined) {
    if (axes.length > 0)
      throw new UsageError([`--vary does not go with --design ${kind}: the table defines the varied paths`]);
    const file = relative(cwd, resolve(folder, kind)).replaceAll('\\', '/');
    return { kind: 'table', text: readText(resolve(cwd, file), file), file };
  }
  return {
    kind: known,
    axes,
    ...(points === undefined ? {} : { points }),
    ...((isSampled && known !== 'sobol') || scramble ? { seed } : {}),
  };
}
