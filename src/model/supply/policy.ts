/** Orders of a node for its inputs: state shown to its policy, the cap on orders, and orders in transit. */

import { ordersDisrupted } from './disrupt-node.ts';
import type { SupplyNetwork } from './network.ts';
import type { SupplyState } from './state.ts';

/**
 * Supply line of link `e`: in transit, at the dock, in the supplier's backlog, and orders not yet received; without
 * duplicates.
 */
function onOrder(state: SupplyState, e: number): number {
  return state.inTransitUnits[e] + state.dockUnits[e] + state.backlogRealUnits[e] + state.inMailUnits[e];
}

/** Fill the state that the policy of node `n` reads. */
function fillView(state: SupplyState, network: SupplyNetwork, n: number, month: number): void {
  const { ordering } = state;
  const from = network.inStart[n];
  ordering.month = month;
  ordering.forecastUnits = state.forecastUnits[n];
  ordering.onHandUnits = state.onHandUnits[n];
  ordering.nodeBacklogUnits = state.nodeBacklogUnits[n];
  ordering.unfilledMonths = network.ordersAtEnd ? network.backlogMonths[n] - 1 : network.backlogMonths[n];
  ordering.stockMonths = network.stockMonths[n];
  ordering.leastUnits = network.agreedShare * state.smoothedShipments[n];
  ordering.inputs = network.inStart[n + 1] - from;
  for (let i = 0; i < ordering.inputs; i++) {
    const e = network.inLink[from + i];
    ordering.perMw[i] = network.perMw[e];
    ordering.rawUnits[i] = state.rawUnits[e];
    ordering.onOrderUnits[i] = onOrder(state, e);
    ordering.lineMonths[i] = network.lineMonths[e];
  }
}

/** Send this month's order on link `e`, given in `placedUnits`. */
function stepMailOut(state: SupplyState, network: SupplyNetwork, e: number, month: number): void {
  const units = state.placedUnits[e];
  const lead = network.orderLead[e];
  if (lead > 0) state.mail[((month + lead) % network.mailRows) * network.links + e] = units;
  state.inMailUnits[e] += units;
}

/** Decide and place the orders of node `n` on all its inputs. */
export function stepPolicy(state: SupplyState, network: SupplyNetwork, n: number, month: number): void {
  const from = network.inStart[n];
  if (from === network.inStart[n + 1]) return;
  const { ordering } = state;
  const policy = network.policies[n];
  const cap = network.disruptable && ordersDisrupted(state, network, n) ? 0 : network.orderCapMw[n];
  fillView(state, network, n, month);
  for (let i = 0; i < ordering.inputs; i++) {
    const e = network.inLink[from + i];
    state.placedUnits[e] = Math.min(cap * ordering.perMw[i], Math.max(0, policy.order(ordering, i)));
    stepMailOut(state, network, e, month);
  }
}
