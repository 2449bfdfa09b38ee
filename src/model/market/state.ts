/** State of the market: shape and unit of every array. */

import type { MarketRules } from './rules.ts';

/** Every array has shape [equity] unless said; logs are natural. */
export interface MarketState {
  /** Inputs of the month, filled by the caller: profit and sales, USD bn/year. */
  readonly earnings: Float64Array;
  readonly sales: Float64Array;
  /** Log growth of capex this month, and 1 while a race is stopped. */
  capexGrowth: number;
  raceStopped: number;
  /** News that the scenario dates to this month: log surprise, change of expected growth, log return. */
  readonly newsSurprise: Float64Array;
  readonly newsGrowth: Float64Array;
  readonly newsReturn: Float64Array;
  /** Log return that news bring to all that is not listed here, times its beta. */
  newsRest: number;
  /** Trading day of the month on which dated news reach the lead venue, from 1; 0 when none is dated. */
  newsDay: number;
  /** Lowest point of that day over its close; 0 for the usual one. */
  newsReach: number;
  /** The part of the returns above that is dated to that day. */
  readonly datedReturn: Float64Array;
  datedRest: number;
  newsNarrative: number;

  /** Margin on sales at month 0. */
  readonly firstMargin: Float64Array;

  /** Luck of the run, filled before month 0: unit variance, shape [month], [equity, month], [equity, quarter]. */
  readonly commonShock: Float64Array;
  readonly ownShock: Float64Array;
  /** Shape [venue, month]. */
  readonly venueShock: Float64Array;
  readonly reportShock: Float64Array;
  /** Streams of daily noise: two words an equity, then of the common return; read in stressed months only. */
  readonly dayStreams: Uint32Array;

  /** Log earnings, USD bn/year: normalised, as investors and analysts expect them, through the cycle. */
  readonly logNormal: Float64Array;
  readonly logExpected: Float64Array;
  readonly logAnalysts: Float64Array;
  readonly logCycle: Float64Array;
  /** Expected growth of earnings a year: by investors, by analysts; the news of each month of the look-back. */
  readonly growth: Float64Array;
  readonly analystGrowth: Float64Array;
  /** Shape [month of look-back, equity]. */
  readonly growthRing: Float64Array;
  /** Belief that is priced: expected growth with extrapolation and narrative. */
  readonly belief: Float64Array;
  /** 1 in a month of report; log surprise against investors and against consensus, 0 otherwise. */
  readonly reported: Float64Array;
  readonly surprise: Float64Array;
  readonly consensusSurprise: Float64Array;

  /** Log of value and price over value at month 0; and in money, USD bn. */
  readonly logValue: Float64Array;
  readonly logPrice: Float64Array;
  readonly initialLogValue: Float64Array;
  readonly initialCapitalisation: Float64Array;
  /** Capitalisation at the start of the month, and now, USD bn. */
  readonly startCapitalisation: Float64Array;
  readonly capitalisation: Float64Array;
  readonly priceIndex: Float64Array;
  /** Log return of the month before hedging, after it, and with payouts. */
  readonly pressure: Float64Array;
  readonly logReturn: Float64Array;
  /** Log of payout over price, per year, at the start of the month and now. */
  readonly startLogYield: Float64Array;
  readonly logYield: Float64Array;
  readonly momentum: Float64Array;
  /** Scratch of the month: log value at the usual premium, and the saturated trend of the price. */
  readonly usualValue: Float64Array;
  readonly trend: Float64Array;
  /** Cost of equity a year. */
  readonly cost: Float64Array;

  /** Shape [venue]: log of the index over month 0, its return, its level; halts of the month. */
  readonly venueLog: Float64Array;
  readonly venueReturn: Float64Array;
  readonly venueIndex: Float64Array;
  /** Return of what is not listed here, beyond its usual growth. */
  readonly venueRest: Float64Array;
  /** The part of it that hedging carries over from the month before. */
  readonly venueCarried: Float64Array;
  readonly sidecars: Float64Array;
  readonly breakers: Float64Array;
  /** 1 when this month was split into days; returns by day of the last such month, shapes [day, equity], [day, venue]. */
  stressed: number;
  readonly dayReturn: Float64Array;
  readonly dayVenue: Float64Array;
  /** Lowest return within the day, shape [day, venue]. */
  readonly dayLow: Float64Array;

  /** Return common to all shares at beta 1, noise and flows, before hedging; and the factor by which hedging damps. */
  commonReturn: number;
  damping: number;
  /** Lead index: reference log price, highest log so far, drawdown in [0, 1]. */
  logReference: number;
  logPeak: number;
  drawdown: number;
  /** Tenths of drawdown told since the last peak. */
  toldDepth: number;
  /** Variance of the lead index, per year; and volatility. */
  variance: number;
  volatility: number;
  /** Exposure of volatility-target funds. */
  exposure: number;
  /** Lambda times gamma in force. */
  gamma: number;
  /** The story, in (-1, 1), and its level at month 0, at which nothing is priced for it. */
  narrative: number;
  neutralNarrative: number;
}

/** Quarters in which a run of so many months can report. */
export function quartersOf(months: number): number {
  return Math.ceil(months / 3);
}

/** Allocate the state of a market. */
export function createMarketState(rules: MarketRules): MarketState {
  const { equities: E, venues: V, months: T, market } = rules;
  const byEquity = (): Float64Array => new Float64Array(E);
  const byVenue = (): Float64Array => new Float64Array(V);
  return {
    earnings: byEquity(),
    sales: byEquity(),
    capexGrowth: 0,
    raceStopped: 0,
    newsSurprise: byEquity(),
    newsGrowth: byEquity(),
    newsReturn: byEquity(),
    newsRest: 0,
    newsDay: 0,
    newsReach: 0,
    datedReturn: byEquity(),
    datedRest: 0,
    newsNarrative: 0,
    firstMargin: byEquity(),
    commonShock: new Float64Array(T),
    ownShock: new Float64Array(E * T),
    venueShock: new Float64Array(V * T),
    reportShock: new Float64Array(E * quartersOf(T)),
    dayStreams: new Uint32Array(2 * (E + 1)),
    logNormal: byEquity(),
    logExpected: byEquity(),
    logAnalysts: byEquity(),
    logCycle: byEquity(),
    growth: byEquity(),
    analystGrowth: byEquity(),
    growthRing: new Float64Array(market.beliefs.extrapolationMonths * E),
    belief: byEquity(),
    reported: byEquity(),
    surprise: byEquity(),
    consensusSurprise: byEquity(),
    logValue: byEquity(),
    logPrice: byEquity(),
    initialLogValue: byEquity(),
    initialCapitalisation: byEquity(),
    startCapitalisation: byEquity(),
    capitalisation: byEquity(),
    priceIndex: byEquity(),
    pressure: byEquity(),
    logReturn: byEquity(),
    startLogYield: byEquity(),
    logYield: byEquity(),
    momentum: byEquity(),
    usualValue: byEquity(),
    trend: byEquity(),
    cost: byEquity(),
    venueLog: byVenue(),
    venueReturn: byVenue(),
    venueIndex: byVenue(),
    venueRest: byVenue(),
    venueCarried: byVenue(),
    sidecars: byVenue(),
    breakers: byVenue(),
    stressed: 0,
    dayReturn: new Float64Array(market.stress.days * E),
    dayVenue: new Float64Array(market.stress.days * V),
    dayLow: new Float64Array(market.stress.days * V),
    commonReturn: 0,
    damping: 1,
    logReference: 0,
    logPeak: 0,
    drawdown: 0,
    toldDepth: 0,
    variance: 0,
    volatility: 0,
    exposure: 0,
    gamma: 0,
    narrative: 0,
    neutralNarrative: 0,
  };
}
