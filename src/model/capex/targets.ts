/** Target capacity of a disciplined and of a racing firm, and the user cost of compute. */

import { exp } from '../../numeric/elementary.ts';
import { RETIREMENT_LOOKAHEAD_MONTHS } from '../derived.ts';
import { ANTITRUST } from '../world/regulation.ts';
import type { World } from '../world/world.ts';

/**
 * User cost of a MW for a year to a firm, USD bn: systems times (wacc + decay), shell times (wacc + decay), running
 * cost.
 *
 * Source: user cost of capital, [Jorgenson1963].
 */
export function userCostUsdBnPerMwYear(world: World, f: number): number {
  const { finance, demand } = world.scenario;
  const wacc = world.conditions.waccPerYear[f];
  return (
    systemsPrice(world) * (wacc + finance.systemsDecayPerYear) +
    shellPrice(world) * (wacc + finance.shellDecayPerYear) +
    demand.operatingCostUsdBnPerMwYear * runningCostFactor(world)
  );
}

/** Running cost of a MW over month 0: the power part follows the price of power. */
export function runningCostFactor(world: World): number {
  const { powerCostShare } = world.scenario.demand;
  return 1 - powerCostShare + powerCostShare * world.power.meanPriceIndex;
}

/** Price of installed systems today, USD bn/MW. */
export function systemsPrice(world: World): number {
  const { supply, network, links } = world;
  return network.priceUsdBnPerMw[links.systemsNode] * supply.priceFactor[links.systemsNode];
}

/** Price of a shell with its power systems today, USD bn/MW. */
export function shellPrice({ scenario, power }: World): number {
  return scenario.power.shellPriceUsdBnPerMw * power.shellPriceFactor;
}

/**
 * Value of contested revenue to a racing firm over the revenue itself, `1 + psi_t`, at least 0. The prize psi follows
 * from the orders of month 0. It shrinks as growth fades and less demand is contested (`g+ + churn`); the narrative
 * scales it, and outcome-linked pricing and antitrust remedies reduce it.
 */
export function contestValue({ race, conditions, regulation, scenario, demand }: World, month: number): number {
  const { capex, narrative } = scenario;
  if (race.prize <= 0) return 1 + race.prize;
  const remedy = month < regulation.nationalUntil[ANTITRUST] ? 1 - scenario.regulation.antitrust.prizeCut : 1;
  const mood = Math.max(0, 1 + capex.prizeNarrativeSlope * (conditions.narrative - narrative.level));
  const { churnPerYear } = scenario.demand;
  const contested =
    (Math.max(0, demand.growthBelief) + churnPerYear) / (Math.max(0, capex.believedGrowthPerYear) + churnPerYear);
  return 1 + race.prize * contested * mood * remedy * (1 - capex.outcomePrizeCut * capex.outcomeLinkedShare);
}

/** Compute contracted by labs at a firm, effective units: commitments over the contract price. */
export function contractedUnits({ firms, demand, scenario }: World, f: number): number {
  const price = demand.basePriceUsdBnPerYear * demand.contractPriceIndex * scenario.demand.targetUtilisation;
  return firms.committedUsdBnPerYear[f] / price;
}

/**
 * Pipeline of a firm, effective units: energised, unpowered and on order (no duplicates), minus retirements within a
 * year; at least 0.
 */
export function pipelineUnits({ firms, demand, supply, links }: World, f: number): number {
  const link = links.systems[f];
  const ordered = supply.backlogRealUnits[link] + supply.inTransitUnits[link];
  const have = firms.liveEffective[f] - firms.retiringEffective[f] + firms.stagedEffective[f];
  return Math.max(0, have + ordered * demand.performance);
}

/**
 * Growth of capacity implied by believed growth, log per year: growth of revenue and performance minus that of the
 * price of a MW. A disciplined board discounts growth, but not decline.
 */
export function capacityGrowth({ demand, derived, scenario }: World, intensity: number): number {
  const believed = demand.growthBelief + 12 * derived.logPerformancePerMonth - derived.capexPriceGrowthPerYear;
  return believed - Math.max(0, believed) * scenario.capex.growthHaircut * (1 - intensity);
}

/**
 * Fill user costs, pipelines and targets of every firm, the last two in effective units.
 *
 * `C` is contracted compute, `c_E` the user cost of an effective unit. Disciplined:
 * `K^C = C + s m R^e e^(-H g T) / c_E`, the capacity that the firm's share of expected revenue pays for, with a part H
 * of
 * believed growth left out. Racing: `K^D = max(K^C, C + sqrt(A W) - W)`, the best response in a contest for revenue to
 * the rivals' free pipelines W as last seen, with `A = m R^e (1 + psi) e^x / c_E`; x is the firm's ambition.
 * The target lies between them by intensity (test/model/capex.test.ts).
 *
 * Source: best response in a rent-seeking contest, [Tullock1980].
 */
export function fillTargets(world: World, month: number): void {
  const { firms, derived, demand, scenario } = world;
  const { capex } = scenario;
  const margin = scenario.demand.serviceMargin * demand.performance;
  const racing = margin * demand.expectedRevenueUsdBnPerYear;
  const disciplined = racing * exp(-capex.growthHaircut * Math.max(0, demand.growthBelief) * derived.growthYears);
  const contest = racing * contestValue(world, month);
  stepRivalsSeen(world);
  for (let f = 0; f < derived.firmCount; f++) {
    const cost = userCostUsdBnPerMwYear(world, f);
    const contracted = firms.contracted[f];
    const rivals = firms.rivalsSeen[f];
    const claim = (contest * exp(firms.ambition[f])) / cost;
    const low = contracted + (firms.share[f] * disciplined) / cost;
    const high = Math.max(low, contracted + Math.max(0, Math.sqrt(claim * rivals) - rivals));
    firms.userCost[f] = cost;
    firms.disciplinedTarget[f] = low;
    firms.racingTarget[f] = high;
    firms.target[f] = low + firms.intensity[f] * (high - low);
  }
}

/** Pipelines, contracted compute, and the rivals' free pipelines as each firm observes them, smoothed. */
function stepRivalsSeen(world: World): void {
  const { firms, derived, scenario } = world;
  let free = 0;
  for (let f = 0; f < derived.firmCount; f++) {
    firms.pipeline[f] = pipelineUnits(world, f);
    firms.contracted[f] = contractedUnits(world, f);
    free += freeUnits(world, f);
  }
  for (let f = 0; f < derived.firmCount; f++) {
    const rivals = free - freeUnits(world, f);
    firms.rivalsSeen[f] += (rivals - firms.rivalsSeen[f]) / scenario.capex.rivalsSeenMonths;
  }
}

/** Free pipeline of a firm, beyond contracted compute, effective units, at least 0. */
export function freeUnits({ firms }: World, f: number): number {
  return Math.max(0, firms.pipeline[f] - firms.contracted[f]);
}

/** Fill each firm's share of uncontracted energised compute, shape [firm]; equal shares when there is none. */
export function fillContestShares(out: Float64Array, { firms, derived }: World): void {
  let sum = 0;
  for (let f = 0; f < derived.firmCount; f++) {
    out[f] = Math.max(0, firms.liveEffective[f] - firms.labServed[f]);
    sum += out[f];
  }
  for (let f = 0; f < derived.firmCount; f++) out[f] = sum > 0 ? out[f] / sum : 1 / derived.firmCount;
}

/** Move the look-ahead of retirements to the given month: shape [firm] sums over vintages that retire within it. */
export function stepRetirementWindow(world: World, month: number): void {
  const { firms, derived, scenario } = world;
  const life = scenario.finance.systemsLifeMonths;
  const row = life + derived.maxMonths;
  for (let f = 0; f < derived.firmCount; f++) {
    const leaving = f * row + month;
    const entering = leaving + RETIREMENT_LOOKAHEAD_MONTHS;
    const arrivesInRow = month + RETIREMENT_LOOKAHEAD_MONTHS < row;
    firms.retiringMw[f] +=
      ((arrivesInRow ? firms.vintageMw[entering] : 0) - firms.vintageMw[leaving]) * derived.lifeSurvival;
    firms.retiringEffective[f] +=
      ((arrivesInRow ? firms.vintageEffective[entering] : 0) - firms.vintageEffective[leaving]) * derived.lifeSurvival;
  }
}
