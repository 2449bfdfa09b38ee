/** Series of suppliers that a backtest compares with runs: revenue of the vendor, its lead time, packaging capacity. */

import type { Trace } from '../columns/trace.ts';
import {
  cellValue,
  monthlySeries,
  monthNumber,
  QUARTER,
  type RecordedPoint,
  type RecordedSeries,
  type RecordTables,
  type Row,
  rowsOf,
} from './record-tables.ts';

const WEEKS_PER_MONTH = 365.25 / 7 / 12;
const VENDOR = 'accelerator';
const PACKAGING = 'packaging';

/** Value of a node at a month, from 0; NaN past the end. */
function nodeAt(trace: Trace, id: string, month: number, column: string): number {
  if (month < 0 || month >= trace.months) return Number.NaN;
  const { node } = trace.entities;
  return trace.column(column, 'node')[month * node.length + node.indexOf(id)];
}

/**
 * Series of the nodes `accelerator` and `packaging`, where a scenario has them.
 *
 * The vendor sells to others as well and the node takes in other makers, so that levels do not compare: its revenue is
 * that of a fiscal quarter over the first one after the start, and packaging capacity is over the first one on record.
 * Naive forecasts know that first quarter too, and horizons count from it.
 */
export function supplySeries(tables: RecordTables, start: number, nodeIds: readonly string[]): RecordedSeries[] {
  return [
    ...(nodeIds.includes(VENDOR) ? [vendorSeries(tables, start), leadSeries(tables, start)] : []),
    ...(nodeIds.includes(PACKAGING) ? packagingSeries(tables, start) : []),
  ];
}

/** Months of the first fiscal quarter after the start; those of the vendor end a month after the calendar ones. */
const FIRST_END = 3;

function vendorSeries(tables: RecordTables, start: number): RecordedSeries {
  const rows = rowsOf(tables, 'nvidia_quarterly.csv', [
    'fiscal_quarter',
    'calendar_span',
    'data_centre_revenue_usd_mn',
  ]);
  const values = new Map<number, { label: string; value: number }>();
  for (const { fiscal_quarter: label, calendar_span: span, data_centre_revenue_usd_mn: value } of rows) {
    const end = Math.floor(monthNumber(span.slice(0, 7))) + 2 - QUARTER * start;
    if (Number(value) > 0) values.set(end, { label, value: Number(value) });
  }
  const first = values.get(FIRST_END)?.value ?? Number.NaN;
  const history: number[] = [];
  for (let end = FIRST_END; values.has(end); end -= QUARTER) history.unshift((values.get(end)?.value ?? 0) / first);
  const points: RecordedPoint[] = [];
  for (let end = FIRST_END + QUARTER; values.has(end) && first > 0; end += QUARTER) {
    const { label, value } = values.get(end) as { label: string; value: number };
    points.push({ label, horizon: (end - FIRST_END) / QUARTER, month: end, value: value / first });
  }
  const salesTo = (trace: Trace, end: number): number =>
    [0, 1, 2].reduce((sum, back) => sum + nodeAt(trace, VENDOR, end - back, 'sales_usd_bn'), 0);
  const at = (trace: Trace, month: number): number => salesTo(trace, month) / salesTo(trace, FIRST_END);
  return { name: 'vendor revenue over first quarter', unit: '1', isFirm: false, history, points, at };
}

/** Positive values of rows since the start, with their months from 0. */
function valuesSince(start: number, rows: readonly Row[]): { month: number; value: number }[] {
  return rows
    .map(({ period, value }) => ({ month: Math.floor(monthNumber(period)) - QUARTER * start, value: cellValue(value) }))
    .filter(({ month, value }) => month >= 0 && value > 0);
}

function leadSeries(tables: RecordTables, start: number): RecordedSeries {
  const rows = rowsOf(tables, 'lead_times.csv', ['item', 'period', 'value']);
  const found = valuesSince(
    start,
    rows.filter(({ item }) => item === 'NVIDIA H100'),
  );
  const about = { name: 'lead time of accelerators', unit: 'weeks', start };
  return monthlySeries(
    about,
    found,
    (trace, month) => WEEKS_PER_MONTH * nodeAt(trace, VENDOR, month, 'lead_quoted_months'),
  );
}

function packagingSeries(tables: RecordTables, start: number): RecordedSeries[] {
  const rows = rowsOf(tables, 'suppliers.csv', ['series', 'period', 'value']);
  const [first, ...later] = valuesSince(
    start,
    rows.filter(({ series }) => series === 'TSMC CoWoS capacity'),
  ).sort((a, b) => a.month - b.month);
  if (first === undefined) return [];
  const found = later.map(({ month, value }) => ({ month, value: value / first.value }));
  const capacity = (trace: Trace, month: number): number => nodeAt(trace, PACKAGING, month, 'capacity_mw_per_month');
  const about = { name: 'packaging capacity over first', unit: '1', start };
  return [monthlySeries(about, found, (trace, month) => capacity(trace, month) / capacity(trace, first.month))];
}
