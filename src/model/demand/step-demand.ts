/** Stage 8, demand: adoption, price of compute, compute sold, market shares, customers' return. */

import { exp, log, logistic, pow } from '../../numeric/elementary.ts';
import { sum } from '../../numeric/sum.ts';
import { fillContestShares } from '../capex/targets.ts';
import { EXPORT_CONTROL } from '../world/regulation.ts';
import { demandFactor } from '../world/demand.ts';
import type { World } from '../world/world.ts';
import { stepLabs } from './step-labs.ts';

/** Largest excess demand, as a ratio of supply, to which the price reacts in a month. */
const MAX_PRESSURE = 3;

/** Advance customers and the market for compute by a month. */
export function stepDemand(world: World, month: number): void {
  stepAdoption(world);
  stepLabs(world, month);
  stepSpending(world, month);
  stepPrices(world);
  stepServed(world);
  stepShares(world);
  stepBeliefs(world);
}

/**
 * Adoption by the exact map of the Bass equation over a month, `y = (1-F)/(p+qF)`, `y <- y e^{-(p+q)dt}`,
 * `F <- (1 - p y)/(1 + q y)`, with p and q scaled by the share of customers who would renew, less churn.
 *
 * Without scaling it is the closed-form solution: F(10 years; .03, .38) = .812803 from F = 0
 * (test/model/demand.test.ts).
 *
 * Source: [Bass1969]; the J-curve of intangible investment, [BrynjolfssonRockSyverson2021].
 */
export function bassStep(adoption: number, innovation: number, imitation: number, years: number): number {
  const y = ((1 - adoption) / (innovation + imitation * adoption)) * exp(-(innovation + imitation) * years);
  return (1 - innovation * y) / (1 + imitation * y);
}

function stepAdoption(world: World): void {
  const { demand, scenario } = world;
  const d = scenario.demand;
  const before = demand.adoption;
  const p = d.bassInnovationPerYear * demand.renewal;
  const q = d.bassImitationPerYear * demand.renewal;
  const adopted = p + q > 0 ? bassStep(before, p, q, 1 / 12) : before;
  demand.adoption = adopted - (d.churnPerYear / 12) * (1 - demand.renewal) * before;
  demand.mature += (demand.adoption - demand.mature) / (12 * d.maturityYears);
  demand.mature = Math.min(demand.mature, demand.adoption);
  demand.struckMaturity += (d.churnPerYear / 12) * (demand.mature / demand.adoption - demand.struckMaturity);
  const growthPerYear = Math.max(0, (12 * (adopted - before)) / Math.max(before, 1e-9));
  const maturity = demand.mature / demand.adoption;
  demand.customerReturn = (d.benefitRatio * maturity) / (paidShare(world) + d.intangibleCostRatio * growthPerYear);
  demand.renewal = logistic((demand.customerReturn - d.returnHurdle) / d.returnWidth);
}

/**
 * Payment per use over its price, `1 - o + o m / m*`. Usage contracts pay the price. Outcome contracts pay for the
 * share m of customers who have learned to profit, over the share m* at signing, so that both pay the same where
 * customers learn as expected. As contracts are renewed, m* follows m at the rate of churn.
 */
export function paidShare({ demand, scenario }: World): number {
  return 1 + scenario.capex.outcomeLinkedShare * (demand.mature / (demand.adoption * demand.struckMaturity) - 1);
}

/** Potential spending and the demand for effective compute outside contracts of labs. */
function stepSpending(world: World, month: number): void {
  const { demand, derived, scenario, shocks, regulation } = world;
  const d = scenario.demand;
  const keep = 1 - d.shockReversionPerYear / 12;
  demand.logShock = demand.logShock * keep + (d.volatilityPerYear * shocks.demand[month]) / Math.sqrt(12);
  demand.shockVariance = demand.shockVariance * keep * keep + (d.volatilityPerYear * d.volatilityPerYear) / 12;
  const inForce = month < regulation.nationalUntil[EXPORT_CONTROL];
  const open = inForce ? 1 - scenario.regulation.exportControl.revenueCut : 1;
  const ahead = d.usageGrowthPerYear - derived.logGdpGrowthPerYear;
  demand.logUsage += (derived.logGdpGrowthPerYear + ahead * exp((-d.usageFadePerYear * month) / 12)) / 12;
  const adopters = demand.adoption / d.initialAdoption;
  demand.spendUsdBnPerYear =
    derived.contestedUsdBnPerYear * adopters * exp(demand.logUsage) * demandFactor(demand) * open;
  const scale = demand.spendUsdBnPerYear / derived.contestedUsdBnPerYear;
  // A task that needs less compute is cheaper: demand for tasks rises by the elasticity, demand for compute by the net
  // effect.
  const efficiency = demand.efficiency === 1 ? 1 : pow(demand.efficiency, d.priceElasticity - 1);
  demand.demanded = demand.initialServed * scale * efficiency * pow(demand.priceIndex, -d.priceElasticity);
}

/**
 * The spot price moves until demand is the target share of energised compute; contract prices follow it over the length
 * of contracts. The average price is `p = p_contract^w p_spot^(1 - w)`, so that utilisation is an outcome.
 */
function stepPrices(world: World): void {
  const { demand, scenario, firms } = world;
  const d = scenario.demand;
  const demanded = demand.demanded + sum(firms.labServed);
  const pressure = Math.min(MAX_PRESSURE, demanded / Math.max(1e-9, d.targetUtilisation * demand.live));
  demand.spotPriceIndex *= exp((d.priceAdjustPerYear / 12) * (pressure - 1));
  demand.contractPriceIndex *= pow(demand.spotPriceIndex / demand.contractPriceIndex, 1 / d.contractMonths);
  demand.priceIndex = pow(demand.contractPriceIndex, d.contractShare) * pow(demand.spotPriceIndex, 1 - d.contractShare);
  demand.priceUsdBnPerYear = demand.basePriceUsdBnPerYear * demand.priceIndex;
}

/**
 * Only new demand and renewals are contested: `ds = (g+ + churn)(contest - s)`. Shares always add to 1
 * (test/model/demand.test.ts), and they freeze as growth fades.
 */
function stepShares(world: World): void {
  const { firms, derived, demand, scenario, contestShare } = world;
  fillContestShares(contestShare, world);
  const contested = Math.min(1, (Math.max(0, demand.growthBelief) + scenario.demand.churnPerYear) / 12);
  for (let f = 0; f < derived.firmCount; f++) firms.share[f] += contested * (contestShare[f] - firms.share[f]);
}

/**
 * Serve each firm's share of demand up to its free energised compute; unserved demand goes to firms with spare compute.
 */
function stepServed(world: World): void {
  const { firms, derived, demand } = world;
  let overflow = 0;
  let room = 0;
  for (let f = 0; f < derived.firmCount; f++) {
    const wanted = firms.share[f] * demand.demanded;
    const free = firms.liveEffective[f] - firms.labServed[f];
    firms.served[f] = Math.min(wanted, free);
    overflow += wanted - firms.served[f];
    room += free - firms.served[f];
  }
  const fraction = room > 0 ? Math.min(1, overflow / room) : 0;
  let served = 0;
  for (let f = 0; f < derived.firmCount; f++) {
    firms.served[f] += (firms.liveEffective[f] - firms.labServed[f] - firms.served[f]) * fraction;
    served += firms.served[f];
  }
  demand.utilisation = demand.live > 0 ? (served + sum(firms.labServed)) / demand.live : 0;
  demand.lastContestedUsdBnPerYear = demand.contestedUsdBnPerYear;
  demand.contestedUsdBnPerYear = served * demand.priceUsdBnPerYear * paidShare(world);
  demand.revenueUsdBnPerYear = demand.contestedUsdBnPerYear + demand.labPaidUsdBnPerYear;
}

/** Believed growth is smoothed growth of contested revenue; expected revenue includes this growth as it fades. */
function stepBeliefs(world: World): void {
  const { demand, derived } = world;
  const { contestedUsdBnPerYear, lastContestedUsdBnPerYear } = demand;
  const growth = 12 * log(Math.max(1e-9, contestedUsdBnPerYear) / Math.max(1e-9, lastContestedUsdBnPerYear));
  demand.growthBelief += derived.beliefWeight * (growth - demand.growthBelief);
  demand.expectedRevenueUsdBnPerYear = contestedUsdBnPerYear * exp(demand.growthBelief * derived.growthYears);
}
