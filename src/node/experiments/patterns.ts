/** Compares many runs of a scenario with historical patterns. */

import { counted } from '../../numeric/counted.ts';
import type { FactsText } from './patterns-file.ts';
import { judgePatterns, metricsOf, type Pattern, type PatternResult, readPatterns } from '../../experiment/patterns.ts';
import { MARKET_RUN_METRICS } from '../../metrics/market-run-row.ts';
import { NODE_FAMILIES } from '../../metrics/node-metrics.ts';
import { memberOf } from '../../metrics/run-row.ts';
import { PATTERNS_RESOURCE, patternsCsv } from '../../output/patterns-table.ts';
import type { CsvLocale } from '../../output/csv.ts';
import type { Manifest } from '../../output/manifest.ts';
import { runTableColumns } from '../../output/run-table.ts';
import { UsageError } from '../../scenario/errors.ts';
import { didYouMean } from '../../scenario/suggest.ts';
import { CsvRow } from '../files/csv-rows.ts';
import { RUNS_FILE } from '../work/chunk.ts';
import type { Fold, Job } from '../work/job.ts';
import { type Outcome, runJob, type WorkPlace } from '../work/run-job.ts';
import { runRows, type RunSetup } from '../work/run-rows.ts';
import { shardRange } from '../work/shard.ts';
import type { BatchSpec, RunScenario } from './batch.ts';
import { type Again, identityOf, reopenedRuns, statedScenario } from './identity.ts';

/** All inputs that determine the bytes of a comparison with patterns. */
export interface PatternsSpec extends Pick<BatchSpec, 'seed' | 'runs' | 'locale' | 'shard' | 'host'> {
  readonly scenario: RunScenario;
  readonly facts: FactsText;
}

export interface PatternsOutcome extends Outcome {
  /** Compared with the completed runs. */
  readonly results: readonly PatternResult[];
}

interface PatternsFold extends Fold {
  results(): PatternResult[];
}

/** Stores the values of every run that patterns need. */
function patternsFold(patterns: readonly Pattern[], columns: readonly string[], locale: CsvLocale): PatternsFold {
  const fields = new CsvRow(locale);
  const places = [...new Set(patterns.flatMap(metricsOf))].map((name) => [name, columns.indexOf(name)] as const);
  const rows: Record<string, number>[] = [];
  const results = (): PatternResult[] => judgePatterns(patterns, rows);
  return {
    take(row) {
      fields.scan(Buffer.from(row[RUNS_FILE]), 0);
      rows.push(Object.fromEntries(places.map(([name, place]) => [name, fields.number(place)])));
      return false;
    },
    results,
    tables: () => [{ file: PATTERNS_RESOURCE.path, lines: [patternsCsv(results(), locale)] }],
  };
}

/**
 * The job of a comparison with patterns.
 *
 * @throws UsageError  When a pattern needs a value that no run has.
 */
export function patternsJob(spec: PatternsSpec): Job<PatternsFold> {
  const { scenario, facts, seed, runs, locale, host } = spec;
  const { name, hash, resolved, strategies = [] } = scenario;
  const patterns = readPatterns(facts.text, facts.file);
  const simulator = host.engine.createSimulator(resolved, 'patterns');
  const metrics = host.engine.runColumns(simulator, 'patterns');
  checkMetrics(
    patterns,
    metrics.map((column) => column.name),
  );
  const [firstRun, count] = shardRange(runs, spec.shard, 'runs');
  const setup: RunSetup = {
    configurations: { kind: 'one', scenario: { name, hash, scenario: resolved } },
    schedule: { firstConfiguration: 0, configurations: 1, firstRun, runs: count, done: 0, blockRuns: 1 },
    seed,
    locale,
    metrics,
    recording: 'patterns',
    strategies,
  };
  const identity = identityOf({
    scenario: { name, hash },
    seed,
    runs,
    locale,
    design: { facts: facts.text },
    shard: spec.shard,
    modelVersion: host.engine.modelVersion,
  });
  const columns = runTableColumns(metrics, false);
  return {
    format: 'overbuild-patterns/1',
    identity,
    stated: { ...statedScenario(scenario), design: { facts } },
    about: () => ({
      name: `overbuild-patterns-${name}`,
      title: `${name}: historical patterns compared with ${counted(count, 'run')}`,
      description: 'Simulated runs compared with historical facts, conditional on the assumptions of the scenario.',
    }),
    ...runRows(setup, host),
    canGrow: true,
    resources: [
      { path: RUNS_FILE, description: 'one row per run: how it ended and its metrics', columns, key: ['run'] },
      PATTERNS_RESOURCE,
    ],
    fold: patternsFold(
      patterns,
      columns.map((column) => column.name),
      locale,
    ),
  };
}

/** Refuse patterns that need values which no run has; a scenario without a market may lack market values. */
function checkMetrics(patterns: readonly Pattern[], names: readonly string[]): void {
  const known = [...names, ...MARKET_RUN_METRICS.map(({ name }) => name)];
  const problems = patterns.flatMap((pattern) =>
    metricsOf(pattern)
      .filter(
        (metric) => !known.includes(metric) && !NODE_FAMILIES.some(({ family }) => family === memberOf(metric)?.family),
      )
      .map((metric) => `${pattern.id}: no run has ${metric}${didYouMean(metric, known)}`),
  );
  if (problems.length > 0) throw new UsageError(problems);
}

/** Make the job of a comparison from its manifest. */
export function reopenPatterns(manifest: Manifest, again: Again): Job {
  return patternsJob({ ...reopenedRuns(manifest, again), facts: manifest.design?.facts as FactsText });
}

/** Simulate the runs and compare the patterns with them. */
export async function runPatterns(spec: PatternsSpec, place: WorkPlace): Promise<PatternsOutcome> {
  const job = patternsJob(spec);
  const outcome = await runJob(job, place);
  return { ...outcome, results: job.fold.results() };
}
