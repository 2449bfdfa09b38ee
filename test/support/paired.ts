/** Runs of scenarios under common random numbers, and what differs between them. */

import { createSimulator } from '../../src/engine/simulate.ts';
import { runMetrics } from '../../src/metrics/run-row.ts';
import { mean, variance } from '../../src/numeric/statistics.ts';
import { expandSeed } from '../../src/random/seed.ts';
import type { Economy } from '../../src/scenario/economy.ts';

/** A row of a run, with sums over stretches of months that rows do not have. */
export type Row = Readonly<Record<string, number | string>>;

/** Rows of the first replications under one seed, with common random numbers for all scenarios. */
export function rowsOf(scenario: Economy, count: number, first = 0): Row[] {
  const simulator = createSimulator(scenario);
  const seed = expandSeed('signs');
  return Array.from({ length: count }, (_, k) => {
    const trace = simulator.run(seed, first + k);
    const total = (name: string, from: number, to: number): number =>
      trace
        .column(name, 'scalar')
        .subarray(from, to)
        .reduce((sum, value) => sum + value, 0);
    return {
      ...runMetrics(trace),
      early_ai_capex: total('ai_capex_usd_bn', 0, 60),
      deliveries_after_18: total('delivered_mw', 19, 31),
    };
  });
}

/** How often each wall came first. */
export function firstWalls(rows: readonly Row[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { wall } of rows) counts.set(String(wall), (counts.get(String(wall)) ?? 0) + 1);
  return counts;
}

/** Mean of `b - a` over pairs in which both have the metric, and its t statistic. */
export function paired(
  a: readonly Row[],
  b: readonly Row[],
  metric: string,
): { mean: number; t: number; pairs: number } {
  const gaps = a.map((row, k) => Number(b[k][metric]) - Number(row[metric])).filter(Number.isFinite);
  const centre = mean(gaps);
  return { mean: centre, t: centre / Math.sqrt(variance(gaps) / gaps.length), pairs: gaps.length };
}
