/** Metrics of a plain supply run: the columns of its row in `runs.csv`. */

import { quantity, RATIO, SHARE, signed } from '../columns/measure.ts';
import type { Trace } from '../columns/trace.ts';
import { mean } from '../numeric/statistics.ts';
import { airPocket } from './air-pocket.ts';
import { amplification, type Band, bullwhipRatio, bullwhipSpectrum, periodogram, phaseLag } from './bullwhip.ts';
import { hhi } from './concentration.ts';
import {
  countEvents,
  type Metric,
  type MetricFamily,
  MONTHS,
  member,
  metricsIn,
  ofRun,
  once,
  type Reading,
  WHOLE,
} from './metric.ts';
import { seriesOf, total } from './series-values.ts';
import { fillRate, monthsToClear, type NodeSeries, phantomShare } from './service.ts';

/** Bands of the frequency view: of twelve, each holds enough frequencies of a ten-year run. */
const BANDS = 12;
/** Bands with a smaller share of the power of demand are excluded from the peak gain. */
const LEAST_DEMAND = 0.01;
/** Longest lag, in months and as a share of the run: longer ones would have too few months. */
const LONGEST_LAG = 36;
const LONGEST_LAG_SHARE = 0.25;
/** A backlog within a tenth of a month of shipments of its start counts as cleared. */
const CLEARED = 0.1;

const endDemand = once((trace) => overCustomers(trace, 'needed_mw'));
const demandSpectrum = once((trace) => periodogram(endDemand(trace)));
const COSTS = ['holding_usd', 'stockout_usd', 'in_transit_usd'];
const costsNeed = COSTS.map((name) => `node/${name}`);
const costOf = (trace: Trace, n: number): number => total(COSTS.map((name) => total(seriesOf(trace, name, 'node', n))));
const STOCKS = ['on_hand_mw', 'input_stock_mw'];
const meanStock = (trace: Trace, n: number): number =>
  STOCKS.reduce((sum, name) => sum + mean(seriesOf(trace, name, 'node', n)), 0);
const ofCustomers = (name: string, read: (sums: Float64Array) => number): Reading => ({
  needs: [`firm/${name}`],
  read: (trace) => read(overCustomers(trace, name)),
});

const COMMON: readonly Metric[] = metricsIn({
  ...MONTHS,
  needed_mw: ['Needs of customers in the run.', [quantity('MW'), ofCustomers('needed_mw', total)]],
  received_mw: ['Receipts of customers in the run.', [quantity('MW'), ofCustomers('received_mw', total)]],
  unmet_peak_mw: [
    'Largest unmet need of customers.',
    [quantity('MW'), ofCustomers('unmet_mw', (sums) => sums.reduce((most, mw) => Math.max(most, mw), 0))],
  ],
  stock_mw: [
    'Stock, mean over months: finished goods and inputs of all nodes.',
    [
      quantity('MW'),
      {
        needs: STOCKS.map((name) => `node/${name}`),
        read: (trace) => trace.entities.node.reduce((sum, _, n) => sum + meanStock(trace, n), 0),
      },
    ],
  ],
  cost_usd: [
    'Cost of holding, backlog and goods in transit, all nodes; inputs count where their supplier has a holding cost or the node `inputHoldingUsdPerMw`.',
    [
      quantity('USD'),
      {
        needs: costsNeed,
        read: (trace) => trace.entities.node.reduce((sum, _, n) => sum + costOf(trace, n), 0),
      },
    ],
  ],
  hhi_buyers: [
    'Concentration of the needs of customers (Herfindahl index).',
    [
      SHARE,
      {
        needs: ['firm/needed_mw'],
        read: (trace) => hhi(trace.entities.firm.map((_, k) => total(seriesOf(trace, 'needed_mw', 'firm', k)))),
      },
    ],
  ],
  outages: ['Number of outages of supplier companies.', [WHOLE, countEvents('outage')]],
  worst_residual: [
    'Worst relative residual of the balance of any order backlog in any month.',
    [RATIO, ofRun(({ outcome }) => outcome.worstResidual)],
  ],
});

const orderSeriesOf = (trace: Trace, n: number): NodeSeries => ({
  orders: seriesOf(trace, 'orders_mw', 'node', n),
  shipments: seriesOf(trace, 'shipments_mw', 'node', n),
  backlog: seriesOf(trace, 'backlog_mw', 'node', n),
  phantom: seriesOf(trace, 'backlog_phantom_mw', 'node', n),
});
const ORDER_COLUMNS = ['node/orders_mw', 'node/shipments_mw', 'node/backlog_mw', 'node/backlog_phantom_mw'];
const ofOrderSeries =
  (read: (orders: NodeSeries) => number) =>
  (n: number): Reading => ({
    needs: ORDER_COLUMNS,
    read: (trace) => read(orderSeriesOf(trace, n)),
  });
/** A reading of orders at a node and end demand. */
const ofOrders =
  (read: (orders: Float64Array, demand: Float64Array, trace: Trace) => number) =>
  (n: number): Reading => ({
    needs: ['node/orders_mw', 'firm/needed_mw'],
    read: (trace) => read(seriesOf(trace, 'orders_mw', 'node', n), endDemand(trace), trace),
  });

/** Orders scaled to end demand by their means, because tiers use different units (equipment, parts). */
function scaledTo(demand: Float64Array, orders: Float64Array): Float64Array {
  const scale = mean(demand) / mean(orders);
  return orders.map((mw) => mw * scale);
}

/** Where demand does not move, or a node never has an order. */
const NO_BAND: Band = {
  longestMonths: Number.NaN,
  shortestMonths: Number.NaN,
  demandShare: Number.NaN,
  gain: Number.NaN,
};

/** For each node, the frequency band with the largest squared gain, among bands with enough power of demand. */
const steepestBands = once((trace) =>
  trace.entities.node.map((_, n) => {
    const scaled = scaledTo(endDemand(trace), seriesOf(trace, 'orders_mw', 'node', n));
    const bands = bullwhipSpectrum(periodogram(scaled), demandSpectrum(trace), BANDS).filter(
      (band) => band.demandShare >= LEAST_DEMAND && band.gain >= 0,
    );
    return bands.reduce((best, band) => (best.gain >= band.gain ? best : band), NO_BAND);
  }),
);

/** Metrics of every node, by its index. */
const NODE_FAMILIES: readonly MetricFamily<number>[] = [
  {
    family: 'bullwhip',
    ...RATIO,
    text: (node) =>
      `Bullwhip: variance of the orders that ${node} receives over that of end demand, both over their squared means.`,
    of: ofOrders((orders, demand) => bullwhipRatio(scaledTo(demand, orders), demand)),
  },
  {
    family: 'bullwhip_local',
    ...RATIO,
    text: (node) =>
      `Local bullwhip: variance of the orders that ${node} places over that of the orders it receives, both over their squared means; empty where it places none.`,
    of: (n) => ({
      needs: ['node/placed_mw', 'node/orders_mw'],
      read: (trace) => {
        const [placed, received] = ['placed_mw', 'orders_mw'].map((name) => seriesOf(trace, name, 'node', n));
        return bullwhipRatio(scaledTo(received, placed), received);
      },
    }),
  },
  {
    family: 'bullwhip_peak_gain',
    ...RATIO,
    text: (node) =>
      `Largest ratio of the power of the orders that ${node} receives to that of end demand, each over its squared mean, in any of twelve frequency bands with 1 % of the power of demand.`,
    of: (n) => ofOrders((_, __, trace) => steepestBands(trace)[n].gain)(n),
  },
  {
    family: 'bullwhip_peak_period_months',
    ...quantity('months'),
    text: (node) => `Longest period of that band at ${node}.`,
    of: (n) => ofOrders((_, __, trace) => steepestBands(trace)[n].longestMonths)(n),
  },
  {
    family: 'amplification',
    ...RATIO,
    text: (node) => `Range of the orders that ${node} receives over range of end demand, each over its mean.`,
    of: ofOrders(amplification),
  },
  {
    family: 'phase_lag_months',
    ...signed('months'),
    text: (node) =>
      `Lag of the orders that ${node} receives behind end demand: that of highest covariance, up to 36 months and a quarter of the run.`,
    of: ofOrders((orders, demand, { months }) =>
      phaseLag(orders, demand, Math.min(LONGEST_LAG, Math.floor(LONGEST_LAG_SHARE * months))),
    ),
  },
  {
    family: 'air_pocket',
    ...SHARE,
    text: (node) => `Deepest fall of the orders that ${node} receives: 1 - three-month mean over its earlier peak.`,
    of: ofOrders((orders) => airPocket(orders, 1, 0, 0)),
  },
  {
    family: 'fill_rate',
    ...SHARE,
    text: (node) =>
      `Fill rate: shipments of ${node} over its orders due, summed over months; what is not shipped is due again.`,
    of: (n) => ({
      needs: ['node/shipments_mw', 'node/backlog_mw', 'node/fill_rate'],
      read: (trace) => {
        const shipments = seriesOf(trace, 'shipments_mw', 'node', n);
        const backlog = seriesOf(trace, 'backlog_mw', 'node', n);
        return fillRate(shipments, ordersDue(shipments, backlog, seriesOf(trace, 'fill_rate', 'node', n)));
      },
    }),
  },
  {
    family: 'met_at_once',
    ...SHARE,
    text: (node) => `Orders at ${node} met from stock in the same month, over all orders of the run.`,
    of: (n) => ({
      needs: ['node/met_mw', 'node/orders_mw'],
      read: (trace) => fillRate(seriesOf(trace, 'met_mw', 'node', n), seriesOf(trace, 'orders_mw', 'node', n)),
    }),
  },
  {
    family: 'stock_mw',
    ...quantity('MW'),
    text: (node) => `Stock of ${node}, mean over months: finished goods and inputs.`,
    of: (n) => ({ needs: STOCKS.map((name) => `node/${name}`), read: (trace) => meanStock(trace, n) }),
  },
  {
    family: 'phantom_share_peak',
    ...SHARE,
    text: (node) =>
      `Largest share of duplicate orders in the backlog of ${node}, in months in which the backlog exceeds shipments.`,
    of: ofOrderSeries(phantomShare),
  },
  {
    family: 'cancelled_mw',
    ...quantity('MW'),
    text: (node) => `Orders cancelled at ${node}.`,
    of: (n) => ({ needs: ['node/cancelled_mw'], read: (trace) => total(seriesOf(trace, 'cancelled_mw', 'node', n)) }),
  },
  {
    family: 'recover_months',
    ...quantity('months'),
    text: (node) =>
      `Months from the first to the last in which the backlog of ${node} exceeds that of month 0 by a tenth of shipments, both counted, with all that lies between; empty if it does at the end.`,
    of: ofOrderSeries((orders) => monthsToClear(orders, CLEARED)),
  },
  {
    family: 'cost_usd',
    ...quantity('USD'),
    text: (node) => `Cost of holding, backlog and goods in transit at ${node}.`,
    of: (n) => ({ needs: costsNeed, read: (trace) => costOf(trace, n) }),
  },
];

/** Metrics of a plain supply run with these nodes. */
export function supplyRunMetrics(nodes: readonly string[]): readonly Metric[] {
  return [...COMMON, ...nodes.flatMap((node, n) => NODE_FAMILIES.map((family) => member(family, node, n)))];
}

/** Sum over all customers, month by month. */
function overCustomers(trace: Trace, name: string): Float64Array {
  const width = trace.entities.firm.length;
  const values = trace.column(name, 'firm');
  const sums = new Float64Array(trace.months);
  for (let month = 0; month < sums.length; month++) {
    for (let k = 0; k < width; k++) sums[month] += values[month * width + k];
  }
  return sums;
}

/**
 * Orders due of a node, shape [month]: shipments over the fill rate, and in months without shipments the share of the
 * backlog that falls due in every month.
 */
function ordersDue(shipments: Float64Array, backlog: Float64Array, rates: Float64Array): Float64Array {
  const known = shipments.findIndex((mw, t) => mw > 0 && rates[t] > 0);
  const dueShare = known < 0 ? 1 : shipments[known] / rates[known] / (shipments[known] + backlog[known]);
  return shipments.map((mw, t) => (rates[t] > 0 ? mw / rates[t] : backlog[t] * dueShare));
}

/** Scalar series of a plain supply run whose monthly quantiles a batch reports. */
export const SUPPLY_FAN_COLUMNS: readonly string[] = [
  'end_demand_mw',
  'end_received_mw',
  'end_unmet_mw',
  'chain_backlog_mw',
  'chain_cost_usd',
  'chain_stock_mw',
  'chain_placed_mw',
];
