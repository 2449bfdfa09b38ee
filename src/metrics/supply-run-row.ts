/** The metrics of one plain supply run: what stands in its row of `runs.csv`. */

import type { Column } from '../columns/column.ts';
import type { Trace } from '../columns/trace.ts';
import { mean } from '../numeric/statistics.ts';
import { airPocket } from './air-pocket.ts';
import { amplification, bullwhipRatio, bullwhipSpectrum, type Periodogram, periodogram, phaseLag } from './bullwhip.ts';
import { hhi } from './concentration.ts';
import { runColumn } from './run-column.ts';
import { fillRate, monthsToClear, type NodeSeries, phantomShare } from './service.ts';

/** Bands of the frequency view: of twelve, each holds enough frequencies of a ten-year run. */
const BANDS = 12;
/** Bands with a smaller share of the power of demand are left out of the peak gain. */
const LEAST_DEMAND = 0.01;
/** Longest lag looked at, months, and as a share of the run: longer ones rest on too few months. */
const LONGEST_LAG = 36;
const LONGEST_LAG_SHARE = 0.25;
/** A backlog within a tenth of a month of shipments of where it started counts as cleared. */
const CLEARED = 0.1;

const COMMON: readonly Column[] = [
  runColumn('months', 'months', 'Months simulated.', 'integer'),
  runColumn('needed_mw', 'MW', 'What customers needed in the run.'),
  runColumn('received_mw', 'MW', 'What they received.'),
  runColumn('unmet_peak_mw', 'MW', 'Most that was needed and not yet shipped.'),
  runColumn('cost_usd', 'USD', 'Cost of holding, backlog and goods on the way, all nodes.'),
  runColumn('hhi_buyers', '1', 'Concentration of what customers needed, in (0, 1].'),
  runColumn('outages', '1', 'Outages of supplier companies begun.', 'integer'),
  runColumn('worst_residual', '1', 'Worst relative residual of any book in any month.'),
];

function nodeColumns(node: string): Column[] {
  const id = node.replaceAll('-', '_');
  return [
    runColumn(
      `bullwhip_${id}`,
      '1',
      `Variance of orders at ${node} over that of end demand, both over their squared means.`,
    ),
    runColumn(`bullwhip_peak_gain_${id}`, '1', `Largest squared gain of any frequency band at ${node}.`),
    runColumn(`bullwhip_peak_period_months_${id}`, 'months', `Longest period of that band at ${node}.`),
    runColumn(`amplification_${id}`, '1', `Swing of orders at ${node} over swing of end demand, each over its mean.`),
    runColumn(`phase_lag_months_${id}`, 'months', `Months by which orders at ${node} trail end demand.`),
    runColumn(`air_pocket_${id}`, '1', `Deepest fall of orders at ${node}: 1 - three-month mean over its peak before.`),
    runColumn(`fill_rate_${id}`, '1', `Share of what fell due at ${node} that was shipped.`),
    runColumn(`met_at_once_${id}`, '1', `Share of orders at ${node} met from stock in the month they came.`),
    runColumn(`phantom_share_peak_${id}`, '1', `Largest share of the backlog of ${node} that is duplicate orders.`),
    runColumn(`cancelled_mw_${id}`, 'MW', `Orders cancelled at ${node}.`),
    runColumn(`recover_months_${id}`, 'months', `Months until the backlog of ${node} is back; empty when it is not.`),
    runColumn(`cost_usd_${id}`, 'USD', `Cost of holding, backlog and goods on the way at ${node}.`),
  ];
}

/** Columns of a plain supply run with these nodes. */
export function supplyRunColumns(nodes: readonly string[]): readonly Column[] {
  return [...COMMON, ...nodes.flatMap(nodeColumns)];
}

function seriesOf(trace: Trace, name: string, shape: 'node' | 'firm', i: number): Float64Array {
  const width = trace.entities[shape].length;
  const values = trace.column(name, shape);
  const series = new Float64Array(trace.months);
  for (let month = 0; month < series.length; month++) series[month] = values[month * width + i];
  return series;
}

function total(values: ArrayLike<number>): number {
  let sum = 0;
  for (let t = 0; t < values.length; t++) sum += values[t];
  return sum;
}

/** Sum over all customers, month by month. */
function endDemand(trace: Trace, name: string): Float64Array {
  const width = trace.entities.firm.length;
  const values = trace.column(name, 'firm');
  const sums = new Float64Array(trace.months);
  for (let month = 0; month < sums.length; month++) {
    for (let k = 0; k < width; k++) sums[month] += values[month * width + k];
  }
  return sums;
}

function nodeMetrics(trace: Trace, n: number, demand: Float64Array, spectrum: Periodogram): Record<string, number> {
  const id = trace.entities.node[n].replaceAll('-', '_');
  const of = (name: string): Float64Array => seriesOf(trace, name, 'node', n);
  const series = {
    orders: of('orders_mw'),
    shipments: of('shipments_mw'),
    backlog: of('backlog_mw'),
    phantom: of('backlog_phantom_mw'),
  } satisfies NodeSeries;
  const { orders } = series;
  const rates = of('fill_rate');
  const due = series.shipments.map((mw, t) => (rates[t] > 0 ? mw / rates[t] : 0));
  // Tiers count in units of their own: equipment, parts. Over their means they compare.
  const scale = mean(demand) / mean(orders);
  const scaled = orders.map((mw) => mw * scale);
  const bands = bullwhipSpectrum(periodogram(scaled), spectrum, BANDS).filter(
    (band) => band.demandShare >= LEAST_DEMAND,
  );
  const steepest = bands.reduce((best, band) => (band.gain > best.gain ? band : best), {
    longestMonths: Number.NaN,
    shortestMonths: Number.NaN,
    demandShare: Number.NaN,
    gain: bands.length > 0 ? -1 : Number.NaN,
  });
  return {
    [`bullwhip_${id}`]: bullwhipRatio(scaled, demand),
    [`bullwhip_peak_gain_${id}`]: steepest.gain,
    [`bullwhip_peak_period_months_${id}`]: steepest.longestMonths,
    [`amplification_${id}`]: amplification(orders, demand),
    [`phase_lag_months_${id}`]: phaseLag(
      orders,
      demand,
      Math.min(LONGEST_LAG, Math.floor(LONGEST_LAG_SHARE * trace.months)),
    ),
    [`air_pocket_${id}`]: airPocket(orders, 1, 0, 0),
    [`fill_rate_${id}`]: fillRate(series.shipments, due),
    [`met_at_once_${id}`]: fillRate(of('met_mw'), orders),
    [`phantom_share_peak_${id}`]: phantomShare(series),
    [`cancelled_mw_${id}`]: total(of('cancelled_mw')),
    [`recover_months_${id}`]: monthsToClear(series, CLEARED),
    [`cost_usd_${id}`]: total(of('holding_usd')) + total(of('stockout_usd')) + total(of('in_transit_usd')),
  };
}

/** Metrics of a plain supply run by column name; NaN where it has none. */
export function supplyRunMetrics(trace: Trace): Record<string, number | string> {
  const demand = endDemand(trace, 'needed_mw');
  const spectrum = periodogram(demand);
  const needs = trace.entities.firm.map((_, k) => total(seriesOf(trace, 'needed_mw', 'firm', k)));
  const nodes = trace.entities.node.map((_, n) => nodeMetrics(trace, n, demand, spectrum));
  const cost = nodes.reduce((sum, node, n) => sum + node[`cost_usd_${trace.entities.node[n].replaceAll('-', '_')}`], 0);
  return {
    months: trace.months,
    needed_mw: total(demand),
    received_mw: total(endDemand(trace, 'received_mw')),
    unmet_peak_mw: endDemand(trace, 'unmet_mw').reduce((most, mw) => Math.max(most, mw), 0),
    cost_usd: cost,
    hhi_buyers: hhi(needs),
    outages: trace.events.filter((event) => event.kind === 'outage').length,
    worst_residual: trace.outcome.worstResidual,
    ...Object.assign({}, ...nodes),
  };
}

/** Scalar series of a plain supply run whose monthly quantiles a batch reports. */
export const SUPPLY_FAN_COLUMNS: readonly string[] = [
  'end_demand_mw',
  'end_received_mw',
  'end_unmet_mw',
  'chain_backlog_mw',
  'chain_cost_usd',
];
