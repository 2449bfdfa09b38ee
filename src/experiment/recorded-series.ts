/** Series on record that a backtest compares with runs: capex, capex over cash flow, revenue of labs, adoption. */

import type { Trace } from '../columns/trace.ts';
import { exp, log } from '../numeric/elementary.ts';
import { UsageError } from '../scenario/errors.ts';
import { csvRecords } from './csv-records.ts';

/** Tables of a data folder that a backtest reads; only the first must be there. */
export const RECORD_TABLES = [
  'hyperscaler_capex_quarterly.csv',
  'hyperscaler_financials_quarterly.csv',
  'ai_lab_revenue.csv',
  'demand_and_return.csv',
] as const;
export type RecordTables = Readonly<Partial<Record<(typeof RECORD_TABLES)[number], string>>>;

/** `shape/name` of the columns that the series are compared with. */
export const BACKTEST_COLUMNS: readonly string[] = [
  'firm/capex_usd_bn',
  'firm/net_income_usd_bn',
  'firm/depreciation_usd_bn',
  'firm/core_capex_usd_bn',
  'scalar/lab_revenue_usd_bn_per_year',
  'scalar/adoption',
];

export interface RecordedSeries {
  readonly name: string;
  readonly unit: string;
  /** Whether it is the capex of one builder. */
  readonly isFirm: boolean;
  /** Quarters before the start, oldest first, without a gap; empty where the record is not quarterly. */
  readonly history: readonly number[];
  /** Values on record from the start on: the quarter, how many quarters ahead it lies, and the value. */
  readonly points: readonly { readonly label: string; readonly horizon: number; readonly value: number }[];
  /** Values of a run at the points. */
  read(trace: Trace): number[];
}

const QUARTER = 3;
const YEAR = 4;
const ADOPTION = 'Census BTOS AI use, all firms (old wording';

type Row = Readonly<Record<string, string>>;
type Quarterly = ReadonlyMap<number, number>;

/** Rows of a table by column; those marked late are left out. */
function rowsOf(tables: RecordTables, table: keyof RecordTables, needed: readonly string[]): Row[] {
  const [header = { line: 1, cells: [] }, ...records] = csvRecords(tables[table] ?? needed.join(','), table);
  const missing = needed.filter((name) => !header.cells.includes(name));
  if (missing.length > 0) throw new UsageError([`${table}:1: columns are missing: ${missing.join(', ')}`]);
  return records
    .map(({ cells }) => Object.fromEntries(header.cells.map((name, c) => [name, cells[c] ?? ''])))
    .filter(({ late = '' }) => late === '');
}

/** Number of a quarter such as `2024Q3`, counted from year 0; NaN for another text. */
const quarterNumber = (text: string): number => {
  const match = /^(\d{4})Q([1-4])$/.exec(text);
  return match === null ? Number.NaN : YEAR * Number(match[1]) + Number(match[2]) - 1;
};

const quarterLabel = (quarter: number): string => `${Math.floor(quarter / YEAR)}Q${(quarter % YEAR) + 1}`;

/** Months since year 0 of a date such as `2024-06-12`, the day as a part of the month; NaN for another text. */
function monthNumber(date: string): number {
  const match = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(date);
  return match === null ? Number.NaN : 12 * Number(match[1]) + Number(match[2]) - 1 + Number(match[3] ?? 15) / 31;
}

/**
 * Series on record for a scenario that starts in a month.
 *
 * Capex of each builder with a row, their sum, the sum of four quarters over the operating cash flow of the same
 * quarters (of the builders with cash flow on record throughout; quarters before the start come from the record),
 * revenue of OpenAI and Anthropic together at ends of quarters (between two rows the log is interpolated), adoption.
 *
 * @param startMonth  `YYYY-MM`, the first month of a quarter.
 * @throws UsageError  When the start is no first month of a quarter, a table lacks a column, or nothing is on record.
 */
export function recordedSeries(tables: RecordTables, startMonth: string, firmIds: readonly string[]): RecordedSeries[] {
  const [year, month] = startMonth.split('-').map(Number);
  if ((month - 1) % QUARTER !== 0) {
    throw new UsageError([
      `startMonth ${startMonth}: a backtest starts with a quarter: January, April, July or October`,
    ]);
  }
  const start = YEAR * year + (month - 1) / QUARTER;
  const capex = byCompany(
    rowsOf(tables, 'hyperscaler_capex_quarterly.csv', ['company', 'quarter', 'capex_usd_bn']),
    'capex_usd_bn',
  );
  const cashFlow = byCompany(
    rowsOf(tables, 'hyperscaler_financials_quarterly.csv', ['company', 'quarter', 'metric', 'usd_bn']).filter(
      ({ metric }) => metric === 'operating_cash_flow',
    ),
    'usd_bn',
  );
  const firms = firmIds.filter((id) => capex.get(id)?.has(start));
  if (firms.length === 0) {
    throw new UsageError([
      `hyperscaler_capex_quarterly.csv has no row of ${quarterLabel(start)} for any of ${firmIds.join(', ')}`,
    ]);
  }
  const series = firms.map((id) =>
    quarterlySeries({ name: id, unit: 'USD bn', isFirm: true, start }, capex.get(id) as Quarterly, (trace, quarter) =>
      quarterSum(trace, id, quarter - start, CAPEX),
    ),
  );
  const total = sumOf(firms.map((id) => capex.get(id) as Quarterly));
  const all = quarterlySeries({ name: 'all', unit: 'USD bn', start }, total, (trace, quarter) =>
    firms.reduce((sum, id) => sum + quarterSum(trace, id, quarter - start, CAPEX), 0),
  );
  return [
    ...series,
    ...(firms.length > 1 ? [all] : []),
    ...ratioSeries(start, firmIds, capex, cashFlow),
    ...labSeries(start, rowsOf(tables, 'ai_lab_revenue.csv', ['company', 'date', 'usd_bn', 'type'])),
    ...adoptionSeries(start, rowsOf(tables, 'demand_and_return.csv', ['series', 'period', 'value'])),
  ];
}

/** Values by company and quarter. */
function byCompany(rows: readonly Row[], column: string): Map<string, Map<number, number>> {
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
function sumOf(parts: readonly Quarterly[]): Map<number, number> {
  const quarters = [...parts[0].keys()].filter((quarter) => parts.every((part) => part.has(quarter)));
  return new Map(quarters.map((quarter) => [quarter, parts.reduce((sum, part) => sum + (part.get(quarter) ?? 0), 0)]));
}

/** What a series is, and the quarter in which the scenario starts, counted from year 0. */
interface About {
  readonly name: string;
  readonly unit: string;
  readonly isFirm?: boolean;
  readonly start: number;
}

function quarterlySeries(
  { name, unit, isFirm = false, start }: About,
  values: Quarterly,
  read: (trace: Trace, quarter: number) => number,
): RecordedSeries {
  const history: number[] = [];
  for (let quarter = start - 1; values.has(quarter); quarter--) history.unshift(values.get(quarter) as number);
  const quarters: number[] = [];
  for (let quarter = start; values.has(quarter); quarter++) quarters.push(quarter);
  const points = quarters.map((quarter) => ({
    label: quarterLabel(quarter),
    horizon: quarter - start + 1,
    value: values.get(quarter) as number,
  }));
  return { name, unit, isFirm, history, points, read: (trace) => quarters.map((quarter) => read(trace, quarter)) };
}

const CAPEX = ['capex_usd_bn'];
/** What operating cash flow is here: income and depreciation, and core capex, which the model expenses. */
const CASH_FLOW = ['net_income_usd_bn', 'depreciation_usd_bn', 'core_capex_usd_bn'];

/** Sum of columns of a firm over a quarter of the run, from 0; NaN past its end. */
function quarterSum(trace: Trace, id: string, quarter: number, names: readonly string[]): number {
  if (QUARTER * (quarter + 1) > trace.months) return Number.NaN;
  const count = trace.entities.firm.length;
  const f = trace.entities.firm.indexOf(id);
  let sum = 0;
  for (const name of names) {
    const values = trace.column(name, 'firm');
    for (let m = QUARTER * quarter; m < QUARTER * (quarter + 1); m++) sum += values[m * count + f];
  }
  return sum;
}

function ratioSeries(
  start: number,
  firmIds: readonly string[],
  capex: ReadonlyMap<string, Quarterly>,
  cashFlow: ReadonlyMap<string, Quarterly>,
): RecordedSeries[] {
  const isKnown = (id: string): boolean =>
    [1, 2, 3, 4].every((back) => capex.get(id)?.has(start - back) && cashFlow.get(id)?.has(start - back));
  const firms = firmIds.filter(isKnown);
  if (firms.length === 0) return [];
  const spent = sumOf(firms.map((id) => capex.get(id) as Quarterly));
  const earned = sumOf(firms.map((id) => cashFlow.get(id) as Quarterly));
  const year = [0, 1, 2, 3];
  const ratios = new Map<number, number>();
  for (const quarter of spent.keys()) {
    if (!year.every((back) => spent.has(quarter - back) && earned.has(quarter - back))) continue;
    const yearly = (of: Quarterly): number => year.reduce((sum, back) => sum + (of.get(quarter - back) as number), 0);
    ratios.set(quarter, yearly(spent) / yearly(earned));
  }
  const read = (trace: Trace, quarter: number): number => {
    const yearly = (of: Quarterly, names: readonly string[]): number => {
      let sum = 0;
      for (const back of year) {
        const at = quarter - back;
        if (at < start) sum += of.get(at) as number;
        else for (const id of firms) sum += quarterSum(trace, id, at - start, names);
      }
      return sum;
    };
    return yearly(spent, CAPEX) / yearly(earned, CASH_FLOW);
  };
  const name = `capex over cash flow (${firms.join(', ')})`;
  return [quarterlySeries({ name, unit: '1', start }, ratios, read)];
}

/** A series of single months since the start, from 0, and values on record. */
function monthlySeries(
  { name, unit, start }: About,
  found: readonly { readonly month: number; readonly value: number }[],
  column: string,
): RecordedSeries[] {
  if (found.length === 0) return [];
  const points = found.map(({ month, value }) => {
    const quarter = Math.floor(month / QUARTER);
    return { label: quarterLabel(start + quarter), horizon: quarter + 1, value };
  });
  const read = (trace: Trace): number[] => {
    const values = trace.column(column, 'scalar');
    return found.map(({ month }) => (month < trace.months ? values[month] : Number.NaN));
  };
  return [{ name, unit, isFirm: false, history: [], points, read }];
}

function labSeries(start: number, rows: readonly Row[]): RecordedSeries[] {
  const rates = rows.filter(({ type }) => /Annual/.test(type));
  const companies = [...new Set(rates.map(({ company }) => company))];
  const found: { month: number; value: number }[] = [];
  for (let quarter = start; companies.length > 0; quarter++) {
    const end = QUARTER * (quarter + 1);
    const values = companies.map((company) =>
      interpolated(
        rates.filter((row) => row.company === company),
        end,
      ),
    );
    if (values.some(Number.isNaN)) break;
    found.push({ month: end - 1 - QUARTER * start, value: values.reduce((sum, value) => sum + value, 0) });
  }
  return monthlySeries({ name: 'revenue of labs', unit: 'USD bn/year', start }, found, 'lab_revenue_usd_bn_per_year');
}

/** Value at a month between the rows on either side of it, by the log; NaN outside of them. */
function interpolated(rows: readonly Row[], month: number): number {
  const known = rows
    .map(({ date, usd_bn: value }) => ({ at: monthNumber(date), log: log(Number(value)) }))
    .sort((a, b) => a.at - b.at);
  const before = known.findLast(({ at }) => at <= month);
  const after = known.find(({ at }) => at > month);
  if (before === undefined || after === undefined) return Number.NaN;
  return exp(before.log + ((after.log - before.log) * (month - before.at)) / (after.at - before.at));
}

function adoptionSeries(start: number, rows: readonly Row[]): RecordedSeries[] {
  const found = rows
    .filter(({ series }) => series.startsWith(ADOPTION))
    .map(({ period, value }) => ({
      month: Math.floor(monthNumber(period)) - QUARTER * start,
      value: Number(value) / 100,
    }))
    .filter(({ month }) => month >= 0);
  return monthlySeries({ name: 'adoption', unit: '1', start }, found, 'adoption');
}
