/** The fan: monthly quantiles of chosen series over runs, counted in fixed bins to bound memory. */

import { type Column, field } from '../columns/column.ts';
import type { Trace } from '../columns/trace.ts';
import {
  binOf,
  createHistogram,
  type Histogram,
  histogramCount,
  histogramNanCount,
  histogramOnlyBin,
  histogramQuantiles,
  recordBin,
} from '../numeric/histogram.ts';
import { type CsvLocale, type CsvValue, csvText, unitField } from './csv.ts';
import { MONTH_COLUMNS, monthDates } from './month-columns.ts';
import { QUANTILE_PROBABILITIES } from './summary.ts';

/** Longest run whose months are counted; later months are left out of the fan. */
const MAX_MONTHS = 1200;

/** Monthly values of several runs as plain data from a worker, in bins. */
export interface FanBlock {
  /** Months of each run. */
  readonly months: readonly number[];
  /** Bins of the values of the runs one after another, each of shape [column, month]. */
  readonly bins: Uint16Array<ArrayBuffer>;
}

export const EMPTY_FAN_BLOCK: FanBlock = { months: [], bins: new Uint16Array(0) };

/** Blocks that follow one another, as one. */
export function joinFanBlocks(blocks: readonly FanBlock[]): FanBlock {
  const bins = new Uint16Array(blocks.reduce((sum, block) => sum + block.bins.length, 0));
  let end = 0;
  for (const block of blocks) {
    bins.set(block.bins, end);
    end += block.bins.length;
  }
  return { months: blocks.flatMap((block) => block.months), bins };
}

/** Collects the fan's series of one run after another. */
export class FanCollector {
  readonly #names: readonly string[];
  #months: number[] = [];
  #bins = new Uint16Array(FIRST_BINS);
  #length = 0;

  constructor(columns: readonly Column[]) {
    this.#names = columns.map((column) => column.name);
  }

  append(trace: Trace): void {
    const { months } = trace;
    const end = this.#length + this.#names.length * months;
    if (end > this.#bins.length) {
      const larger = new Uint16Array(Math.max(end, 2 * this.#bins.length));
      larger.set(this.#bins.subarray(0, this.#length));
      this.#bins = larger;
    }
    for (const name of this.#names) {
      const values = trace.column(name, 'scalar');
      for (let month = 0; month < months; month++) this.#bins[this.#length + month] = binOf(values[month]);
      this.#length += months;
    }
    this.#months.push(months);
  }

  clear(): void {
    this.#months = [];
    this.#length = 0;
  }

  /** Values collected since the last call. */
  take(): FanBlock {
    const block = { months: this.#months, bins: this.#bins.slice(0, this.#length) };
    this.clear();
    return block;
  }
}

/** Initial capacity: a few runs. */
const FIRST_BINS = 65536;

/** The first series of a run that has a month without a number, and that month; `undefined` when all have numbers. */
export function missingInFan(trace: Trace, columns: readonly Column[]): string | undefined {
  for (const { name } of columns) {
    const values = trace.column(name, 'scalar');
    for (let month = 0; month < trace.months; month++) {
      if (Number.isNaN(values[month])) return `${name} is not a number in month ${month}`;
    }
  }
  return undefined;
}

/** Counts of a whole batch, shape [month, column]. */
export function createFan(columns: readonly Column[]): Histogram {
  return createHistogram(MAX_MONTHS, Math.max(1, columns.length));
}

/** Count the runs of a block. */
export function recordFan(fan: Histogram, block: FanBlock): void {
  const { bins } = block;
  const columns = bins.length / block.months.reduce((sum, months) => sum + months, 0);
  let start = 0;
  for (const months of block.months) {
    const counted = Math.min(months, fan.rows);
    // Months in the inner loop: neighbours in time fall into near bins, which doubles the speed.
    for (let c = 0; c < columns; c++) {
      for (let month = 0; month < counted; month++) recordBin(fan, bins[start + month], month, c);
      start += months;
    }
  }
}

export const FAN_TABLE_COLUMNS: readonly Column[] = [
  ...MONTH_COLUMNS,
  field('column', '', 'Scalar series.', 'string'),
  field('unit', '', 'Unit of the quantiles; number is a pure number, a share, ratio or count.', 'string'),
  field('n', '1', 'Runs that are ok and reach the month.', 'integer'),
  ...QUANTILE_PROBABILITIES.map(
    (p): Column =>
      field(
        `p${Math.round(p * 100)}`,
        '',
        `Quantile at ${p} over runs, interpolated between order statistics (type 7): exact where all runs are equal, else between values that are each within half a per cent (from fixed bins).`,
      ),
  ),
];

/** Values of series by month that all runs of one bin are taken to have; NaN where they may differ. */
export type CertainSeries = ReadonlyMap<string, Float64Array>;

/** What two runs with other random draws have in common to the bit; undefined where one fails. */
export function certainSeries(
  columns: readonly Column[],
  run: (replication: number) => Trace | undefined,
): CertainSeries | undefined {
  const trace = run(0);
  const first = columns.map(({ name }) => trace?.column(name, 'scalar').slice(0, trace.months));
  const other = run(1);
  if (other === undefined) return undefined;
  const certain = new Map<string, Float64Array>();
  for (const [c, { name }] of columns.entries()) {
    const again = other.column(name, 'scalar');
    const isEqual = (value: number, month: number): boolean => month < other.months && again[month] === value;
    const values = first[c]?.map((value, month) => (isEqual(value, month) ? value : Number.NaN));
    if (values !== undefined) certain.set(name, values);
  }
  return certain;
}

/** `quantiles.csv`: quantiles over runs per column and month; months that no run reaches are left out. */
export function fanCsv(
  fan: Readonly<Histogram>,
  columns: readonly Column[],
  {
    locale,
    startMonth,
    certain = new Map(),
  }: {
    readonly locale: CsvLocale;
    readonly startMonth: string | undefined;
    readonly certain?: CertainSeries | undefined;
  },
): string {
  const dateOf = monthDates(startMonth);
  const rows: CsvValue[][] = [FAN_TABLE_COLUMNS.map((column) => column.name)];
  for (let c = 0; c < columns.length; c++) {
    const { name, unit } = columns[c];
    for (let month = 0; month < fan.rows; month++) {
      const n = histogramCount(fan, month, c);
      if (n + histogramNanCount(fan, month, c) === 0) break;
      const exact = certain.get(name)?.[month] ?? Number.NaN;
      rows.push([
        month,
        dateOf(month),
        name,
        unitField(unit),
        n,
        ...(histogramOnlyBin(fan, month, c) === binOf(exact)
          ? QUANTILE_PROBABILITIES.map(() => exact)
          : histogramQuantiles(fan, QUANTILE_PROBABILITIES, month, c)),
      ]);
    }
  }
  return csvText(rows, locale);
}
