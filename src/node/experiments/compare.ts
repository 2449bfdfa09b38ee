/** Comparison experiment: scenarios with common random numbers, and differences by metric and month. */

import type { Column } from '../../columns/column.ts';
import { ALPHA, type CompareResult, isEnough, type Stopping } from '../../experiment/compare.ts';
import { counted } from '../../numeric/counted.ts';
import { COMPARE_FILE, COMPARE_RESOURCES, compareCsv, IMPULSE_FILE, impulseCsv } from '../../output/compare-tables.ts';
import type { Manifest } from '../../output/manifest.ts';
import { startMonthOf } from '../../output/month-columns.ts';
import { type NamedFailure, namedFailures } from '../../output/paired-failures.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { Engine } from '../engine.ts';
import { listScenarios } from '../scenario-files.ts';
import type { StrategySource } from '../strategies/strategy-source.ts';
import type { Job } from '../work/job.ts';
import { type Outcome, runJob, type WorkPlace } from '../work/run-job.ts';
import type { NamedScenario } from '../work/run-rows.ts';
import type { BatchSpec } from './batch.ts';
import type { Again } from './identity.ts';
import { type PairedFold, pairedFold, pairedJob } from './paired.ts';
import { meanableColumns, refuseUnknownMetrics } from './paired-scenarios.ts';

/** All inputs that determine the bytes of a comparison. */
export interface CompareSpec extends Pick<BatchSpec, 'seed' | 'locale' | 'shard' | 'host'> {
  /** The base, then the scenarios compared with it. */
  readonly scenarios: readonly NamedScenario[];
  readonly strategies: readonly StrategySource[];
  readonly stopping: Stopping;
}

export interface CompareOutcome extends Outcome {
  readonly job: Job<PairedFold>;
  readonly result: CompareResult;
  readonly failures: readonly NamedFailure[];
}

/** The five levers; the overlay `antifragile`, if present, combines them. */
const LEVERS = ['diversified-buyers', 'more-hbm-makers', 'grid-ahead', 'outcome-pricing', 'internal-cash'];
const ALL_LEVERS = 'antifragile';

/** A base with each of the levers, and with all of them. */
export function leversOf(base: string, cwd: string): string[] {
  const overlays = new Set(listScenarios(cwd).flatMap(({ name, role }) => (role === 'overlay' ? [name] : [])));
  return [...LEVERS, ...(overlays.has(ALL_LEVERS) ? [ALL_LEVERS] : [])].map((lever) => `${base}+${lever}`);
}

export interface ComparedColumns {
  /** Of the rows: those of the base. */
  readonly rows: readonly Column[];
  /** Numeric metrics that all scenarios have, in the order of the base. */
  readonly metrics: readonly string[];
  /** Series that all scenarios have. */
  readonly series: readonly string[];
  /** Units of both. */
  readonly units: ReadonlyMap<string, string>;
  /** Metrics that some scenarios have. */
  readonly all: readonly string[];
}

export function comparedColumns({
  scenarios,
  host: { engine },
}: Pick<CompareSpec, 'scenarios' | 'host'>): ComparedColumns {
  const simulators = scenarios.map(({ scenario }) => engine.createSimulator(scenario, 'metrics'));
  const goods = [...new Set(simulators.map(({ goodsUnit = 'MW' }) => goodsUnit))];
  if (goods.length > 1) {
    throw new UsageError([
      `scenarios to compare need the same unit of goods (goodsUnit): these have ${goods.join(', ')}`,
    ]);
  }
  const metrics = simulators.map((simulator) => meanableColumns({ engine }, simulator));
  const series = simulators.map((simulator) => engine.fanColumns(simulator));
  const shared = (lists: readonly (readonly { readonly name: string }[])[]): string[] =>
    lists[0].map(({ name }) => name).filter((name) => lists.every((list) => list.some((one) => one.name === name)));
  const walls = wallsOf(scenarios);
  return {
    rows: engine.runColumns(simulators[0]),
    metrics: [...walls, ...shared(metrics)],
    series: shared(series),
    units: new Map([
      ...walls.map((name) => [name, '1'] as const),
      ...[...series[0], ...metrics[0]].map(({ name, unit }) => [name, unit] as const),
    ]),
    all: [...new Set(metrics.flat().map(({ name }) => name))],
  };
}

/** Whether a run's first wall is each of those that any scenario has, or none, as metrics of 0 and 1. */
function wallsOf(scenarios: readonly NamedScenario[]): string[] {
  const ids = scenarios.flatMap(({ scenario }) => (scenario as { walls?: readonly { id: string }[] }).walls ?? []);
  return ids.length === 0 ? [] : [...new Set([...ids.map(({ id }) => `wall=${id}`), 'wall=none'])];
}

/**
 * Refuse metrics that are not numeric.
 *
 * @throws UsageError
 */
export function checkMetrics(names: readonly string[], { metrics, all }: ComparedColumns): void {
  const some = names.find((metric) => !metrics.includes(metric) && all.includes(metric));
  if (some !== undefined) throw new UsageError([`not all of these scenarios have the metric ${some}`]);
  refuseUnknownMetrics(names, metrics);
}

export function compareJob(spec: CompareSpec): Job<PairedFold> {
  const { scenarios, stopping, locale } = spec;
  const columns = comparedColumns(spec);
  const names = scenarios.map(({ name }) => name);
  const { metrics, series, units } = columns;
  const startMonth = startMonthOf(scenarios[0].scenario);
  const fold = pairedFold({ contenders: names, metrics, series }, columns.rows, {
    locale,
    isEnough: (ledger) => isEnough(ledger, stopping) === 'significant',
    tables(ledger, hasMonths) {
      const comparisons = ledger.comparisons(ALPHA);
      const tables = [{ file: COMPARE_FILE, lines: [compareCsv(names[0], comparisons, { units, locale })] }];
      return hasMonths
        ? [...tables, { file: IMPULSE_FILE, lines: [impulseCsv(names[0], comparisons, { locale, startMonth })] }]
        : tables;
    },
  });
  const { runs, until } = stopping;
  return pairedJob({
    ...spec,
    format: 'overbuild-compare/1',
    runs,
    columns: columns.rows,
    months: series,
    design: until === undefined ? {} : { until },
    stated: scenarios,
    about: () => ({
      name: `overbuild-compare-${names[0]}`,
      title: `${names[0]} compared: ${counted(fold.ledger.pairs, 'pair')}`,
      description: 'Paired differences, conditional on the assumptions of the scenarios; not a forecast.',
    }),
    resources: COMPARE_RESOURCES,
    fold,
  });
}

/** Make the job of a comparison from its manifest. */
export function reopenCompare({ identity, scenarios = [], design = {} }: Manifest, again: Again): Job {
  const { runs, seed, csvLocale: locale } = identity;
  const until = typeof design.until === 'string' ? { until: design.until } : {};
  const checked = checkedScenarios(scenarios, again.host.engine);
  return compareJob({ ...again, scenarios: checked, stopping: { runs, ...until }, seed, locale });
}

/** Scenarios of a manifest, checked before they are run. */
export function checkedScenarios(scenarios: readonly NamedScenario[], engine: Engine): NamedScenario[] {
  return scenarios.map((one) => ({ ...one, scenario: engine.check(one.scenario) }));
}

/** Run the scenarios side by side until the stopping rule is met. */
export async function runComparison(spec: CompareSpec, place: WorkPlace): Promise<CompareOutcome> {
  const job = compareJob(spec);
  const outcome = await runJob(job, place);
  const { ledger } = job.fold;
  const stopped = outcome.kind === 'interrupted' ? 'interrupted' : isEnough(ledger, spec.stopping) || 'runs';
  const result = { pairs: ledger.pairs, stopped, comparisons: ledger.comparisons(ALPHA) } as const;
  return { ...outcome, job, result, failures: namedFailures(ledger.failures, ledger.shape.contenders) };
}
