/** Compares scenarios with common random numbers: replication k of each has the same shocks, and differences are paired. */

import type { Trace } from '../columns/trace.ts';
import type { SeedKey } from '../random/seed.ts';
import { type Comparison, PairLedger } from './compare-ledger.ts';

/** Simulates replication k of one scenario; the trace is valid until the next call. */
export type Replicate = (seed: SeedKey, replication: number) => Trace;

export interface Contender {
  readonly name: string;
  readonly replicate: Replicate;
}

/** Stopping rule of a comparison. */
export interface Stopping {
  /** Pairs to simulate; with `until`, the budget. */
  readonly runs: number;
  /** Stop as soon as every scenario differs significantly from the base in this metric. */
  readonly until?: string;
  /** Error probability of the intervals. */
  readonly alpha?: number;
}

export interface CompareOptions extends Stopping {
  readonly seed: SeedKey;
  /** Scalar series whose mean differences are stored by month. */
  readonly series: readonly string[];
  readonly metrics: (trace: Trace) => Readonly<Record<string, number | string>>;
  /** Called after every pair with the pairs done; returns false to stop. */
  readonly onPair?: (done: number) => boolean;
}

export interface CompareResult {
  readonly pairs: number;
  /** Why it stopped. */
  readonly stopped: 'runs' | 'significant' | 'interrupted';
  readonly comparisons: readonly Comparison[];
}

/** Default error probability of the intervals. */
export const ALPHA = 0.05;

/** Whether to stop: the metric is significant, or the number of pairs is reached. */
export function isEnough(ledger: PairLedger, { runs, until, alpha = ALPHA }: Stopping): false | 'runs' | 'significant' {
  if (until !== undefined && ledger.isSignificant(until, alpha)) return 'significant';
  return ledger.pairs >= runs ? 'runs' : false;
}

/**
 * Simulate the scenarios side by side. The first is the base.
 *
 * A metric that a run lacks (no wall, no pause) drops that pair from that metric only. A metric that the first run of
 * any scenario does not have is left out.
 */
export function compare(contenders: readonly Contender[], options: CompareOptions): CompareResult {
  const { seed, series, onPair = () => true } = options;
  let ledger: PairLedger | undefined;
  let stopped: CompareResult['stopped'] | false = false;
  for (let k = 0; stopped === false; k++) {
    const runs = contenders.map(({ replicate }) => {
      const trace = replicate(seed, k);
      return { row: options.metrics(trace), series: series.map((name) => trace.column(name, 'scalar').slice()) };
    });
    ledger ??= new PairLedger({
      contenders: contenders.map(({ name }) => name),
      metrics: sharedMetrics(runs.map(({ row }) => row)),
      series,
    });
    const { metrics } = ledger.shape;
    ledger.record({
      metrics: Float64Array.from(runs.flatMap(({ row }) => metrics.map((metric) => Number(row[metric])))),
      series: runs.flatMap((run) => run.series),
    });
    stopped = onPair(ledger.pairs) ? isEnough(ledger, options) : 'interrupted';
  }
  return {
    pairs: ledger?.pairs ?? 0,
    stopped,
    comparisons: ledger?.comparisons(options.alpha ?? ALPHA) ?? [],
  };
}

function sharedMetrics(rows: readonly Readonly<Record<string, number | string>>[]): string[] {
  return Object.keys(rows[0]).filter((metric) => rows.every((row) => typeof row[metric] === 'number'));
}
