/** Falls of share prices in a run: of the lead index, of classes of companies and of single ones, as families of metrics. */

import type { EquityClass } from '../columns/equity-class.ts';
import type { Trace } from '../columns/trace.ts';
import { quantile } from '../numeric/statistics.ts';
import { maxDrawdown, shuffledDrawdown } from './drawdown.ts';
import { type MarketSeries, readMarket } from './market-series.ts';
import { type MetricFamily, once, type Reading } from './metric.ts';
import { annualVolatility } from './return-facts.ts';

/** Columns that the series of a market are read from. */
export const MARKET = {
  needs: [
    'equity/price_index',
    'equity/return',
    'equity/reported',
    'equity/surprise',
    'equity/consensus_surprise',
    'venue/venue_index',
    'venue/venue_return',
  ],
  compares: ['equity/price_index', 'venue/venue_index'],
};
export const market = once(readMarket);

/** A reading of the series of the market. */
export const ofMarket = (read: (series: MarketSeries, trace: Trace) => number): Reading => ({
  ...MARKET,
  read: (trace) => read(market(trace), trace),
});
/** Companies or indices whose falls are told together. */
interface Group {
  readonly returns: readonly Float64Array[];
  readonly drawdowns: readonly number[];
  /** Median fall of price after the wall; NaN without one. */
  readonly repricing: number;
  /** The same without the pause; NaN when nothing paused. */
  readonly unpausedRepricing: number;
}

function groupOf(
  returns: readonly Float64Array[],
  prices: readonly Float64Array[],
  unpaused: readonly Float64Array[] | undefined,
  wallMonth: number,
): Group {
  const repriced = (after: readonly Float64Array[] | undefined): number =>
    wallMonth < 0 || after === undefined
      ? Number.NaN
      : median(prices.map((one, i) => fallAfter(one[wallMonth], after[i], wallMonth)));
  return {
    returns,
    drawdowns: returns.map(maxDrawdown),
    repricing: repriced(prices),
    unpausedRepricing: repriced(unpaused),
  };
}

/** The lead index, the companies of a class, and a single company, as groups. */
export const leadIndex = once((trace) => {
  const { venueReturns, venuePrices, unpaused } = market(trace);
  const freely = unpaused && [unpaused.venuePrices[0]];
  return groupOf([venueReturns[0]], [venuePrices[0]], freely, trace.outcome.wallMonth);
});
export const classGroup = (name: EquityClass): ((trace: Trace) => Group) =>
  once((trace) => {
    const { returns, prices, classes, unpaused } = market(trace);
    const isMember = (_: unknown, e: number): boolean => classes[e] === name;
    const freely = unpaused?.prices.filter(isMember);
    return groupOf(returns.filter(isMember), prices.filter(isMember), freely, trace.outcome.wallMonth);
  });
export const company = (e: number): ((trace: Trace) => Group) =>
  once((trace) => {
    const { returns, prices } = market(trace);
    return groupOf([returns[e]], [prices[e]], undefined, -1);
  });

export type GroupOf = (trace: Trace) => Group;
const ofGroup =
  (read: (group: Group) => number) =>
  (group: GroupOf): Reading =>
    ofMarket((_, trace) => read(group(trace)));

export const DRAWDOWN: MetricFamily<GroupOf> = {
  family: 'drawdown',
  unit: '1',
  text: (who) => `Largest fall of the price from its peak: ${who}.`,
  of: ofGroup(({ drawdowns }) => median(drawdowns)),
};
export const DRAWDOWN_EXCESS: MetricFamily<GroupOf> = {
  family: 'drawdown_excess',
  unit: '1',
  text: (who) => `The same less the median fall of the same months of that company in 15 shuffled orders: ${who}.`,
  of: ofGroup(({ returns, drawdowns }) => middleExcess(returns, drawdowns)),
};
export const REPRICING: MetricFamily<GroupOf> = {
  family: 'repricing',
  unit: '1',
  text: (who) => `Fall from the month of the wall to the lowest after it: ${who}.`,
  of: ofGroup(({ repricing }) => repricing),
};
export const REPRICING_EXCESS: MetricFamily<GroupOf> = {
  family: 'repricing_excess',
  unit: '1',
  text: (who) => `The same less the fall in the same run without the pause: ${who}.`,
  of: ofGroup(({ repricing, unpausedRepricing }) => repricing - unpausedRepricing),
};
export const VOLATILITY: MetricFamily<GroupOf> = {
  family: 'volatility',
  ending: '_per_year',
  unit: '1/year',
  text: (who) => `Standard deviation of monthly log returns: ${who}.`,
  of: ofGroup(({ returns }) => median(returns.map(annualVolatility))),
};

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/**
 * Drawdown in excess of its null of the company in the middle, the mean of two when their number is even: shuffling
 * every company would cost more than the rest of the row.
 */
function middleExcess(returns: readonly Float64Array[], drawdowns: readonly number[]): number {
  const order = drawdowns.map((_, i) => i).sort((a, b) => drawdowns[a] - drawdowns[b] || a - b);
  const middle = order.slice(Math.ceil(order.length / 2) - 1, Math.floor(order.length / 2) + 1);
  return middle.reduce((sum, i) => sum + drawdowns[i] - shuffledDrawdown(returns[i]), 0) / middle.length;
}

/** Share of the price at a month that is lost at the lowest of `after` beyond it; 0 when it never falls below. */
function fallAfter(price: number, after: Float64Array, month: number): number {
  let lowest = price;
  for (let later = month + 1; later < after.length; later++) if (after[later] < lowest) lowest = after[later];
  return 1 - lowest / price;
}
