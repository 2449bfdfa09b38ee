/** Costs of holding, backlog and goods in transit, and demand met from stock. */

import { OUTSIDE } from './link-plan.ts';
import type { SupplyNetwork } from './network.ts';
import type { SupplyState } from './state.ts';

/**
 * Charge the month's costs to every node, USD.
 *
 * Rates: the node's own for finished stock and goods held for a disrupted customer; for input stock and goods at the
 * dock that of the link, which is the supplier's unless the node states one for its inputs; the stockout rate for
 * backlog, and the in-transit rate for goods in transit to customers. Demand met from stock is dispatches beyond the
 * backlog at the start of the month.
 *
 * Source: event order and charges of [SnyderShen2019], as in the network cases of test/truth/supply.
 */
export function stepCosts(state: SupplyState, network: SupplyNetwork): void {
  const { heldUnits, dockUnits, rawUnits, inTransitUnits, backlogUnits, shippedUnits, dispatchedUnits } = state;
  for (let n = 0; n < network.nodes; n++) {
    let held = 0;
    let travelling = 0;
    let met = 0;
    for (let e = network.outStart[n]; e < network.outStart[n + 1]; e++) {
      held += heldUnits[e];
      if (network.customer[e] !== OUTSIDE) travelling += inTransitUnits[e] - heldUnits[e];
      const before = backlogUnits[e] + shippedUnits[e] + state.cancelledUnits[e] - state.orderedUnits[e];
      met += Math.max(0, (network.disruptable ? dispatchedUnits[e] : shippedUnits[e]) - before);
    }
    let inputs = 0;
    for (let i = network.inStart[n]; i < network.inStart[n + 1]; i++) {
      const e = network.inLink[i];
      inputs += network.inputHoldingUsdPerMw[e] * (rawUnits[e] + dockUnits[e]);
    }
    state.holdingUsd[n] = network.holdingUsdPerMw[n] * (state.onHandUnits[n] + held) + inputs;
    state.stockoutUsd[n] = network.stockoutUsdPerMw[n] * state.nodeBacklogUnits[n];
    state.inTransitUsd[n] = network.inTransitUsdPerMw[n] * travelling;
    state.metUnits[n] = met;
  }
}
