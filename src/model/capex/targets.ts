/** Target capacity of a disciplined and of a racing firm, and the user cost of compute. */

import { pow } from '../../numeric/elementary.ts';
import type { Economy } from '../../scenario/economy.ts';
import { RETIREMENT_LOOKAHEAD_MONTHS } from '../derived.ts';
import { ANTITRUST } from '../world/regulation.ts';
import type { World } from '../world/world.ts';

/**
 * User cost of a MW for a year to a firm, USD bn: systems times (wacc + decay), shell times (wacc + decay), running cost.
 *
 * Source: user cost of capital, [Jorgenson1963].
 */
export function userCostUsdBnPerMwYear(world: World, f: number): number {
  const { finance, power, demand } = world.scenario;
  const wacc = world.conditions.waccPerYear[f];
  return (
    systemsPrice(world) * (wacc + finance.systemsDecayPerYear) +
    power.shellPriceUsdBnPerMw * (wacc + finance.shellDecayPerYear) +
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

/** The strategic prize that a story leaves: it lifts the prize, and outcome-linked pricing cuts it; at least 0. */
export function prizeUnder(narrative: number, capex: Economy['capex']): number {
  const story = 0.5 + narrative / 2;
  return capex.strategicPrize * story * (1 - capex.outcomePrizeCut * capex.outcomeLinkedShare);
}

/** The strategic prize in force: that of the story of the month, cut by antitrust. */
export function prizeWeight(world: World, month: number): number {
  const { capex, regulation } = world.scenario;
  const remedy = month < world.regulation.nationalUntil[ANTITRUST] ? 1 - regulation.antitrust.prizeCut : 1;
  return prizeUnder(world.conditions.narrative, capex) * remedy;
}

/**
 * Fill user costs, pipelines and targets of every firm, the last two in effective units.
 *
 * Disciplined: `K^C = s m R^e / (c_E h)`, the capacity at which the firm's share of expected revenue just earns
 * the hurdle. Racing: `K^D = max(K^C, A s (1 - s))` with `A = alpha m R^e (1 + psi) / c_E`, the Nash point of a
 * capacity-share contest with weights fitted to month 0; with n equal firms total racing capacity is
 * `alpha m R (1 + psi) (n - 1) / (n c)` (test/model/capex.test.ts). `best-response` instead answers
 * rivals as they stand, `sqrt(A S) - S`, and overshoots.
 *
 * Source: rent-seeking contest, [Tullock1980]; weights as in asymmetric contests [Nti1999].
 */
export function fillTargets(world: World, month: number): void {
  const { firms, derived, demand, scenario, supply, links } = world;
  const { capex } = scenario;
  const value = scenario.demand.serviceMargin * demand.expectedRevenueUsdBnPerYear * demand.performance;
  const prize = capex.contestExponent * (1 + prizeWeight(world, month));
  let total = 0;
  for (let f = 0; f < derived.firmCount; f++) {
    const link = links.systems[f];
    const ordered = supply.backlogRealUnits[link] + supply.inTransitUnits[link];
    firms.pipeline[f] = Math.max(
      0,
      firms.liveEffective[f] - firms.retiringEffective[f] + firms.stagedEffective[f] + ordered * demand.performance,
    );
    total += firms.pipeline[f];
  }
  for (let f = 0; f < derived.firmCount; f++) {
    const s = firms.share[f];
    firms.userCost[f] = userCostUsdBnPerMwYear(world, f);
    const rent = value / firms.userCost[f];
    const contest = rent * prize;
    const disciplined = (s * rent) / derived.hurdle;
    const rivals = total - firms.pipeline[f];
    const race =
      capex.response === 'contest-nash' ? contest * s * (1 - s) : Math.max(0, Math.sqrt(contest * rivals) - rivals);
    firms.disciplinedTarget[f] = disciplined;
    firms.racingTarget[f] = Math.max(disciplined, race);
    firms.target[f] = disciplined + firms.intensity[f] * (firms.racingTarget[f] - disciplined);
  }
}

/** Contest share of each firm `(w E)^alpha / sum`, written into `out`, shape [firm]; equal shares when nobody is live. */
export function fillContestShares(out: Float64Array, world: World): void {
  const { firms, derived, scenario } = world;
  const alpha = scenario.capex.contestExponent;
  let sum = 0;
  for (let f = 0; f < derived.firmCount; f++) {
    const strength = firms.weight[f] * firms.liveEffective[f];
    out[f] = alpha === 1 || strength === 0 ? strength : pow(strength, alpha);
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
