/** Metrics of share price falls: of the market index, of classes of companies and of single companies. */

import { CORRELATION, LOSS, NUMBER, quantity, SHARE } from '../columns/measure.ts';
import type { EquityClass } from '../columns/equity-class.ts';
import type { Trace } from '../columns/trace.ts';
import { quantile } from '../numeric/statistics.ts';
import { maxDrawdown, shuffledDrawdown } from './drawdown.ts';
import { type MarketSeries, readMarket } from './market-series.ts';
import { type MetricFamily, once, type Reading } from './metric.ts';
import { annualVolatility } from './return-facts.ts';

/** Months after the wall searched for the lowest price, and months up to it searched for the highest. */
const FALL_MONTHS = 24;
const PEAK_MONTHS = 12;

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
/** Companies or indices whose falls are reported together. */
interface Group {
  readonly returns: readonly Float64Array[];
  readonly drawdowns: readonly number[];
  /** Median fall of price around the wall; NaN without one. */
  readonly fallAfterWall: number;
  /** The same without the pause; NaN if there was none. */
  readonly unpausedFallAfterWall: number;
}

function groupOf(
  returns: readonly Float64Array[],
  prices: readonly Float64Array[],
  unpaused: readonly Float64Array[] | undefined,
  wallMonth: number,
): Group {
  const fall = (after: readonly Float64Array[] | undefined): number =>
    wallMonth < 0 || after === undefined
      ? Number.NaN
      : median(prices.map((before, i) => fallAround(before, after[i], wallMonth)));
  return {
    returns,
    drawdowns: returns.map(maxDrawdown),
    fallAfterWall: fall(prices),
    unpausedFallAfterWall: fall(unpaused),
  };
}

/** The market index, the companies of a class, and a single company, as groups. */
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
  ...SHARE,
  text: (who) => `Largest fall of the price from its peak, the start included: ${who}.`,
  of: ofGroup(({ drawdowns }) => median(drawdowns)),
};
export const DRAWDOWN_EXCESS: MetricFamily<GroupOf> = {
  family: 'drawdown_excess',
  ...CORRELATION,
  text: (who) =>
    `Largest fall of the price minus the median fall of the same months in 15 random orders: ${who.replace('median', 'the one with the median fall')}.`,
  of: ofGroup(({ returns, drawdowns }) => middleExcess(returns, drawdowns)),
};
export const FALL_AFTER_WALL: MetricFamily<GroupOf> = {
  family: 'fall_after_wall',
  ...LOSS,
  text: (who) =>
    `Fall of the price to its lowest in the ${FALL_MONTHS} months after the wall, from its highest in the twelve months up to the wall: ${who}.`,
  of: ofGroup(({ fallAfterWall }) => fallAfterWall),
};
export const FALL_AFTER_WALL_EXCESS: MetricFamily<GroupOf> = {
  family: 'fall_after_wall_excess',
  ...NUMBER,
  text: (who) =>
    `Fall of the price around the wall minus that in the same run without the pause: ${who.replace('median', 'difference of the medians over shares, within the run')}.`,
  of: ofGroup(({ fallAfterWall, unpausedFallAfterWall }) => fallAfterWall - unpausedFallAfterWall),
};
export const VOLATILITY: MetricFamily<GroupOf> = {
  family: 'volatility',
  ending: '_per_year',
  ...quantity('1/year'),
  text: (who) => `Standard deviation of monthly log returns, times the square root of 12: ${who}.`,
  of: ofGroup(({ returns }) => median(returns.map(annualVolatility))),
};

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/**
 * Excess drawdown of the median company (mean of two for an even number): permuting every company would cost more time
 * than the rest of the row.
 */
function middleExcess(returns: readonly Float64Array[], drawdowns: readonly number[]): number {
  const order = drawdowns.map((_, i) => i).sort((a, b) => drawdowns[a] - drawdowns[b] || a - b);
  const middle = order.slice(Math.ceil(order.length / 2) - 1, Math.floor(order.length / 2) + 1);
  return middle.reduce((sum, i) => sum + drawdowns[i] - shuffledDrawdown(returns[i]), 0) / middle.length;
}

/** Fall from the highest price of the year up to a month to the lowest of `after` in the next two years, in [0, 1]. */
function fallAround(before: Float64Array, after: Float64Array, month: number): number {
  let highest = 0;
  for (let m = Math.max(0, month - PEAK_MONTHS + 1); m <= month; m++) highest = Math.max(highest, before[m]);
  let lowest = Number.POSITIVE_INFINITY;
  const last = Math.min(month + FALL_MONTHS, after.length - 1);
  for (let m = month + 1; m <= last; m++) lowest = Math.min(lowest, after[m]);
  return last > month ? 1 - lowest / highest : Number.NaN;
}
