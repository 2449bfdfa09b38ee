/** Updates beliefs: expectations of investors and analysts, earnings reports, and the effect of news. */

import { logAll, tanh } from '../../numeric/elementary.ts';
import type { MarketRules } from './rules.ts';
import { type MarketState, quartersOf } from './state.ts';

const MONTHS_PER_QUARTER = 3;
/** Quarters in a year: turns a quarter's surprise into a yearly rate. */
const QUARTERS_PER_YEAR = 4;

/** Fill the log of today's earnings, a loss valued at a share of the first margin on today's sales; USD bn/year. */
export function fillLogEarnings(state: MarketState, rules: MarketRules): void {
  const { earnings, sales, firstMargin, logEarnings } = state;
  const { floorShare } = rules.market.valuation;
  for (let e = 0; e < rules.equities; e++) {
    const trusted = floorShare * firstMargin[e] * sales[e];
    logEarnings[e] = Math.max(earnings[e], trusted, LEAST_EARNINGS);
  }
  logAll(logEarnings);
}

/** Lower bound that keeps logs finite for a company without earnings and sales, USD bn/year. */
const LEAST_EARNINGS = 1e-6;

/**
 * Advance expectations by a month: growth, fading and learning.
 *
 * Every log level of earnings grows by the growth believed; normalised and through-cycle earnings move towards actual
 * ones, expected ones by a share of the gap each month. A company reports once a quarter: its surprise
 * `s = ln E + noise - ln E^I` moves expected growth by `4 K c tanh(s / c)`; others take `iota` of the average surprise.
 * Without news every level follows earnings exactly. Guidance moves consensus alone, so it has no effect on prices
 * (test/truth/market.test.ts).
 *
 * Source: response that flattens in the size of the surprise [SkinnerSloan2002]; extrapolated news
 * [BordaloGennaioliShleifer2018]; walked-down estimates [RichardsonTeohWysocki2004]; sticky analysts
 * [CoibionGorodnichenko2015].
 */
export function stepBeliefs(state: MarketState, rules: MarketRules, month: number): void {
  stepExpectations(state, rules);
  const average = stepReports(state, rules, month);
  stepNews(state, rules, month, average);
}

/** Growth, fading, and slow averages. */
function stepExpectations(state: MarketState, rules: MarketRules): void {
  const { market, equities: E } = rules;
  const { valuation, guidance } = market;
  const long = valuation.longGrowthPerYear;
  const { normalisationMonths, cycleMonths } = valuation;
  const { catchUpPerMonth } = market.beliefs;
  const { analystSpeedPerMonth } = guidance;
  const { longGrowthPerMonth, monthlyYears, monthlyFade } = rules;
  const { growth, belief, analystGrowth, logEarnings, logNormal, logCycle, logExpected, logAnalysts } = state;
  fillLogEarnings(state, rules);
  for (let e = 0; e < E; e++) {
    const actual = logEarnings[e];
    const grown = longGrowthPerMonth + (growth[e] - long) * monthlyYears[e];
    const believed = longGrowthPerMonth + (belief[e] - long) * monthlyYears[e];
    const analysts = longGrowthPerMonth + (analystGrowth[e] - long) * monthlyYears[e];
    const normal = logNormal[e] + grown;
    const cycle = logCycle[e] + grown;
    logNormal[e] = normal + (actual - normal) / normalisationMonths;
    logCycle[e] = cycle + (actual - cycle) / cycleMonths;
    const expected = logExpected[e] + believed;
    logExpected[e] = expected + catchUpPerMonth * (logNormal[e] - expected);
    logAnalysts[e] += analysts;
    growth[e] = long + (growth[e] - long) * monthlyFade[e];
    analystGrowth[e] = long + (analystGrowth[e] - long) * monthlyFade[e];
    analystGrowth[e] += analystSpeedPerMonth * (growth[e] - analystGrowth[e]);
    logAnalysts[e] += analystSpeedPerMonth * (logExpected[e] - logAnalysts[e]);
  }
}

/** Fill surprises of companies that report. Returns the value-weighted mean surprise, 0 when none reports. */
function stepReports(state: MarketState, rules: MarketRules, month: number): number {
  const { market, equities: E, months } = rules;
  const { beliefs, guidance, mechanisms } = market;
  const walked = mechanisms.guidance ? guidance.walkDown : 0;
  const quarter = Math.floor(month / MONTHS_PER_QUARTER);
  const quarters = quartersOf(months);
  let weight = 0;
  let weighted = 0;
  for (let e = 0; e < E; e++) {
    // News dated by the scenario are reported out of turn.
    const reports = month % MONTHS_PER_QUARTER === rules.reportPhase[e] || state.newsSurprise[e] !== 0;
    state.reported[e] = reports ? 1 : 0;
    state.surprise[e] = 0;
    state.consensusSurprise[e] = 0;
    if (!reports) continue;
    const noise = beliefs.reportNoise * state.reportShock[e * quarters + quarter];
    const result = state.logNormal[e] + noise + state.newsSurprise[e];
    state.surprise[e] = result - state.logExpected[e];
    state.consensusSurprise[e] = result - (state.logAnalysts[e] - walked);
    weight += state.capitalisation[e];
    weighted += state.capitalisation[e] * state.surprise[e];
  }
  return weight > 0 ? weighted / weight : 0;
}

/** Move beliefs on growth by the month's news. */
function stepNews(state: MarketState, rules: MarketRules, month: number, average: number): void {
  const { market, equities: E } = rules;
  const { beliefs, mechanisms, valuation } = market;
  const long = valuation.longGrowthPerYear;
  const gain = QUARTERS_PER_YEAR * beliefs.surpriseGain;
  const transfer = mechanisms.informationTransfer ? beliefs.transfer : 0;
  const heardByOthers = saturated(transfer * average, beliefs.largestSurprise);
  const story = state.narrative - state.neutralNarrative;
  const slot = (month % beliefs.extrapolationMonths) * E;
  const extrapolation = mechanisms.extrapolation ? beliefs.extrapolation : 0;
  const narrativeGrowth = beliefs.narrativeGrowthPerYear * story;
  const { reported, surprise, newsGrowth, growth, growthRing, belief } = state;
  const { lookbackFade, reflexivity } = rules;
  for (let e = 0; e < E; e++) {
    const learnt = reported[e] === 1 ? saturated(surprise[e], beliefs.largestSurprise) : heardByOthers;
    const news = gain * learnt + newsGrowth[e];
    growth[e] += news;
    // Growth expected now without the news of the look-back.
    const before = long + (growthRing[slot + e] - long) * lookbackFade[e];
    growthRing[slot + e] = growth[e];
    belief[e] = growth[e] + reflexivity * (extrapolation * (growth[e] - before) + narrativeGrowth);
  }
}

/** Effect of a surprise on growth: `c tanh(s / c)`. */
function saturated(surprise: number, largest: number): number {
  return largest * tanh(surprise / largest);
}
