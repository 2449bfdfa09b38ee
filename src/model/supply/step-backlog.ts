/** Updates the order backlog of a node: new orders, duplicates, cancellations. */

import { inflation } from './gaming.ts';
import { OUTSIDE } from './link-plan.ts';
import type { SupplyNetwork } from './network.ts';
import type { SupplyState } from './state.ts';

/** Move orders that reach their suppliers this month into `dueOrders`. */
function compileMail(state: SupplyState, network: SupplyNetwork): (e: number, month: number) => void {
  const { mail, inMailUnits, dueOrders, placedUnits } = state;
  const { orderLead, mailRows, links } = network;
  return (e, month) => {
    if (orderLead[e] === 0) {
      dueOrders[e] = placedUnits[e];
      inMailUnits[e] = 0;
      return;
    }
    const slot = (month % mailRows) * links + e;
    dueOrders[e] = mail[slot];
    inMailUnits[e] -= mail[slot];
    mail[slot] = 0;
  };
}

/**
 * Enter this month's orders in the backlog of a node, with duplicates and cancellations.
 *
 * Duplicates are a stock: `(g - 1)` times the real backlog, g the inflation at the perceived fill rate. Missing
 * ones are placed within `1 / inflationAdjust` months, surplus ones cancelled at `cancelRate` a month. Real orders are
 * cancelled as the outside customer asks. Non-cancellable orders (`firmUnits`) stay until they are shipped.
 */
export function compileBacklog(state: SupplyState, network: SupplyNetwork): (n: number, month: number) => void {
  const { backlogRealUnits, backlogPhantomUnits, firmUnits, externalOrders, externalCancels, fill, dueOrders } = state;
  const { orderedUnits, phantomOrderedUnits, cancelledUnits, phantomCancelledUnits } = state;
  const { nodeBacklogUnits, incomingUnits, nodeCancelledUnits } = state;
  const { outStart, customer, games } = network;
  const stepMail = compileMail(state, network);
  return (n, month) => {
    const { inflationAdjust, cancelRate, nonCancellable } = network;
    const to = outStart[n + 1];
    let book = 0;
    let incoming = 0;
    let cancelledHere = 0;
    let lastFill = 1;
    let lastInflation = 1;
    for (let e = outStart[n]; e < to; e++) {
      const outside = customer[e] === OUTSIDE;
      if (!outside) stepMail(e, month);
      const real = outside ? externalOrders[e] : dueOrders[e];
      const request = outside ? externalCancels[e] : 0;
      let needed = backlogRealUnits[e] + real;
      let phantom = backlogPhantomUnits[e];
      let placed = 0;
      let cancelled = 0;
      let duplicates = 0;
      const game = games[e] === 1;
      if (game || request > 0 || phantom > 0) {
        // Customers rationed in proportion have bit-identical fill rates: one power per node, not one per link.
        if (game && fill[e] !== lastFill) {
          lastFill = fill[e];
          lastInflation = inflation(network, lastFill);
        }
        const gap = (game ? lastInflation - 1 : 0) * needed - phantom;
        placed = Math.max(0, gap) * inflationAdjust;
        const cancellable = Math.max(
          0,
          needed + phantom + placed * (1 - nonCancellable) - firmUnits[e] - nonCancellable * real,
        );
        cancelled = Math.min(request, needed, cancellable);
        duplicates = Math.min(Math.max(0, -gap) * cancelRate, cancellable - cancelled);
        needed -= cancelled;
        phantom = Math.max(0, phantom + placed - duplicates);
      }
      if (nonCancellable > 0) firmUnits[e] += nonCancellable * (real + placed);
      backlogRealUnits[e] = needed;
      backlogPhantomUnits[e] = phantom;
      orderedUnits[e] = real + placed;
      phantomOrderedUnits[e] = placed;
      cancelledUnits[e] = cancelled + duplicates;
      phantomCancelledUnits[e] = duplicates;
      book += needed + phantom;
      incoming += real + placed;
      cancelledHere += cancelled + duplicates;
    }
    nodeBacklogUnits[n] = book;
    incomingUnits[n] = incoming;
    nodeCancelledUnits[n] = cancelledHere;
  };
}

/**
 * End demand behind the orders at node `n`: real orders of outside customers, multiplied by the bills of materials
 * along the chain. Equipment orders count unchanged.
 */
export function stepEndDemand(state: SupplyState, network: SupplyNetwork, n: number): void {
  const { endDemandUnits, externalOrders, dueOrders } = state;
  const { customer, isEquipment, perMw } = network;
  let demand = 0;
  for (let e = network.outStart[n]; e < network.outStart[n + 1]; e++) {
    const c = customer[e];
    if (c === OUTSIDE) demand += externalOrders[e];
    else demand += isEquipment[e] === 1 ? dueOrders[e] : endDemandUnits[c] * perMw[e];
  }
  endDemandUnits[n] = demand;
}
