/** Computes prices from beliefs: value, mean reversion, trend, noise, flows, and hedging that damps or amplifies them. */

import { expAll, logAll, pow, tanhAll } from '../../numeric/elementary.ts';
import { fillMultiple, MULTIPLE_TERMS, multipleSum } from './multiple.ts';
import type { MarketRules } from './rules.ts';
import type { MarketState } from './state.ts';

/**
 * Move every price by a month.
 *
 * Value: `v = ln payout + (1 - w) ln E^I + w ln E^cycle + ln m(r0, g^b) - tau (r - r0)`: a temporary premium is priced
 * at its short duration. Pressure: `r0 = dv + phi (v - p) + R b tanh(c M) + beta (noise + flow) + own noise + news`.
 * Return: `r = r0 / (1 + lambda gamma)`, or with hedging a month later `r = r0 - lambda gamma r_{-1}`.
 * With R, gamma and noise 0 price equals value (test/truth/market.test.ts).
 *
 * Source: growth and discount-rate news [CampbellShiller1988]; fundamentalists and chartists [Chiarella1992];
 * gamma hedging [FreyStremme1997], [BarbonBuraschi2021].
 */
export function stepPrices(state: MarketState, rules: MarketRules, month: number): void {
  const { market, equities: E } = rules;
  const { valuation, price, gamma } = market;
  const turbulence = state.volatility / price.referenceVolatilityPerYear;
  const commonScale = price.volatilityFeedback === 0 ? 1 : pow(turbulence, price.volatilityFeedback);
  const ownScale = price.volatilityFeedback === 0 ? 1 : Math.sqrt(commonScale);
  const common = price.commonVolatilityPerMonth * commonScale * state.commonShock[month] + flowReturn(state, rules);
  const trend = trendStrength(rules);
  const premium = passingPremium(state, rules);
  const damping = gamma.hedging === 'same-month' ? 1 / (1 + state.gamma) : 1;
  const carried = gamma.hedging === 'next-month' ? -state.gamma : 0;
  fillValues(state, rules);
  fillTrends(state, rules);
  const { usualValue, logValue, logPrice, logReturn, ownShock, newsReturn, pressure, momentum, cost } = state;
  const { beta, baseCost, ownVolatility, months } = rules;
  const { reversionPerMonth, trendMonths } = price;
  const { premiumDurationYears } = valuation;
  for (let e = 0; e < E; e++) {
    const value = usualValue[e] - premiumDurationYears * beta[e] * premium;
    const mispricing = logValue[e] - logPrice[e];
    const own = ownVolatility[e] * ownScale * ownShock[e * months + month];
    const push = trend === 0 ? 0 : trend * state.trend[e];
    const moved = value - logValue[e] + reversionPerMonth * mispricing + push;
    pressure[e] = moved + beta[e] * common + own + newsReturn[e];
    const gain = pressure[e] * damping + carried * logReturn[e];
    logValue[e] = value;
    logPrice[e] += gain;
    logReturn[e] = gain;
    momentum[e] += (gain - momentum[e]) / trendMonths;
    cost[e] = baseCost[e] + state.rateChangePerYear + beta[e] * premium;
  }
  recordPrices(state, rules);
  state.commonReturn = common;
  state.damping = damping;
}

/** Monthly return that follows from the saturated trend of a price. */
function trendStrength({ market, reflexivity }: MarketRules): number {
  return market.mechanisms.trend ? reflexivity * market.price.trendStrengthPerMonth : 0;
}

/** Least difference of discount rate and long-run growth, per year. */
const LEAST_RATE = 0.005;

/** Change the risk-free rate permanently, and with it the multiples of all companies. */
export function changeRate(
  state: MarketState,
  { market, equities: E, baseCost, fade }: MarketRules,
  changePerYear: number,
): void {
  state.rateChangePerYear += changePerYear;
  for (let e = 0; e < E; e++) {
    const rate = baseCost[e] + state.rateChangePerYear - market.valuation.longGrowthPerYear;
    const row = state.multiple.subarray(e * MULTIPLE_TERMS, (e + 1) * MULTIPLE_TERMS);
    fillMultiple(row, Math.max(LEAST_RATE, rate), fade[e]);
  }
}

/** Fill the saturated trend of every price, where prices depend on it. */
function fillTrends({ trend, momentum }: MarketState, rules: MarketRules): void {
  if (trendStrength(rules) === 0) return;
  const { trendSensitivity } = rules.market.price;
  for (let e = 0; e < rules.equities; e++) trend[e] = trendSensitivity * momentum[e];
  tanhAll(trend);
}

/**
 * Fill log values of the companies at the usual premium, ln USD bn.
 *
 * Each operation is done for all companies before the next: the chains of dependent operations of a power series or a
 * logarithm then overlap in the processor.
 */
export function fillValues(state: MarketState, rules: MarketRules): void {
  const { cycleWeight, longGrowthPerYear } = rules.market.valuation;
  const { belief, logExpected, logCycle, usualValue, multiple } = state;
  const { equities: E, fade, payoutShare } = rules;
  for (let e = 0; e < E; e++) {
    usualValue[e] = multipleSum(multiple, e * MULTIPLE_TERMS, (belief[e] - longGrowthPerYear) / fade[e]);
  }
  for (let e = 0; e < E; e++) usualValue[e] = (payoutShare[e] * usualValue[e]) / fade[e];
  logAll(usualValue);
  for (let e = 0; e < E; e++) {
    usualValue[e] = usualValue[e] + logExpected[e] + cycleWeight * (logCycle[e] - logExpected[e]);
  }
}

/** Premium over the usual one at beta 1, per year: volatility raises it, the narrative lowers it. */
function passingPremium(state: MarketState, rules: MarketRules): number {
  const { valuation, price } = rules.market;
  if (rules.reflexivity === 0) return 0;
  const turbulence = state.volatility / price.referenceVolatilityPerYear - 1;
  return (
    rules.reflexivity *
    (valuation.volatilityPremiumPerYear * turbulence -
      valuation.narrativePremiumPerYear * (state.narrative - state.neutralNarrative))
  );
}

/** Return that volatility-target funds cause by changing their exposure to `min(max, target / volatility)`. */
function flowReturn(state: MarketState, rules: MarketRules): number {
  const { volatilityTarget: funds, mechanisms } = rules.market;
  if (!mechanisms.volatilityTarget || rules.reflexivity === 0) return 0;
  const exposure = Math.min(funds.maxExposure, funds.targetPerYear / Math.max(state.volatility, 1e-9));
  const change = exposure - state.exposure;
  state.exposure = exposure;
  return rules.reflexivity * funds.impact * funds.assetsShare * change;
}

/** Record the results of prices: price indices, company values in money, yields. */
function recordPrices(state: MarketState, rules: MarketRules): void {
  const { logPrice, initialLogValue, priceIndex, logYield, startLogYield, logExpected } = state;
  const { capitalisation, startCapitalisation, initialCapitalisation } = state;
  const { equities: E, logPayoutShare } = rules;
  for (let e = 0; e < E; e++) priceIndex[e] = logPrice[e] - initialLogValue[e];
  expAll(priceIndex);
  for (let e = 0; e < E; e++) {
    startLogYield[e] = logYield[e];
    logYield[e] = logPayoutShare[e] + logExpected[e] - logPrice[e];
    startCapitalisation[e] = capitalisation[e];
    capitalisation[e] = initialCapitalisation[e] * priceIndex[e];
  }
}
