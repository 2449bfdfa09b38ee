/** Simulate the same replications of several scenarios, in this thread or in a worker: rows of numbers and series. */

import type { FailedRun } from '../../experiment/compare-ledger.ts';
import { expandSeed } from '../../random/seed.ts';
import type { Engine, Simulator } from '../engine.ts';
import type { StrategySource } from '../strategies/strategy-source.ts';

/** What a worker needs once. */
export interface PairedSetup {
  /** Resolved scenarios. */
  readonly scenarios: readonly unknown[];
  readonly strategies: readonly StrategySource[];
  readonly seed: string;
  /** Metrics and scalar series that are kept of every run. */
  readonly metrics: readonly string[];
  readonly series: readonly string[];
}

/** What came of replications `first` .. `first + count - 1`. */
export interface PairedChunk {
  readonly first: number;
  readonly count: number;
  /** Shape [replication, scenario, metric]. */
  readonly metrics: Float64Array;
  /** Months of each series, flat. Shape [replication, scenario, series]. */
  readonly series: readonly Float64Array[];
  readonly failures: readonly FailedRun[];
}

export type SimulatePairs = (first: number, count: number, onRun: () => void) => PairedChunk;

/** Compiled scenarios kept between chunks; each holds under a megabyte, and compiling one costs less than a run. */
const MOST_KEPT = 64;

/** Simulate chunks of replications; scenarios are compiled when first needed. */
export function pairedSimulator(setup: PairedSetup, engine: Engine): SimulatePairs {
  const { scenarios, metrics, series } = setup;
  const seed = expandSeed(setup.seed);
  const kept = new Map<number, Simulator>();

  function simulatorOf(scenario: number): Simulator {
    const simulator = kept.get(scenario) ?? engine.createSimulator(scenarios[scenario], 'metrics');
    if (scenarios.length <= MOST_KEPT) kept.set(scenario, simulator);
    return simulator;
  }

  return (first, count, onRun) => {
    const rows = new Float64Array(count * scenarios.length * metrics.length).fill(Number.NaN);
    const kinds = scenarios.length * series.length;
    const values: Float64Array[] = Array.from({ length: count * kinds }, () => new Float64Array(0));
    const failures: FailedRun[] = [];
    for (let s = 0; s < scenarios.length; s++) {
      let simulator = simulatorOf(s);
      for (let k = 0; k < count; k++) {
        onRun();
        try {
          const trace = simulator.run(seed, first + k);
          const row = engine.metrics(trace);
          for (const [m, metric] of metrics.entries()) {
            rows[(k * scenarios.length + s) * metrics.length + m] = Number(row[metric] ?? Number.NaN);
          }
          for (const [i, name] of series.entries()) {
            values[k * kinds + s * series.length + i] = trace.column(name, 'scalar').slice();
          }
        } catch (error) {
          failures.push({ replication: first + k, contender: s, reason: (error as Error).message });
          kept.delete(s);
          simulator = simulatorOf(s);
        }
      }
    }
    return { first, count, metrics: rows, series: values, failures };
  };
}
