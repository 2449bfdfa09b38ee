/** The metrics of one run of the economy: what stands in its row of `runs.csv`. */

import type { Trace } from '../columns/trace.ts';
import { airPocket, monthsToRecover, shortfall, splitFall, WINDOW_MONTHS } from './air-pocket.ts';
import { growthBullwhip, growthVariance } from './bullwhip.ts';
import {
  countEvents,
  type Metric,
  type MetricFamily,
  MONTHS,
  member,
  metric,
  ofRun,
  once,
  type Reading,
  scalar,
  typed,
} from './metric.ts';

/** Months that make a year's rate. */
const YEAR = 12;

/** Months up to the wall, its own included, or to the horizon. */
const untilWall = ({ outcome, months }: Trace): number => (outcome.wallMonth >= 0 ? outcome.wallMonth + 1 : months);
const isWalled = ({ outcome }: Trace): boolean => outcome.wallMonth >= 0;
const sumToWall = (name: string): Reading => scalar(name, (values, trace) => total(values, untilWall(trace)));
const meanToWall = (name: string): Reading =>
  scalar(name, (values, trace) => total(values, untilWall(trace)) / untilWall(trace));
const whole = typed('integer', '1');
const word = typed('string', '1');

const peakCapex = once((trace) => peakYear(trace.column('capex_usd_bn', 'scalar')));
const splitInvestmentFall = once((trace) => {
  if (!isWalled(trace)) return { before: Number.NaN, after: Number.NaN };
  const { outcome } = trace;
  // Where nothing paused no month after the wall counts.
  const last = outcome.stopReason === 'aftermath' ? pauseMonths(trace)[1] + WINDOW_MONTHS : outcome.wallMonth;
  return splitFall(trace.column('investment_mw', 'scalar'), outcome.wallMonth, last);
});

/** Metrics of every run, before those of each supply node. */
const COMMON: readonly Metric[] = [
  word(
    'wall',
    'First wall, or none.',
    ofRun(({ outcome }) => outcome.wall),
  ),
  metric(
    'wall_month',
    'months',
    'Month of the first wall, from 0; empty when none.',
    ofRun((trace) => (isWalled(trace) ? trace.outcome.wallMonth : Number.NaN)),
  ),
  typed('integer', 'months')(
    'months_to_wall',
    'Months until the first wall; the horizon when there is none.',
    ofRun(untilWall),
  ),
  word(
    'stop_reason',
    'horizon, first-wall or aftermath.',
    ofRun(({ outcome }) => outcome.stopReason),
  ),
  metric(
    'wall_reading',
    'unit of the variable',
    "Value of the wall's variable when it fired.",
    ofRun(({ outcome }) => outcome.wallReading),
  ),
  word(
    'next_wall',
    'The other wall that stood closest to firing then, or at the horizon.',
    ofRun(({ outcome }) => outcome.nextWall),
  ),
  MONTHS,
  metric(
    'peak_capex_usd_bn_per_year',
    'USD bn/year',
    'Highest capital expenditure of the builders in any twelve months.',
    scalar('capex_usd_bn', (_, trace) => peakCapex(trace).value),
  ),
  metric(
    'peak_capex_month',
    'months',
    'Last month of those twelve.',
    scalar('capex_usd_bn', (_, trace) => peakCapex(trace).month),
  ),
  metric(
    'cumulative_ai_capex_usd_bn',
    'USD bn',
    'AI capital expenditure of the builders up to the wall or the horizon.',
    sumToWall('ai_capex_usd_bn'),
  ),
  metric(
    'cumulative_ai_revenue_usd_bn',
    'USD bn',
    'AI revenue of the builders up to the wall or the horizon.',
    scalar('ai_revenue_usd_bn_per_year', (values, trace) => total(values, untilWall(trace)) / YEAR),
  ),
  metric(
    'overspend_ratio',
    '1',
    'Mean of target over disciplined capacity, less 1, up to the wall or the horizon.',
    meanToWall('overspend_ratio'),
  ),
  metric(
    'economic_profit_usd_bn',
    'USD bn',
    'Economic profit of all builders up to the wall or the horizon.',
    sumToWall('economic_profit_usd_bn'),
  ),
  metric(
    'stage_payoff_usd_bn',
    'USD bn',
    'Economic profit plus strategic prize up to the wall or the horizon.',
    sumToWall('stage_payoff_usd_bn'),
  ),
  metric('mean_intensity', '1', 'Mean race intensity up to the wall or the horizon.', meanToWall('mean_intensity')),
  metric(
    'bound_power',
    '1',
    'Mean share of wanted investment held back because systems already stand dark.',
    meanToWall('bound_power'),
  ),
  metric(
    'bound_gate',
    '1',
    'Mean share of wanted investment held back by the option to wait.',
    meanToWall('bound_gate'),
  ),
  metric('bound_finance', '1', 'Mean share of wanted investment held back by finance.', meanToWall('bound_finance')),
  metric(
    'staged_months_peak',
    'months',
    'Highest staged systems over deliveries a month.',
    scalar('staged_months', highest),
  ),
  metric(
    'queue_wait_months_peak',
    'months',
    'Longest mean wait at the head of the interconnection queues.',
    scalar('queue_wait_months', highest),
  ),
  metric('roi_min_per_year', '1/year', 'Lowest return on AI capital in service.', scalar('roi_per_year', lowest)),
  metric('utilisation_min', '1', 'Lowest utilisation of live compute.', scalar('utilisation', lowest)),
  metric(
    'compute_price_end',
    '1',
    'Price of effective compute in the last month over month 0.',
    scalar('compute_price_index', (values, trace) => values[trace.months - 1]),
  ),
  metric(
    'investment_fall',
    '1',
    "Fall of builders' orders from their peak: 1 - lowest three-month mean in all months followed after the wall over the highest before that low, of which part may be lost before the wall, and part long after the pause.",
    scalar('investment_mw', (values, trace) =>
      isWalled(trace) ? airPocket(values, 1, 0, untilWall(trace)) : Number.NaN,
    ),
  ),
  metric(
    'investment_fall_before_wall',
    '1',
    "Part of it lost by the wall: 1 - builders' orders in the three months up to the wall over their highest three-month mean by then.",
    scalar('investment_mw', (_, trace) => splitInvestmentFall(trace).before),
  ),
  metric(
    'investment_fall_after_wall',
    '1',
    "Fall of builders' orders from the wall to a quarter after the pause: 1 - lowest three-month mean in these months over the three months up to the wall; below 0 when they only rose, empty when nothing paused.",
    scalar('investment_mw', (_, trace) => splitInvestmentFall(trace).after),
  ),
  whole(
    'restrictions',
    'Moratoria, permit delays, export controls and antitrust remedies begun.',
    countEvents('moratorium', 'permit-delay', 'export-control', 'antitrust'),
  ),
  whole('outages', 'Outages of supplier companies begun.', countEvents('outage')),
  whole('covenant_breaches', 'Covenant breaches begun.', countEvents('covenant-breach')),
  metric(
    'worst_residual',
    '1',
    'Worst relative residual of any accounting identity in any month.',
    ofRun(({ outcome }) => outcome.worstResidual),
  ),
];

/** Orders at the nodes in the run without the pause, with the months before it filled in; none where nothing paused. */
const unpausedOrders = once((trace) => {
  const unpaused = trace.counterfactual?.column('orders_mw', 'node').slice();
  const width = trace.entities.node.length;
  unpaused?.set(trace.column('orders_mw', 'node').subarray(0, untilWall(trace) * width));
  return unpaused;
});
const investmentVariance = once((trace) =>
  growthVariance(trace.column('investment_mw', 'scalar').subarray(0, untilWall(trace))),
);
const ORDERS = 'node/orders_mw';
const COMPARED = { needs: [ORDERS], compares: [ORDERS] };

/** A reading of the orders of node `n`, among `width` nodes; NaN in a run without a wall. */
function ordersAfterWall(
  n: number,
  read: (orders: Float64Array, width: number, n: number, end: number) => number,
): Reading {
  return {
    needs: [ORDERS],
    read: (trace) => {
      const orders = trace.column('orders_mw', 'node');
      return isWalled(trace) ? read(orders, trace.entities.node.length, n, untilWall(trace)) : Number.NaN;
    },
  };
}

/** Metrics of every supply node, by its place among them. */
const NODE_FAMILIES: readonly MetricFamily<number>[] = [
  {
    family: 'bullwhip',
    unit: '1',
    text: (node) => `Variance of the yearly growth of orders at ${node} over that of builders' orders, up to the wall.`,
    of: (n) => ({
      needs: [ORDERS, 'scalar/investment_mw'],
      read: (trace) => {
        const orders = columnOf(trace.column('orders_mw', 'node'), trace.entities.node.length, n, untilWall(trace));
        return growthBullwhip(orders, investmentVariance(trace));
      },
    }),
  },
  {
    family: 'air_pocket',
    unit: '1',
    text: (node) =>
      `Fall of orders at ${node} from their peak: 1 - lowest three-month mean after the wall over the highest before that low.`,
    of: (n) => ordersAfterWall(n, airPocket),
  },
  {
    family: 'air_pocket_excess',
    unit: '1',
    text: (node) =>
      `The same less the fall in the same run without the pause, at ${node}, whose lowest months and peak may be others.`,
    of: (n) => ({
      ...COMPARED,
      read: (trace) => {
        const unpaused = unpausedOrders(trace);
        if (unpaused === undefined || !isWalled(trace)) return Number.NaN;
        const [width, end] = [trace.entities.node.length, untilWall(trace)];
        return airPocket(trace.column('orders_mw', 'node'), width, n, end) - airPocket(unpaused, width, n, end);
      },
    }),
  },
  {
    family: 'pause_shortfall',
    unit: '1',
    text: (node) =>
      `Orders at ${node} in the pause below those of the same run without it, in the same months: 1 - sum over sum.`,
    of: (n) => ({
      ...COMPARED,
      read: (trace) => {
        const unpaused = unpausedOrders(trace);
        if (unpaused === undefined) return Number.NaN;
        const node = { width: trace.entities.node.length, offset: n, months: pauseMonths(trace) };
        return shortfall(trace.column('orders_mw', 'node'), unpaused, node);
      },
    }),
  },
  {
    family: 'recover_months',
    unit: 'months',
    text: (node) => `Months from the wall until orders at ${node} are back at their peak; empty when never.`,
    of: (n) => ordersAfterWall(n, monthsToRecover),
  },
  {
    family: 'phantom_share_peak',
    unit: '1',
    text: (node) => `Share of duplicate orders in the backlog of ${node} when that is largest.`,
    of: (n) => ({
      needs: ['node/backlog_phantom_mw', 'node/backlog_mw'],
      read: (trace) => {
        const backlog = trace.column('backlog_mw', 'node');
        return shareAtPeak(trace.column('backlog_phantom_mw', 'node'), backlog, trace.entities.node.length, n);
      },
    }),
  },
  {
    family: 'cancelled_mw',
    unit: 'MW',
    text: (node) => `Orders cancelled at ${node} in the run.`,
    of: (n) => ({
      needs: ['node/cancelled_mw'],
      read: (trace) => {
        const cancelled = trace.column('cancelled_mw', 'node');
        let sum = 0;
        for (let i = n; i < cancelled.length; i += trace.entities.node.length) sum += cancelled[i];
        return sum;
      },
    }),
  },
];

/** Metrics of a run of the economy with these supply nodes. */
export function economyRunMetrics(nodes: readonly string[]): readonly Metric[] {
  return [...COMMON, ...nodes.flatMap((node, n) => NODE_FAMILIES.map((family) => member(family, node, n)))];
}

/** First and last month of the pause after a wall, as far as it was followed. */
function pauseMonths({ events, months, outcome }: Trace): [first: number, last: number] {
  const ended = events.find(({ kind }) => kind === 'pause-end');
  return [outcome.wallMonth + 1, ended?.month ?? months - 1];
}

/** Values of one entity over the first months, shape [month]. */
function columnOf(values: Float64Array, width: number, offset: number, months: number): Float64Array {
  const out = new Float64Array(months);
  for (let month = 0; month < months; month++) out[month] = values[month * width + offset];
  return out;
}

function total(values: Float64Array, end: number): number {
  let sum = 0;
  for (let month = 0; month < end; month++) sum += values[month];
  return sum;
}

function highest(values: Float64Array): number {
  let best = Number.NEGATIVE_INFINITY;
  for (const value of values) best = Math.max(best, value);
  return best;
}

function lowest(values: Float64Array): number {
  let best = Number.POSITIVE_INFINITY;
  for (const value of values) best = Math.min(best, value);
  return best;
}

/** Highest sum over any twelve months and the last of them; scaled up when the run is shorter than a year. */
function peakYear(values: Float64Array): { value: number; month: number } {
  let sum = 0;
  let value = Number.NEGATIVE_INFINITY;
  let month = -1;
  for (let m = 0; m < values.length; m++) {
    sum += values[m] - (m >= YEAR ? values[m - YEAR] : 0);
    const rate = m + 1 < YEAR ? (sum * YEAR) / (m + 1) : sum;
    if ((m + 1 >= YEAR || m === values.length - 1) && rate > value) {
      value = rate;
      month = m;
    }
  }
  return { value, month };
}

/** Share of `part` in `whole` in the month in which the whole is largest; 0 when it is never above 0. */
function shareAtPeak(part: Float64Array, whole: Float64Array, width: number, offset: number): number {
  let peak = 0;
  let share = 0;
  for (let i = offset; i < whole.length; i += width) {
    if (whole[i] <= peak) continue;
    peak = whole[i];
    share = part[i] / whole[i];
  }
  return share;
}
