/** Computes statistics of a batch: per metric mean, standard deviation, 95 % interval and quantiles, in long format. */

import { type Column, field } from '../columns/column.ts';
import { shareInterval } from '../numeric/share-interval.ts';
import { studentTQuantile } from '../numeric/special.ts';
import { mean, quantileOfSorted, variance } from '../numeric/statistics.ts';
import { type CsvLocale, type CsvValue, csvText, unitField } from './csv.ts';

/** Probabilities of the reported quantiles (type 7). */
export const QUANTILE_PROBABILITIES = [0.05, 0.25, 0.5, 0.75, 0.95] as const;
/** Upper tail point of the two-sided 95 % interval. */
const INTERVAL_PROBABILITY = 0.975;
/** A text metric with more words than this is not categorical. */
const MAX_LEVELS = 30;

/** Statistics of one metric over the runs that are ok and have it; NaN where there are too few runs. */
export interface SummaryRow {
  readonly metric: string;
  /**
   * Empty: over all runs. A word of a text metric: share of runs with it, or a statistic over the runs with that wall.
   */
  readonly level: string;
  readonly unit: string;
  readonly n: number;
  readonly mean: number;
  readonly sd: number;
  readonly ciLow: number;
  readonly ciHigh: number;
  readonly min: number;
  /** At `QUANTILE_PROBABILITIES`. */
  readonly quantiles: readonly number[];
  readonly max: number;
}

export const SUMMARY_COLUMNS: readonly Column[] = [
  field('metric', '', 'Column of runs.csv.', 'string'),
  field(
    'level',
    '',
    'Empty: all runs. Otherwise a word: the share of runs that have it, or (wall_month) the runs with that wall.',
    'string',
  ),
  field('unit', '', 'Unit of the statistics; number is a pure number, a share, ratio or count.', 'string'),
  field('n', '1', 'Runs that are ok and have a value.', 'integer'),
  field('mean', '', 'Arithmetic mean.'),
  field('sd', '', 'Standard deviation with divisor n - 1.'),
  field('ci95_low', '', 'Lower end of the 95 % interval of the mean: Student t; of a share, Wilson.'),
  field('ci95_high', '', 'Upper end of the 95 % interval of the mean.'),
  field('min', '', 'Smallest value.'),
  ...QUANTILE_PROBABILITIES.map(
    (p): Column =>
      field(
        `p${Math.round(p * 100)}`,
        '',
        `Quantile at ${p} over runs, interpolated between order statistics (type 7).`,
      ),
  ),
  field('max', '', 'Largest value.'),
];

/** Summarise the finite values of one number metric. */
export function summariseNumbers(column: Column, level: string, values: Float64Array): SummaryRow {
  const finite = finiteOf(values).sort();
  const n = finite.length;
  const average = n > 0 ? mean(finite) : Number.NaN;
  const sd = n > 1 ? Math.sqrt(variance(finite)) : Number.NaN;
  const half = n > 1 ? (studentTQuantile(INTERVAL_PROBABILITY, n - 1) * sd) / Math.sqrt(n) : Number.NaN;
  return {
    metric: column.name,
    level,
    unit: column.unit,
    n,
    mean: average,
    sd,
    ciLow: average - half,
    ciHigh: average + half,
    min: n > 0 ? finite[0] : Number.NaN,
    quantiles: QUANTILE_PROBABILITIES.map((p) => quantileOfSorted(finite, p)),
    max: n > 0 ? finite[n - 1] : Number.NaN,
  };
}

function finiteOf(values: Float64Array): Float64Array {
  const finite = new Float64Array(values.length);
  let count = 0;
  for (const value of values) if (Number.isFinite(value)) finite[count++] = value;
  return finite.subarray(0, count);
}

/** Summarise a text metric: one row per word, in alphabetical order, with the share of runs that have it. */
export function summariseWords(column: Column, words: readonly string[]): SummaryRow[] {
  const levels = [...new Set(words)].sort((a, b) => (a < b ? -1 : 1));
  if (levels.length > MAX_LEVELS) return [];
  const share = { ...column, unit: '1' };
  return levels.map((level) => {
    const has = Float64Array.from(words, (word) => (word === level ? 1 : 0));
    const row = summariseNumbers(share, level, has);
    const [ciLow, ciHigh] = shareInterval(Math.round(row.mean * row.n), row.n);
    return { ...row, ciLow, ciHigh };
  });
}

/** When each wall came, over the runs that it stopped. */
export function monthsByWall(column: Column, values: Float64Array, walls: readonly string[]): SummaryRow[] {
  if (column.name !== 'wall_month') return [];
  const levels = [...new Set(walls)].filter((wall) => wall !== 'none' && wall !== '').sort((a, b) => (a < b ? -1 : 1));
  return levels.map((wall) =>
    summariseNumbers(
      column,
      wall,
      values.filter((_, i) => walls[i] === wall),
    ),
  );
}

/** Values of one row, in the order of `SUMMARY_COLUMNS`. */
export function summaryValues(row: SummaryRow): CsvValue[] {
  const { metric, level, unit, n, mean: average, sd, ciLow, ciHigh, min, quantiles, max } = row;
  return [metric, level, unitField(unit), n, average, sd, ciLow, ciHigh, min, ...quantiles, max];
}

/** The rows as `summary.csv`. */
export function summaryCsv(rows: readonly SummaryRow[], locale: CsvLocale): string {
  const header = SUMMARY_COLUMNS.map((column) => column.name);
  return csvText([header, ...rows.map(summaryValues)], locale);
}

/** The row of a metric, or `undefined` when the batch has none. */
export function findSummary(rows: readonly SummaryRow[], metric: string, level = ''): SummaryRow | undefined {
  return rows.find((row) => row.metric === metric && row.level === level);
}
