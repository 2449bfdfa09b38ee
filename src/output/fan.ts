/** The fan: how chosen monthly series spread over runs, counted in fixed bins so that memory stays flat. */

import type { Column } from '../columns/column.ts';
import type { Trace } from '../columns/trace.ts';
import {
  createHistogram,
  type Histogram,
  histogramCount,
  histogramNanCount,
  histogramQuantiles,
  recordValue,
} from '../numeric/histogram.ts';
import { type CsvLocale, type CsvValue, csvText } from './csv.ts';
import { QUANTILE_PROBABILITIES } from './summary.ts';

/** Longest run whose months are counted; later months are left out of the fan. */
const MAX_MONTHS = 1200;

/** Monthly values of several runs, as a worker hands them over: plain data. */
export interface FanBlock {
  /** Months of each run. */
  readonly months: number[];
  /** Values of each run, one array per run, shape [column, month]. */
  readonly values: Float64Array[];
}

export function createFanBlock(): FanBlock {
  return { months: [], values: [] };
}

/** Append the series of one run. */
export function appendFan(block: FanBlock, trace: Trace, names: readonly string[]): void {
  const values = new Float64Array(names.length * trace.months);
  for (let c = 0; c < names.length; c++) {
    values.set(trace.column(names[c], 'scalar').subarray(0, trace.months), c * trace.months);
  }
  block.months.push(trace.months);
  block.values.push(values);
}

/** The first series of a run that has a month without a number, and that month; `undefined` when all have numbers. */
export function missingInFan(trace: Trace, names: readonly string[]): string | undefined {
  for (const name of names) {
    const month = trace.column(name, 'scalar').subarray(0, trace.months).findIndex(Number.isNaN);
    if (month >= 0) return `${name} is not a number in month ${month}`;
  }
  return undefined;
}

/** Counts of a whole batch, shape [month, column]. */
export function createFan(columns: readonly Column[]): Histogram {
  return createHistogram(MAX_MONTHS, Math.max(1, columns.length));
}

/** Count the runs of a block. */
export function recordFan(fan: Histogram, block: FanBlock): void {
  for (let run = 0; run < block.months.length; run++) {
    const months = block.months[run];
    const values = block.values[run];
    const columns = months > 0 ? values.length / months : 0;
    // Months inside: neighbours in time fall into near bins, and twice as many are counted a second.
    for (let c = 0; c < columns; c++) {
      for (let month = 0; month < Math.min(months, fan.rows); month++) {
        recordValue(fan, values[c * months + month], month, c);
      }
    }
  }
}

export const FAN_TABLE_COLUMNS: readonly Column[] = [
  { name: 'month', unit: 'months', shape: 'run', type: 'integer', description: 'Month of the run, from 0.' },
  { name: 'column', unit: '', shape: 'run', type: 'string', description: 'Scalar series.' },
  { name: 'unit', unit: '', shape: 'run', type: 'string', description: 'Unit of the quantiles.' },
  { name: 'n', unit: '1', shape: 'run', type: 'integer', description: 'Runs that are ok and reach the month.' },
  ...QUANTILE_PROBABILITIES.map(
    (p): Column => ({
      name: `p${Math.round(p * 100)}`,
      unit: '',
      shape: 'run',
      description: `Quantile at ${p} over runs, within half a per cent (from fixed bins).`,
    }),
  ),
];

/** `quantiles.csv`: per column and month the spread over runs; months that no run reaches are left out. */
export function fanCsv(fan: Readonly<Histogram>, columns: readonly Column[], locale: CsvLocale): string {
  const rows: CsvValue[][] = [FAN_TABLE_COLUMNS.map((column) => column.name)];
  for (let c = 0; c < columns.length; c++) {
    const { name, unit } = columns[c];
    for (let month = 0; month < fan.rows; month++) {
      const n = histogramCount(fan, month, c);
      if (n + histogramNanCount(fan, month, c) === 0) break;
      rows.push([month, name, unit, n, ...histogramQuantiles(fan, QUANTILE_PROBABILITIES, month, c)]);
    }
  }
  return csvText(rows, locale);
}
