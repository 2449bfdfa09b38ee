/** `overbuild sensitivity <results|scenario>`: ranks uncertain or varied numbers by their effect on an outcome. */

import { resolve } from 'node:path';
import { counted } from '../../numeric/counted.ts';
import { designedNotes, pointsWord } from '../../output/sensitivity-notes.ts';
import { sensitivityReport, type SensitivityOutcome } from '../../output/sensitivity-report.ts';
import type { Axis } from '../../experiment/design-axis.ts';
import type { StudiedRuns } from '../../node/analysis/read-inputs.ts';
import type { DesignedSpec } from '../../node/analysis/designed-run.ts';
import { BUILTIN_HOST, engineWith } from '../../node/builtin-engine.ts';
import { loadSweep } from '../../node/experiments/sweep-scenario.ts';
import { loadScenario, openScenarioFiles } from '../../node/scenario-files.ts';
import { goodsUnitOf } from '../../output/manifest.ts';
import { SCREENING_PART, SENSITIVITY_PART } from '../../output/marked-part.ts';
import { shellWord } from '../../output/shell-word.ts';
import { countWord, durationWord } from '../../output/words.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { Arguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { type Io, printResult } from '../io.ts';
import { jobOptions, readLocale, readPlace, refuseShard, reportInterrupted } from '../job-options.ts';
import { amount, choice, flag, needed, repeatable, shared, text } from '../options.ts';
import { pageOption, printedSection, renewPart } from '../page-part.ts';
import { printPaths } from '../print-paths.ts';
import { axesOf } from '../sweep-options.ts';
import { watched } from '../progress.ts';

const DEFAULT_TOP = 15;
const DEFAULT_METRIC = 'months_to_wall';
const PRECISION = 0.1;
const BUDGET = 10_000;
const REPLICATIONS = 8;
/** Of a Morris design by default: at least so many runs, else those of its first trajectories. */
const FEW_RUNS = 2000;
/** From so many runs on their cost is estimated beforehand, which takes a few seconds. */
const MANY_RUNS = 1000;
/** Options and switches that need `--design`. */
const ONLY_DESIGN = ['vary', 'set', 'max-time', 'queue', 'csv-locale'];
const ONLY_DESIGN_SWITCHES = ['all', 'resume'];

export const command: Command = {
  places: {
    folder: needed(
      'Results folder of a finished batch with uncertain numbers, or of a sweep; with --design a scenario',
    ),
  },
  options: {
    ...shared('json', 'spreads'),
    ...pageOption('the shares'),
    ...jobOptions({
      unit: 'With --design: runs',
      out: 'none: nothing is stored; with it sensitivity.csv and the picture, with --design the runs too',
      resume: 'With --design: resume from the runs in --out, or repeat with another --precision or --runs',
    }),
    metric: repeatable('Column of runs.csv, or a condition such as "wall = power"; may be repeated', DEFAULT_METRIC),
    top: amount('Numbers to show', DEFAULT_TOP),
    design: {
      ...choice(
        ['sobol', 'morris'],
        'Simulate the scenario: sobol for shares with interactions, morris to screen many numbers',
      ),
      defaultDescription: 'none: read a folder',
    },
    vary: repeatable('With --design: path=low:high[:log], *low:*high or +low:+high; may be repeated', 'none'),
    all: flag('With --design: every number, over the 5th to 95th percentile of its spread, else 30 % to each side'),
    precision: amount(
      'With --design: widest 95 % interval of a share; of morris, of an effect over the largest one',
      PRECISION,
    ),
    runs: amount('With --design: most runs in all', `${BUDGET}; of morris ten trajectories`),
    replications: amount('With --design: runs of each configuration', `${REPLICATIONS}; of morris 1`),
    seed: text('With --design: any text', '1'),
    'csv-locale': {
      ...choice(['en', 'eu'], 'With --design: en or eu; without, the files are as those of the folder'),
      defaultDescription: 'en',
    },
    set: repeatable('With --design: change a value; may be repeated', 'none'),
  },
  examples: {
    'sensitivity results/unsure': 'Numbers that drive the date of the wall, and their evidence',
    'sensitivity results/unsure --metric "wall = power" --out results/power': 'Numbers that drive a power wall',
    'sensitivity baseline --design sobol --vary capex.growthHaircut=0.3:0.7 --vary power.pue=*0.9:*1.1':
      'Shares with interactions, from runs made for them',
    'sensitivity baseline --design morris --all': 'Screen every number of the scenario',
  },

  async run(args, io) {
    const requested = args.list('metric');
    const metrics = requested.length > 0 ? requested : [DEFAULT_METRIC];
    const found = args.text('design') === undefined ? await read(args, io, metrics) : await run(args, io, metrics);
    if (typeof found === 'number') return found;
    const { studied, outcomes, notes } = found;
    const about = {
      scenario: studied.manifest.identity.scenario,
      goodsUnit: goodsUnitOf(studied.manifest),
      seed: studied.manifest.identity.seed,
      evidence: new Map(studied.inputs.map(({ name, evidence }) => [name, evidence])),
      twins: new Map(studied.inputs.map(({ name, paths }) => [name, paths])),
      failed: studied.failed,
      reasons: studied.reasons,
      top: args.whole('top', 1) ?? DEFAULT_TOP,
    };
    const lines = [...sensitivityReport(outcomes, about), ...notes];
    const { scenario, seed, failed } = about;
    const inputs = studied.inputs.map(({ name, paths, evidence }) => ({ name, paths, evidence }));
    printResult(io, args, { scenario, seed, failed, design: studied.kind, inputs, outcomes, notes }, lines);
    const [part, heading] =
      studied.kind === 'morris'
        ? [SCREENING_PART, 'Screening of many numbers']
        : [SENSITIVITY_PART, 'What decides the outcomes'];
    await renewPart(args, io, part, printedSection(heading, args, lines));
    const out = args.text('out');
    if (out === undefined) return 0;
    const { writeSensitivity } = await import('../../node/analysis/write-analysis.ts');
    const place = { out: resolve(io.cwd, out), isForced: args.isOn('force') || args.isOn('resume') };
    const written = await writeSensitivity(place, studied, outcomes, about);
    if (!args.isOn('json')) printPaths(written, args, io);
    return 0;
  },
};

interface Found {
  readonly studied: StudiedRuns;
  readonly outcomes: readonly SensitivityOutcome[];
  /** Lines on how the runs were made. */
  readonly notes: readonly string[];
}

/** Analyse a finished folder. */
async function read(args: Arguments, io: Io, metrics: readonly string[]): Promise<Found> {
  const given = [
    ...ONLY_DESIGN.filter((name) => args.has(name)),
    ...ONLY_DESIGN_SWITCHES.filter((name) => args.isOn(name)),
  ];
  if (given.length > 0)
    throw new UsageError([`--${given[0]} simulates a scenario: say how with --design sobol or morris`]);
  const { readStudiedRuns } = await import('../../node/analysis/read-inputs.ts');
  const { sensitivityOf } = await import('../../node/analysis/sensitivity.ts');
  const studied = await readStudiedRuns(resolve(io.cwd, args.required('folder')));
  const { command, timing } = studied.manifest;
  const made = `Runs: overbuild ${command.map(shellWord).join(' ')}, ${durationWord(timing.seconds)}.`;
  const notes = command.length === 0 ? [] : ['', made];
  return { studied, outcomes: metrics.map((metric) => sensitivityOf(studied, metric)), notes };
}

/** Simulate a design until every interval is narrow; the exit code when the user stops it. */
async function run(args: Arguments, io: Io, metrics: readonly string[]): Promise<Found | number> {
  const { checkDesigned, firstRuns, runDesigned } = await import('../../node/analysis/designed-run.ts');
  const { refusal, varyAll } = await import('../../node/analysis/vary-all.ts');
  const kind = args.text('design') === 'sobol' ? 'saltelli' : 'morris';
  const seed = args.text('seed') ?? '1';
  const asked = axesOf(args.list('vary'));
  const isAll = args.isOn('all');
  if (!isAll && asked.length === 0) throw new UsageError(['say what to vary: --vary path=low:high, or --all']);
  const options = { cwd: io.cwd, overrides: [...args.changes(), ...(isAll ? ['spreads=off'] : [])] };
  const reference = args.required('folder');
  const all = isAll
    ? varyAll(
        loadScenario(reference, { ...options, overrides: args.changes() }).scenario,
        openScenarioFiles(reference, options),
        BUILTIN_HOST,
      )
    : { axes: [], left: [], cut: [] };
  const axes = [...all.axes.filter(({ path }) => !asked.some((axis) => axis.path === path)), ...asked];
  const { scenario, spec, absent } = await loadSweep(reference, { kind, axes, points: 1, seed }, options);
  const precision = args.number('precision') ?? PRECISION;
  if (!(precision > 0)) throw new UsageError([`--precision: expected a number > 0, got ${precision}`]);
  const replications = args.whole('replications', 1) ?? (kind === 'saltelli' ? REPLICATIONS : 1);
  const varied = (spec as { readonly axes: readonly Axis[] }).axes;
  const first = firstRuns({ kind, axes: varied, replications });
  const budget = args.whole('runs', 1) ?? (kind === 'saltelli' ? BUDGET : Math.max(first, FEW_RUNS));
  const host = { ...BUILTIN_HOST, engine: engineWith(absent) };
  // A range that leaves what is allowed would lose a part of its runs, and shares would be those of the rest.
  const refused = varied.flatMap((axis) => {
    const isTried = all.axes.some(({ path }) => path === axis.path);
    const reason = isTried ? undefined : refusal(axis, scenario.open, host.engine);
    return reason === undefined ? [] : [reason.replace(/^--set/, '--vary')];
  });
  if (refused.length > 0) throw new UsageError(refused);
  const designed = {
    scenario,
    host,
    seed,
    locale: readLocale(args),
    kind,
    axes: varied,
    metrics,
    precision,
    budget,
    replications,
  } as const;
  refuseShard(args);
  checkDesigned(designed);
  if (budget >= MANY_RUNS && !args.isOn('json')) await announce(designed, io);
  const place = readPlace(args, io, budget);
  const { outcome, done } = await watched(io, budget, async (watch) => ({
    outcome: await runDesigned(designed, { ...place, ...watch }),
    done: watch.done(),
  }));
  if (outcome === undefined) return reportInterrupted(io, args, { place, done });
  return { ...outcome, notes: designedNotes(outcome, { ...all, axes: axes.length, precision, budget }) };
}

/** Say what a design will cost. */
async function announce(spec: DesignedSpec, io: Io): Promise<void> {
  const { widthOf } = await import('../../node/analysis/designed-run.ts');
  const { sweepSeconds } = await import('../../node/experiments/sweep-estimate.ts');
  const { kind, axes, seed, replications, budget } = spec;
  const width = widthOf(spec);
  const points = Math.floor(budget / (width * replications));
  if (points === 0) return;
  const design = { kind, axes, points, seed };
  const seconds = sweepSeconds({ ...spec, design, runs: replications, locale: 'en' });
  const runs = countWord(points * width * replications);
  const each = `${counted(width, 'configuration')}, ${counted(replications, 'run')} each`;
  const cost = seconds === undefined ? '' : `, about ${durationWord(seconds)} of CPU time`;
  io.stderr.write(`At most ${runs} runs: ${pointsWord(kind, points)} of ${each}${cost}.\n`);
}
