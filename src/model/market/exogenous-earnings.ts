/** Exogenous earnings of a plain market: true growth that fades, with a random walk around it. */

import { exp, log } from '../../numeric/elementary.ts';
import type { MarketRun } from '../../scenario/market-run.ts';
import type { MarketRules } from './rules.ts';
import type { MarketState } from './state.ts';

/**
 * Compile the earnings of a plain market; a company without an entry earns what investors expect.
 * Arrays have shape [equity], in the order of the rules, unless said.
 */
export function compileEarnings(scenario: MarketRun, rules: MarketRules) {
  const said = rules.equityIds.map((id) => scenario.earnings.find((item) => item.id === id));
  const listed = rules.market.equities;
  const fade = Float64Array.from(said, (item, e) => item?.growthFadePerYear ?? rules.fade[e]);
  return {
    firstLog: Float64Array.from(listed, ({ earningsUsdBnPerYear }) => log(earningsUsdBnPerYear ?? 1)),
    firstGrowth: Float64Array.from(said, (item, e) => item?.growthPerYear ?? rules.initialGrowth[e]),
    /** `e^{-kappa/12}`, and years of faded growth in a month. */
    monthlyFade: fade.map((kappa) => exp(-kappa / 12)),
    monthlyYears: fade.map((kappa) => (1 - exp(-kappa / 12)) / kappa),
    monthlyVolatility: Float64Array.from(said, (item) => (item?.volatilityPerYear ?? 0) / Math.sqrt(12)),
    /** Log earnings, USD bn/year, and their true growth a year. */
    logEarnings: new Float64Array(rules.equities),
    growth: new Float64Array(rules.equities),
    /** Random draws of the run, filled before month 0: unit variance, shape [equity, month]. */
    shock: new Float64Array(rules.equities * rules.months),
  };
}

export type ExogenousEarnings = ReturnType<typeof compileEarnings>;

/** Reset earnings to month 0. */
export function fillInitialEarnings(earnings: ExogenousEarnings, market: MarketState): void {
  earnings.logEarnings.set(earnings.firstLog);
  earnings.growth.set(earnings.firstGrowth);
  fillMarketEarnings(earnings, market);
}

/** Advance earnings by a month: growth, fading and the random walk. */
export function stepEarnings(
  earnings: ExogenousEarnings,
  market: MarketState,
  rules: MarketRules,
  month: number,
): void {
  const { logEarnings, growth, monthlyYears, monthlyFade, monthlyVolatility, shock } = earnings;
  const long = rules.market.valuation.longGrowthPerYear;
  for (let e = 0; e < rules.equities; e++) {
    const grown = rules.longGrowthPerMonth + (growth[e] - long) * monthlyYears[e];
    logEarnings[e] += grown + monthlyVolatility[e] * shock[e * rules.months + month];
    growth[e] = long + (growth[e] - long) * monthlyFade[e];
  }
  fillMarketEarnings(earnings, market);
}

/** Pass earnings to the market; sales are unknown, so margins are constant. */
function fillMarketEarnings({ logEarnings }: ExogenousEarnings, { earnings, sales }: MarketState): void {
  for (let e = 0; e < earnings.length; e++) {
    earnings[e] = exp(logEarnings[e]);
    sales[e] = earnings[e];
  }
}
