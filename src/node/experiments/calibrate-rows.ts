/** Simulates the rows of a calibration: one a run, with the quantile of every uncertain number and the targets. */

import { type Column, field } from '../../columns/column.ts';
import { METRIC_COLUMNS } from '../../engine/metric-columns.ts';
import { createSimulator, type Simulator } from '../../engine/simulate.ts';
import type { Box } from '../../experiment/calibrate/history-match.ts';
import { quantileOfShare } from '../../experiment/calibrate/posterior-spread.ts';
import { type Target, targetReaders, type TargetReaders } from '../../experiment/calibrate/targets.ts';
import type { RecordTables } from '../../experiment/record-tables.ts';
import { BACKTEST_COLUMNS, measuredSeries } from '../../experiment/recorded-series.ts';
import { PATTERN_COLUMNS, PATTERN_VALUES, patternValues } from '../../metrics/patterns.ts';
import { runColumns, runMetrics } from '../../metrics/run-row.ts';
import { judgeMetrics } from '../../output/run-table.ts';
import { expandSeed } from '../../random/seed.ts';
import { openStream, streamId, uniformAt } from '../../random/stream.ts';
import type { Economy } from '../../scenario/economy.ts';
import { madeRow, type Simulates, simulatorOf } from '../work/chunk.ts';
import type { Setup } from '../work/job.ts';
import { placeOf, type Schedule } from '../work/schedule.ts';

/** Where the draws of a stage come from. */
export type StageDraws =
  /** Uniform in a box, by quantile. */
  | { readonly kind: 'box'; readonly box: Box }
  /** These quantiles. */
  | { readonly kind: 'list'; readonly quantiles: readonly (readonly number[])[] };

/** What a worker needs once. */
export interface CalibrateSetup extends Setup {
  readonly scenario: { readonly name: string; readonly hash: string; readonly resolved: Economy };
  readonly targets: readonly Target[];
  readonly tables: RecordTables;
  readonly seed: string;
  /** Name of the stage: keys its draws. */
  readonly stage: string;
  readonly draws: StageDraws;
  /** Whether each draw is a configuration with the replications of all others, or run k is draw k with shocks of its own. */
  readonly isShared: boolean;
  /** Where replications of runs with shocks of their own begin. */
  readonly firstReplication: number;
  readonly schedule: Schedule;
}

/** A scenario as it is calibrated: what its draws are called, and how runs are asked for the targets. */
export interface Prepared {
  readonly simulator: Simulator;
  readonly draws: NonNullable<Simulator['draws']>;
  readonly readers: TargetReaders;
  /** Columns of a row besides those that say which it is. */
  readonly columns: readonly Column[];
}

/** Prepare a scenario; undefined when all its numbers are certain. */
export function prepareCalibration(
  scenario: Economy,
  targets: readonly Target[],
  tables: RecordTables,
): Prepared | undefined {
  const startMonth = scenario.startMonth ?? '';
  const series = measuredSeries(tables, {
    startMonth,
    firmIds: scenario.firms.map(({ id }) => id),
    nodeIds: scenario.supply.nodes.map(({ id }) => id),
  });
  const probe = createSimulator(scenario);
  const names = [...runColumns(probe), ...PATTERN_VALUES].map(({ name }) => name);
  const readers = targetReaders(targets, series, { startMonth, names });
  // A run needs not go on after its last target.
  const shown = readers.months === undefined ? scenario : { ...scenario, horizonMonths: readers.months };
  const recorded =
    readers.months === undefined ? [...METRIC_COLUMNS, ...PATTERN_COLUMNS, ...BACKTEST_COLUMNS] : BACKTEST_COLUMNS;
  const simulator = createSimulator(shown, new Set(recorded));
  const { draws } = simulator;
  if (draws === undefined) return undefined;
  const column = (name: string, description: string): Column => field(name, '1', description);
  return {
    simulator,
    draws,
    readers,
    columns: [
      ...draws.quantiles.map((name) => column(name, 'Quantile that the run draws of this number, in [0, 1].')),
      ...targets.map(({ id }) => column(id, 'Value of the run, in the unit of the target.')),
    ],
  };
}

export function createCalibrateSimulator(setup: CalibrateSetup): Simulates {
  const { scenario, targets, tables, seed: seedText, stage, draws: from, isShared, firstReplication, schedule } = setup;
  const seed = expandSeed(seedText);
  const prepared = prepareCalibration(scenario.resolved, targets, tables);
  if (prepared === undefined) throw new Error('all numbers of the scenario are certain');
  let { simulator } = prepared;
  const { draws, readers, columns } = prepared;
  const streams = draws.quantiles.map((name) => streamId('calibration', `${stage}/${name}`));
  const table = {
    scenario: scenario.name,
    scenarioHash: scenario.hash,
    seed: seedText,
    metrics: columns,
    locale: 'en' as const,
  };

  function sharesOf(draw: number): Float64Array {
    if (from.kind === 'list') return Float64Array.from(from.quantiles[draw]);
    return Float64Array.from(
      from.box,
      ([low, high], q) => low + (high - low) * uniformAt(openStream(seed, draw, streams[q]), 0),
    );
  }

  return simulatorOf((position, ended) => {
    const { configuration, run } = placeOf(schedule, position);
    const place = isShared ? { configuration } : {};
    if (ended !== undefined) return madeRow(table, { run, ...ended, metrics: {} }, place);
    const [draw, replication] = isShared ? [configuration, run] : [run, firstReplication + run];
    const shares = sharesOf(draw);
    const drawn = Object.fromEntries(draws.quantiles.map((name, q) => [name, shares[q]]));
    try {
      const trace = simulator.run(seed, replication, shares.map(quantileOfShare));
      const values = readers.read(trace, () => ({ ...runMetrics(trace), ...patternValues(trace) }));
      const metrics = { ...drawn, ...Object.fromEntries(targets.map(({ id }, t) => [id, values[t]])) };
      return madeRow(table, { run, ...judgeMetrics(metrics), metrics }, place);
    } catch (error) {
      simulator = prepareCalibration(scenario.resolved, targets, tables)?.simulator ?? simulator;
      const reason = error instanceof Error ? error.message : String(error);
      return madeRow(table, { run, status: 'failed', reason, metrics: drawn }, place);
    }
  });
}
