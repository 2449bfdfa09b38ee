/** Capacity expansion of nodes: decisions, equipment orders, and completion. */

import { exp } from '../../numeric/elementary.ts';
import { OUTSIDE } from './link-plan.ts';
import type { SupplyNetwork } from './network.ts';
import type { SupplyState } from './state.ts';

/** Start building `units` of capacity at node `n`, ready after its install time; at once when that is 0. */
function stepInstall(state: SupplyState, network: SupplyNetwork, n: number, units: number): void {
  const months = network.installMonths[n];
  const cursor = state.installCursor[n];
  if (months === 0) stepCapacityReady(state, n, units);
  else state.install[network.installBase[n] + (cursor === 0 ? months : cursor - 1)] = units;
}

function stepCapacityReady(state: SupplyState, n: number, units: number): void {
  state.capacity[n] += units;
  state.capacityUnderWay[n] = Math.max(0, state.capacityUnderWay[n] - units);
}

/**
 * Decide this month's expansion of node `n` and order its equipment.
 *
 * `need = L e^min(gExp, w trend build) / targetUtilisation + (backlog - normal)+ / clear`, L the level of demand. The
 * gap to the capacity in place and under construction is closed within `adjust` months, wear is replaced, and additions
 * are limited to a share of capacity per month. Migration to the next generation orders equipment beyond that. Excess
 * reversible capacity is removed in the same way. Irreversibility and the accelerator principle - equipment orders
 * follow the change of demand - make this the steepest amplifier of the chain.
 */
export function stepExpansion(state: SupplyState, network: SupplyNetwork, n: number): void {
  const { capacity, capacityUnderWay, expansionUnits, level } = state;
  const growth = network.expansionTrendWeight[n] * state.trend[n] * network.buildMonths[n];
  const believed = growth === 0 ? 1 : exp(Math.min(network.maxLogGrowth[n], growth));
  const excess = state.nodeBacklogUnits[n] - network.expansionBacklogMonths[n] * level[n];
  const need =
    (level[n] * believed) / network.targetUtilisation[n] + Math.max(0, excess) / network.backlogClearMonths[n];
  const gap = (need - capacity[n] - capacityUnderWay[n]) * network.expansionAdjust[n];
  const most = network.maxExpansion[n] * capacity[n];
  const wear = (1 - network.expansionAdjust[n]) * network.wear[n] * capacity[n];
  const expansion = Math.min(Math.max(gap + wear, 0), most);
  expansionUnits[n] = expansion;
  capacityUnderWay[n] += expansion;
  state.expansionUsdBn[n] = expansion * network.expansionPrice[n];
  if (network.irreversible[n] === 0 && gap < 0) capacity[n] -= Math.min(-gap, most);
  const e = network.equipmentLink[n];
  if (e === OUTSIDE) stepInstall(state, network, n, expansion);
  else {
    const migrated = network.migration[n] * capacity[n];
    state.expansionDueUnits[n] += expansion;
    state.migrationDueUnits[n] += migrated;
    state.placedUnits[e] = (expansion + migrated) * network.perMw[e];
  }
}

/** The part of arrived equipment that adds capacity, MW/month; the rest replaces migrated capacity. */
function takeEquipment(state: SupplyState, n: number, units: number): number {
  const { expansionDueUnits, migrationDueUnits } = state;
  const due = expansionDueUnits[n] + migrationDueUnits[n];
  const added = due > 0 ? (units * expansionDueUnits[n]) / due : units;
  expansionDueUnits[n] = Math.max(0, expansionDueUnits[n] - added);
  migrationDueUnits[n] = Math.max(0, migrationDueUnits[n] - (units - added));
  return added;
}

/** Receive equipment and complete works that are due. */
export function stepCapacity(state: SupplyState, network: SupplyNetwork, n: number): void {
  const months = network.installMonths[n];
  const e = network.equipmentLink[n];
  if (e !== OUTSIDE) stepInstall(state, network, n, takeEquipment(state, n, state.receivedUnits[e] / network.perMw[e]));
  if (months === 0) return;
  const slot = network.installBase[n] + state.installCursor[n];
  stepCapacityReady(state, n, state.install[slot]);
  state.install[slot] = 0;
  state.installCursor[n] = state.installCursor[n] === months ? 0 : state.installCursor[n] + 1;
}
