/** Orders of a node for its inputs: state shown to its policy, the cap on orders, and orders in transit. */

import { ordersDisrupted } from './disrupt-node.ts';
import type { SupplyNetwork } from './network.ts';
import type { SupplyState } from './state.ts';

/** Decide and place the orders of a node on all its inputs. */
export function compileOrdering(state: SupplyState, network: SupplyNetwork): (n: number, month: number) => void {
  const { ordering, placedUnits, mail, inMailUnits, rawUnits, inTransitUnits, dockUnits, backlogRealUnits } = state;
  const { forecastUnits, onHandUnits, nodeBacklogUnits, smoothedShipments } = state;
  const { inStart, inLink, perMw, lineMonths, orderLead, mailRows, links, disruptable, ordersAtEnd } = network;
  const { backlogMonths, stockMonths, orderCapMw, policies } = network;

  /** Fill the state that the policy of node `n` reads. */
  function fillView(n: number, month: number): void {
    const from = inStart[n];
    ordering.month = month;
    ordering.forecastUnits = forecastUnits[n];
    ordering.onHandUnits = onHandUnits[n];
    ordering.nodeBacklogUnits = nodeBacklogUnits[n];
    ordering.unfilledMonths = ordersAtEnd ? backlogMonths[n] - 1 : backlogMonths[n];
    ordering.stockMonths = stockMonths[n];
    ordering.leastUnits = network.agreedShare * smoothedShipments[n];
    ordering.inputs = inStart[n + 1] - from;
    for (let i = 0; i < ordering.inputs; i++) {
      const e = inLink[from + i];
      ordering.perMw[i] = perMw[e];
      ordering.rawUnits[i] = rawUnits[e];
      // In transit, at the dock, in the supplier's backlog, and orders not yet received; without duplicates.
      ordering.onOrderUnits[i] = inTransitUnits[e] + dockUnits[e] + backlogRealUnits[e] + inMailUnits[e];
      ordering.lineMonths[i] = lineMonths[e];
    }
  }

  return (n, month) => {
    const from = inStart[n];
    const to = inStart[n + 1];
    if (from === to) return;
    const policy = policies[n];
    const cap = disruptable && ordersDisrupted(state, network, n) ? 0 : orderCapMw[n];
    fillView(n, month);
    for (let i = from; i < to; i++) {
      const e = inLink[i];
      const units = Math.min(cap * perMw[e], Math.max(0, policy.order(ordering, i - from)));
      const lead = orderLead[e];
      placedUnits[e] = units;
      if (lead > 0) mail[((month + lead) % mailRows) * links + e] += units;
      inMailUnits[e] += units;
    }
  };
}
