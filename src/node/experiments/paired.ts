/** Paired experiments: simulates the same replications of several scenarios and collects them pair by pair. */

import type { Column } from '../../columns/column.ts';
import { type LedgerShape, PairLedger } from '../../experiment/compare-ledger.ts';
import type { CsvLocale } from '../../output/csv.ts';
import type { Resource } from '../../output/datapackage.ts';
import { RUN_ID_COLUMNS, runTableColumns } from '../../output/run-table.ts';
import { CsvRow } from '../files/csv-rows.ts';
import type { StrategySource } from '../strategies/strategy-source.ts';
import { RUNS_FILE } from '../work/chunk.ts';
import type { Fold, Job, MadeTable } from '../work/job.ts';
import { MONTHS_FILE, type NamedScenario, runRows, type RunSetup, seriesIn } from '../work/run-rows.ts';
import { blockRunsFor } from '../work/schedule.ts';
import { shardRange } from '../work/shard.ts';
import type { BatchSpec } from './batch.ts';
import { identityOf, statedStrategies } from './identity.ts';

/** Column of the status of a row. */
const STATUS = 1 + RUN_ID_COLUMNS.findIndex(({ name }) => name === 'status');

export interface PairedFold extends Fold {
  readonly ledger: PairLedger;
}

interface PairedTables {
  readonly locale?: CsvLocale;
  isEnough?(ledger: PairLedger): boolean;
  /** Tables of the ledger; rows of which not all hold the months of the series have none of these. */
  tables?(ledger: PairLedger, hasMonths: boolean): Iterable<MadeTable>;
}

/**
 * Collect rows into a ledger, run by run, one scenario after another.
 *
 * @param columns  Metric columns of the rows, among them those of the ledger; `wall=power` is 1 where the word is in it.
 */
export function pairedFold(
  shape: LedgerShape,
  columns: readonly Column[],
  { locale = 'en', isEnough = () => false, tables = () => [] }: PairedTables = {},
): PairedFold {
  const ledger = new PairLedger(shape);
  const fields = new CsvRow(locale);
  const names = runTableColumns(columns, true).map(({ name }) => name);
  const places = shape.metrics.map((metric) => {
    const [name, word] = metric.split('=');
    return { at: names.indexOf(name), word };
  });
  const nothing = () => ({
    metrics: [] as number[],
    series: [] as Float64Array[],
    failures: [] as { replication: number; contender: number; reason: string }[],
  });
  let pair = nothing();
  let hasMonths = true;
  return {
    ledger,
    take(row) {
      fields.scan(Buffer.from(row[RUNS_FILE]), 0);
      const months = row[MONTHS_FILE];
      hasMonths &&= months !== undefined;
      for (const { at, word } of places) {
        const text = word === undefined ? '' : fields.text(at);
        pair.metrics.push(text === '' ? fields.number(at) : Number(text === word));
      }
      const { length } = shape.series;
      pair.series.push(
        ...(months === undefined ? shape.series.map(() => new Float64Array(0)) : seriesIn(months, length)),
      );
      if (fields.text(STATUS) !== 'ok') {
        const [contender, replication] = [fields.number(0), fields.number(1)];
        pair.failures.push({ replication, contender, reason: fields.text(STATUS + 1) });
      }
      if (pair.metrics.length < shape.contenders.length * places.length) return false;
      ledger.record({ ...pair, metrics: Float64Array.from(pair.metrics) });
      pair = nothing();
      return isEnough(ledger);
    },
    tables: () => tables(ledger, hasMonths),
  };
}

export interface PairedSpec extends Pick<BatchSpec, 'seed' | 'runs' | 'shard' | 'host'> {
  readonly format: 'overbuild-compare/1' | 'overbuild-attribute/1';
  readonly scenarios: readonly NamedScenario[];
  readonly strategies: readonly StrategySource[];
  readonly locale?: CsvLocale;
  /** Metric columns of the rows. */
  readonly columns: readonly Column[];
  /** Scalar series that are needed in every month. */
  readonly months?: readonly string[];
  /** Other inputs that determine rows and tables, for the manifest. */
  readonly design: Readonly<Record<string, unknown>>;
  /** Entry of the manifest for scenarios: enough to rebuild them. */
  readonly stated: readonly NamedScenario[];
  readonly about: Job['about'];
  readonly resources: readonly Resource[];
  readonly fold: PairedFold;
}

export function pairedJob(spec: PairedSpec): Job<PairedFold> {
  const { scenarios, strategies, seed, runs, locale = 'en', host, columns, months, stated } = spec;
  const [base] = stated;
  const [firstRun, count] = shardRange(runs, spec.shard, 'runs');
  const identity = identityOf({
    scenario: base,
    seed,
    runs,
    locale,
    design: { ...spec.design, scenarios: scenarios.map(({ name, hash }) => ({ name, hash })) },
    configurations: scenarios.length,
    shard: spec.shard,
    modelVersion: host.engine.modelVersion,
  });
  const configurations = scenarios.length;
  const setup: RunSetup = {
    configurations: { kind: 'list', scenarios },
    schedule: {
      firstConfiguration: 0,
      configurations,
      firstRun,
      runs: count,
      done: 0,
      // Few scenarios stay compiled, so that a pair is completed soon after its first run.
      blockRuns: configurations <= FEW_SCENARIOS ? FEW_RUNS : blockRunsFor(configurations),
    },
    seed,
    locale,
    metrics: columns,
    recording: 'metrics',
    ...(months === undefined ? {} : { months }),
    strategies,
  };
  return {
    format: spec.format,
    identity,
    stated: {
      resolvedScenario: base.scenario as Record<string, unknown>,
      evidence: {},
      scenarios: stated.map((one) => ({ ...one, scenario: one.scenario as Record<string, unknown> })),
      strategies: statedStrategies(strategies),
      design: spec.design,
    },
    about: spec.about,
    ...runRows(setup, host),
    canGrow: true,
    resources: [
      {
        path: RUNS_FILE,
        description: 'one row per run and scenario: how it ended and its metrics',
        columns: runTableColumns(columns, true),
        key: ['configuration', 'run'],
      },
      ...spec.resources,
    ],
    fold: spec.fold,
  };
}

/** Number of compiled scenarios per worker, and consecutive runs of each. */
const FEW_SCENARIOS = 64;
const FEW_RUNS = 2;
