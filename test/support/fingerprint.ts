/** What a run recorded, as one comparable text; the accounting residual, which any rounding moves, is left out. */

import { createSimulator } from '../../src/engine/simulate.ts';
import { runMetrics } from '../../src/metrics/run-row.ts';
import { expandSeed } from '../../src/random/seed.ts';
import type { Economy } from '../../src/scenario/economy.ts';

const IGNORED = new Set(['accounting_residual', 'worst_residual']);

/** Sums that tell two runs apart: one a recorded column, the metrics of the run and its events. */
export function fingerprint(scenario: Economy, seed: string): string {
  const simulator = createSimulator(scenario, 'all');
  const trace = simulator.run(expandSeed(seed), 0);
  const sums: number[] = [];
  for (const { name, shape } of simulator.columns) {
    if (IGNORED.has(name)) continue;
    const values = trace.column(name, shape);
    let mixed = 0;
    for (let i = 0; i < values.length; i++) {
      if (values[i] < Number.POSITIVE_INFINITY) mixed = mixed * 1.0001 + values[i];
    }
    sums.push(mixed);
  }
  const metrics = Object.entries(runMetrics(trace)).filter(([name]) => !IGNORED.has(name));
  return JSON.stringify([sums, metrics, trace.months, trace.events]);
}
