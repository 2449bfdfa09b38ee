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
import { EMPTY_FAN_BLOCK } from '../../output/fan.ts';
import type { Failure } from '../../output/manifest.ts';
import { judgeMetrics, onOneLine, type RunResult, runTableLine } from '../../output/run-table.ts';
import { expandSeed } from '../../random/seed.ts';
import { openStream, streamId, uniformAt } from '../../random/stream.ts';
import type { Economy } from '../../scenario/economy.ts';
import { GrowingText } from '../files/growing-text.ts';
import { chunkOf, RUNS_FILE, type Simulates } from '../work/chunk.ts';
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
  const rows = new GrowingText();

  function sharesOf(draw: number): Float64Array {
    if (from.kind === 'list') return Float64Array.from(from.quantiles[draw]);
    return Float64Array.from(
      from.box,
      ([low, high], q) => low + (high - low) * uniformAt(openStream(seed, draw, streams[q]), 0),
    );
  }

  /** The draw of a position, its replication, and how its row names it. */
  function at(position: number) {
    const { configuration, run } = placeOf(schedule, position);
    if (isShared) return { draw: configuration, replication: run, run, place: { configuration } };
    return { draw: run, replication: firstReplication + run, run, place: {} };
  }

  function result(position: number): RunResult {
    const { draw, replication, run } = at(position);
    const shares = sharesOf(draw);
    const drawn = draws.quantiles.map((name, q): [string, number] => [name, shares[q]]);
    try {
      const trace = simulator.run(seed, replication, shares.map(quantileOfShare));
      const values = readers.read(trace, () => ({ ...runMetrics(trace), ...patternValues(trace) }));
      const metrics = Object.fromEntries([...drawn, ...targets.map(({ id }, t): [string, number] => [id, values[t]])]);
      return { run, ...judgeMetrics(metrics), metrics };
    } catch (error) {
      simulator = prepareCalibration(scenario.resolved, targets, tables)?.simulator ?? simulator;
      const reason = error instanceof Error ? error.message : String(error);
      return { run, status: 'failed', reason, metrics: Object.fromEntries(drawn) };
    }
  }

  return {
    simulate(first, count, onPosition) {
      const failures: Failure[] = [];
      const ends: number[] = [];
      rows.clear();
      for (let position = first; position < first + count; position++) {
        onPosition(position);
        const one = result(position);
        const { place } = at(position);
        rows.append(runTableLine(table, one, place));
        ends.push(rows.length);
        if (one.status === 'ok') continue;
        failures.push({ run: one.run, ...place, status: one.status, reason: onOneLine(one.reason) });
      }
      const files = { [RUNS_FILE]: rows.take() };
      return { first, count, files, ends: { [RUNS_FILE]: ends }, fan: EMPTY_FAN_BLOCK, failures };
    },
    failed(position, { status, reason }) {
      const { run, place } = at(position);
      const bytes = new TextEncoder().encode(runTableLine(table, { run, status, reason, metrics: {} }, place));
      const failure = { run, ...place, status, reason: onOneLine(reason) };
      return { ...chunkOf(position, [{ [RUNS_FILE]: bytes }]), failures: [failure] };
    },
  };
}
