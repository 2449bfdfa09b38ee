/** Phase B of a month of supply: receipt, production, rationing and shipments, from the suppliers down. */

import { fillAllocation } from './allocate.ts';
import { stepCapacity } from './expand.ts';
import { OUTSIDE, type SupplyNetwork } from './network.ts';
import { stepQuote } from './price.ts';
import { stepDecisions } from './step-orders.ts';
import type { SupplyState } from './state.ts';

const MONTHS_PER_YEAR = 12;

/** Take from every pipeline what is due this month. */
function stepArrivals(state: SupplyState, network: SupplyNetwork): void {
  const { transit, transitCursor, receivedUnits, inTransitUnits } = state;
  const { links, shipLead, transitBase } = network;
  for (let e = 0; e < links; e++) {
    if (shipLead[e] === 0) continue;
    const slot = transitBase[e] + transitCursor[e];
    const units = transit[slot];
    receivedUnits[e] = units;
    transit[slot] = 0;
    inTransitUnits[e] = Math.max(0, inTransitUnits[e] - units);
  }
}

/** Put a shipment on its way, to arrive after the lead of its link. */
function stepDispatch(state: SupplyState, network: SupplyNetwork, e: number, units: number): void {
  const lead = network.shipLead[e];
  state.shippedUnits[e] = units;
  if (lead === 0) {
    state.receivedUnits[e] = units;
    return;
  }
  const cursor = state.transitCursor[e];
  state.transit[network.transitBase[e] + (cursor === 0 ? lead : cursor - 1)] += units;
  state.inTransitUnits[e] += units;
}

/** Make what the book calls for, as far as capacity and inputs allow; returns nothing, moves stocks. */
function stepProduction(state: SupplyState, network: SupplyNetwork, n: number): void {
  const { rawUnits, receivedUnits, onHandUnits } = state;
  const { inLink, perMw } = network;
  const from = network.inStart[n];
  const to = network.inStart[n + 1];
  let units = state.capacity[n] * network.uptime[n] * state.availability[n];
  if (network.atOnce[n] === 0) {
    units = Math.min(units, Math.max(0, state.bookUnits[n] / network.backlogMonths[n] - onHandUnits[n]));
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
  const capacity = state.capacity[n];
  state.producedUnits[n] = units;
  state.utilisation[n] = capacity > 0 && capacity < Number.POSITIVE_INFINITY ? units / capacity : 0;
  onHandUnits[n] += units;
}

/** Carry out the shipment on link `e`: real orders are served before duplicates of them. */
function stepShipLink(state: SupplyState, network: SupplyNetwork, e: number, book: number): void {
  const { backlogRealUnits, backlogPhantomUnits, fill, firmUnits } = state;
  const shipped = state.shippedUnits[e];
  const real = backlogRealUnits[e];
  const left = real - shipped;
  backlogRealUnits[e] = left > 0 ? left : 0;
  if (left < 0) backlogPhantomUnits[e] = Math.max(0, backlogPhantomUnits[e] + left);
  state.backlogUnits[e] = backlogRealUnits[e] + backlogPhantomUnits[e];
  if (network.nonCancellable > 0 && book > 0) firmUnits[e] *= 1 - shipped / book;
  const perceived = book > 0 ? Math.min(1, (network.gamingBacklogMonths * shipped) / book) : 1;
  fill[e] += network.fillGain * (perceived - fill[e]);
  stepDispatch(state, network, e, shipped);
}

/** Divide what node `n` has among its customers and ship it. */
function stepShip(state: SupplyState, network: SupplyNetwork, n: number): void {
  const { shippedUnits, backlogRealUnits, backlogPhantomUnits, shippedUsdBn, purchasesUsdBn } = state;
  const { customer } = network;
  const from = network.outStart[n];
  const to = network.outStart[n + 1];
  const dueShare = 1 / network.backlogMonths[n];
  let due = 0;
  for (let e = from; e < to; e++) {
    shippedUnits[e] = (backlogRealUnits[e] + backlogPhantomUnits[e]) * dueShare;
    due += shippedUnits[e];
  }
  const supply = state.onHandUnits[n];
  if (due > supply) fillAllocation(shippedUnits, network, n, supply);
  const price = network.priceUsdBnPerMw[n] * state.priceFactor[n];
  let total = 0;
  let left = 0;
  for (let e = from; e < to; e++) {
    stepShipLink(state, network, e, backlogRealUnits[e] + backlogPhantomUnits[e]);
    total += shippedUnits[e];
    left += state.backlogUnits[e];
    shippedUsdBn[e] = shippedUnits[e] * price;
    if (customer[e] !== OUTSIDE) purchasesUsdBn[customer[e]] += shippedUsdBn[e];
  }
  state.onHandUnits[n] = Math.max(0, supply - total);
  state.bookUnits[n] = left;
  state.nodeShippedUnits[n] = total;
  state.smoothedShipments[n] += (total - state.smoothedShipments[n]) / MONTHS_PER_YEAR;
  state.fillRate[n] = due > 0 ? total / due : 1;
  state.salesUsdBn[n] = total * price;
}

/** Sources without limit ship what reaches them at once. */
function stepSources(state: SupplyState, network: SupplyNetwork): void {
  for (let e = network.outStart[network.nodes]; e < network.links; e++) {
    let units = state.placedUnits[e];
    if (network.orderLead[e] > 0) {
      const slot = network.mailBase[e] + state.mailCursor[e];
      units = state.mail[slot];
      state.mail[slot] = 0;
    }
    state.inMailUnits[e] = network.orderLead[e] > 0 ? state.inMailUnits[e] - units : 0;
    state.orderedUnits[e] = units;
    stepDispatch(state, network, e, units);
  }
}

/** Move every pipeline on by a month. */
function stepCursors(state: SupplyState, network: SupplyNetwork): void {
  const { transitCursor, mailCursor } = state;
  const { links, shipLead, orderLead } = network;
  for (let e = 0; e < links; e++) {
    transitCursor[e] = transitCursor[e] === shipLead[e] ? 0 : transitCursor[e] + 1;
    mailCursor[e] = mailCursor[e] === orderLead[e] ? 0 : mailCursor[e] + 1;
  }
}

/**
 * Take this month's goods through the network, from the suppliers down.
 *
 * Each node receives what was shipped a lead ago, makes `min(capacity x uptime, inputs / bill of materials, wanted)`,
 * rations what it has and ships. Every month, on every link, exactly:
 * `backlog' = backlog + orders - shipments - cancellations >= 0`; on every node: made <= capacity x uptime and
 * shipped <= on hand + made (test/model/supply/identities.test.ts).
 */
export function stepSupplyShipments(state: SupplyState, network: SupplyNetwork, month: number): void {
  const { nodes } = network;
  state.purchasesUsdBn.fill(0);
  stepArrivals(state, network);
  if (!network.ordersAtEnd) stepSources(state, network);
  for (let n = nodes - 1; n >= 0; n--) {
    if (network.expands[n] === 1) stepCapacity(state, network, n);
    stepProduction(state, network, n);
    stepShip(state, network, n);
    stepQuote(state, network, n);
  }
  if (network.ordersAtEnd) {
    for (let n = 0; n < nodes; n++) stepDecisions(state, network, n, month);
    stepSources(state, network);
  }
  stepCursors(state, network);
}
