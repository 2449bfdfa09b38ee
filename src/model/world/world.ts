/** Allocates all state of one economy once; `fillInitial` resets it before every run. */

import type { ColumnOf } from '../../columns/column.ts';
import type { LedgerEvent } from '../../columns/event.ts';
import type { Economy } from '../../scenario/economy.ts';
import { derive } from '../derived.ts';
import { compileEconomyNetwork, systemsPriceUsdBnPerMw } from '../economy-network.ts';
import { compileMarket } from '../market/rules.ts';
import { createMarketState } from '../market/state.ts';
import { inOrderOfIds } from '../order-of-ids.ts';
import { createSupplyState } from '../supply/state.ts';
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

/** Allocate every array of a world for a scenario; contents are set by `fillInitial`. */
export function createWorld(listed: Economy) {
  const scenario = inOrderOfIds(listed);
  const derived = derive(scenario, systemsPriceUsdBnPerMw(scenario));
  const { firmCount, regionCount, maxMonths } = derived;
  const { network, links } = compileEconomyNetwork(scenario);
  const marketRules = compileMarketOf(scenario, maxMonths);
  const shocks = createShocks(derived);
  const regulation = createRegulation(regionCount);
  const events: LedgerEvent[] = [];
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
    /** The scenario with firms and regions in order of id, as they stand along every axis. */
    scenario,
    derived,
    entities,
    network,
    links,
    suppliers: supplierCosts(scenario, network),
    equityLinks: linkEquities(scenario, network, entities.equity),
    shocks,
    supply: createSupplyState(network, maxMonths),
    firms: createFirms(scenario, derived),
    power: createPower(scenario, derived),
    demand: createDemand(),
    regulation,
    restrictions: compileRestrictions(scenario, shocks, regulation),
    books: createBooks(scenario, derived),
    supplierBooks: createSupplierBooks(network.nodes),
    sectors: createSectors(),
    /** What moved between sectors this month, USD bn, shape [kind of transaction]. */
    flows: { usdBn: new Float64Array(FLOW_COUNT) },
    race: createRace(scenario.walls.reduce((count, wall) => count + wall.any.length, 0)),
    ledger: createLedger(network.nodes),
    conditions: createConditions(firmCount),
    /** Absent when the scenario has no market. */
    market: marketRules && createMarketState(marketRules),
    marketRules,
    /** Scratch: contest shares of the month, shape [firm]. */
    contestShare: new Float64Array(firmCount),
    /** Intensity decided, before execution noise, shape [firm, decision]. */
    intendedHistory: new Float64Array(firmCount * decisionsBefore(maxMonths)),
    /** Vintages before month 0, newest first, MW before wear. Shape [firm, age - 1]. */
    initialVintages: initialVintages(scenario, derived.monthlySurvival),
    events,
  };
}
export type World = Readonly<ReturnType<typeof createWorld>>;

/** A column that is read off the world. */
export type ModelColumn = ColumnOf<World>;

function compileMarketOf({ market, startMonth, finance }: Economy, months: number) {
  return market && compileMarket(market, { startMonth, months, riskFreePerYear: finance.riskFreePerYear });
}
