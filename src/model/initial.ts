/** Initialises month 0: pipelines, vintages, queues and accounts consistent with the facts of the scenario. */

import { exp, log } from '../numeric/elementary.ts';
import { sum } from '../numeric/sum.ts';
import { capacityGrowth, contractedUnits, freeUnits, pipelineUnits, userCostUsdBnPerMwYear } from './capex/targets.ts';
import { RETIREMENT_LOOKAHEAD_MONTHS } from './derived.ts';
import { rentOverCost } from './accounts/step-returns.ts';
import { initialDeliveryMw, initialOrderMw } from './economy-network.ts';
import { fillInitialBooks } from './initial-books.ts';
import { fillInitialConditions } from './market-link.ts';
import { fillInitialPower } from './initial-power.ts';
import { fillInitialSupply } from './supply/initial.ts';
import { fillLedger } from './world/race.ts';
import type { World } from './world/world.ts';

/** Reset the world to month 0 of its scenario; shocks are not changed. */
export function fillInitial(world: World): void {
  fillInitialSupply(world.supply, world.network);
  fillInitialFirms(world);
  fillInitialDemand(world);
  fillInitialPower(world);
  fillInitialBooks(world);
  fillInitialRace(world);
  fillInitialConditions(world);
  fillPrize(world);
}

function fillInitialFirms(world: World): void {
  const { firms, scenario, derived } = world;
  const life = scenario.finance.systemsLifeMonths;
  const row = life + derived.maxMonths;
  firms.vintageMw.fill(0);
  firms.vintageEffective.fill(0);
  firms.history.fill(0);
  let totalEffective = 0;
  for (let f = 0; f < derived.firmCount; f++) {
    const firm = scenario.firms[f];
    const order = initialOrderMw(scenario, f);
    firms.intended[f] = firm.initialIntensity;
    firms.intensity[f] = firm.initialIntensity;
    firms.investmentMw[f] = order;
    firms.wantedMw[f] = order;
    firms.lit[f] = 1;
    firms.logLump[f] = 0;
    firms.stagedMw[f] = 0;
    firms.stagedEffective[f] = 0;
    firms.breach[f] = 0;
    firms.wallInvestmentMw[f] = 0;
    firms.receivedMw[f] = initialDeliveryMw(scenario, f);
    firms.deployedMw[f] = firms.receivedMw[f];
    firms.retiringMw[f] = 0;
    firms.retiringEffective[f] = 0;
    let effective = 0;
    for (let age = 1; age <= life; age++) {
      const mw = world.initialVintages[f * life + age - 1];
      const perMw = exp(-derived.logPerformancePerMonth * age);
      const slot = f * row + life - age;
      firms.vintageMw[slot] = mw;
      firms.vintageEffective[slot] = mw * perMw;
      effective += mw * perMw * exp(-(scenario.finance.wearPerYear / 12) * age);
      if (age > life - RETIREMENT_LOOKAHEAD_MONTHS) {
        firms.retiringMw[f] += mw * derived.lifeSurvival;
        firms.retiringEffective[f] += mw * perMw * derived.lifeSurvival;
      }
    }
    firms.retiredMw[f] = firms.retiringMw[f] / RETIREMENT_LOOKAHEAD_MONTHS;
    firms.liveMw[f] = firm.liveMw;
    firms.liveEffective[f] = effective;
    totalEffective += effective;
  }
  for (let f = 0; f < derived.firmCount; f++) {
    firms.share[f] = firms.liveEffective[f] / totalEffective;
  }
}

function fillInitialDemand(world: World): void {
  const { demand, scenario, firms, derived } = world;
  const d = scenario.demand;
  demand.live = 0;
  for (let f = 0; f < derived.firmCount; f++) demand.live += firms.liveEffective[f];
  demand.basePriceUsdBnPerYear = d.revenueUsdBnPerYear / (d.targetUtilisation * demand.live);
  demand.initialServed = derived.contestedUsdBnPerYear / demand.basePriceUsdBnPerYear;
  demand.adoption = d.initialAdoption;
  demand.mature = d.initialAdoption * derived.initialMaturity;
  demand.struckMaturity = derived.initialMaturity;
  demand.logShock = 0;
  demand.shockFactor = 1;
  demand.efficiency = 1;
  demand.shockVariance = 0;
  demand.logUsage = 0;
  demand.performance = 1;
  demand.performanceStep = exp(derived.logPerformancePerMonth);
  demand.priceIndex = 1;
  demand.spotPriceIndex = 1;
  demand.contractPriceIndex = 1;
  demand.priceUsdBnPerYear = demand.basePriceUsdBnPerYear;
  demand.spendUsdBnPerYear = derived.contestedUsdBnPerYear;
  demand.demanded = demand.initialServed;
  demand.utilisation = d.targetUtilisation;
  demand.revenueUsdBnPerYear = d.revenueUsdBnPerYear;
  demand.contestedUsdBnPerYear = derived.contestedUsdBnPerYear;
  demand.lastContestedUsdBnPerYear = derived.contestedUsdBnPerYear;
  demand.renewal = 1;
  demand.customerReturn = d.returnHurdle;
  demand.growthBelief = scenario.capex.believedGrowthPerYear;
  demand.expectedRevenueUsdBnPerYear = derived.contestedUsdBnPerYear * exp(demand.growthBelief * derived.growthYears);
  demand.labRevenueUsdBnPerYear = d.labs.revenueUsdBnPerYear;
  demand.labCommittedUsdBnPerYear = d.labs.paidUsdBnPerYear;
  demand.labAbleUsdBnPerYear = d.labs.paidUsdBnPerYear;
  demand.labPaidUsdBnPerYear = d.labs.paidUsdBnPerYear;
  for (let f = 0; f < derived.firmCount; f++) {
    const paid = scenario.firms[f].labShare * d.labs.paidUsdBnPerYear;
    firms.committedUsdBnPerYear[f] = paid;
    firms.labPaidUsdBnPerYear[f] = paid;
    firms.labServed[f] = paid / demand.basePriceUsdBnPerYear;
    firms.served[f] = firms.share[f] * demand.initialServed;
  }
}

/**
 * Derive the prize psi and every firm's ambition from the orders of month 0, so that these are best responses. The
 * target revealed by the orders is `sqrt(A W) - W` beyond contracts, hence `A = (U + W)^2 / W`. psi is the excess of
 * claims A over expected margin, a mean weighted by market share; the firm-specific residual is its ambition.
 */
function fillPrize(world: World): void {
  const { firms, derived, demand, scenario, race } = world;
  const value = Math.max(LEAST_VALUE, scenario.demand.serviceMargin * demand.expectedRevenueUsdBnPerYear);
  let free = 0;
  for (let f = 0; f < derived.firmCount; f++) {
    firms.pipeline[f] = pipelineUnits(world, f);
    firms.contracted[f] = contractedUnits(world, f);
    free += freeUnits(world, f);
  }
  const growth = capacityGrowth(world, 1);
  let mean = 0;
  for (let f = 0; f < derived.firmCount; f++) {
    const rivals = Math.max(1e-9, free - freeUnits(world, f));
    const net = 12 * (firms.investmentMw[f] - firms.retiringMw[f] / 12) - growth * freeUnits(world, f);
    const target = firms.pipeline[f] + scenario.capex.adjustYears * net;
    const beyond = Math.max(LEAST_TARGET * firms.pipeline[f], target - firms.contracted[f]);
    const claim = ((beyond + rivals) * (beyond + rivals)) / rivals;
    firms.rivalsSeen[f] = rivals;
    firms.userCost[f] = userCostUsdBnPerMwYear(world, f);
    firms.ambition[f] = log((claim * firms.userCost[f]) / value);
    mean += firms.share[f] * firms.ambition[f];
  }
  for (let f = 0; f < derived.firmCount; f++) firms.ambition[f] -= mean;
  race.prize = exp(mean) - 1;
  race.initialRentOverCost = rentOverCost(world);
  race.rentOverCost = race.initialRentOverCost;
}

/** Least expected margin as the unit of claims, USD bn/year, so that the prize of a worthless contest is finite. */
const LEAST_VALUE = 1e-9;

/** Least target beyond contracts of a firm at month 0, as a share of its pipeline. */
const LEAST_TARGET = 0.05;

function fillInitialRace(world: World): void {
  const { race, regulation, derived, scenario, firms, power } = world;
  race.wallMonth = -1;
  race.wall = 'none';
  race.wallReading = Number.NaN;
  race.hit = undefined;
  race.next = undefined;
  race.nearest = -1;
  race.nearestScore = Number.NEGATIVE_INFINITY;
  race.pauseSuppressed = false;
  race.pauseEndMonth = -1;
  race.held.fill(0);
  regulation.pressure = 0;
  regulation.stringency = 0;
  regulation.moratoriumUntil.fill(0);
  regulation.permitDelayUntil.fill(0);
  regulation.nationalUntil.fill(0);
  regulation.moratoriumShare = 0;
  let grid = 0;
  let load = 0;
  let hhi = 0;
  for (const region of scenario.power.regions) grid += region.gridLoadMw;
  for (let f = 0; f < derived.firmCount; f++) {
    load += firms.liveMw[f] * scenario.power.pue;
    hhi += firms.share[f] * firms.share[f];
  }
  race.initialGridLoadMw = grid;
  race.initialLoadShare = load / (load + grid);
  race.initialCapexShare = (12 * sum(world.books.aiCapex)) / scenario.finance.gdpUsdBnPerYear;
  race.initialHhi = hhi;
  power.meanPriceIndex = 1;
  power.smoothedDeliveriesMw = sum(firms.receivedMw);
  world.events.length = 0;
  fillLedger(world.ledger);
}
