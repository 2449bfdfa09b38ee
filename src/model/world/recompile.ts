/** Changes the numbers of a world: recomputes what depends on them, in the existing arrays. */

import type { Economy } from '../../scenario/economy.ts';
import { derive } from '../derived.ts';
import { builderOrders, systemsPriceUsdBnPerMw } from '../economy-network.ts';
import { inOrderOfIds } from '../order-of-ids.ts';
import { compileFlows, compileFrame } from '../supply/network.ts';
import { linkEquities } from './conditions.ts';
import { copyInto, copyPart, isSameData } from './copy-data.ts';
import { initialVintages } from './initial-vintages.ts';
import { supplierCosts } from './supplier-costs.ts';
import { compileMarketOf, type World } from './world.ts';

/** Which of the costly parts of a scenario have changed numbers. */
export interface Changes {
  readonly nodes: boolean;
  /** Ordering policy and forecast that nodes share. */
  readonly rules: boolean;
  readonly market: boolean;
  readonly walls: boolean;
}

/** Paths of the numbers that each of those parts depends on. */
const PATHS: Readonly<Record<keyof Changes, readonly string[]>> = {
  nodes: ['supply.nodes'],
  rules: ['supply.policy', 'supply.forecast'],
  market: ['market', 'finance.riskFreePerYear'],
  walls: ['walls'],
};

/** Changes when only the numbers at these paths change. */
export function changesAt(paths: readonly string[]): Changes {
  const isAny = (starts: readonly string[]) => paths.some((path) => starts.some((start) => path.startsWith(start)));
  return {
    nodes: isAny(PATHS.nodes),
    rules: isAny(PATHS.rules),
    market: isAny(PATHS.market),
    walls: isAny(PATHS.walls),
  };
}

function changesBetween({ supply, market, finance, walls }: Economy, next: Economy): Changes {
  return {
    nodes: !isSameData(supply.nodes, next.supply.nodes),
    rules: !isSameData(supply.policy, next.supply.policy) || !isSameData(supply.forecast, next.supply.forecast),
    market: finance.riskFreePerYear !== next.finance.riskFreePerYear || !isSameData(market, next.market),
    walls: !isSameData(walls, next.walls),
  };
}

/**
 * Write the numbers of another scenario into that of a world.
 *
 * @returns  What changed; undefined when anything but real numbers differs, and the world is then unusable.
 */
export function takeNumbers({ scenario }: World, next: Economy): Changes | undefined {
  const changes = changesBetween(scenario, next);
  return copyInto(scenario, inOrderOfIds(next)) ? changes : undefined;
}

/**
 * Recompute everything that depends on the changed scenario of a world.
 *
 * @returns  False when arrays would need another length; the world is then unusable.
 */
export function recompileWorld(world: World, { nodes, rules, market }: Changes): boolean {
  const { scenario, network } = world;
  if (!copyInto(world.derived, derive(scenario, systemsPriceUsdBnPerMw(scenario)))) return false;
  const orders = builderOrders(scenario);
  if (nodes && !copyPart(network, compileFrame(scenario.supply, orders))) return false;
  // Equivalent functions are not replaced, because calls to new ones are slow at first.
  if (!copyPart(network, compileFlows(scenario.supply, network, orders), nodes || rules)) return false;
  if (!copyInto(world.suppliers, supplierCosts(scenario, network))) return false;
  world.initialVintages.set(initialVintages(scenario, world.derived.monthlySurvival));
  return !market || recompileMarket(world);
}

function recompileMarket({ scenario, derived, network, entities, equityLinks, marketRules }: World): boolean {
  const rules = compileMarketOf(scenario, derived.maxMonths);
  if (rules === undefined || marketRules === undefined) return rules === marketRules;
  return copyInto(marketRules, rules) && copyInto(equityLinks, linkEquities(scenario, network, entities.equity));
}
