/** Orders of a month in the supply network (phase A), from the customers up. */

import { compileOutages } from './disrupt.ts';
import { stepDisruptions } from './disrupt-node.ts';
import { stepExpansion } from './expand.ts';
import { compileForecasts } from './forecast.ts';
import { OUTSIDE } from './link-plan.ts';
import type { SupplyNetwork } from './network.ts';
import { compileOrdering } from './policy.ts';
import type { SupplyState } from './state.ts';
import { compileBacklog, stepEndDemand } from './step-backlog.ts';

/** Orders of customers outside the model grow at a steady rate. */
function compileOthers({ externalOrders, othersUnits, othersScale }: SupplyState, network: SupplyNetwork): () => void {
  const { nodes, othersLink, othersGrowth } = network;
  return () => {
    for (let n = 0; n < nodes; n++) {
      const e = othersLink[n];
      if (e === OUTSIDE) continue;
      externalOrders[e] = othersUnits[n] * othersScale[n];
      othersUnits[n] *= othersGrowth[n];
    }
  };
}

/** Decisions of a node after its orders arrive: forecast, orders for inputs, expansion. */
export function compileDecisions(state: SupplyState, network: SupplyNetwork): (n: number, month: number) => void {
  const { expands } = network;
  const stepForecast = compileForecasts(state, network);
  const stepOrdering = compileOrdering(state, network);
  return (n, month) => {
    stepForecast(n);
    stepOrdering(n, month);
    if (expands[n] === 1) stepExpansion(state, network, n);
  };
}

/**
 * Process this month's orders in the network, from the customers up.
 *
 * Reads `externalOrders` and `externalCancels`. Each node enters the orders that reach it. If orders are placed at the
 * start of the month, it then forecasts, orders from its suppliers and decides on capacity, so that orders without a
 * lead time pass through all tiers in one month. With orders at the end of the month, decisions follow the shipments.
 */
export function compileOrders(
  state: SupplyState,
  network: SupplyNetwork,
  stepDecisions: (n: number, month: number) => void,
): (month: number) => void {
  const { nodes, disruptable, sharedDemand, ordersAtEnd } = network;
  const stepOutages = compileOutages(state, network);
  const stepOthers = compileOthers(state, network);
  const stepBacklog = compileBacklog(state, network);
  return (month) => {
    stepOutages(month);
    if (disruptable) stepDisruptions(state, network, month);
    stepOthers();
    for (let n = 0; n < nodes; n++) {
      stepBacklog(n, month);
      if (sharedDemand) stepEndDemand(state, network, n);
      if (!ordersAtEnd) stepDecisions(n, month);
    }
  };
}
