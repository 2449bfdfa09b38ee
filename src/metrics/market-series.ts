/** Reads market series for metrics: by listed company, by class, by venue. */

import type { EquityClass } from '../columns/equity-class.ts';
import type { Trace } from '../columns/trace.ts';
import type { Report } from './report-reactions.ts';

export interface MarketSeries {
  readonly months: number;
  /** Prices over month 0 and log returns of each listed company, shape [equity][month]. */
  readonly prices: readonly Float64Array[];
  readonly returns: readonly Float64Array[];
  /** The same for each venue's index; the lead venue is first. */
  readonly venuePrices: readonly Float64Array[];
  readonly venueReturns: readonly Float64Array[];
  /** Prices of companies and venues in the same run without the pause; defined only after the wall. */
  readonly unpaused?: { readonly prices: readonly Float64Array[]; readonly venuePrices: readonly Float64Array[] };
  readonly classes: readonly EquityClass[];
  readonly reports: readonly Report[];
}

/** Values of each entity over all months: the transpose of a column of shape [month, entity], in one array. */
function byEntity(values: Float64Array, width: number): Float64Array[] {
  const months = width > 0 ? values.length / width : 0;
  const turned = new Float64Array(values.length);
  for (let month = 0, i = 0; month < months; month++) {
    for (let e = 0; e < width; e++, i++) turned[e * months + month] = values[i];
  }
  return Array.from({ length: width }, (_, e) => turned.subarray(e * months, (e + 1) * months));
}

/**
 * Reports of all companies. The reaction is the return of the month of the report minus the mean return of the
 * company's other months.
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
    const own = returns[e];
    let usual = 0;
    let others = 0;
    for (let month = 0, i = e; month < own.length; month++, i += width) {
      if (reported[i] > 0) continue;
      usual += own[month];
      others++;
    }
    const drift = others > 0 ? usual / others : 0;
    for (let month = 0, i = e; month < own.length; month++, i += width) {
      if (!(reported[i] > 0)) continue;
      const reaction = own[month] - drift;
      reports.push({ month, consensusSurprise: consensus[i], surprise: surprise[i], reaction });
    }
  }
  return reports;
}

/** Read the market series of a trace. */
export function readMarket(trace: Trace): MarketSeries {
  const { entities, equityClasses, months, counterfactual } = trace;
  const unpaused = counterfactual && {
    prices: byEntity(counterfactual.column('price_index', 'equity'), entities.equity.length),
    venuePrices: byEntity(counterfactual.column('venue_index', 'venue'), entities.venue.length),
  };
  const returns = byEntity(trace.column('return', 'equity'), entities.equity.length);
  return {
    months,
    prices: byEntity(trace.column('price_index', 'equity'), entities.equity.length),
    returns,
    venuePrices: byEntity(trace.column('venue_index', 'venue'), entities.venue.length),
    venueReturns: byEntity(trace.column('venue_return', 'venue'), entities.venue.length),
    ...(unpaused === undefined ? {} : { unpaused }),
    classes: equityClasses,
    reports: reportsOf(trace, returns),
  };
}

/** Value of a portfolio with equal initial sums of each company, shape [month]; empty for no company. */
export function portfolioValue(prices: readonly Float64Array[]): Float64Array {
  const value = new Float64Array(prices[0]?.length ?? 0);
  for (const one of prices) for (let month = 0; month < value.length; month++) value[month] += one[month];
  for (let month = 0; month < value.length; month++) value[month] /= prices.length;
  return value;
}
