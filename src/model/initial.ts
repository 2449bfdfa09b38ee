/** Month 0: a warm start in which pipelines, vintages, queues and books agree with the facts of the scenario. */

import { exp, pow } from '../numeric/elementary.ts';
import { sum } from '../numeric/sum.ts';
import { RETIREMENT_LOOKAHEAD_MONTHS } from './derived.ts';
import { initialOrderMw } from './economy-network.ts';
import { fillInitialBooks } from './initial-books.ts';
import { fillInitialConditions } from './market-link.ts';
import { fillInitialPower } from './initial-power.ts';
import { fillInitialSupply } from './supply/initial.ts';
import { fillLedger } from './world/race.ts';
import type { World } from './world/world.ts';

/** Reset the world to month 0 of its scenario; shocks are left as they are. */
export function fillInitial(world: World): void {
  fillInitialSupply(world.supply, world.network);
  fillInitialFirms(world);
  fillInitialDemand(world);
  fillInitialPower(world);
  fillInitialBooks(world);
  fillInitialRace(world);
  fillInitialConditions(world);
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
    firms.desiredMw[f] = order;
    firms.stagedMw[f] = 0;
    firms.stagedEffective[f] = 0;
    firms.breach[f] = 0;
    firms.wallInvestmentMw[f] = 0;
    firms.receivedMw[f] = order;
    firms.deployedMw[f] = order;
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
    // With these weights the contest share of month 0 is the market share of month 0.
    firms.weight[f] = pow(firms.liveEffective[f] / totalEffective, 1 / scenario.capex.contestExponent - 1);
  }
}

function fillInitialDemand(world: World): void {
  const { demand, scenario, firms, derived } = world;
  const d = scenario.demand;
  demand.live = 0;
  for (let f = 0; f < derived.firmCount; f++) demand.live += firms.liveEffective[f];
  demand.initialServed = d.initialUtilisation * demand.live;
  demand.adoption = d.initialAdoption;
  demand.mature = d.initialAdoption * derived.initialMaturity;
  demand.struckMaturity = derived.initialMaturity;
  demand.logShock = 0;
  demand.shockFactor = 1;
  demand.shockVariance = 0;
  demand.performance = 1;
  demand.performanceStep = exp(derived.logPerformancePerMonth);
  demand.priceIndex = 1;
  demand.priceUsdBnPerYear = d.revenueUsdBnPerYear / demand.initialServed;
  demand.spendUsdBnPerYear = d.revenueUsdBnPerYear;
  demand.demanded = demand.initialServed;
  demand.utilisation = d.initialUtilisation;
  demand.revenueUsdBnPerYear = d.revenueUsdBnPerYear;
  demand.lastRevenueUsdBnPerYear = d.revenueUsdBnPerYear;
  demand.renewal = 1;
  demand.customerReturn = d.returnHurdle;
  demand.growthBelief = derived.initialAdoptionGrowth;
  demand.expectedRevenueUsdBnPerYear = d.revenueUsdBnPerYear * exp(derived.initialAdoptionGrowth * derived.growthYears);
  for (let f = 0; f < derived.firmCount; f++) firms.served[f] = firms.share[f] * demand.initialServed;
}

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
  power.smoothedDeliveriesMw = derived.initialOrdersMw;
  world.events.length = 0;
  fillLedger(world.ledger);
}
