/** Simulates runs of a case and records of each its metrics and the few series that the pictures draw. */

import type { Column } from '../../columns/column.ts';
import type { Trace } from '../../columns/trace.ts';
import { createSimulator } from '../../engine/simulate.ts';
import { quarterMean, WINDOW_MONTHS } from '../../metrics/air-pocket.ts';
import type { Metric } from '../../metrics/metric.ts';
import { metricsOf } from '../../metrics/run-row.ts';
import { expandSeed } from '../../random/seed.ts';
import type { Economy } from '../../scenario/economy.ts';
import { AFTER_WALL, BEFORE_WALL, type RecordedRun, yearlyRate } from '../recorded-run.ts';

/** Metrics of the page, and families of metrics that it has for each node. */
const METRICS: ReadonlySet<string> = new Set([
  'wall',
  'wall_month',
  'months_to_wall',
  'stop_reason',
  'months',
  'peak_capex_usd_bn_per_year',
  'peak_capex_month',
  'cumulative_ai_capex_usd_bn',
  'cumulative_ai_revenue_usd_bn',
  'overspend_ratio',
  'economic_profit_usd_bn',
  'first_year_capex_usd_bn',
  'orders_at_wall_over_peak',
  'pause_months',
  'investment_fall_after_wall',
  'fall_after_wall_index',
]);
const FAMILIES: ReadonlySet<string> = new Set(['sales_lost', 'orders_lost']);

export interface RunRecorder {
  /** Columns of a row of the table of runs, as `runs.csv` has them. */
  readonly columns: readonly Column[];
  readonly nodes: readonly string[];
  record(replication: number): RecordedRun;
}

export function createRunRecorder(scenario: Economy, seed: string): RunRecorder {
  const simulator = createSimulator(scenario, 'metrics');
  const { entities } = simulator;
  const metrics = metricsOf(simulator).filter(({ name, family = '' }) => METRICS.has(name) || FAMILIES.has(family));
  const hasMarket = scenario.market !== undefined;
  const key = expandSeed(seed);
  return {
    columns: metrics.map(({ read: _read, needs: _needs, compares: _compares, ...column }) => column),
    nodes: entities.node,
    record(replication) {
      const trace = simulator.run(key, replication);
      return recorded(trace, metrics, replication, hasMarket);
    },
  };
}

function recorded(trace: Trace, metrics: readonly Metric[], run: number, hasMarket: boolean): RecordedRun {
  return {
    run,
    wall: trace.outcome.wall,
    wallMonth: trace.outcome.wallMonth,
    months: trace.months,
    metrics: metrics.map(({ read }) => read(trace)),
    capex: yearlyRate(trace.column('capex_usd_bn', 'scalar')),
    index: Float32Array.from(hasMarket ? trace.column('market_index', 'scalar') : []),
    sales: salesAroundWall(trace),
  };
}

/** Three-month sales of each node over those of the same run without the pause, shape [node, month]; NaN where unknown. */
function salesAroundWall(trace: Trace): Float32Array {
  const { counterfactual, entities, months, outcome } = trace;
  if (counterfactual === undefined) return new Float32Array(0);
  const width = entities.node.length;
  const span = BEFORE_WALL + 1 + AFTER_WALL;
  const own = trace.column('sales_usd_bn', 'node');
  const unpaused = counterfactual.column('sales_usd_bn', 'node');
  const ratios = new Float32Array(width * span).fill(Number.NaN);
  for (let n = 0; n < width; n++) {
    for (let i = 0; i < span; i++) {
      const month = outcome.wallMonth - BEFORE_WALL + i;
      if (month < WINDOW_MONTHS - 1 || month >= months) continue;
      ratios[n * span + i] = quarterMean(own, width, n, month) / quarterMean(unpaused, width, n, month);
    }
  }
  return ratios;
}
