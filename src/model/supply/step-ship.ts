/** Shipping: rations the stock of a node among its customers. */

import { OUTSIDE } from './link-plan.ts';
import type { SupplyNetwork } from './network.ts';
import type { SupplyState } from './state.ts';

const MONTHS_PER_YEAR = 12;

/** Fill `shippedUnits` with the allocation of a node's stock to each customer. */
function compileShares(state: SupplyState, network: SupplyNetwork): (n: number) => void {
  const { shippedUnits, backlogRealUnits, backlogPhantomUnits, onHandUnits, fillRate } = state;
  const { outStart, backlogMonths, rationing, claimants } = network;
  return (n) => {
    const to = outStart[n + 1];
    const dueShare = 1 / backlogMonths[n];
    let due = 0;
    for (let e = outStart[n]; e < to; e++) {
      const units = (backlogRealUnits[e] + backlogPhantomUnits[e]) * dueShare;
      shippedUnits[e] = units;
      due += units;
    }
    if (n === state.unevenNode) spreadUnevenly(state, outStart[n], to, due);
    const stock = onHandUnits[n];
    fillRate[n] = due > stock ? stock / due : 1;
    if (due > stock) rationing[n].divide(shippedUnits, claimants[n], stock);
  };
}

/** Weight the orders due of each customer by its place in the month's deliveries; the total does not change. */
function spreadUnevenly(state: SupplyState, from: number, to: number, due: number): void {
  const { shippedUnits, place, backlogRealUnits, backlogPhantomUnits } = state;
  let weighted = 0;
  for (let e = from; e < to; e++) weighted += shippedUnits[e] * place[e];
  if (weighted <= 0) return;
  let left = due;
  let room = 0;
  for (let e = from; e < to; e++) {
    const book = backlogRealUnits[e] + backlogPhantomUnits[e];
    shippedUnits[e] = Math.min(book, (shippedUnits[e] * place[e] * due) / weighted);
    left -= shippedUnits[e];
    room += book - shippedUnits[e];
  }
  const fraction = room > 0 ? Math.max(0, Math.min(1, left / room)) : 0;
  for (let e = from; e < to; e++) {
    const book = backlogRealUnits[e] + backlogPhantomUnits[e];
    shippedUnits[e] += fraction * (book - shippedUnits[e]);
  }
}

/**
 * Ship from a node: the share 1 / `backlogMonths` of every backlog falls due; shortfalls are rationed.
 *
 * Real orders are served before their duplicates, because arrivals satisfy the need. Each customer's perceived fill
 * rate moves towards `min(1, T0 shipped / backlog)`, T0 its normal wait. `row` is the row of `transit` due this month.
 */
export function compileShip(state: SupplyState, network: SupplyNetwork): (n: number, row: number) => void {
  const { shippedUnits, backlogRealUnits, backlogPhantomUnits, backlogUnits, fill, firmUnits } = state;
  const { shippedUsdBn, purchasesUsdBn, receivedUnits, transit, inTransitUnits, onHandUnits, fillRate } = state;
  const { nodeBacklogUnits, nodePhantomUnits, nodeShippedUnits, smoothedShipments, salesUsdBn, priceFactor } = state;
  const { outStart, customer, links, shipLead, transitRows, backlogMonths, priceUsdBnPerMw, rationing } = network;
  const { gaming } = network;
  const stepShares = compileShares(state, network);
  const isProportional = rationing.map((rule) => rule.isProportional);
  return (n, row) => {
    const { gamingBacklogMonths, fillGain, nonCancellable } = network;
    stepShares(n);
    const to = outStart[n + 1];
    const price = priceUsdBnPerMw[n] * priceFactor[n];
    const evenly = isProportional[n];
    const everybody = Math.min(1, (gamingBacklogMonths * fillRate[n]) / backlogMonths[n]);
    let total = 0;
    let left = 0;
    let phantoms = 0;
    for (let e = outStart[n]; e < to; e++) {
      const shipped = shippedUnits[e];
      const book = backlogRealUnits[e] + backlogPhantomUnits[e];
      const needed = backlogRealUnits[e] - shipped;
      const real = Math.max(0, needed);
      const phantom = Math.max(0, backlogPhantomUnits[e] + Math.min(0, needed));
      backlogRealUnits[e] = real;
      backlogPhantomUnits[e] = phantom;
      backlogUnits[e] = real + phantom;
      total += shipped;
      left += real + phantom;
      phantoms += phantom;
      if (nonCancellable > 0 && book > 0) firmUnits[e] *= 1 - shipped / book;
      if (gaming) {
        const alone = evenly || book === 0 ? everybody : Math.min(1, (gamingBacklogMonths * shipped) / book);
        fill[e] += fillGain * (alone - fill[e]);
      }
      if (shipLead[e] === 0) receivedUnits[e] = shipped;
      else {
        const ahead = row + shipLead[e];
        transit[(ahead < transitRows ? ahead : ahead - transitRows) * links + e] += shipped;
        inTransitUnits[e] += shipped;
      }
      const value = shipped * price;
      shippedUsdBn[e] = value;
      if (customer[e] !== OUTSIDE) purchasesUsdBn[customer[e]] += value;
    }
    onHandUnits[n] = Math.max(0, onHandUnits[n] - total);
    nodeBacklogUnits[n] = left;
    nodePhantomUnits[n] = phantoms;
    nodeShippedUnits[n] = total;
    smoothedShipments[n] += (total - smoothedShipments[n]) / MONTHS_PER_YEAR;
    salesUsdBn[n] = total * price;
  };
}
