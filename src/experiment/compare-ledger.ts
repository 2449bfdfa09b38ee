/** Accumulates paired runs: metrics of every scenario, and mean differences by month. */

import { mean, quantile } from '../numeric/statistics.ts';
import { studentTQuantile } from '../numeric/special.ts';
import {
  differenceOf,
  isSignificant,
  type PairedDifference,
  pairedDifference,
  pairedShareDifference,
} from './paired-difference.ts';

/** Values stored of every run. */
export interface LedgerShape {
  /** The first is the base. */
  readonly contenders: readonly string[];
  /** Numeric metrics of a run's row. */
  readonly metrics: readonly string[];
  /** Scalar series whose mean differences are stored by month. */
  readonly series: readonly string[];
}

/** A run that could not be simulated; its metrics are missing. */
export interface FailedRun {
  readonly replication: number;
  /** Index of the contender. */
  readonly contender: number;
  readonly reason: string;
}

/** Results of one replication in every scenario. */
export interface PairedRuns {
  /** Shape [contender, metric]; NaN where a run lacks the metric. */
  readonly metrics: Float64Array;
  /** Months of each series. Shape [contender, series]. */
  readonly series: readonly Float64Array[];
  readonly failures?: readonly FailedRun[];
}

export interface MetricComparison {
  readonly metric: string;
  /** Mean of the base, and of the other scenario, over the pairs in which both have the metric. */
  readonly base: number;
  readonly other: number;
  readonly difference: PairedDifference;
}

/** Differences smaller than this, relative to the means or absolute, are rounding errors. */
const ROUNDING = { share: 1e-9, least: 1e-12 };

/** Metrics that are 1 where a run's first wall is this one, else 0. */
export const WALL_METRIC = 'wall=';
const WALL_MONTH = 'wall_month';

function summarise(metric: string, differences: readonly number[], alpha: number): PairedDifference {
  return (metric.startsWith(WALL_METRIC) ? pairedShareDifference : pairedDifference)(differences, alpha);
}

/** Distance of a difference from zero in standard errors; 0 for no difference, or rounding. */
export function strengthOf({ base, other, difference: { mean, sd, pairs } }: MetricComparison): number {
  const size = Math.abs(mean);
  const rounding = Math.max(ROUNDING.least, ROUNDING.share * Math.max(Math.abs(base), Math.abs(other)));
  if (!(size > rounding)) return 0;
  return sd > 0 ? size / (sd / Math.sqrt(pairs)) : Number.POSITIVE_INFINITY;
}

/**
 * Mean paired difference of one series by month, over pairs in which both runs reached the month, with its Student
 * interval.
 */
export interface Impulse {
  readonly series: string;
  readonly months: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly pairs: Int32Array;
}

/** A value of the base and of the other scenario. */
export interface BothSides {
  readonly base: number;
  readonly other: number;
}

/** Differences of one scenario from the base. */
export interface Comparison {
  readonly name: string;
  readonly metrics: readonly MetricComparison[];
  readonly impulse: readonly Impulse[];
  /** Median month of the first wall in the runs that each wall stops, by wall; NaN where it stops none. */
  readonly wallMonths?: ReadonlyMap<string, BothSides>;
  /** The same over the runs that any wall stops. */
  readonly firstWallMonth?: BothSides;
}

/** Running moments of the difference by month. */
interface Moments {
  readonly mean: number[];
  readonly squares: number[];
  readonly pairs: number[];
}

/** Contents of a ledger, as plain data. */
export interface LedgerState {
  readonly rows: readonly Float64Array[];
  readonly moments: readonly Moments[];
  readonly failures: readonly FailedRun[];
}

/** Runs are recorded in the order of the replications, so that the same runs give the same bits. */
export class PairLedger {
  readonly shape: LedgerShape;
  readonly #rows: Float64Array[];
  /** Shape [contender - 1, series]. */
  readonly #moments: Moments[];
  readonly #failures: FailedRun[];

  constructor(shape: LedgerShape, saved?: LedgerState) {
    this.shape = shape;
    this.#rows = [...(saved?.rows ?? [])];
    this.#failures = [...(saved?.failures ?? [])];
    const cells = (shape.contenders.length - 1) * shape.series.length;
    this.#moments = Array.from({ length: cells }, (_, i) => saved?.moments[i] ?? { mean: [], squares: [], pairs: [] });
  }

  get pairs(): number {
    return this.#rows.length;
  }

  get state(): LedgerState {
    return { rows: this.#rows, moments: this.#moments, failures: this.#failures };
  }

  /** Runs that could not be simulated, in the order of the replications. */
  get failures(): readonly FailedRun[] {
    return this.#failures;
  }

  record({ metrics, series, failures = [] }: PairedRuns): void {
    this.#rows.push(metrics);
    this.#failures.push(...failures);
    const width = this.shape.series.length;
    for (const [i, moments] of this.#moments.entries()) {
      recordDifference(moments, series[width + i], series[i % width]);
    }
  }

  /** Whether every scenario differs significantly from the base in this metric. */
  isSignificant(metric: string, alpha: number): boolean {
    const { contenders } = this.shape;
    return contenders.every((_, c) => c === 0 || isSignificant(summarise(metric, this.#differences(c, metric), alpha)));
  }

  comparisons(alpha: number): Comparison[] {
    const { contenders } = this.shape;
    return contenders.slice(1).map((name, i) => ({
      name,
      metrics: this.#compareMetrics(i + 1, alpha),
      impulse: this.#impulse(i + 1, alpha),
      wallMonths: new Map(
        this.shape.metrics
          .filter((metric) => metric.startsWith(WALL_METRIC))
          .map((metric) => [
            metric.slice(WALL_METRIC.length),
            { base: this.#medianMonth(0, metric), other: this.#medianMonth(i + 1, metric) },
          ]),
      ),
      firstWallMonth: { base: this.#medianMonth(0), other: this.#medianMonth(i + 1) },
    }));
  }

  #values(contender: number, metric: string): number[] {
    const { metrics } = this.shape;
    const at = contender * metrics.length + metrics.indexOf(metric);
    return this.#rows.map((row) => row[at]);
  }

  #medianMonth(contender: number, wall?: string): number {
    if (!this.shape.metrics.includes(WALL_MONTH)) return Number.NaN;
    const isFirst = wall === undefined ? undefined : this.#values(contender, wall);
    const months = this.#values(contender, WALL_MONTH).filter(
      (month, k) => !Number.isNaN(month) && (isFirst === undefined || isFirst[k] === 1),
    );
    return months.length === 0 ? Number.NaN : quantile(months, 0.5);
  }

  #differences(contender: number, metric: string): number[] {
    const base = this.#values(0, metric);
    return this.#values(contender, metric).map((value, k) => differenceOf(value, base[k]));
  }

  #compareMetrics(contender: number, alpha: number): MetricComparison[] {
    return this.shape.metrics.map((metric) => {
      const base = this.#values(0, metric);
      const other = this.#values(contender, metric);
      const differences = other.map((value, k) => differenceOf(value, base[k]));
      const paired = (values: readonly number[]): number =>
        mean(values.filter((_, k) => !Number.isNaN(differences[k])));
      return { metric, base: paired(base), other: paired(other), difference: summarise(metric, differences, alpha) };
    });
  }

  #impulse(contender: number, alpha: number): Impulse[] {
    const { series } = this.shape;
    return series.map((name, s) => {
      const { mean, squares, pairs } = this.#moments[(contender - 1) * series.length + s];
      const half = Float64Array.from(mean, (_, month) => halfWidth(squares[month], pairs[month], alpha));
      return {
        series: name,
        months: Float64Array.from(mean, (value, month) => (pairs[month] > 0 ? value : Number.NaN)),
        low: half.map((width, month) => mean[month] - width),
        high: half.map((width, month) => mean[month] + width),
        pairs: Int32Array.from(pairs),
      };
    });
  }
}

/**
 * Adds one pair to the moments of every month that both sides reached; a month without a value on a side is skipped.
 */
function recordDifference(moments: Moments, values: Float64Array, base: Float64Array): void {
  const { mean, squares, pairs } = moments;
  const months = Math.min(values.length, base.length);
  for (let month = 0; month < months; month++) {
    mean[month] ??= 0;
    squares[month] ??= 0;
    pairs[month] ??= 0;
    const difference = differenceOf(values[month], base[month]);
    if (!Number.isFinite(difference)) continue;
    const step = difference - mean[month];
    pairs[month]++;
    mean[month] += step / pairs[month];
    squares[month] += step * (difference - mean[month]);
  }
}

function halfWidth(squares: number, pairs: number, alpha: number): number {
  if (pairs < 2) return Number.NaN;
  return studentTQuantile(1 - alpha / 2, pairs - 1) * Math.sqrt(squares / (pairs - 1) / pairs);
}
