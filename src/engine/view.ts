/** The view of a firm on the running economy: getters only, never the arrays. */

import { isCooperation } from '../game/action.ts';
import { decisionsBefore } from '../model/world/decisions.ts';
import { aiCapitalUsdBn, ebitdaUsdBnPerYear, netDebtUsdBn } from '../model/capex/financing-cap.ts';
import { sum } from '../numeric/sum.ts';
import type { World } from '../model/world/world.ts';
import type { FirmView, OwnBooks, PublicSignals } from '../strategies/strategy.ts';
import { createForecast } from './forecast.ts';
import type { Misreadings } from './noise.ts';

/** State shared by all views of a world: the current month, and payoffs of past decisions. */
export interface Clock {
  month: number;
  /** Payoff of the quarter after a decision, USD bn, at the rate of its last month; shape [firm, decision]. */
  readonly payoffs: Float64Array;
}

/** The view of firm `f`, built once for a world; every getter reads the current state. */
export function createView(world: World, f: number, clock: Clock, misreadings: Misreadings): FirmView {
  const { firms, scenario } = world;
  const ids = scenario.firms.map((firm) => firm.id);
  const rivals = Object.freeze(ids.filter((_, g) => g !== f));
  const rivalIndex = new Map(ids.map((id, g) => [id, g]));
  const row = firms.history.length / ids.length;
  const at = (lag: number): number => {
    const k = decisionsBefore(clock.month) - lag;
    if (!(lag >= 1) || k < 0) throw new RangeError(`lag ${lag} is outside 1 .. ${decisionsBefore(clock.month)}`);
    return k;
  };
  const observed = (g: number, lag: number): number => {
    const k = at(lag);
    const played = firms.history[g * row + k];
    return misreadings.misread(f, g, k) ? 1 - played : played;
  };
  return {
    get decision() {
      return decisionsBefore(clock.month);
    },
    id: ids[f],
    rivals,
    ownIntended: (lag) => world.intendedHistory[f * row + at(lag)],
    ownRealised: (lag) => firms.history[f * row + at(lag)],
    ownPayoff: (lag) => clock.payoffs[f * row + at(lag)],
    rivalIntensity(rival, lag) {
      const g = rivalIndex.get(rival);
      if (g === undefined || g === f) throw new RangeError(`no rival "${rival}"; rivals are ${rivals.join(', ')}`);
      return observed(g, lag);
    },
    cooperatingShare(lag) {
      let count = 0;
      for (let g = 0; g < ids.length; g++) if (g !== f && isCooperation(observed(g, lag))) count++;
      return rivals.length === 0 ? 1 : count / rivals.length;
    },
    stage: createForecast(world, f, clock),
    economy: {
      get month() {
        return clock.month;
      },
      own: createOwnBooks(world, f),
      market: createPublicSignals(world),
    },
  };
}

/** Getters on the accounts of firm `f`. */
function createOwnBooks(world: World, f: number): OwnBooks {
  const { firms, scenario, books } = world;
  return {
    get marketShare() {
      return firms.share[f];
    },
    get liveMw() {
      return firms.liveMw[f];
    },
    get stagedMw() {
      return firms.stagedMw[f];
    },
    get aiRevenueUsdBnPerYear() {
      return books.revenue[f] * 12;
    },
    get operatingProfitUsdBnPerYear() {
      return books.operatingProfitPerYear[f];
    },
    get aiCapitalUsdBn() {
      return aiCapitalUsdBn(world, f);
    },
    get cashUsdBn() {
      return books.cash[f];
    },
    get debtUsdBn() {
      return books.debt[f];
    },
    get leverage() {
      return netDebtUsdBn(world, f) / Math.max(1e-9, ebitdaUsdBnPerYear(world, f));
    },
    get roiPerYear() {
      const profit = (books.revenue[f] - books.operatingCost[f] - books.depreciation[f]) * 12;
      return (profit * (1 - scenario.finance.taxRate)) / Math.max(1e-9, books.systems[f] + books.shells[f]);
    },
  };
}

/** Getters on public information. */
function createPublicSignals(world: World): PublicSignals {
  const { firms, demand, race, supply, links, power, regulation } = world;
  return {
    get industryRoiPerYear() {
      return race.roi;
    },
    get computePriceIndex() {
      return demand.priceIndex;
    },
    get utilisation() {
      return demand.utilisation;
    },
    get revenueGrowthPerYear() {
      return demand.growthBelief;
    },
    get systemsLeadMonths() {
      return supply.quotedLeadMonths[links.systemsNode];
    },
    get systemsPriceIndex() {
      return supply.priceFactor[links.systemsNode];
    },
    get queueWaitMonths() {
      return power.meanWaitMonths;
    },
    get stagedMonths() {
      return sum(firms.stagedMw) / Math.max(1, power.smoothedDeliveriesMw);
    },
    get narrative() {
      return world.conditions.narrative;
    },
    get stringency() {
      return regulation.stringency;
    },
  };
}
