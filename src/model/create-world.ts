/** Allocate a world once; `fillInitial` resets it before every run. */

import type { Economy } from '../scenario/economy.ts';
import { supplierCosts } from './accounts/supplier-costs.ts';
import { FLOW_COUNT } from './accounts/transactions.ts';
import { derive } from './derived.ts';
import { initialVintages } from './initial.ts';
import { compileRestrictions } from './regulation/restrictions.ts';
import type { ModelColumn } from './model-column.ts';
import { inOrderOfIds } from './order-of-ids.ts';
import { linkEquities } from './market-link.ts';
import { compileMarket } from './market/rules.ts';
import { createMarketState } from './market/state.ts';
import { compileWalls } from './walls/compile-walls.ts';
import { compileEconomyNetwork, systemsPriceUsdBnPerMw } from './economy-network.ts';
import { createSupplyState } from './supply/state.ts';
import { FIRST_DECISION_MONTH, MONTHS_PER_DECISION, type World } from './world.ts';

const zeros = (length: number): Float64Array => new Float64Array(length);

/** Number of decisions taken in a run of so many months. */
export function decisionCount(months: number): number {
  return Math.max(0, Math.ceil((months - FIRST_DECISION_MONTH) / MONTHS_PER_DECISION));
}

/**
 * Allocate every array of a world for a scenario; contents are set by `fillInitial`.
 *
 * @param columns  What walls may watch.
 * @throws ScenarioError  When a wall watches something that is no column.
 */
export function createWorld(listed: Economy, columns: readonly ModelColumn[]): World {
  const scenario = inOrderOfIds(listed);
  const { network, links } = compileEconomyNetwork(scenario);
  const marketRules = compiledMarket(scenario);
  const entities = {
    firm: scenario.firms.map((firm) => firm.id),
    node: network.nodeIds,
    supplier: network.companyIds,
    region: scenario.power.regions.map((region) => region.id),
    equity: marketRules?.equityIds ?? [],
    venue: marketRules?.venueIds ?? [],
  };
  const derived = derive(scenario, systemsPriceUsdBnPerMw(scenario));
  const { firmCount: F, regionCount: R, maxMonths: T, queueDepth } = derived;
  const N = scenario.supply.nodes.length;
  const life = scenario.finance.systemsLifeMonths;
  const conditions = scenario.walls.reduce((count, wall) => count + wall.any.length, 0);
  const byFirm = () => zeros(F);
  const byRegion = () => zeros(R);
  const shocks = {
    demand: zeros(T),
    core: zeros(F * T),
    moratorium: zeros(R * T),
    permitDelay: zeros(R * T),
    exportControl: zeros(T),
    antitrust: zeros(T),
  };
  const regulation = {
    pressure: 0,
    stringency: 0,
    moratoriumUntil: byRegion(),
    permitDelayUntil: byRegion(),
    nationalUntil: zeros(2),
    moratoriumShare: 0,
  };
  return {
    scenario,
    derived,
    network,
    links,
    supply: createSupplyState(network, T),
    shocks,
    firms: {
      intended: byFirm(),
      intensity: byFirm(),
      history: zeros(F * decisionCount(T)),
      share: byFirm(),
      weight: byFirm(),
      disciplinedTarget: byFirm(),
      racingTarget: byFirm(),
      target: byFirm(),
      userCost: byFirm(),
      pipeline: byFirm(),
      gate: byFirm(),
      lit: byFirm().fill(1),
      desiredMw: byFirm(),
      capMw: byFirm(),
      investmentMw: byFirm(),
      wallInvestmentMw: byFirm(),
      breach: byFirm(),
      stagedMw: byFirm(),
      stagedEffective: byFirm(),
      liveMw: byFirm(),
      liveEffective: byFirm(),
      receivedMw: byFirm(),
      deployedMw: byFirm(),
      retiredMw: byFirm(),
      vintageMw: zeros(F * (life + T)),
      vintageEffective: zeros(F * (life + T)),
      retiringMw: byFirm(),
      retiringEffective: byFirm(),
      served: byFirm(),
    },
    power: {
      energisedMw: byFirm(),
      newlyEnergisedMw: byFirm(),
      regionEnergisedMw: byRegion(),
      headroomMw: byRegion(),
      additionsMw: byRegion(),
      queueMw: zeros(R * (queueDepth + T) * F),
      queueHead: new Int32Array(R),
      queuedMw: byRegion(),
      firmQueuedMw: byFirm(),
      speculativeMw: byRegion(),
      permittingMw: zeros(R * F),
      buildingMw: zeros(R * F * scenario.power.shellLeadMonths),
      buildingTotalMw: byFirm(),
      standingMw: byFirm(),
      underwayMw: byFirm(),
      shellsMw: zeros(R * F),
      transformersMw: byFirm(),
      acceptance: byFirm(),
      attraction: byRegion(),
      grantedMw: byFirm(),
      turbinesMw: zeros(F * scenario.power.behindTheMeter.leadMonths),
      turbinesOnOrderMw: byFirm(),
      turbinesInstalledMw: byFirm(),
      turbinesOrderedMw: byFirm(),
      turbinesArrivedMw: byFirm(),
      waitMonths: byRegion(),
      priceIndex: byRegion(),
      baseScarcity: byRegion(),
      meanPriceIndex: 1,
      smoothedDeliveriesMw: 0,
      meanWaitMonths: 0,
    },
    demand: {
      adoption: 0,
      mature: 0,
      struckMaturity: 0,
      logShock: 0,
      shockFactor: 1,
      shockVariance: 0,
      performance: 1,
      performanceStep: 1,
      priceIndex: 1,
      spendUsdBnPerYear: 0,
      demanded: 0,
      live: 0,
      utilisation: 0,
      revenueUsdBnPerYear: 0,
      lastRevenueUsdBnPerYear: 0,
      priceUsdBnPerYear: 0,
      initialServed: 1,
      customerReturn: 0,
      renewal: 0,
      growthBelief: 0,
      expectedRevenueUsdBnPerYear: 0,
    },
    regulation,
    restrictions: compileRestrictions(scenario, shocks, regulation),
    books: {
      cash: byFirm(),
      debt: byFirm(),
      equity: byFirm(),
      systems: byFirm(),
      shells: byFirm(),
      stagedSystems: byFirm(),
      shellsUnderway: byFirm(),
      turbinesUnderway: byFirm(),
      prepaid: byFirm(),
      systemsCharge: byFirm(),
      shellsCharge: byFirm(),
      chargeEnds: zeros(F * (life + T)),
      shellChargeEnds: zeros(F * (scenario.finance.shellLifeMonths + T)),
      coreCashFlow: byFirm(),
      revenue: byFirm(),
      operatingCost: byFirm(),
      depreciation: byFirm(),
      interest: byFirm(),
      tax: byFirm(),
      netIncome: byFirm(),
      aiCapex: byFirm(),
      coreCapex: byFirm(),
      payout: byFirm(),
      economicProfit: byFirm(),
      prize: byFirm(),
      operatingProfitPerYear: byFirm(),
      capacity: byFirm(),
    },
    suppliers: supplierCosts(scenario, network),
    supplierBooks: {
      cash: zeros(N),
      inventory: zeros(N),
      plant: zeros(N),
      deferred: zeros(N),
      equity: zeros(N),
      revenue: zeros(N),
      costOfSales: zeros(N),
      depreciation: zeros(N),
      operatingProfit: zeros(N),
      capex: zeros(N),
    },
    sectors: {
      customers: 0,
      lenders: 0,
      shareholders: 0,
      state: 0,
      contractors: 0,
      initialCash: 0,
      worstResidual: 0,
      worstIdentity: '',
    },
    flows: { usdBn: zeros(FLOW_COUNT) },
    race: {
      wallMonth: -1,
      wall: 'none',
      wallReading: Number.NaN,
      nextWall: 'none',
      pauseSuppressed: false,
      held: new Int32Array(conditions),
      roi: 0,
      roiWithConstruction: 0,
      roiRing: zeros(12),
      paybackYears: 0,
      initialGridLoadMw: 0,
      initialLoadShare: 0,
      initialCapexShare: 0,
      initialHhi: 0,
    },
    entities,
    walls: compileWalls(scenario.walls, columns, entities),
    contestShare: byFirm(),
    intendedHistory: zeros(F * decisionCount(T)),
    initialVintages: initialVintages(scenario, derived.monthlySurvival),
    ledger: { expanded: zeros(N), cancelled: zeros(N), expansionTold: zeros(N), waveTold: zeros(N) },
    conditions: {
      narrative: 0,
      waccPerYear: byFirm(),
      spreadPerYear: byFirm(),
      leverageFactor: byFirm(),
      smoothedCapexUsdBn: 0,
    },
    market: marketRules && createMarketState(marketRules),
    marketRules,
    equityLinks: linkEquities(scenario, network, entities.equity),
    events: [],
  };
}

function compiledMarket(scenario: Economy): World['marketRules'] {
  const { market, startMonth, horizonMonths, stop, finance } = scenario;
  const months = horizonMonths + stop.aftermathMonths;
  return market && compileMarket(market, { startMonth, months, riskFreePerYear: finance.riskFreePerYear });
}
