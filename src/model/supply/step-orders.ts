/** Orders of a month in the supply network (phase A), from the customers up. */

import { stepOutages } from './disrupt.ts';
import { stepDisruptions } from './disrupt-node.ts';
import { stepExpansion } from './expand.ts';
import { stepForecast } from './forecast.ts';
import { OUTSIDE } from './link-plan.ts';
import type { SupplyNetwork } from './network.ts';
import { stepPolicy } from './policy.ts';
import type { SupplyState } from './state.ts';
import { stepBacklog, stepEndDemand } from './step-backlog.ts';

/** Orders of customers outside the model grow at a steady rate. */
function stepOthers(state: SupplyState, network: SupplyNetwork): void {
  for (let n = 0; n < network.nodes; n++) {
    const e = network.othersLink[n];
    if (e === OUTSIDE) continue;
    state.externalOrders[e] = state.othersUnits[n] * state.othersScale[n];
    state.othersUnits[n] *= network.othersGrowth[n];
  }
}

/** Decisions of node `n` after its orders arrive: forecast, orders for inputs, expansion. */
export function stepDecisions(state: SupplyState, network: SupplyNetwork, n: number, month: number): void {
  stepForecast(state, network, n);
  stepPolicy(state, network, n, month);
  if (network.expands[n] === 1) stepExpansion(state, network, n);
}

/**
 * Process this month's orders in the network, from the customers up.
 *
 * Reads `externalOrders` and `externalCancels`. Each node enters the orders that reach it. If orders are placed at the
 * start of the month, it then forecasts, orders from its suppliers and decides on capacity, so that orders without a
 * lead time pass through all tiers in one month. With orders at the end of the month, decisions follow
 * the shipments (`stepSupplyShipments`).
 */
export function stepSupplyOrders(state: SupplyState, network: SupplyNetwork, month: number): void {
  stepOutages(state, network, month);
  if (network.disruptable) stepDisruptions(state, network, month);
  stepOthers(state, network);
  for (let n = 0; n < network.nodes; n++) {
    stepBacklog(state, network, n, month);
    if (network.sharedDemand) stepEndDemand(state, network, n);
    if (!network.ordersAtEnd) stepDecisions(state, network, n, month);
  }
}
