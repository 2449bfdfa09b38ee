/** Return on AI capital of the industry, and its payback time. */

import { aiCapitalUsdBn } from '../capex/financing-cap.ts';
import type { World } from '../world/world.ts';

const MONTHS = 12;

/**
 * Expected rent of a MW ordered now over its user cost. Rent is the margin on expected revenue (labs as far as they can
 * pay) per unit of all pipelines; user cost is a mean weighted by pipeline. 1 is break-even at the cost of capital.
 */
export function rentOverCost({ demand, firms, derived, scenario }: World): number {
  let cost = 0;
  for (let f = 0; f < derived.firmCount; f++) {
    cost += firms.pipeline[f] * firms.userCost[f];
  }
  const labs = Math.min(demand.labAbleUsdBnPerYear, demand.labCommittedUsdBnPerYear);
  const expected = demand.expectedRevenueUsdBnPerYear + labs;
  return (scenario.demand.serviceMargin * expected * demand.performance) / Math.max(1e-9, cost);
}

/**
 * Trailing-year return: after-tax operating profit of AI over capital in service, and over all AI capital including
 * construction in progress. Payback: all AI capital over a year's operating profit before depreciation.
 */
export function stepReturns(world: World, month: number): void {
  const { books, scenario, race, derived } = world;
  let profit = 0;
  let inService = 0;
  let capital = 0;
  let operatingPerYear = 0;
  for (let f = 0; f < derived.firmCount; f++) {
    profit += books.revenue[f] - books.operatingCost[f] - books.depreciation[f];
    inService += books.systems[f] + books.shells[f];
    capital += aiCapitalUsdBn(world, f);
    operatingPerYear += books.operatingProfitPerYear[f];
  }
  const slot = month % MONTHS;
  race.roiRing[slot] = profit * (1 - scenario.finance.taxRate);
  let year = 0;
  for (let m = 0; m < MONTHS; m++) year += race.roiRing[m];
  race.roi = year / Math.max(1e-9, inService);
  race.roiWithConstruction = year / Math.max(1e-9, capital);
  race.rentOverCost = rentOverCost(world);
  race.paybackYears = capital / Math.max(1e-9, operatingPerYear);
}
