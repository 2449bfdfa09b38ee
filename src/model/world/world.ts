/** Allocates all state of one economy once; `fillInitial` resets it before every run. */

import type { ColumnOf } from '../../columns/column.ts';
import type { LedgerEvent } from '../../columns/event.ts';
import type { Economy } from '../../scenario/economy.ts';
import { derive } from '../derived.ts';
import { compileEconomyNetwork, systemsPriceUsdBnPerMw } from '../economy-network.ts';
import { compileMarket } from '../market/rules.ts';
import { createMarketState } from '../market/state.ts';
import { inOrderOfIds } from '../order-of-ids.ts';
import { compileSupplyStep } from '../supply/compile-step.ts';
import { createSupplyState } from '../supply/state.ts';
import { copyOf } from './copy-data.ts';
import { createBooks, createSectors, createSupplierBooks } from './books.ts';
import { createConditions, linkEquities } from './conditions.ts';
import { decisionsBefore } from './decisions.ts';
import { createDemand } from './demand.ts';
import { createFirms } from './firms.ts';
import { initialVintages } from './initial-vintages.ts';
import { createPower } from './power.ts';
import { createLedger, createRace } from './race.ts';
import { compileRestrictions, createRegulation } from './regulation.ts';
import { createShocks } from './shocks.ts';
import { supplierCosts } from './supplier-costs.ts';
import { FLOW_COUNT } from './transactions.ts';

/** Compute the constants of a run, for a scenario whose firms and regions are sorted by id. */
function compileRules(scenario: Economy) {
  const derived = derive(scenario, systemsPriceUsdBnPerMw(scenario));
  const { network, links } = compileEconomyNetwork(scenario);
  const marketRules = compileMarketOf(scenario, derived.maxMonths);
  /** Ids along each axis. */
  const entities = {
    firm: scenario.firms.map((firm) => firm.id),
    node: network.nodeIds,
    supplier: network.companyIds,
    region: scenario.power.regions.map((region) => region.id),
    equity: marketRules?.equityIds ?? [],
    venue: marketRules?.venueIds ?? [],
  };
  return {
    derived,
    entities,
    network,
    links,
    suppliers: supplierCosts(scenario, network),
    equityLinks: linkEquities(scenario, network, entities.equity),
    /** Absent when the scenario has no market. */
    marketRules,
    /** Vintages before month 0, newest first, MW before wear. Shape [firm, age - 1]. */
    initialVintages: initialVintages(scenario, derived.monthlySurvival),
  };
}

/** Allocate every array of a world for a scenario; contents are set by `fillInitial`. */
export function createWorld(listed: Economy) {
  const scenario = copyOf(inOrderOfIds(listed));
  const rules = compileRules(scenario);
  const { derived, network, marketRules } = rules;
  const { firmCount, regionCount, maxMonths } = derived;
  const shocks = createShocks(derived);
  const regulation = createRegulation(regionCount);
  const events: LedgerEvent[] = [];
  const supply = createSupplyState(network, maxMonths);
  return {
    /** The world's copy of its scenario, with firms and regions sorted by id, as along every axis. */
    scenario,
    shocks,
    supply,
    supplyStep: compileSupplyStep(supply, network),
    firms: createFirms(scenario, derived),
    power: createPower(scenario, derived),
    demand: createDemand(),
    regulation,
    restrictions: compileRestrictions(scenario, shocks, regulation),
    books: createBooks(scenario, derived),
    supplierBooks: createSupplierBooks(network.nodes),
    sectors: createSectors(),
    /** Flows between sectors this month, USD bn, shape [kind of transaction]. */
    flows: { usdBn: new Float64Array(FLOW_COUNT) },
    race: createRace(scenario.walls.reduce((count, wall) => count + wall.any.length, 0)),
    ledger: createLedger(network.nodes),
    conditions: createConditions(firmCount),
    /** Absent when the scenario has no market. */
    market: marketRules && createMarketState(marketRules),
    /** Temporary: contest shares of the month, shape [firm]. */
    contestShare: new Float64Array(firmCount),
    /** Intensity decided, before execution noise, shape [firm, decision]. */
    intendedHistory: new Float64Array(firmCount * decisionsBefore(maxMonths)),
    events,
    ...rules,
  };
}
export type World = Readonly<ReturnType<typeof createWorld>>;

/** A column that is read from the world. */
export type ModelColumn = ColumnOf<World>;

/** Compile the market of a scenario, if there is one, for runs of so many months. */
export function compileMarketOf({ market, startMonth, finance }: Economy, months: number) {
  return market && compileMarket(market, { startMonth, months, riskFreePerYear: finance.riskFreePerYear });
}
