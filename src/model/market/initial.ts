/** Initialises a market at month 0: prices at value, beliefs of the scenario, no shocks. */

import { exp } from '../../numeric/elementary.ts';
import { fillNoNews } from './news.ts';
import type { MarketRules } from './rules.ts';
import type { MarketState } from './state.ts';
import { fillLogEarnings } from './step-beliefs.ts';
import { fillValues } from './step-prices.ts';

/** Reset a market to month 0; `earnings` and `sales` must hold those of month 0. */
export function fillInitialMarket(state: MarketState, rules: MarketRules, narrative: number): void {
  const { market, equities: E } = rules;
  const { beliefs, price, volatilityTarget } = market;
  state.narrative = narrative;
  state.neutralNarrative = narrative;
  state.capexGrowth = 0;
  state.raceStopped = 0;
  state.rateChangePerYear = 0;
  state.multiple.set(rules.multiple);
  fillNoNews(state);
  for (let e = 0; e < E; e++) {
    state.firstMargin[e] = Math.max(LEAST_MARGIN, state.earnings[e] / Math.max(state.sales[e], LEAST_SALES));
  }
  fillLogEarnings(state, rules);
  for (let e = 0; e < E; e++) {
    const level = state.logEarnings[e];
    state.logNormal[e] = level;
    state.logExpected[e] = level;
    state.logAnalysts[e] = level;
    state.logCycle[e] = level;
    const growth = rules.initialGrowth[e];
    state.growth[e] = growth;
    state.analystGrowth[e] = growth;
    for (let m = 0; m < beliefs.extrapolationMonths; m++) {
      // Before month 0 there was no news: growth only faded.
      const age = beliefs.extrapolationMonths - m;
      const { longGrowthPerYear } = market.valuation;
      state.growthRing[m * E + e] =
        longGrowthPerYear + (growth - longGrowthPerYear) * exp((rules.fade[e] * (age - 1)) / 12);
    }
    state.belief[e] = growth;
  }
  fillValues(state, rules);
  for (let e = 0; e < E; e++) {
    state.logValue[e] = state.usualValue[e];
    state.logPrice[e] = state.logValue[e];
    state.initialLogValue[e] = state.logValue[e];
    state.initialCapitalisation[e] = exp(state.logValue[e]);
    state.startCapitalisation[e] = state.initialCapitalisation[e];
    state.capitalisation[e] = state.initialCapitalisation[e];
    state.priceIndex[e] = 1;
    state.logYield[e] = rules.logPayoutShare[e] + state.logExpected[e] - state.logPrice[e];
    state.startLogYield[e] = state.logYield[e];
    state.cost[e] = rules.baseCost[e];
  }
  for (const array of [state.reported, state.surprise, state.consensusSurprise, state.pressure]) array.fill(0);
  for (const array of [state.logReturn, state.momentum]) array.fill(0);
  for (const array of [state.venueLog, state.venueReturn, state.venueRest, state.venueCarried]) array.fill(0);
  for (const array of [state.sidecars, state.breakers]) array.fill(0);
  state.venueIndex.fill(1);
  state.commonReturn = 0;
  state.damping = 1;
  state.logReference = 0;
  state.logPeak = 0;
  state.drawdown = 0;
  state.reportedDepth = 0;
  state.stressed = 0;
  state.volatility = price.referenceVolatilityPerYear;
  state.variance = state.volatility * state.volatility;
  state.exposure = Math.min(volatilityTarget.maxExposure, volatilityTarget.targetPerYear / state.volatility);
  state.gamma = market.mechanisms.gamma ? market.gamma.calm : 0;
}

/** Sales below which a margin is undefined, USD bn/year. */
const LEAST_SALES = 1e-6;
/** Assumed margin of a company without profit at month 0. */
const LEAST_MARGIN = 0.05;
