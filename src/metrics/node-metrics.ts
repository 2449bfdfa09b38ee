/** Metrics of each supply node of an economy: bullwhip, orders, sales and profit lost in the pause, recovery, duplicates. */

import { LOSS, type Measure, NUMBER, quantity, RATIO, SHARE } from '../columns/measure.ts';
import type { Trace } from '../columns/trace.ts';
import { airPocket, lossWithoutPause, monthsToRecover } from './air-pocket.ts';
import { growthBullwhip, growthVariance } from './bullwhip.ts';
import { type MetricFamily, once, type Reading } from './metric.ts';
import { isWalled, untilWall, withoutPause } from './without-pause.ts';

/** Months after the wall in which losses are counted, within the simulated months. */
export const LOSS_MONTHS = 24;
const YEAR = 12;

const ORDERS = 'node/orders_mw';

/** Measures of loss of a tier: column, denominator, and their names. */
interface TierLoss {
  readonly measure: Measure;
  readonly family: string;
  readonly column: string;
  readonly base: string;
  readonly text: (node: string) => string;
}

const TIER_LOSSES: readonly TierLoss[] = [
  {
    measure: LOSS,
    family: 'orders_lost',
    column: 'orders_mw',
    base: 'orders_mw',
    text: (node) =>
      `Orders lost at ${node} in the pause: shortfall from the same run without the pause, as a share of the latter`,
  },
  {
    measure: LOSS,
    family: 'sales_lost',
    column: 'sales_usd_bn',
    base: 'sales_usd_bn',
    text: (node) =>
      `Sales lost by ${node} in the pause: shortfall from the same run without the pause, as a share of the latter`,
  },
  {
    measure: NUMBER,
    family: 'profit_lost',
    column: 'operating_profit_usd_bn',
    base: 'sales_usd_bn',
    text: (node) =>
      `Operating profit lost by ${node} in the pause: shortfall from the same run without the pause, over sales without the pause`,
  },
];

/** A reading of the losses of a measure at node `n` in some months after the wall. */
function readLoss(
  { column, base }: TierLoss,
  read: (loss: (from: number, to: number) => number, trace: Trace) => number,
): (n: number) => Reading {
  const columns = [...new Set([column, base])].map((name) => `node/${name}`);
  return (offset) => ({
    needs: columns,
    compares: columns,
    read: (trace) => {
      if (trace.counterfactual === undefined) return Number.NaN;
      const width = trace.entities.node.length;
      const values = trace.column(column, 'node');
      const [unpaused, over] = [withoutPause(trace, column, 'node'), withoutPause(trace, base, 'node')];
      const loss = (from: number, to: number): number =>
        lossWithoutPause(values, unpaused, { width, offset, months: [from, to] }, over);
      return read(loss, trace);
    },
  });
}

const LOSSES: readonly MetricFamily<number>[] = TIER_LOSSES.flatMap((tier) => [
  {
    family: tier.family,
    ...tier.measure,
    text: (node: string) => `${tier.text(node)}, in the ${LOSS_MONTHS} months after the wall.`,
    of: readLoss(tier, (loss, { months, outcome: { wallMonth } }) =>
      loss(wallMonth + 1, Math.min(wallMonth + LOSS_MONTHS, months - 1)),
    ),
  },
  {
    family: `worst_year_${tier.family}`,
    ...tier.measure,
    text: (node: string) => `The largest such loss in any twelve months after the wall, at ${node}.`,
    of: readLoss(tier, (loss, { months, outcome: { wallMonth } }) => {
      let worst = Number.NaN;
      for (let first = wallMonth + 1; first + YEAR <= months; first++) {
        const found = loss(first, first + YEAR - 1);
        if (!(found <= worst)) worst = found;
      }
      return worst;
    }),
  },
]);

const investmentVariance = once((trace) => growthVariance(withoutPause(trace, 'investment_mw', 'scalar')));

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

/** Metrics of every supply node, by its index. */
export const NODE_FAMILIES: readonly MetricFamily<number>[] = [
  {
    family: 'bullwhip',
    ...RATIO,
    text: (node) =>
      `Variance of the yearly log growth of the orders that ${node} receives, sums of twelve months, over that of builders' orders, in the run without the pause.`,
    of: (n) => ({
      needs: [ORDERS, 'scalar/investment_mw'],
      compares: [ORDERS, 'scalar/investment_mw'],
      read: (trace) => growthBullwhip(unpausedSeries(trace, 'orders_mw', n), investmentVariance(trace)),
    }),
  },
  {
    family: 'sales_growth_sd',
    ...RATIO,
    text: (node) =>
      `Standard deviation of the yearly log growth of sales of ${node}, sums of twelve months, in the run without the pause.`,
    of: (n) => ({
      needs: ['node/sales_usd_bn'],
      compares: ['node/sales_usd_bn'],
      read: (trace) => Math.sqrt(growthVariance(unpausedSeries(trace, 'sales_usd_bn', n))),
    }),
  },
  ...LOSSES,
  {
    family: 'air_pocket',
    ...SHARE,
    text: (node) =>
      `Deepest fall of orders at ${node} after the wall: 1 - three-month mean over the highest earlier one.`,
    of: (n) => ordersAfterWall(n, airPocket),
  },
  {
    family: 'recover_months',
    ...quantity('months'),
    text: (node) =>
      `Full months between the wall and the month in which three-month orders at ${node}, once below their highest up to the wall, are back at it; empty if they do not return.`,
    of: (n) => ordersAfterWall(n, monthsToRecover),
  },
  {
    family: 'phantom_share_peak',
    ...SHARE,
    text: (node) => `Share of duplicate orders in the backlog of ${node} in the month in which the backlog is largest.`,
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
    ...quantity('MW'),
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

/** Series of node `n` in the run without the pause, shape [month]. */
function unpausedSeries(trace: Trace, name: string, n: number): Float64Array {
  const values = withoutPause(trace, name, 'node');
  const width = trace.entities.node.length;
  const series = new Float64Array(values.length / width);
  for (let month = 0; month < series.length; month++) series[month] = values[month * width + n];
  return series;
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
