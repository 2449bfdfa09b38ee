/** Series that a backtest compares with runs: each with what is on record, and how it is read from a run. */

import type { Trace } from '../columns/trace.ts';
import { exp, log } from '../numeric/elementary.ts';
import { UsageError } from '../scenario/errors.ts';
import {
  byCompany,
  endOf,
  monthlySeries,
  monthNumber,
  QUARTER,
  quarterLabel,
  quarterlySeries,
  quarterNumber,
  type Quarterly,
  type RecordedSeries,
  type RecordTables,
  type Row,
  rowsOf,
  sumOf,
  YEAR,
} from './record-tables.ts';
import { supplySeries } from './recorded-supply.ts';

/** `shape/name` of the model columns for comparison. */
export const BACKTEST_COLUMNS: readonly string[] = [
  'firm/capex_usd_bn',
  'firm/net_income_usd_bn',
  'firm/depreciation_usd_bn',
  'firm/core_capex_usd_bn',
  'firm/bonds_usd_bn',
  'node/sales_usd_bn',
  'node/lead_quoted_months',
  'node/capacity_mw_per_month',
  'scalar/lab_revenue_usd_bn_per_year',
  'scalar/adoption',
];

const ADOPTION = 'Census BTOS AI use, all firms (old wording';

/** The builders and nodes of a scenario that series are of. */
export interface Measured {
  readonly startMonth: string;
  readonly firmIds: readonly string[];
  readonly nodeIds: readonly string[];
}

/** Quarter of the first month, counted from year 0. */
function startQuarter(startMonth: string): number {
  const [year, month] = startMonth.split('-').map(Number);
  if ((month - 1) % QUARTER !== 0) {
    throw new UsageError([
      `startMonth ${startMonth}: a backtest starts with a quarter: January, April, July or October`,
    ]);
  }
  return YEAR * year + (month - 1) / QUARTER;
}

function capexOf(tables: RecordTables): Map<string, Map<number, number>> {
  return byCompany(
    rowsOf(tables, 'hyperscaler_capex_quarterly.csv', ['company', 'quarter', 'capex_usd_bn']),
    'capex_usd_bn',
  );
}

/**
 * Series on record for a scenario that starts in a month: those of `measuredSeries` that have a value since, of the
 * builders with a row in the first quarter.
 *
 * @param startMonth  `YYYY-MM`, the first month of a quarter.
 * @throws UsageError  When the start is not the first month of a quarter, a table lacks a column, or there are no data.
 */
export function recordedSeries(tables: RecordTables, measured: Measured): RecordedSeries[] {
  const start = startQuarter(measured.startMonth);
  const capex = capexOf(tables);
  const firmIds = measured.firmIds.filter((id) => capex.get(id)?.has(start));
  if (firmIds.length === 0) {
    throw new UsageError([
      `hyperscaler_capex_quarterly.csv has no row of ${quarterLabel(start)} for any of ${measured.firmIds.join(', ')}`,
    ]);
  }
  return measuredSeries(tables, measured, firmIds).filter(({ points }) => points.length > 0);
}

/**
 * Series that runs can be compared in, whether or not anything is on record since the start.
 *
 * Capex of each builder, their sum, the sum of four quarters over the operating cash flow of the same quarters (of the
 * builders with complete cash flow data; quarters before the start are recorded ones), bonds that they sell,
 * revenue of OpenAI and Anthropic together at ends of quarters (between two rows the log is interpolated), adoption,
 * and what `supplySeries` adds.
 *
 * @param firmIds  Builders whose capex is compared; those with any row when absent.
 */
export function measuredSeries(
  tables: RecordTables,
  measured: Measured,
  firmIds?: readonly string[],
): RecordedSeries[] {
  const start = startQuarter(measured.startMonth);
  const capex = capexOf(tables);
  const firms = firmIds ?? measured.firmIds.filter((id) => capex.has(id));
  const cashFlow = byCompany(
    rowsOf(tables, 'hyperscaler_financials_quarterly.csv', ['company', 'quarter', 'metric', 'usd_bn']).filter(
      ({ metric }) => metric === 'operating_cash_flow',
    ),
    'usd_bn',
  );
  const own = (id: string): Quarterly => capex.get(id) ?? new Map();
  const series = firms.map((id) =>
    quarterlySeries({ name: id, unit: 'USD bn', isFirm: true, start }, own(id), (trace, quarter) =>
      quarterSum(trace, id, quarter - start, CAPEX),
    ),
  );
  const all = quarterlySeries({ name: 'all', unit: 'USD bn', start }, sumOf(firms.map(own)), (trace, quarter) =>
    firms.reduce((sum, id) => sum + quarterSum(trace, id, quarter - start, CAPEX), 0),
  );
  return [
    ...series,
    ...(firms.length > 1 ? [all] : []),
    ...ratioSeries(start, measured.firmIds, capex, cashFlow),
    bondSeries(start, firms, rowsOf(tables, 'financing.csv', ['series', 'period', 'value'])),
    ...supplySeries(tables, start, measured.nodeIds),
    ...labSeries(start, rowsOf(tables, 'ai_lab_revenue.csv', ['company', 'date', 'usd_bn', 'type'])),
    ...adoptionSeries(start, rowsOf(tables, 'demand_and_return.csv', ['series', 'period', 'value'])),
  ];
}

const CAPEX = ['capex_usd_bn'];
/** Operating cash flow: income plus depreciation plus core capex, which the model expenses. */
const CASH_FLOW = ['net_income_usd_bn', 'depreciation_usd_bn', 'core_capex_usd_bn'];

/** Sum of columns of a firm over a quarter of the run, from 0; NaN beyond its end. */
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

/** Bonds sold by the builders in a quarter. Rows of a whole year are another thing and are left out. */
function bondSeries(start: number, firms: readonly string[], rows: readonly Row[]): RecordedSeries {
  const found = rows.filter(({ series, period }) => series.startsWith('US bond issuance') && /^\d{4}Q/.test(period));
  const values = new Map(found.map(({ period, value }) => [quarterNumber(period), Number(value)]));
  return quarterlySeries({ name: 'bonds sold', unit: 'USD bn', start }, values, (trace, quarter) =>
    firms.reduce((sum, id) => sum + quarterSum(trace, id, quarter - start, ['bonds_usd_bn']), 0),
  );
}

function scalarAt(column: string): RecordedSeries['at'] {
  return (trace, month) => (month < trace.months ? trace.column(column, 'scalar')[month] : Number.NaN);
}

function labSeries(start: number, rows: readonly Row[]): RecordedSeries[] {
  const rates = rows.filter(({ type }) => /Annual/.test(type));
  const companies = [...new Set(rates.map(({ company }) => company))];
  if (companies.length === 0) return [];
  const found: { month: number; value: number }[] = [];
  for (let quarter = start; ; quarter++) {
    const end = QUARTER * (quarter + 1);
    const values = companies.map((company) =>
      interpolated(
        rates.filter((row) => row.company === company),
        end,
      ),
    );
    if (values.some(Number.isNaN)) break;
    found.push({ month: endOf(quarter, start), value: values.reduce((sum, value) => sum + value, 0) });
  }
  const about = { name: 'revenue of labs', unit: 'USD bn/year', start };
  return [monthlySeries(about, found, scalarAt('lab_revenue_usd_bn_per_year'))];
}

/** Log-linear interpolation of a value at a month between two rows; NaN outside the rows. */
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
  const survey = rows.filter(({ series }) => series.startsWith(ADOPTION));
  if (survey.length === 0) return [];
  const found = survey
    .map(({ period, value }) => ({
      month: Math.floor(monthNumber(period)) - QUARTER * start,
      value: Number(value) / 100,
    }))
    .filter(({ month }) => month >= 0);
  return [monthlySeries({ name: 'adoption', unit: '1', start }, found, scalarAt('adoption'))];
}
