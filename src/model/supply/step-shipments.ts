/** Receipt, production, rationing and shipments of a month in the supply network (phase B), from the suppliers down. */

import { productionDisrupted, stepDock, stepHeld, stepStalled } from './disrupt-node.ts';
import { stepCapacity } from './expand.ts';
import type { SupplyNetwork } from './network.ts';
import { compileQuote } from './price.ts';
import type { SupplyState } from './state.ts';
import { compileShip } from './step-ship.ts';

/** Receive the goods due this month from every pipeline. */
function compileArrivals(state: SupplyState, { links }: SupplyNetwork): (row: number) => void {
  const { transit, receivedUnits, inTransitUnits } = state;
  return (row) => {
    for (let e = 0; e < links; e++) {
      const slot = row * links + e;
      const units = transit[slot];
      receivedUnits[e] = units;
      transit[slot] = 0;
      inTransitUnits[e] = Math.max(0, inTransitUnits[e] - units);
    }
  };
}

/**
 * Produce the orders due, as far as capacity and inputs allow.
 *
 * `made = min(capacity x uptime, inputs / bill of materials, due - on hand)`; a node that processes inputs as they
 * arrive omits the last term. A node whose production is disrupted makes nothing.
 */
function compileProduction(state: SupplyState, network: SupplyNetwork): (n: number) => void {
  const { rawUnits, receivedUnits, onHandUnits, capacity, availability, nodeBacklogUnits } = state;
  const { producedUnits, utilisation } = state;
  const { inStart, inLink, perMw, uptime, atOnce, backlogMonths, capacityRetained, disruptable } = network;
  return (n) => {
    const from = inStart[n];
    const to = inStart[n + 1];
    const inPlace = capacity[n];
    let units = inPlace * uptime[n] * availability[n];
    if (atOnce[n] === 0) units = Math.min(units, Math.max(0, nodeBacklogUnits[n] / backlogMonths[n] - onHandUnits[n]));
    for (let i = from; i < to; i++) {
      const e = inLink[i];
      rawUnits[e] += receivedUnits[e];
      units = Math.min(units, rawUnits[e] / perMw[e]);
    }
    if (disruptable && productionDisrupted(state, network, n)) units = 0;
    for (let i = from; i < to; i++) {
      const e = inLink[i];
      rawUnits[e] = Math.max(0, rawUnits[e] - units * perMw[e]);
    }
    producedUnits[n] = units;
    utilisation[n] = inPlace > 0 ? units / inPlace : 0;
    onHandUnits[n] += units;
    capacity[n] = inPlace * capacityRetained[n];
  };
}

/** Unlimited sources ship incoming orders at once. */
function compileSources(state: SupplyState, network: SupplyNetwork): (month: number, row: number) => void {
  const { placedUnits, mail, inMailUnits, transit, inTransitUnits, orderedUnits, shippedUnits, receivedUnits } = state;
  const { links, orderLead, shipLead, mailRows, transitRows } = network;
  const first = network.outStart[network.nodes];
  return (month, row) => {
    for (let e = first; e < links; e++) {
      let units = placedUnits[e];
      if (orderLead[e] > 0) {
        const slot = (month % mailRows) * links + e;
        units = mail[slot];
        mail[slot] = 0;
      }
      inMailUnits[e] -= units;
      orderedUnits[e] = units;
      shippedUnits[e] = units;
      if (shipLead[e] === 0) receivedUnits[e] = units;
      else {
        const ahead = row + shipLead[e];
        transit[(ahead < transitRows ? ahead : ahead - transitRows) * links + e] += units;
        inTransitUnits[e] += units;
      }
    }
  };
}

/**
 * Process this month's goods in the network, from the suppliers down.
 *
 * Each node receives goods shipped one lead time ago, makes `min(capacity x uptime, inputs / bill of materials,
 * wanted)`, rations its stock and ships. Every month, on every link, exactly:
 * `backlog' = backlog + orders - shipments - cancellations >= 0`; on every node: made <= capacity x uptime and
 * shipped <= on hand + made (test/model/supply/identities.test.ts).
 */
export function compileShipments(
  state: SupplyState,
  network: SupplyNetwork,
  stepDecisions: (n: number, month: number) => void,
): (month: number) => void {
  const { purchasesUsdBn } = state;
  const { nodes, disruptable, expands, ordersAtEnd, transitRows } = network;
  const stepArrivals = compileArrivals(state, network);
  const stepProduction = compileProduction(state, network);
  const stepSources = compileSources(state, network);
  const stepShip = compileShip(state, network);
  const stepQuote = compileQuote(state, network);
  return (month) => {
    const row = month % transitRows;
    for (let n = 0; n < nodes; n++) purchasesUsdBn[n] = 0;
    stepArrivals(row);
    if (!ordersAtEnd) stepSources(month, row);
    for (let n = nodes - 1; n >= 0; n--) {
      if (disruptable) stepDock(state, network, n);
      if (expands[n] === 1) stepCapacity(state, network, n);
      stepProduction(n);
      stepShip(n, row);
      if (disruptable) stepHeld(state, network, n, month);
      stepQuote(n);
    }
    if (ordersAtEnd) {
      for (let n = 0; n < nodes; n++) stepDecisions(n, month);
      stepSources(month, row);
    }
    if (disruptable) stepStalled(state, network, month);
  };
}
