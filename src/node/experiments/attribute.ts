/** Attribution experiment: every combination of mechanisms on and off with common random numbers, and shares of outcomes. */

import { type Attribution, attribute } from '../../experiment/toggle-factorial.ts';
import { counted } from '../../numeric/counted.ts';
import { ATTRIBUTE_RESOURCES, attributeTables } from '../../output/attribute-tables.ts';
import type { Manifest } from '../../output/manifest.ts';
import { type NamedFailure, namedFailures } from '../../output/paired-failures.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { StrategySource } from '../strategies/strategy-source.ts';
import type { Job } from '../work/job.ts';
import { type Outcome, runJob, type WorkPlace } from '../work/run-job.ts';
import type { NamedScenario } from '../work/run-rows.ts';
import type { BatchSpec } from './batch.ts';
import { checkedScenarios } from './compare.ts';
import type { Again } from './identity.ts';
import { type PairedFold, pairedFold, pairedJob } from './paired.ts';
import { meanableColumns, refuseUnknownMetrics } from './paired-scenarios.ts';
import { combinationsOf, type Toggle } from './toggles.ts';

/** All inputs that determine the bytes of an attribution. */
export interface AttributeSpec extends Pick<BatchSpec, 'seed' | 'runs' | 'locale' | 'shard' | 'host'> {
  /** As the user named it. */
  readonly reference: string;
  readonly toggles: readonly Toggle[];
  /** The scenario with every subset of additions; bit i of the index says whether addition i is included. */
  readonly variants: readonly NamedScenario[];
  readonly strategies: readonly StrategySource[];
  /** Metrics of a run to explain. */
  readonly outcomes: readonly string[];
}

export interface AttributeOutcome extends Outcome {
  readonly attributions: readonly Attribution[];
  /** Units of the outcomes, by name. */
  readonly units: ReadonlyMap<string, string>;
  readonly replications: number;
  readonly failures: readonly NamedFailure[];
}

/**
 * Check outcomes.
 *
 * @throws UsageError  For an outcome that is not a number of the scenario's runs.
 */
function outcomesOf({ variants, host: { engine }, outcomes: requested }: AttributeSpec) {
  const { scenario } = variants[variants.length - 1];
  const simulator = engine.createSimulator(scenario, 'metrics');
  const columns = meanableColumns({ engine }, simulator);
  const known = columns.map(({ name }) => name);
  if (requested.length === 0) {
    const examples = ['sales_lost_accelerator', 'months_to_wall', ...known].filter((name) => known.includes(name));
    throw new UsageError([`choose an --outcome, such as ${examples[0]}; see overbuild columns`]);
  }
  refuseUnknownMetrics(requested, known);
  const units = new Map(columns.map(({ name, unit }) => [name, unit]));
  return { outcomes: [...new Set(requested)], units, rows: engine.runColumns(simulator) };
}

export interface AttributeJob extends Job<PairedFold> {
  readonly units: ReadonlyMap<string, string>;
  attributions(): Attribution[];
}

export function attributeJob(spec: AttributeSpec): AttributeJob {
  const { reference, toggles, runs, variants, locale } = spec;
  const { outcomes, units, rows } = outcomesOf(spec);
  const scenarios = combinationsOf(spec);
  const names = toggles.map(({ name }) => name);
  const shape = { contenders: scenarios.map(({ name }) => name), metrics: outcomes, series: [] };
  const fold = pairedFold(shape, rows, {
    locale,
    tables: () =>
      Object.entries(attributeTables(attributions(), locale)).map(([file, text]) => ({ file, lines: [text] })),
  });
  const attributions = (): Attribution[] =>
    outcomes.map((outcome, m) => attribute(names, outcome, worthsOf(fold, scenarios.length, m)));
  const job = pairedJob({
    ...spec,
    format: 'overbuild-attribute/1',
    scenarios,
    columns: rows,
    design: { reference, toggles, outcomes },
    stated: variants,
    about: () => ({
      name: `overbuild-attribute-${reference}`,
      title: `${reference}: shares of its mechanisms over ${counted(runs, 'replication')}`,
      description: 'Shares of an outcome, conditional on the assumptions of the scenario; not a forecast.',
    }),
    resources: ATTRIBUTE_RESOURCES,
    fold,
  });
  return { ...job, units, attributions };
}

/** Outcome `m` of every combination, one row a replication. */
function worthsOf({ ledger }: PairedFold, combinations: number, m: number): Float64Array[] {
  return ledger.state.rows.map((row) => {
    const outcomes = row.length / combinations;
    return Float64Array.from({ length: combinations }, (_, c) => row[c * outcomes + m]);
  });
}

/** Make the job of an attribution from its manifest. */
export function reopenAttribute({ identity, scenarios = [], design = {} }: Manifest, again: Again): Job {
  const stated = design as unknown as Pick<AttributeSpec, 'reference' | 'toggles' | 'outcomes'>;
  const { runs, seed, csvLocale: locale } = identity;
  return attributeJob({
    ...again,
    ...stated,
    variants: checkedScenarios(scenarios, again.host.engine),
    runs,
    seed,
    locale,
  });
}

/** Run every combination of the toggles with common random numbers and attribute the outcomes. */
export async function runAttribution(spec: AttributeSpec, place: WorkPlace): Promise<AttributeOutcome> {
  const job = attributeJob(spec);
  const outcome = await runJob(job, place);
  const { ledger } = job.fold;
  return {
    ...outcome,
    attributions: job.attributions(),
    units: job.units,
    replications: ledger.pairs,
    failures: namedFailures(ledger.failures, ledger.shape.contenders),
  };
}
