/** Stage 11, market: accounts in, financing conditions out. Share prices affect builders only through these. */

import { exp, log } from '../numeric/elementary.ts';
import { sum } from '../numeric/sum.ts';
import { fillInitialMarket } from './market/initial.ts';
import type { MarketRules } from './market/rules.ts';
import type { MarketState } from './market/state.ts';
import { fillNoNews } from './market/news.ts';
import { stepMarketLedger } from './market-ledger.ts';
import { stepMarket } from './market/step-market.ts';
import { isPaused } from './walls/pause.ts';
import type { World } from './world/world.ts';

/** Reset conditions to those of the scenario, and the market, if there is one, to month 0. */
export function fillInitialConditions(world: World): void {
  const { conditions, scenario, market, marketRules: rules } = world;
  conditions.rateChangePerYear = 0;
  conditions.narrative = scenario.narrative.level;
  conditions.waccPerYear.fill(world.derived.waccPerYear);
  for (const [f, firm] of scenario.firms.entries()) conditions.spreadPerYear[f] = firm.spreadPerYear;
  conditions.leverageFactor.fill(1);
  conditions.smoothedCapexUsdBn = 0;
  if (market === undefined || rules === undefined) return;
  fillEarnings(world, market);
  fillInitialMarket(market, rules, scenario.narrative.level);
  conditions.smoothedCapexUsdBn = sum(world.books.aiCapex);
}

/**
 * Run the market for a month and set the financing conditions of builders in the next.
 *
 * With reflexivity R: narrative `N0 + R (N - N0)`, cost of capital `r0 + R w (r - r0)`, leverage factor
 * `1 + R nu ln P/P0`, spread times `(P/P0)^(-R eta)`. At R = 0 each equals its value without a market, bit for bit
 * (test/laws/market.test.ts).
 *
 * Source: market timing of capital [BakerSteinWurgler2003]; leverage that follows prices [Geanakoplos2010].
 */
export function stepMarketStage(world: World, month: number): void {
  const { market, marketRules: rules } = world;
  if (market === undefined || rules === undefined) return;
  fillEarnings(world, market);
  stepCapexGrowth(world, market);
  market.raceStopped = isPaused(world, month) ? 1 : 0;
  stepMarket(market, rules, month);
  stepMarketLedger(market, rules, world.events, month);
  fillNoNews(market);
  stepConditions(world, market, rules);
}

/** Fill annualised profit and sales of every listed company, USD bn/year. */
function fillEarnings(world: World, { earnings, sales }: MarketState): void {
  const { equityLinks, books, supplierBooks, scenario, demand } = world;
  const keep = 1 - scenario.finance.taxRate;
  for (let e = 0; e < earnings.length; e++) {
    const f = equityLinks.firm[e];
    const n = equityLinks.node[e];
    if (f >= 0) {
      earnings[e] = 12 * books.netIncome[f];
      sales[e] = 12 * (books.revenue[f] + books.coreCashFlow[f]);
    } else if (n >= 0) {
      const share = 12 * shareOfNode(world, e);
      earnings[e] = share * keep * supplierBooks.operatingProfit[n];
      sales[e] = share * supplierBooks.revenue[n];
    } else {
      const growth = demand.revenueUsdBnPerYear / scenario.demand.revenueUsdBnPerYear;
      earnings[e] = equityLinks.basketUsdBnPerYear[e] * growth;
      sales[e] = earnings[e];
    }
  }
}

/** Share of a node's business of the listed company: its working capacity over all working capacity. */
function shareOfNode({ equityLinks, network, supply }: World, e: number): number {
  const company = equityLinks.company[e];
  if (company < 0) return 1;
  const working = supply.availability[equityLinks.node[e]];
  return working > 0 ? (network.companyShare[company] * supply.companyAvailable[company]) / working : 0;
}

/** Growth of capex that drives the narrative, log per month, smoothed over a quarter. */
function stepCapexGrowth({ books, conditions }: World, market: MarketState): void {
  const before = conditions.smoothedCapexUsdBn;
  conditions.smoothedCapexUsdBn += (sum(books.aiCapex) - before) / CAPEX_MONTHS;
  market.capexGrowth = before > 0 ? log(conditions.smoothedCapexUsdBn / before) : 0;
}

/** Retention of capex in that smoothing: over a quarter. */
const CAPEX_MONTHS = 3;

/** Write the conditions of builders for the next month. */
function stepConditions(world: World, market: MarketState, rules: MarketRules): void {
  const { conditions, scenario, equityLinks } = world;
  const { funding } = rules.market;
  const neutral = scenario.narrative.level;
  const baseWacc = world.derived.waccPerYear + conditions.rateChangePerYear;
  conditions.narrative = neutral + rules.reflexivity * (market.narrative - neutral);
  for (let f = 0; f < scenario.firms.length; f++) {
    const e = equityLinks.ofFirm[f];
    if (e < 0) continue;
    const risen = market.logPrice[e] - market.initialLogValue[e];
    const cheaper = funding.mispricingPerYear * (market.logPrice[e] - market.logValue[e]);
    const change = market.cost[e] - market.rateChangePerYear - rules.baseCost[e] - cheaper;
    const wacc = baseWacc + rules.costReflexivity * funding.equityWeight * change;
    conditions.waccPerYear[f] = Math.max(LEAST_WACC, wacc);
    conditions.spreadPerYear[f] =
      scenario.firms[f].spreadPerYear * exp(-rules.costReflexivity * funding.spreadElasticity * risen);
    conditions.leverageFactor[f] = Math.max(0, 1 + rules.leverageReflexivity * funding.leverageSlope * risen);
  }
}

/** Least cost of capital, per year. */
const LEAST_WACC = 0.01;
