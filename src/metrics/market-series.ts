/** Series of a market as its metrics read them: by listed company, by class of company, by venue. */

import type { Trace } from '../columns/trace.ts';
import type { Report } from './report-reactions.ts';

/** Classes of listed companies; `basket` is all that is neither a builder nor a supplier. */
export const EQUITY_CLASSES = ['builder', 'supplier', 'basket'] as const;
export type EquityClass = (typeof EQUITY_CLASSES)[number];

export interface MarketSeries {
  readonly months: number;
  /** Prices over month 0 and log returns of each listed company, shape [equity][month]. */
  readonly prices: readonly Float64Array[];
  readonly returns: readonly Float64Array[];
  /** The same of each venue's index; the lead venue comes first. */
  readonly venuePrices: readonly Float64Array[];
  readonly venueReturns: readonly Float64Array[];
  readonly classes: readonly EquityClass[];
  readonly reports: readonly Report[];
}

/** Values of each entity over all months, copied out of a column of shape [month, entity]. */
function byEntity(values: Float64Array, width: number): Float64Array[] {
  const months = width > 0 ? values.length / width : 0;
  const series = Array.from({ length: width }, () => new Float64Array(months));
  for (let e = 0; e < width; e++) {
    const one = series[e];
    for (let month = 0; month < months; month++) one[month] = values[month * width + e];
  }
  return series;
}

/**
 * Class of a listed company: a builder or supplier when its id is that of a firm, a supply node, or a company at one.
 */
function classOf(id: string, { firm, node, supplier }: Trace['entities']): EquityClass {
  if (firm.includes(id)) return 'builder';
  const isSupplier = node.includes(id) || supplier.some((company) => company === id || company.endsWith(`/${id}`));
  return isSupplier ? 'supplier' : 'basket';
}

/**
 * Reports of all companies. The reaction is the return of the month of the report less the mean return of the
 * company's other months, so that what shares earn anyhow is no reaction.
 *
 * Source: mean-adjusted returns of event studies [BrownWarner1980].
 */
function reportsOf(trace: Trace, returns: readonly Float64Array[]): Report[] {
  const width = returns.length;
  const reported = trace.column('reported', 'equity');
  const surprise = trace.column('surprise', 'equity');
  const consensus = trace.column('consensus_surprise', 'equity');
  const reports: Report[] = [];
  for (let e = 0; e < width; e++) {
    let usual = 0;
    let others = 0;
    for (let month = 0; month < trace.months; month++) {
      if (reported[month * width + e] > 0) continue;
      usual += returns[e][month];
      others++;
    }
    const drift = others > 0 ? usual / others : 0;
    for (let month = 0; month < trace.months; month++) {
      const i = month * width + e;
      if (!(reported[i] > 0)) continue;
      const reaction = returns[e][month] - drift;
      reports.push({ month, consensusSurprise: consensus[i], surprise: surprise[i], reaction });
    }
  }
  return reports;
}

/** Read the series of a market out of a trace that has one. */
export function readMarket(trace: Trace): MarketSeries {
  const { entities, months } = trace;
  const returns = byEntity(trace.column('return', 'equity'), entities.equity.length);
  return {
    months,
    prices: byEntity(trace.column('price_index', 'equity'), entities.equity.length),
    returns,
    venuePrices: byEntity(trace.column('venue_index', 'venue'), entities.venue.length),
    venueReturns: byEntity(trace.column('venue_return', 'venue'), entities.venue.length),
    classes: entities.equity.map((id) => classOf(id, entities)),
    reports: reportsOf(trace, returns),
  };
}

/** Value of a portfolio that held an equal sum of each company before month 0, shape [month]; empty of none. */
export function portfolioValue(prices: readonly Float64Array[]): Float64Array {
  const value = new Float64Array(prices[0]?.length ?? 0);
  for (const one of prices)
    for (let month = 0; month < value.length; month++) value[month] += one[month] / prices.length;
  return value;
}
