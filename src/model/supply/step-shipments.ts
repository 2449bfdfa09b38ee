/** Receipt, production, rationing and shipments of a month in the supply network (phase B), from the suppliers down. */

import { stepDock, stepHeld, stepStalled } from './disrupt-node.ts';
import { stepCapacity } from './expand.ts';
import type { SupplyNetwork } from './network.ts';
import { stepQuote } from './price.ts';
import type { SupplyState } from './state.ts';
import { stepDecisions } from './step-orders.ts';
import { stepShip } from './step-ship.ts';

/** Receive the goods due this month from every pipeline. */
function stepArrivals(state: SupplyState, network: SupplyNetwork, month: number): void {
  const { transit, receivedUnits, inTransitUnits } = state;
  const { links } = network;
  const row = (month % network.transitRows) * links;
  for (let e = 0; e < links; e++) {
    const units = transit[row + e];
    receivedUnits[e] = units;
    transit[row + e] = 0;
    inTransitUnits[e] = Math.max(0, inTransitUnits[e] - units);
  }
}

/**
 * Produce the orders due, as far as capacity and inputs allow.
 *
 * `made = min(capacity x uptime, inputs / bill of materials, due - on hand)`; a node that processes inputs as they
 * arrive omits the last term.
 */
function stepProduction(state: SupplyState, network: SupplyNetwork, n: number): void {
  const { rawUnits, receivedUnits, onHandUnits } = state;
  const { inLink, perMw } = network;
  const from = network.inStart[n];
  const to = network.inStart[n + 1];
  const capacity = state.capacity[n];
  let units = capacity * network.uptime[n] * state.availability[n];
  if (network.atOnce[n] === 0) {
    units = Math.min(units, Math.max(0, state.nodeBacklogUnits[n] / network.backlogMonths[n] - onHandUnits[n]));
  }
  for (let i = from; i < to; i++) {
    const e = inLink[i];
    rawUnits[e] += receivedUnits[e];
    units = Math.min(units, rawUnits[e] / perMw[e]);
  }
  for (let i = from; i < to; i++) {
    const e = inLink[i];
    rawUnits[e] = Math.max(0, rawUnits[e] - units * perMw[e]);
  }
  state.producedUnits[n] = units;
  state.utilisation[n] = capacity > 0 ? units / capacity : 0;
  onHandUnits[n] += units;
  state.capacity[n] = capacity * network.capacityRetained[n];
}

/** Unlimited sources ship incoming orders at once. */
function stepSources(state: SupplyState, network: SupplyNetwork, month: number): void {
  const { placedUnits, mail, inMailUnits, transit, inTransitUnits } = state;
  const { links, orderLead, shipLead, mailRows, transitRows } = network;
  const row = (month % mailRows) * links;
  for (let e = network.outStart[network.nodes]; e < links; e++) {
    let units = placedUnits[e];
    if (orderLead[e] > 0) {
      units = mail[row + e];
      mail[row + e] = 0;
    }
    inMailUnits[e] -= units;
    state.orderedUnits[e] = units;
    state.shippedUnits[e] = units;
    if (shipLead[e] === 0) state.receivedUnits[e] = units;
    else {
      transit[((month + shipLead[e]) % transitRows) * links + e] += units;
      inTransitUnits[e] += units;
    }
  }
}

/**
 * Process this month's goods in the network, from the suppliers down.
 *
 * Each node receives goods shipped one lead time ago, makes `min(capacity x uptime, inputs / bill of materials,
 * wanted)`, rations its stock and ships. Every month, on every link, exactly:
 * `backlog' = backlog + orders - shipments - cancellations >= 0`; on every node: made <= capacity x uptime and
 * shipped <= on hand + made (test/model/supply/identities.test.ts).
 */
export function stepSupplyShipments(state: SupplyState, network: SupplyNetwork, month: number): void {
  const { nodes } = network;
  for (let n = 0; n < nodes; n++) state.purchasesUsdBn[n] = 0;
  stepArrivals(state, network, month);
  if (!network.ordersAtEnd) stepSources(state, network, month);
  for (let n = nodes - 1; n >= 0; n--) {
    if (network.disruptable) stepDock(state, network, n);
    if (network.expands[n] === 1) stepCapacity(state, network, n);
    stepProduction(state, network, n);
    stepShip(state, network, n, month);
    if (network.disruptable) stepHeld(state, network, n, month);
    stepQuote(state, network, n);
  }
  if (network.ordersAtEnd) {
    for (let n = 0; n < nodes; n++) stepDecisions(state, network, n, month);
    stepSources(state, network, month);
  }
  if (network.disruptable) stepStalled(state, network, month);
}
