/** Stage 8, demand: adoption, price of compute, compute served, market shares, customers' return. */

import { exp, log, logistic, pow } from '../../numeric/elementary.ts';
import { fillContestShares } from '../capex/targets.ts';
import { EXPORT_CONTROL } from '../world/regulation.ts';
import type { World } from '../world/world.ts';

/** Largest excess demand, as a ratio of supply, to which the price reacts in a month. */
const MAX_PRESSURE = 3;

/** Advance customers and the market for compute by a month. */
export function stepDemand(world: World, month: number): void {
  stepAdoption(world);
  stepSpending(world, month);
  stepShares(world);
  stepServed(world);
  stepBeliefs(world);
}

/**
 * Adoption by the exact map of the Bass equation over a month, `y = (1-F)/(p+qF)`, `y <- y e^{-(p+q)dt}`,
 * `F <- (1 - p y)/(1 + q y)`, with p and q scaled by the share of customers who would renew, less churn.
 *
 * Without scaling it is the closed form: F(10 years; .03, .38) = .812803 from F = 0 (test/model/demand.test.ts).
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
 * What is paid for use over its price, `1 - o + o m / m*`: contracts by use pay the price, contracts by outcome pay for
 * the share m of customers who have learned to profit, over the share m* they were struck at, so that both bring the same
 * where customers learn as expected. As contracts run out they are struck anew: m* follows m at the rate of churn.
 */
export function paidShare({ demand, scenario }: World): number {
  return 1 + scenario.capex.outcomeLinkedShare * (demand.mature / (demand.adoption * demand.struckMaturity) - 1);
}

/** Potential spending, demand for effective compute, and the price that moves to clear it. */
function stepSpending(world: World, month: number): void {
  const { demand, derived, scenario, shocks, regulation } = world;
  const d = scenario.demand;
  const keep = 1 - d.shockReversionPerYear / 12;
  demand.logShock = demand.logShock * keep + (d.volatilityPerYear * shocks.demand[month]) / Math.sqrt(12);
  demand.shockVariance = demand.shockVariance * keep * keep + (d.volatilityPerYear * d.volatilityPerYear) / 12;
  const inForce = month < regulation.nationalUntil[EXPORT_CONTROL];
  const open = inForce ? 1 - scenario.regulation.exportControl.revenueCut : 1;
  const ceiling = (d.revenueUsdBnPerYear / d.initialAdoption) * exp((derived.logSpendGrowthPerYear * month) / 12);
  demand.spendUsdBnPerYear =
    ceiling * demand.adoption * exp(demand.logShock - demand.shockVariance / 2) * demand.shockFactor * open;
  const scale = demand.spendUsdBnPerYear / d.revenueUsdBnPerYear;
  demand.demanded = demand.initialServed * scale * pow(demand.priceIndex, -d.priceElasticity);
  const pressure = Math.min(MAX_PRESSURE, demand.demanded / (d.targetUtilisation * demand.live));
  demand.priceIndex *= exp((d.priceAdjustPerYear / 12) * (pressure - 1));
}

/**
 * Market shares follow the contest share, faster up than down: a first mover gains fast and loses slowly.
 * Shares always add to 1 (test/model/demand.test.ts).
 */
function stepShares(world: World): void {
  const { firms, derived, scenario, contestShare } = world;
  fillContestShares(contestShare, world);
  let sum = 0;
  for (let f = 0; f < derived.firmCount; f++) {
    const gap = contestShare[f] - firms.share[f];
    const speed = gap > 0 ? scenario.demand.shareGainPerYear : scenario.demand.shareLossPerYear;
    firms.share[f] += gap * Math.min(1, speed / 12);
    sum += firms.share[f];
  }
  for (let f = 0; f < derived.firmCount; f++) firms.share[f] /= sum;
}

/** Serve each firm's share of demand up to its live compute; demand it cannot serve goes to firms with room. */
function stepServed(world: World): void {
  const { firms, derived, demand, scenario } = world;
  let overflow = 0;
  let room = 0;
  for (let f = 0; f < derived.firmCount; f++) {
    const wanted = firms.share[f] * demand.demanded;
    firms.served[f] = Math.min(wanted, firms.liveEffective[f]);
    overflow += wanted - firms.served[f];
    room += firms.liveEffective[f] - firms.served[f];
  }
  const fraction = room > 0 ? Math.min(1, overflow / room) : 0;
  let served = 0;
  for (let f = 0; f < derived.firmCount; f++) {
    firms.served[f] += (firms.liveEffective[f] - firms.served[f]) * fraction;
    served += firms.served[f];
  }
  demand.utilisation = demand.live > 0 ? served / demand.live : 0;
  demand.priceUsdBnPerYear = (scenario.demand.revenueUsdBnPerYear / demand.initialServed) * demand.priceIndex;
  demand.lastRevenueUsdBnPerYear = demand.revenueUsdBnPerYear;
  demand.revenueUsdBnPerYear = served * demand.priceUsdBnPerYear * paidShare(world);
}

/** Believed growth is smoothed growth of revenue; expected revenue adds what is left of it after fading. */
function stepBeliefs(world: World): void {
  const { demand, derived } = world;
  const growth = 12 * log(Math.max(1e-9, demand.revenueUsdBnPerYear) / Math.max(1e-9, demand.lastRevenueUsdBnPerYear));
  demand.growthBelief += derived.beliefWeight * (growth - demand.growthBelief);
  demand.expectedRevenueUsdBnPerYear = demand.revenueUsdBnPerYear * exp(demand.growthBelief * derived.growthYears);
}
