/** State of the market: shape and unit of every array. */

import { MULTIPLE_TERMS } from './multiple.ts';
import type { MarketRules } from './rules.ts';

/** Number of reporting quarters in a run of so many months. */
export function quartersOf(months: number): number {
  return Math.ceil(months / 3);
}

/** Allocate the state of a market. Arrays have shape [equity] unless said; logs are natural. */
export function createMarketState(rules: MarketRules) {
  const { equities: E, venues: V, months: T, market } = rules;
  const byEquity = (): Float64Array => new Float64Array(E);
  const byVenue = (): Float64Array => new Float64Array(V);
  return {
    /** Inputs of the month, filled by the caller: profit and sales, USD bn/year. */
    earnings: byEquity(),
    sales: byEquity(),
    /** Log growth of capex this month, and 1 while a race is stopped. */
    capexGrowth: 0,
    raceStopped: 0,
    /** Dated news of this month: log surprise, change of expected growth, log return. */
    newsSurprise: byEquity(),
    newsGrowth: byEquity(),
    newsReturn: byEquity(),
    /** Log return from news on all unlisted shares, times their beta. */
    newsRest: 0,
    /** Trading day of the month on which dated news reach the lead venue, from 1; 0 when none is dated. */
    newsDay: 0,
    /** Lowest point of that day over its close; 0 for the default. */
    newsReach: 0,
    /** The part of these returns that is dated to that day. */
    datedReturn: byEquity(),
    datedRest: 0,
    newsNarrative: 0,

    /**
     * Change of the risk-free rate since month 0, per year; coefficients of the multiple at today's rate, shape
     * [equity, term].
     */
    rateChangePerYear: 0,
    multiple: new Float64Array(E * MULTIPLE_TERMS),
    /** Margin on sales at month 0. */
    firstMargin: byEquity(),

    /**
     * Random draws of the run, filled before month 0: unit variance, shape [month], [equity, month], [equity, quarter].
     */
    commonShock: new Float64Array(T),
    ownShock: new Float64Array(E * T),
    /** Shape [venue, month]. */
    venueShock: new Float64Array(V * T),
    reportShock: new Float64Array(E * quartersOf(T)),
    /** Streams of daily noise: two words an equity, then of the common return; read in stressed months only. */
    dayStreams: new Uint32Array(2 * (E + 1)),

    /** Log earnings, USD bn/year: normalised, as investors and analysts expect them, through the cycle. */
    logNormal: byEquity(),
    logExpected: byEquity(),
    logAnalysts: byEquity(),
    logCycle: byEquity(),
    /** Expected growth of earnings a year: by investors, by analysts; the news of each month of the look-back. */
    growth: byEquity(),
    analystGrowth: byEquity(),
    /** Shape [month of look-back, equity]. */
    growthRing: new Float64Array(market.beliefs.extrapolationMonths * E),
    /** Belief that is priced: expected growth with extrapolation and narrative. */
    belief: byEquity(),
    /** 1 in a month of report; log surprise against investors and against consensus, 0 otherwise. */
    reported: byEquity(),
    surprise: byEquity(),
    consensusSurprise: byEquity(),

    /** Log of value and price over value at month 0; and in money, USD bn. */
    logValue: byEquity(),
    logPrice: byEquity(),
    initialLogValue: byEquity(),
    initialCapitalisation: byEquity(),
    /** Capitalisation at the start of the month, and now, USD bn. */
    startCapitalisation: byEquity(),
    capitalisation: byEquity(),
    priceIndex: byEquity(),
    /** Log return of the month before hedging, after it, and with payouts. */
    pressure: byEquity(),
    logReturn: byEquity(),
    /** Log of payout over price, per year, at the start of the month and now. */
    startLogYield: byEquity(),
    logYield: byEquity(),
    momentum: byEquity(),
    /** Temporary values of the month: log of earnings, a loss at a floor; log value at the usual premium, and the saturated trend of the price. */
    logEarnings: byEquity(),
    usualValue: byEquity(),
    trend: byEquity(),
    /** Cost of equity a year. */
    cost: byEquity(),

    /** Shape [venue]: log of the index over month 0, its return, its level; halts of the month. */
    venueLog: byVenue(),
    venueReturn: byVenue(),
    venueIndex: byVenue(),
    /** Return of unlisted shares, beyond their usual growth. */
    venueRest: byVenue(),
    /** The part of it that hedging carries over from the month before. */
    venueCarried: byVenue(),
    sidecars: byVenue(),
    breakers: byVenue(),
    /**
     * 1 when this month was split into days; returns by day of the last such month, shapes [day, equity], [day, venue].
     */
    stressed: 0,
    dayReturn: new Float64Array(market.stress.days * E),
    dayVenue: new Float64Array(market.stress.days * V),
    /** Lowest return within the day, shape [day, venue]. */
    dayLow: new Float64Array(market.stress.days * V),

    /**
     * Return common to all shares at beta 1, noise and flows, before hedging; and the factor by which hedging damps.
     */
    commonReturn: 0,
    damping: 1,
    /** Market index: reference log price, highest log so far, drawdown in [0, 1]. */
    logReference: 0,
    logPeak: 0,
    drawdown: 0,
    /** Tenths of drawdown recorded since the last peak. */
    reportedDepth: 0,
    /** Variance of the market index, per year; and volatility. */
    variance: 0,
    volatility: 0,
    /** Exposure of volatility-target funds. */
    exposure: 0,
    /** Price impact times gamma of dealers. */
    gamma: 0,
    /** Strength of the narrative, in (-1, 1), and its level at month 0, which has no price effect. */
    narrative: 0,
    neutralNarrative: 0,
  };
}

export type MarketState = ReturnType<typeof createMarketState>;
