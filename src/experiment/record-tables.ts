/** Tables of a data folder that say what happened, and series made from them by quarter or by month. */

import type { Trace } from '../columns/trace.ts';
import { UsageError } from '../scenario/errors.ts';
import { csvRecords } from '../reader/csv-records.ts';

/** Tables that a backtest reads; only the first must be there. */
export const RECORD_TABLES = [
  'hyperscaler_capex_quarterly.csv',
  'hyperscaler_financials_quarterly.csv',
  'ai_lab_revenue.csv',
  'demand_and_return.csv',
  'nvidia_quarterly.csv',
  'lead_times.csv',
  'suppliers.csv',
  'financing.csv',
] as const;
type TableName = (typeof RECORD_TABLES)[number];
export interface RecordTables extends Readonly<Partial<Record<TableName, string>>> {
  /** Whether rows marked late count: they calibrate and score nothing, but claims made before them. */
  readonly withLate?: boolean;
}

export const QUARTER = 3;
export const YEAR = 4;

export type Row = Readonly<Record<string, string>>;
/** Values by quarter, counted from year 0. */
export type Quarterly = ReadonlyMap<number, number>;

/** Rows of a table by column; those marked late are left out unless they count. */
export function rowsOf(tables: RecordTables, table: TableName, needed: readonly string[]): Row[] {
  const [header = { line: 1, cells: [] }, ...records] = csvRecords(tables[table] ?? needed.join(','), table);
  const missing = needed.filter((name) => !header.cells.includes(name));
  if (missing.length > 0) throw new UsageError([`${table}:1: columns are missing: ${missing.join(', ')}`]);
  return records
    .map(({ cells }) => Object.fromEntries(header.cells.map((name, c) => [name, cells[c] ?? ''])))
    .filter(({ late = '' }) => tables.withLate === true || late === '');
}

/** Number of a quarter such as `2024Q3`, counted from year 0; NaN for another text. */
export const quarterNumber = (text: string): number => {
  const match = /^(\d{4})Q([1-4])$/.exec(text);
  return match === null ? Number.NaN : YEAR * Number(match[1]) + Number(match[2]) - 1;
};

export const quarterLabel = (quarter: number): string => `${Math.floor(quarter / YEAR)}Q${(quarter % YEAR) + 1}`;

/** Months since year 0 of a date such as `2024-06-12`, the day as a part of the month; NaN for another text. */
export function monthNumber(date: string): number {
  const match = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(date);
  return match === null ? Number.NaN : 12 * Number(match[1]) + Number(match[2]) - 1 + Number(match[3] ?? 15) / 31;
}

export const monthLabel = (month: number): string =>
  `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;

/** The number of a cell, or the middle of a range such as `36-52`; NaN for another text. */
export function cellValue(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?$/.exec(text);
  return match === null ? Number.NaN : (Number(match[1]) + Number(match[2] ?? match[1])) / 2;
}

/** Values by company and quarter. */
export function byCompany(rows: readonly Row[], column: string): Map<string, Map<number, number>> {
  const found = new Map<string, Map<number, number>>();
  for (const row of rows) {
    const value = Number(row[column]);
    if (!(value > 0))
      throw new UsageError([`${row.company} ${row.quarter}: expected a number > 0, got ${row[column]}`]);
    const own = found.get(row.company) ?? new Map<number, number>();
    found.set(row.company, own.set(quarterNumber(row.quarter), value));
  }
  return found;
}

/** Sum of series in the quarters that all of them have. */
export function sumOf(parts: readonly Quarterly[]): Map<number, number> {
  const quarters = [...(parts[0]?.keys() ?? [])].filter((quarter) => parts.every((part) => part.has(quarter)));
  return new Map(quarters.map((quarter) => [quarter, parts.reduce((sum, part) => sum + (part.get(quarter) ?? 0), 0)]));
}

/** A value on record: when, how many quarters ahead, and the month of the run from which it is read. */
export interface RecordedPoint {
  readonly label: string;
  readonly horizon: number;
  readonly month: number;
  readonly value: number;
}

export interface RecordedSeries {
  readonly name: string;
  readonly unit: string;
  /** Whether it is the capex of one builder. */
  readonly isFirm: boolean;
  /** Quarters before the start, oldest first, without a gap; empty where the record is not quarterly. */
  readonly history: readonly number[];
  /** Values on record from the start on. */
  readonly points: readonly RecordedPoint[];
  /** Value of a run at a month, from 0: of a quarter that ends with it, where the series is quarterly; NaN past the end. */
  at(trace: Trace, month: number): number;
}

/** What a series is, and the quarter in which the scenario starts, counted from year 0. */
export interface About {
  readonly name: string;
  readonly unit: string;
  readonly isFirm?: boolean;
  readonly start: number;
}

/** Months from the start to the end of a quarter, counted from 0. */
export const endOf = (quarter: number, start: number): number => QUARTER * (quarter - start + 1) - 1;

/** A quarterly series with its history before the start. */
export function quarterlySeries(
  { name, unit, isFirm = false, start }: About,
  values: Quarterly,
  read: (trace: Trace, quarter: number) => number,
): RecordedSeries {
  const history: number[] = [];
  for (let quarter = start - 1; values.has(quarter); quarter--) history.unshift(values.get(quarter) as number);
  const points: RecordedPoint[] = [];
  for (let quarter = start; values.has(quarter); quarter++) {
    points.push({
      label: quarterLabel(quarter),
      horizon: quarter - start + 1,
      month: endOf(quarter, start),
      value: values.get(quarter) as number,
    });
  }
  const at = (trace: Trace, month: number): number => read(trace, start + (month + 1) / QUARTER - 1);
  return { name, unit, isFirm, history, points, at };
}

/** A series of single months since the start, from 0, and values on record. */
export function monthlySeries(
  { name, unit, start }: About,
  found: readonly { readonly month: number; readonly value: number }[],
  at: RecordedSeries['at'],
): RecordedSeries {
  const points = found.map(({ month, value }) => {
    const isEnd = (month + 1) % QUARTER === 0;
    const quarter = Math.floor(month / QUARTER);
    const label = isEnd ? quarterLabel(start + quarter) : monthLabel(QUARTER * start + month);
    return { label, horizon: quarter + 1, month, value };
  });
  return { name, unit, isFirm: false, history: [], points, at };
}
