/** Phase A of a month of supply: orders, from the customers up. */

import { stepOutages } from './disrupt.ts';
import { stepExpansion } from './expand.ts';
import { stepForecast } from './forecast.ts';
import { stepBookOfLink } from './gaming.ts';
import { OUTSIDE, type SupplyNetwork } from './network.ts';
import { stepPolicy } from './policy.ts';
import type { SupplyState } from './state.ts';

/** Orders of customers that are not modelled grow at a steady rate. */
function stepOthers(state: SupplyState, network: SupplyNetwork): void {
  for (let n = 0; n < network.nodes; n++) {
    const e = network.othersLink[n];
    if (e === OUTSIDE) continue;
    state.externalOrders[e] = state.othersUnits[n] * state.othersScale[n];
    state.othersUnits[n] *= network.othersGrowth[n];
  }
}

/** Real orders that reach the supplier of link `e` this month; takes them out of the mail. */
function stepMail(state: SupplyState, network: SupplyNetwork, e: number): void {
  if (network.orderLead[e] === 0) {
    state.inMailUnits[e] = 0;
    return;
  }
  const slot = network.mailBase[e] + state.mailCursor[e];
  state.orderedUnits[e] = state.mail[slot];
  state.inMailUnits[e] -= state.mail[slot];
  state.mail[slot] = 0;
}

/** Orders of customers of node `n` that arrive this month, as its book, its incoming orders and its end demand. */
function stepBook(state: SupplyState, network: SupplyNetwork, n: number): void {
  const { orderedUnits, backlogRealUnits, backlogPhantomUnits, endDemandUnits } = state;
  const { customer, isEquipment, perMw, orderLead, sharedDemand } = network;
  const to = network.outStart[n + 1];
  let book = 0;
  let incoming = 0;
  let demand = 0;
  for (let e = network.outStart[n]; e < to; e++) {
    const c = customer[e];
    let real: number;
    if (c === OUTSIDE) real = state.externalOrders[e];
    else if (orderLead[e] === 0) {
      real = state.placedUnits[e];
      state.inMailUnits[e] = 0;
    } else {
      stepMail(state, network, e);
      real = orderedUnits[e];
    }
    stepBookOfLink(state, network, e, real);
    book += backlogRealUnits[e] + backlogPhantomUnits[e];
    incoming += orderedUnits[e];
    if (sharedDemand) demand += c === OUTSIDE || isEquipment[e] === 1 ? real : endDemandUnits[c] * perMw[e];
  }
  state.bookUnits[n] = book;
  state.incomingUnits[n] = incoming;
  endDemandUnits[n] = demand;
}

/** What node `n` concludes from its book: a forecast, orders on its inputs, an expansion. */
export function stepDecisions(state: SupplyState, network: SupplyNetwork, n: number, month: number): void {
  stepForecast(state, network, n);
  stepPolicy(state, network, n, month);
  if (network.expands[n] === 1) stepExpansion(state, network, n);
}

/**
 * Take this month's orders through the network, from the customers up.
 *
 * Reads `externalOrders` and `externalCancels`. Each node enters the orders that reach it, then - when orders are
 * placed at the start of the month - forecasts, orders from its own suppliers and decides on capacity, so that
 * orders without a lead pass through all tiers in one month. With orders at the end of the month, decisions follow
 * the shipments (`stepSupplyShipments`).
 */
export function stepSupplyOrders(state: SupplyState, network: SupplyNetwork, month: number): void {
  stepOutages(state, network, month);
  stepOthers(state, network);
  for (let n = 0; n < network.nodes; n++) {
    stepBook(state, network, n);
    if (!network.ordersAtEnd) stepDecisions(state, network, n, month);
  }
}
