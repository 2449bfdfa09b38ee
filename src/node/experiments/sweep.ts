/** Sweep experiment: one scenario under many configurations with common random numbers, in a folder that can grow. */

import type { Column } from '../../columns/column.ts';
import { configurations, createDesign, type Design, type DesignSpec } from '../../experiment/design.ts';
import { counted } from '../../numeric/counted.ts';
import type { Resource } from '../../output/datapackage.ts';
import type { Identity, Manifest } from '../../output/manifest.ts';
import { headerLine } from '../../output/csv.ts';
import { designLine, sweepResources, sweepSummaryLines, variedColumns } from '../../output/sweep-tables.ts';
import { numericLeaves } from '../../reader/leaves.ts';
import { ScenarioSchema } from '../../scenario/schema.ts';
import type { Fold, Job } from '../work/job.ts';
import { type Outcome, runJob, type WorkPlace } from '../work/run-job.ts';
import { createReplicator, runRows, type RunSetup } from '../work/run-rows.ts';
import { blockRunsFor } from '../work/schedule.ts';
import { shardRange } from '../work/shard.ts';
import type { BatchSpec, RunScenario } from './batch.ts';
import { type Again, identityOf, reopenedRuns, statedScenario } from './identity.ts';
import { type ConfigurationSummary, type RunsShape, summariseRuns } from './run-statistics.ts';

/** The scenario that a sweep varies. */
export interface SweepScenario extends RunScenario {
  /** As `Engine.configure` takes it. */
  readonly open: unknown;
  /** External strategies as named in the design, and their ids. */
  readonly aliases?: Readonly<Record<string, string>>;
}

/** All inputs that determine the bytes of a sweep. */
export interface SweepSpec extends Pick<BatchSpec, 'seed' | 'runs' | 'locale' | 'shard' | 'host'> {
  readonly scenario: SweepScenario;
  readonly design: DesignSpec;
}

export interface SweepOptions extends SweepSpec, WorkPlace {
  readonly folder: string;
}

export interface SweepOutcome extends Outcome {
  readonly folder: string;
  readonly design: Design;
  readonly columns: readonly Column[];
  readonly resources: readonly Resource[];
  /** Of the first configurations; empty when interrupted. */
  readonly summaries: readonly ConfigurationSummary[];
}

/** Configurations whose summary is returned for display. */
const SHOWN = 200;

/** Identity of a sweep: equal identities give equal results. */
export function sweepIdentity(spec: Omit<SweepSpec, 'host'>, design: Design, modelVersion: string): Identity {
  const { scenario, seed, runs, locale, shard } = spec;
  const plain = spec.design.kind === 'table' ? { kind: 'table', text: spec.design.text } : spec.design;
  const stated = { spec: plain, aliases: scenario.aliases ?? {} };
  return identityOf({ scenario, seed, runs, locale, design: stated, configurations: design.size, shard, modelVersion });
}

export interface SweepJob extends Job {
  readonly design: Design;
  readonly shape: RunsShape;
}

export function sweepJob(spec: SweepSpec): SweepJob {
  const { scenario, seed, runs, locale, host } = spec;
  const { name, open, aliases = {}, strategies = [] } = scenario;
  const design = createDesign(spec.design);
  const [firstConfiguration, count] = shardRange(design.size, spec.shard);
  const { metrics } = createReplicator(host.engine, scenario.resolved, 'metrics');
  const leaves = numericLeaves(scenario.resolved, ScenarioSchema);
  const facts = new Map(leaves.flatMap((leaf) => (leaf.facts === undefined ? [] : [[leaf.path, leaf.facts]])));
  const varied = variedColumns(design, facts);
  const resources = sweepResources(varied, metrics);
  const schedule = {
    firstConfiguration,
    configurations: count,
    firstRun: 0,
    runs,
    done: 0,
    blockRuns: blockRunsFor(count),
  };
  const setup: RunSetup = {
    configurations: { kind: 'design', name, open, design: spec.design, varied, aliases },
    schedule,
    seed,
    locale,
    metrics,
    recording: 'metrics',
    strategies,
  };
  const shape: RunsShape = { metrics, firstConfiguration, configurations: count, runs, locale };
  return {
    format: 'overbuild-sweep/1',
    identity: sweepIdentity(spec, design, host.engine.modelVersion),
    stated: {
      ...statedScenario(scenario),
      design: { ...spec.design, paths: design.paths, aliases },
    },
    about: () => ({
      name: `overbuild-sweep-${name}`,
      title: `${name}: ${counted(count, 'configuration')}, ${counted(runs, 'run')} each`,
      description: 'Simulated runs, conditional on the assumptions of the scenario in manifest.json; not a forecast.',
    }),
    ...runRows(setup, host),
    parts: 'configurations',
    canGrow: true,
    resources,
    fold: sweepFold(design, shape, resources),
    design,
    shape,
  };
}

function sweepFold(design: Design, shape: RunsShape, [designTable, , summary]: readonly Resource[]): Fold {
  const { firstConfiguration: first, configurations: count, locale } = shape;
  function* designLines(): Generator<string> {
    yield headerLine(designTable.columns, locale);
    let configuration = first;
    for (const settings of configurations(design, first, first + count)) {
      yield designLine(configuration++, settings, locale);
    }
  }
  async function* summaryLines(folder: string): AsyncGenerator<string> {
    yield headerLine(summary.columns, locale);
    for await (const one of summariseRuns(folder, shape)) {
      yield sweepSummaryLines(one.configuration, one.rows, locale);
    }
  }
  return {
    tables: ({ folder }) => [
      { file: designTable.path, lines: designLines() },
      { file: summary.path, lines: summaryLines(folder) },
    ],
  };
}

/** Make the job of a sweep from its manifest. */
export function reopenSweep(manifest: Manifest, again: Again): Job {
  const { paths: _, aliases, ...spec } = manifest.design ?? {};
  const { scenario, ...runs } = reopenedRuns(manifest, again);
  const open = again.host.engine.open(scenario.resolved);
  const known = aliases === undefined ? {} : { aliases: aliases as Record<string, string> };
  return sweepJob({ ...runs, scenario: { ...scenario, open, ...known }, design: spec as unknown as DesignSpec });
}

export async function runSweep(options: SweepOptions): Promise<SweepOutcome> {
  const { folder } = options;
  const job = sweepJob(options);
  const outcome = await runJob(job, options);
  const { design, shape, resources } = job;
  const summaries: ConfigurationSummary[] = [];
  const few = { ...shape, configurations: Math.min(SHOWN, shape.configurations) };
  if (outcome.kind !== 'interrupted') {
    for await (const one of summariseRuns(folder, few)) summaries.push(one);
  }
  return { ...outcome, folder, design, columns: shape.metrics, resources, summaries };
}
