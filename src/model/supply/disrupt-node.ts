/** Disruptions of whole nodes: no orders, no shipments to it, a stalled pipeline, a closed dock, or no production. */

import { DISRUPTION } from './compile-nodes.ts';
import { OUTSIDE } from './link-plan.ts';
import type { SupplyNetwork } from './network.ts';
import type { SupplyState } from './state.ts';

/** Decide which nodes are disrupted this month: by the listed months, otherwise by random failure and recovery. */
export function stepDisruptions(state: SupplyState, network: SupplyNetwork, month: number): void {
  const { disrupted, disruptionUniforms, maxMonths } = state;
  for (let n = 0; n < network.nodes; n++) {
    if (network.disruption[n] === DISRUPTION.none) continue;
    const dates = network.disruptionDates[n];
    if (dates.length > 0) disrupted[n] = month < dates.length ? dates[month] : 0;
    else {
      const chance = disrupted[n] === 1 ? 1 - network.recoverChance[n] : network.failChance[n];
      disrupted[n] = disruptionUniforms[n * maxMonths + month] < chance ? 1 : 0;
    }
  }
}

function struck(state: SupplyState, network: SupplyNetwork, n: number, kind: number): boolean {
  return network.disruption[n] === kind && state.disrupted[n] === 1;
}

/** Cancel this month's orders of node `n` while its orders are disrupted; call before they are sent. */
export function ordersDisrupted(state: SupplyState, network: SupplyNetwork, n: number): boolean {
  return struck(state, network, n, DISRUPTION.orders);
}

/** Whether node `n` makes nothing this month. */
export function productionDisrupted(state: SupplyState, network: SupplyNetwork, n: number): boolean {
  return struck(state, network, n, DISRUPTION.production);
}

/**
 * Hold shipments of node `n` to customers whose inbound shipments are disrupted; release them afterwards.
 *
 * Held goods have left stock and backlog of the supplier, and are still on order for the customer.
 */
export function stepHeld(state: SupplyState, network: SupplyNetwork, n: number, month: number): void {
  const { heldUnits, shippedUnits, dispatchedUnits, receivedUnits, transit } = state;
  for (let e = network.outStart[n]; e < network.outStart[n + 1]; e++) {
    dispatchedUnits[e] = shippedUnits[e];
    const c = network.customer[e];
    if (c === OUTSIDE || network.disruption[c] !== DISRUPTION.shipments) continue;
    const released = state.disrupted[c] === 1 ? -shippedUnits[e] : heldUnits[e];
    heldUnits[e] -= released;
    dispatchedUnits[e] += released;
    const lead = network.shipLead[e];
    if (lead === 0) {
      receivedUnits[e] = dispatchedUnits[e];
      state.inTransitUnits[e] = heldUnits[e];
    } else transit[((month + lead) % network.transitRows) * network.links + e] += released;
  }
}

/** Hold arrivals of node `n` at its dock while receipt is disrupted; take them in afterwards. */
export function stepDock(state: SupplyState, network: SupplyNetwork, n: number): void {
  if (network.disruption[n] !== DISRUPTION.receipt) return;
  const { dockUnits, receivedUnits } = state;
  for (let e = 0; e < network.links; e++) {
    if (network.customer[e] !== n) continue;
    const waiting = dockUnits[e] + receivedUnits[e];
    dockUnits[e] = state.disrupted[n] === 1 ? waiting : 0;
    receivedUnits[e] = state.disrupted[n] === 1 ? 0 : waiting;
  }
}

/**
 * Delay the pipelines of nodes with disrupted transport by a month; goods due this month have arrived.
 *
 * An unlimited source ships at once: what was ordered from it is in transit for both lead times, and waits too.
 */
export function stepStalled(state: SupplyState, network: SupplyNetwork, month: number): void {
  const { transit, mail } = state;
  const { links, supplier, customer, shipLead, orderLead } = network;
  for (let e = 0; e < links; e++) {
    const c = customer[e];
    if (c === OUTSIDE || !struck(state, network, c, DISRUPTION.transport)) continue;
    const due = month * links + e;
    delayByMonth(transit, due, shipLead[e], links);
    if (supplier[e] === OUTSIDE) delayByMonth(mail, due, orderLead[e], links);
  }
}

/** Delay by a month what a pipeline of shape [row, link] brings in the `lead` months after the one at slot `due`. */
function delayByMonth(pipeline: Float64Array, due: number, lead: number, links: number): void {
  for (let k = lead; k > 0; k--) {
    const from = (due + k * links) % pipeline.length;
    pipeline[(due + (k + 1) * links) % pipeline.length] += pipeline[from];
    pipeline[from] = 0;
  }
}
