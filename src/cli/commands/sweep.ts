/** `overbuild sweep [scenario]`: simulates a scenario under many configurations with common random numbers. */

import { join } from 'node:path';
import { createDesign } from '../../experiment/design.ts';
import { BUILTIN_HOST, engineWith } from '../../node/builtin-engine.ts';
import {
  runSweep,
  type SweepOptions,
  type SweepOutcome,
  type SweepSpec,
  sweepIdentity,
} from '../../node/experiments/sweep.ts';
import { estimateLines, estimateSweep } from '../../node/experiments/sweep-estimate.ts';
import { loadSweep } from '../../node/experiments/sweep-scenario.ts';
import { refuseUnknownMetrics } from '../../node/experiments/paired-scenarios.ts';
import { designFolderName } from '../../node/files/results-folder.ts';
import { shardRange } from '../../node/work/shard.ts';
import { counted } from '../../numeric/counted.ts';
import { sum } from '../../numeric/sum.ts';
import { scenarioTitle } from '../../output/change-words.ts';
import { sweepReport } from '../../output/sweep-report.ts';
import { durationWord } from '../../output/words.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { Arguments } from '../arguments.ts';
import { type Command, FAILED_RUNS } from '../command.ts';
import { type Io, printResult } from '../io.ts';
import { fileLines, jobOptions, readPlace, readSpec, reportInterrupted, shownFolder } from '../job-options.ts';
import { flag, repeatable, SCENARIO, shared } from '../options.ts';
import { DESIGN_OPTIONS, type Experiment, readExperiment } from '../sweep-options.ts';
import { watched } from '../progress.ts';

const RESULTS = 'results';
/** Number of runs from which a sweep warns. */
const MANY_ROWS = 1e8;

export const command: Command = {
  places: { scenario: { ...SCENARIO, default: undefined, defaultDescription: 'as the plan says, or baseline' } },
  options: {
    ...shared('spreads', 'set', 'strategy', 'json'),
    ...DESIGN_OPTIONS,
    ...jobOptions({
      out: 'results/sweep-<scenario>-<hash>-<seed>-<design>',
      resume: 'Resume an unfinished sweep, or add runs to a finished one',
      parts: 'configurations',
    }),
    ...shared('csv-locale'),
    metric: repeatable('Metric to print; may be repeated', 'walls, capex and lost sales'),
    'dry-run': flag('Print the planned runs and their estimated time'),
  },
  examples: {
    'sweep --vary capex.growthHaircut=0.3:0.7:0.1 --runs 50': 'Five configurations',
    "sweep --vary 'firms[META].strategy.id=always-race,grim' --vary power.pue=1.1,1.3":
      'All combinations of strategies and numbers',
    'sweep --vary capex.growthHaircut=0.3:0.7 --design sobol --points 64': 'Sample a range',
    'sweep --plan sweep.yaml --runs 200 --resume': 'Add runs to a finished sweep',
  },

  async run(args, io) {
    const experiment = readExperiment(args, io.cwd);
    const loaded = await loadSweep(experiment.scenario, experiment.spec, {
      cwd: io.cwd,
      overrides: experiment.overrides,
    });
    const host = { ...BUILTIN_HOST, engine: engineWith(loaded.absent) };
    const { spec: design, scenario } = loaded;
    const options = sweepOptions(args, experiment, { scenario, design, host }, io);
    const metrics = chosenMetrics(args, options);
    if (args.isOn('dry-run')) {
      const estimate = await estimateSweep(options);
      const { short } = experiment;
      const folder = shownFolder(io, options.folder);
      const lines = estimateLines(estimate, { scenario: scenarioTitle(scenario.name), folder, short });
      printResult(io, args, { kind: 'dry-run', folder, short, ...estimate }, lines);
      return estimate.problems.length > 0 ? FAILED_RUNS : 0;
    }
    const [, count] = shardRange(loaded.design.size, options.shard);
    if (count * options.runs > MANY_ROWS) {
      io.stderr.write(`overbuild: ${counted(count * options.runs, 'run')}; --dry-run says how long that takes\n`);
    }
    const outcome = await watched(io, count * options.runs, (watch) => runSweep({ ...options, ...watch }));
    return report(outcome, { args, io, options, metrics });
  },
};

function sweepOptions(
  args: Arguments,
  { seed, runs }: Experiment,
  what: Pick<SweepSpec, 'scenario' | 'design' | 'host'>,
  io: Io,
): SweepOptions {
  const spec: SweepSpec = { ...what, ...readSpec(args), seed, runs };
  const made = createDesign(spec.design);
  const identity = sweepIdentity(spec, made, what.host.engine.modelVersion);
  const [, count] = shardRange(made.size, spec.shard);
  if (!Number.isSafeInteger(count * runs)) throw new UsageError(['the sweep has more runs than can be counted']);
  const out = join(RESULTS, designFolderName('sweep', identity));
  const place = readPlace(args, io, count * runs, out);
  return { ...spec, ...place, folder: place.folder ?? out };
}

/** The requested metrics; unknown ones are refused before any run. */
function chosenMetrics(args: Arguments, { host, scenario }: SweepOptions): string[] {
  const chosen = args.list('metric');
  if (chosen.length === 0) return [];
  const { engine } = host;
  const metrics = engine.runColumns(engine.createSimulator(scenario.resolved, 'metrics'));
  const known = metrics.filter(({ type }) => type !== 'string').map(({ name }) => name);
  refuseUnknownMetrics(chosen, known, '--metric: ');
  return chosen;
}

interface SweepReport {
  readonly args: Arguments;
  readonly io: Io;
  readonly options: SweepOptions;
  readonly metrics: readonly string[];
}

function report(outcome: SweepOutcome, { args, io, options, metrics }: SweepReport): number {
  const { manifest, kind, design, columns } = outcome;
  const folder = shownFolder(io, outcome.folder);
  if (manifest === undefined) return reportInterrupted(io, args, { place: options, done: outcome.done });
  const { identity, statuses, failures, files, timing } = manifest;
  const bad = sum(Object.values(statuses)) - statuses.ok;
  const shown = outcome.summaries.map((summary) => ({ ...summary, settings: design.at(summary.configuration) }));
  const { done } = outcome;
  const { paths } = design;
  const configurations = shown.map(({ configuration, settings, ok, reason }) => {
    return { configuration, settings: Object.fromEntries(settings.map((s, p) => [paths[p], s])), ok, reason };
  });
  const pace = `${durationWord(timing.seconds)}, ${counted(Math.round(timing.runsPerSecond), 'run')} a second`;
  printResult(io, args, { kind, folder, done, identity, statuses, failures, files, timing, configurations }, [
    ...sweepReport({ manifest, configurations: done / identity.runs, paths, shown, columns, metrics }),
    '',
    ...fileLines(outcome, folder),
    ...(kind === 'finished' ? [pace] : []),
  ]);
  return bad > 0 ? FAILED_RUNS : 0;
}
