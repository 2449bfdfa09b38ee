/** Steady state of the stocks of a network: stock of every input, and the backlog of nodes whose policy leaves no stock. */

import type { SteadyView } from '../../scenario/policies/policy.ts';
import { FULL_SUPPLY } from './gaming.ts';
import type { SupplyNetwork } from './network.ts';

export interface SteadyStocks {
  /** Finished stock, MW of product. Shape [node]. */
  readonly onHandUnits: Float64Array;
  /** Stock of an input at the customer of the link, MW of product. Shape [link]. */
  readonly inputUnits: Float64Array;
  /** Backlog beyond the normal one, MW. Shape [link]. */
  readonly waitingUnits: Float64Array;
  /** What a policy lacks to cover its supply line, MW of product; all of it waits unless month 0 is not steady. Shape [node]. */
  readonly shortUnits: Float64Array;
  /** 1 where customers change what waits, so that month 0 is not steady. Shape [node]. */
  readonly isUnsteady: Uint8Array;
}

/** Months of orders in the supply line of link `e`, waiting orders included. */
function lineOf({ lineMonths, initialRate }: SupplyNetwork, { waitingUnits }: SteadyStocks, e: number): number {
  return waitingUnits[e] > 0 && initialRate[e] > 0 ? lineMonths[e] + waitingUnits[e] / initialRate[e] : lineMonths[e];
}

/** Stock of the input of link `e`, MW of product, at which the policy of node `n` orders the flow; below 0 is a backlog. */
function stockOf(network: SupplyNetwork, stocks: SteadyStocks, n: number, e: number): number {
  const flow = network.initialFlow[n];
  const first = network.inLink[network.inStart[n]];
  const view: SteadyView = {
    flow,
    forecast: network.forecasts[n].steadyUnits?.(flow) ?? flow,
    stockMonths: network.stockMonths[n],
    backlogMonths: network.backlogMonths[n],
    lineMonths: lineOf(network, stocks, e),
    normalLineMonths: network.lineMonths[e],
    lateMonths: network.ordersAtEnd ? 1 : 0,
    first: { lineMonths: lineOf(network, stocks, first), perMw: network.perMw[first] },
    isFinished: network.atOnce[n] === 1,
  };
  return network.policies[n].steadyStock(view);
}

/**
 * Let `units` of orders beyond the normal backlog wait at node `n`, so that its rationing ships to every customer what
 * it orders. Whether they can: customers inflate no orders because of it, and none withdraws what waits.
 */
function leaveWaiting(network: SupplyNetwork, waitingUnits: Float64Array, n: number, units: number): boolean {
  const { claimants, rationing, initialRate, waits, games, backlogMonths, gamingBacklogMonths, gaming } = network;
  const { from, to } = claimants[n];
  if (!Number.isNaN(network.initialBacklog[n])) return false;
  rationing[n].standing(waitingUnits, initialRate, claimants[n], units);
  for (let e = from; e < to; e++) {
    const book = backlogMonths[n] * initialRate[e] + waitingUnits[e];
    const isGame = gaming && games[e] === 1 && gamingBacklogMonths * initialRate[e] < FULL_SUPPLY * book;
    if (waitingUnits[e] === 0 || (waits[e] === 1 && !isGame)) continue;
    waitingUnits.fill(0, from, to);
    return false;
  }
  return true;
}

/**
 * Compute the stocks at which every policy orders exactly its flow, from the suppliers down. A policy that covers less
 * than its supply line has no such stock: its customers wait, and their supply lines are longer by that.
 */
export function steadyStocks(network: SupplyNetwork): SteadyStocks {
  const { nodes, links, inStart, inLink, stockMonths, initialFlow, initialOnHand, atOnce } = network;
  const stocks: SteadyStocks = {
    onHandUnits: new Float64Array(nodes),
    inputUnits: new Float64Array(links),
    waitingUnits: new Float64Array(links),
    shortUnits: new Float64Array(nodes),
    isUnsteady: new Uint8Array(nodes),
  };
  const { onHandUnits, inputUnits, waitingUnits } = stocks;
  for (let n = nodes - 1; n >= 0; n--) {
    const [from, to] = [inStart[n], inStart[n + 1]];
    const isGiven = !Number.isNaN(initialOnHand[n]);
    if (isGiven || from === to) {
      onHandUnits[n] = isGiven ? initialOnHand[n] : atOnce[n] * stockMonths[n] * initialFlow[n];
      continue;
    }
    let least = Number.POSITIVE_INFINITY;
    for (let i = from; i < to; i++) {
      inputUnits[inLink[i]] = stockOf(network, stocks, n, inLink[i]);
      least = Math.min(least, inputUnits[inLink[i]]);
    }
    const isShort = least < 0 && initialFlow[n] > 0;
    const isWaiting = isShort && leaveWaiting(network, waitingUnits, n, -least);
    if (isShort) stocks.shortUnits[n] = -least;
    stocks.isUnsteady[n] = Number(isShort && !isWaiting);
    if (atOnce[n] === 1) onHandUnits[n] = Math.max(0, least);
    for (let i = from; i < to; i++) {
      const e = inLink[i];
      if (isWaiting) inputUnits[e] -= least;
      else inputUnits[e] = Math.max(0, inputUnits[e]) - onHandUnits[n];
    }
  }
  return stocks;
}
