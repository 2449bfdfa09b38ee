/** Compare scenarios under common luck: replication k of each meets the same shocks, and differences are paired. */

import type { Trace } from '../columns/trace.ts';
import type { SeedKey } from '../random/seed.ts';
import { isToldApart, type PairedDifference, pairedDifference } from './paired-difference.ts';

/** Simulates replication k of one scenario; the trace is valid until the next call. */
export type Replicate = (seed: SeedKey, replication: number) => Trace;

export interface Contender {
  readonly name: string;
  readonly replicate: Replicate;
}

export interface CompareOptions {
  readonly seed: SeedKey;
  /** Pairs to simulate; with `until`, the budget. */
  readonly runs: number;
  /** Stop as soon as every contender can be told apart from the first in this metric. */
  readonly until?: string;
  /** Error of the intervals. */
  readonly alpha?: number;
  /** Scalar series whose mean differences are kept month by month. */
  readonly series: readonly string[];
  readonly metrics: (trace: Trace) => Readonly<Record<string, number | string>>;
  /** Called after every pair with the pairs done; returns false to stop. */
  readonly onPair?: (done: number) => boolean;
}

export interface MetricComparison {
  readonly metric: string;
  /** Mean of the first contender, and of the other one, over the pairs in which both have the metric. */
  readonly base: number;
  readonly other: number;
  readonly difference: PairedDifference;
}

/** How one contender differs from the first. */
export interface Comparison {
  readonly name: string;
  readonly metrics: readonly MetricComparison[];
  /** Mean paired difference by month, one row a series, over pairs that both reached the month. */
  readonly impulse: readonly { readonly series: string; readonly months: Float64Array; readonly pairs: Int32Array }[];
}

export interface CompareResult {
  readonly pairs: number;
  /** Why it stopped. */
  readonly stopped: 'runs' | 'told-apart' | 'asked';
  readonly comparisons: readonly Comparison[];
}

/** Fewest pairs before stopping is considered: the always-valid interval is asymptotic. */
const FEWEST_PAIRS = 30;

/** Values of one contender: metric columns by name, and the sums behind its impulse responses. */
interface Kept {
  readonly metrics: Map<string, number[]>;
  readonly sums: Float64Array[];
  readonly counts: Int32Array[];
}

/**
 * Simulate the contenders side by side. The first is the base.
 *
 * A metric that a run lacks (no wall, no pause) drops that pair from that metric and no other.
 */
export function compare(contenders: readonly Contender[], options: CompareOptions): CompareResult {
  const { seed, runs, until, alpha = 0.05, series, metrics, onPair = () => true } = options;
  const kept: Kept[] = contenders.map(() => ({ metrics: new Map(), sums: [], counts: [] }));
  let pairs = 0;
  let stopped: CompareResult['stopped'] = 'runs';
  while (pairs < runs) {
    let base: Float64Array[] = [];
    for (const [c, contender] of contenders.entries()) {
      const trace = contender.replicate(seed, pairs);
      recordMetrics(kept[c], metrics(trace));
      if (c === 0) base = series.map((name) => trace.column(name, 'scalar').slice());
      else series.forEach((name, s) => void recordImpulse(kept[c], s, trace.column(name, 'scalar'), base[s]));
    }
    pairs++;
    if (!onPair(pairs)) {
      stopped = 'asked';
      break;
    }
    if (until !== undefined && pairs >= FEWEST_PAIRS && everyoneToldApart(kept, until, alpha)) {
      stopped = 'told-apart';
      break;
    }
  }
  const comparisons = contenders.slice(1).map(({ name }, i) => ({
    name,
    metrics: describeMetrics(kept[0], kept[i + 1], alpha),
    impulse: describeImpulse(kept[i + 1], series),
  }));
  return { pairs, stopped, comparisons };
}

function recordMetrics(kept: Kept, row: Readonly<Record<string, number | string>>): void {
  for (const [name, value] of Object.entries(row)) {
    if (typeof value !== 'number') continue;
    const values = kept.metrics.get(name);
    if (values === undefined) kept.metrics.set(name, [value]);
    else values.push(value);
  }
}

function recordImpulse(kept: Kept, s: number, values: Float64Array, base: Float64Array): void {
  const months = Math.min(values.length, base.length);
  kept.sums[s] = grown(kept.sums[s] ?? new Float64Array(0), months);
  kept.counts[s] = grown(kept.counts[s] ?? new Int32Array(0), months);
  for (let month = 0; month < months; month++) {
    kept.sums[s][month] += values[month] - base[month];
    kept.counts[s][month]++;
  }
}

function grown<T extends Float64Array | Int32Array>(array: T, length: number): T {
  if (array.length >= length) return array;
  const longer = (array instanceof Float64Array ? new Float64Array(length) : new Int32Array(length)) as T;
  longer.set(array);
  return longer;
}

function everyoneToldApart(kept: readonly Kept[], metric: string, alpha: number): boolean {
  return kept.slice(1).every((other) => isToldApart(pairedDifference(differences(kept[0], other, metric), alpha)));
}

function differences(base: Kept, other: Kept, metric: string): number[] {
  const a = base.metrics.get(metric) ?? [];
  const b = other.metrics.get(metric) ?? [];
  return b.map((value, k) => value - a[k]);
}

function describeMetrics(base: Kept, other: Kept, alpha: number): MetricComparison[] {
  const shared = [...base.metrics.keys()].filter((metric) => other.metrics.has(metric));
  return shared.map((metric) => {
    const difference = differences(base, other, metric);
    const paired = (kept: Kept): number =>
      meanOfKnown((kept.metrics.get(metric) ?? []).filter((_, k) => !Number.isNaN(difference[k])));
    return { metric, base: paired(base), other: paired(other), difference: pairedDifference(difference, alpha) };
  });
}

function describeImpulse({ sums, counts }: Kept, series: readonly string[]): Comparison['impulse'] {
  return series.map((name, s) => ({
    series: name,
    months: (sums[s] ?? new Float64Array(0)).map((sum, month) => sum / counts[s][month]),
    pairs: counts[s] ?? new Int32Array(0),
  }));
}

function meanOfKnown(values: readonly number[]): number {
  let sum = 0;
  let n = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    n++;
  }
  return n > 0 ? sum / n : Number.NaN;
}
