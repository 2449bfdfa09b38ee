/** Values of a run for comparison with historical patterns, beyond its row: capex, the vendor, lead times, the grid. */

import { type Column, field } from '../columns/column.ts';
import type { Trace } from '../columns/trace.ts';
import { log } from '../numeric/elementary.ts';
import { mean, quantile, variance } from '../numeric/statistics.ts';
import { correlation } from './return-facts.ts';

/** `shape/name` of columns that only these values need. */
export const PATTERN_COLUMNS: readonly string[] = [
  'scalar/connection_months',
  'scalar/utilisation',
  'firm/ai_capex_usd_bn',
  'firm/core_capex_usd_bn',
  'firm/capex_usd_bn',
  'firm/bonds_usd_bn',
  'firm/lease_usd_bn',
  'firm/net_income_usd_bn',
  'firm/depreciation_usd_bn',
  'node/sales_usd_bn',
  'node/lead_quoted_months',
];

/** Columns of these values. */
export const PATTERN_VALUES: readonly Column[] = [
  field('capex_first_quarter_usd_bn', 'USD bn', 'Capex of the reporting builders in the first quarter.'),
  field('capex_first_year_usd_bn', 'USD bn', 'Capex of the reporting builders in the first year.'),
  field('bonds_first_year_usd_bn', 'USD bn', 'Bonds issued by the reporting builders in the first year.'),
  field('lease_share_first_year', '1', 'Leases over leases and cash capex of one builder in the first year.'),
  field(
    'capex_cash_flow_first_quarter',
    '1',
    'Capex of the reporting builders over their operating cash flow in the first quarter.',
  ),
  field('capex_cash_flow_rise_per_year', '1/year', 'Rise of that share within a year.'),
  field(
    'firm_capex_fall',
    '1',
    'Deepest fall of quarterly AI capex before the wall, median over the reporting builders, in [0, 1].',
  ),
  field(
    'firm_capex_change_sd',
    '1',
    'Standard deviation of log changes of quarterly AI capex, median over builders with little debt.',
  ),
  field('levered_capex_change_sd', '1', 'The same for the builder financed by debt.'),
  field(
    'vendor_growth_three_quarters',
    '1',
    'Growth of quarterly accelerator sales from the first quarter to the fourth.',
  ),
  field('vendor_growth_ten_quarters', '1', 'Largest growth factor of quarterly accelerator sales over ten quarters.'),
  field('accelerator_lead_peak_months', 'months', 'Longest quoted lead time of accelerators.'),
  field('accelerator_lead_fall', '1', 'Largest fall of that lead time from the one five months before.'),
  field('memory_revenue_fall', '1', 'Largest fall of quarterly memory sales from those a year before.'),
  field('vendor_revenue_fall', '1', 'Largest fall of accelerator sales from one quarter to the next.'),
  field('electrical_lead_first_year_months', 'months', 'Mean lead time of electrical equipment in the first year.'),
  field(
    'connection_mean_months',
    'months',
    'Mean time from the request for a connection to energisation, up to the wall.',
  ),
  field('adoption_first_year', '1', 'Rise of adoption in the first year.'),
  field(
    'firm_capex_correlation',
    '1',
    'Mean correlation of log changes of quarterly AI capex between the reporting builders.',
  ),
  field(
    'capex_fall',
    '1',
    'Deepest fall of total quarterly capex of the reporting builders before the wall, in [0, 1].',
  ),
  field('server_sales_growth_sd', '1', 'Standard deviation of log changes of yearly sales of servers.'),
  field('semiconductor_sales_growth_sd', '1', 'The same for semiconductors.'),
  field('memory_sales_growth_sd', '1', 'The same for memory.'),
  field('equipment_sales_growth_sd', '1', 'The same for chip equipment.'),
  field('utilisation_first_year', '1', 'Mean utilisation in the first year.'),
];

/** Firms with published accounts (the reporting builders), and the one among them financed by debt. */
const ON_RECORD: readonly string[] = ['AMZN', 'GOOGL', 'META', 'MSFT', 'ORCL'];
const LEVERED = 'ORCL';
/** The firm with published leases. */
const LEASING = 'MSFT';
/** Nodes whose sales represent a tier in the data: servers, semiconductors, memory, chip equipment. */
const TIERS = { server: 'server', semiconductor: 'accelerator', memory: 'hbm', equipment: 'equipment' } as const;
const QUARTER = 3;
const YEAR = 12;
/** Quarters of the vendor's recorded growth. */
const THREE_QUARTERS = 3;
const TEN_QUARTERS = 10;
const LEAD_FALL_MONTHS = 5;

/** Sums over whole periods of so many months, of months `0 .. end - 1`. */
function summedOver(period: number, values: Float64Array, end = values.length): Float64Array {
  const sums = new Float64Array(Math.floor(end / period));
  for (let month = 0; month < sums.length * period; month++) sums[Math.floor(month / period)] += values[month];
  return sums;
}

const quarterly = (values: Float64Array, end?: number): Float64Array => summedOver(QUARTER, values, end);

/** Series of one entity; all NaN when it does not exist. */
function seriesOf(trace: Trace, name: string, shape: 'firm' | 'node', id: string): Float64Array {
  const ids = trace.entities[shape];
  const at = ids.indexOf(id);
  const values = trace.column(name, shape);
  return Float64Array.from({ length: trace.months }, (_, month) =>
    at < 0 ? Number.NaN : values[month * ids.length + at],
  );
}

/** Sum of series, month by month. */
function summed(series: readonly Float64Array[], months: number): Float64Array {
  return Float64Array.from({ length: months }, (_, month) => series.reduce((sum, one) => sum + one[month], 0));
}

/** Largest fall of a series from its highest value before, in [0, 1]. */
function deepestFall(values: Float64Array): number {
  let peak = 0;
  let fall = 0;
  for (const value of values) {
    if (Number.isNaN(value)) return Number.NaN;
    peak = Math.max(peak, value);
    if (peak > 0) fall = Math.max(fall, 1 - value / peak);
  }
  return fall;
}

/** Log changes from one value to the next; NaN from or to 0. */
function logChanges(values: Float64Array): Float64Array {
  return Float64Array.from({ length: Math.max(values.length - 1, 0) }, (_, t) =>
    values[t] > 0 && values[t + 1] > 0 ? log(values[t + 1] / values[t]) : Number.NaN,
  );
}

/** Standard deviation of log changes from one value to the next; those from or to 0 are left out. */
function changeDeviation(values: Float64Array): number {
  return Math.sqrt(variance(logChanges(values).filter((change) => !Number.isNaN(change))));
}

/** Mean correlation of log changes over all pairs of series, each over the times at which both have one. */
function pairwiseCorrelation(series: readonly Float64Array[]): number {
  const changes = series.map(logChanges);
  const found: number[] = [];
  for (const [a, first] of changes.entries()) {
    for (const second of changes.slice(a + 1)) {
      const both = (_: number, t: number): boolean => !Number.isNaN(first[t] + second[t]);
      found.push(correlation(first.filter(both), second.filter(both)));
    }
  }
  return mean(found.filter((value) => !Number.isNaN(value)));
}

/** Largest value of `read(later, earlier)` over all pairs at this distance; NaN when there is none. */
function largest(values: Float64Array, lag: number, read: (later: number, earlier: number) => number): number {
  let most = Number.NaN;
  for (let t = lag; t < values.length; t++) {
    const found = read(values[t], values[t - lag]);
    if (Number.isFinite(found) && !(found <= most)) most = found;
  }
  return most;
}

function meanOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  const end = Math.min(to, values.length);
  for (let month = from; month < end; month++) sum += values[month];
  return sum / (end - from);
}

/**
 * Values of one run for comparison with historical patterns, by name; NaN where the run has none.
 *
 * Month 0 is the first month after the data (October 2025 in the baseline). Cash flow of the builders is net income
 * plus depreciation plus core capex, which the model expenses; changes of a firm's capex are those of its AI capex.
 */
export function patternValues(trace: Trace): Record<string, number> {
  return { ...capexPatterns(trace), ...chainPatterns(trace), ...conditionPatterns(trace) };
}

function capexPatterns(trace: Trace): Record<string, number> {
  const { months, outcome } = trace;
  const beforeWall = outcome.wallMonth < 0 ? months : outcome.wallMonth + 1;
  const each = (name: string, ids: readonly string[]): Float64Array[] =>
    ids.map((id) => seriesOf(trace, name, 'firm', id));
  const own = each('ai_capex_usd_bn', ON_RECORD);
  const total = summed(each('capex_usd_bn', ON_RECORD), months);
  const flows = ['net_income_usd_bn', 'depreciation_usd_bn', 'core_capex_usd_bn'];
  const cashFlow = summed(
    flows.flatMap((name) => each(name, ON_RECORD)),
    months,
  );
  const yearOf = (name: string, ids: readonly string[]): number =>
    months < YEAR ? Number.NaN : YEAR * meanOf(summed(each(name, ids), months), 0, YEAR);
  const leased = yearOf('lease_usd_bn', [LEASING]);
  const ratio = (from: number, to: number): number => meanOf(total, from, to) / meanOf(cashFlow, from, to);
  const quarters = own.map((series) => quarterly(series, beforeWall));
  const large = quarters.filter((_, f) => ON_RECORD[f] !== LEVERED);
  return {
    capex_first_quarter_usd_bn: quarterly(total)[0] ?? Number.NaN,
    capex_first_year_usd_bn: months < YEAR ? Number.NaN : YEAR * meanOf(total, 0, YEAR),
    bonds_first_year_usd_bn: yearOf('bonds_usd_bn', ON_RECORD),
    lease_share_first_year: leased / (leased + yearOf('capex_usd_bn', [LEASING])),
    capex_cash_flow_first_quarter: ratio(0, QUARTER),
    capex_cash_flow_rise_per_year: ratio(YEAR, YEAR + QUARTER) - ratio(0, QUARTER),
    firm_capex_fall: quantile(quarters.map(deepestFall), 0.5),
    firm_capex_change_sd: quantile(large.map(changeDeviation), 0.5),
    levered_capex_change_sd: changeDeviation(quarters[ON_RECORD.indexOf(LEVERED)]),
    firm_capex_correlation: pairwiseCorrelation(quarters),
    capex_fall: deepestFall(quarterly(total, beforeWall)),
  };
}

function chainPatterns(trace: Trace): Record<string, number> {
  const node = (name: string, id: string): Float64Array => seriesOf(trace, name, 'node', id);
  const vendor = quarterly(node('sales_usd_bn', 'accelerator'));
  const memory = quarterly(node('sales_usd_bn', 'hbm'));
  const lead = node('lead_quoted_months', 'accelerator');
  const fall = (later: number, earlier: number): number => 1 - later / earlier;
  const yearly = Object.entries(TIERS).map(([tier, id]) => [
    `${tier}_sales_growth_sd`,
    changeDeviation(summedOver(YEAR, node('sales_usd_bn', id))),
  ]);
  return {
    ...Object.fromEntries(yearly),
    vendor_growth_three_quarters: vendor[THREE_QUARTERS] / vendor[0] - 1,
    vendor_growth_ten_quarters: largest(vendor, TEN_QUARTERS, (later, earlier) => later / earlier),
    accelerator_lead_peak_months: largest(lead, 0, (later) => later),
    accelerator_lead_fall: largest(lead, LEAD_FALL_MONTHS, fall),
    memory_revenue_fall: largest(memory, YEAR / QUARTER, fall),
    vendor_revenue_fall: largest(vendor, 1, fall),
    electrical_lead_first_year_months: meanOf(node('lead_quoted_months', 'electrical'), 0, YEAR),
  };
}

function conditionPatterns(trace: Trace): Record<string, number> {
  const { months, outcome } = trace;
  const adoption = trace.column('adoption', 'scalar');
  const beforeWall = outcome.wallMonth < 0 ? months : outcome.wallMonth + 1;
  return {
    connection_mean_months: meanOf(trace.column('connection_months', 'scalar'), 0, beforeWall),
    adoption_first_year: months > YEAR ? adoption[YEAR] - adoption[0] : Number.NaN,
    utilisation_first_year: meanOf(trace.column('utilisation', 'scalar'), 0, YEAR),
  };
}
