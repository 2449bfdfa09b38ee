/** Ordering policies: from forecast, stock and supply line to the order on every input. */

import { ordersDisrupted } from './disrupt-node.ts';
import { mostUnits } from './forecast.ts';
import { OUTSIDE, POLICY, type SupplyNetwork } from './network.ts';
import type { SupplyState } from './state.ts';

/** Supply line of link `e`: on the way, at the dock, unfilled at the supplier, and in the mail; duplicates do not count. */
function onOrder(state: SupplyState, e: number): number {
  return state.inTransitUnits[e] + state.dockUnits[e] + state.backlogRealUnits[e] + state.inMailUnits[e];
}

/** Months of orders that the supply line of link `e` should hold, at the lead time that its supplier now quotes. */
function targetLineMonths(state: SupplyState, network: SupplyNetwork, e: number): number {
  const normal = network.lineMonths[e];
  const s = network.supplier[e];
  if (!network.bounded || s === OUTSIDE) return normal;
  const late = state.quotedLeadMonths[s] - network.leadMonths[s] - (network.backlogMonths[s] - 1);
  return Math.min(normal * network.leadCap, Math.max(0, normal + late));
}

/**
 * Order of a node on one input by APIOBPCS: `O = F + (S* - S) / T_i + beta (L* - L) / T_w`, per MW of input.
 *
 * S is input stock plus finished stock less the book, L the supply line. beta = 1 counts the line fully, beta < 1
 * is the misperception of [Sterman1989]; T_i = T_w = 1 is order-up-to. In the economy clipped between a long-term
 * agreement floor and a multiple of recent shipments: unbounded, orders explode to thirty times deliveries.
 *
 * Source: automatic pipeline inventory and order based production control [DejonckheereDisneyLambrechtTowill2003].
 */
function apiobpcsOrder(state: SupplyState, network: SupplyNetwork, n: number, e: number): number {
  const perMw = network.perMw[e];
  const forecast = state.forecastUnits[n] * perMw;
  const unfilled = network.ordersAtEnd ? network.backlogMonths[n] - 1 : network.backlogMonths[n];
  const targetStock = (network.stockMonths[n] - unfilled) * forecast;
  const stock = state.rawUnits[e] + (state.onHandUnits[n] - state.bookUnits[n]) * perMw;
  const targetLine = targetLineMonths(state, network, e) * forecast;
  const order =
    forecast + (targetStock - stock) * network.stockGain[n] + (targetLine - onOrder(state, e)) * network.lineGain[n];
  if (!network.bounded) return order;
  const most = mostUnits(state, network, n) * perMw;
  return Math.min(most, Math.max(network.floorShare * state.smoothedShipments[n] * perMw, order));
}

/** Inventory position of node `n`, MW of product: the scarcest input, on stock and on order, less the book. */
function inventoryPosition(state: SupplyState, network: SupplyNetwork, n: number): number {
  let inputs = Number.POSITIVE_INFINITY;
  for (let i = network.inStart[n]; i < network.inStart[n + 1]; i++) {
    const e = network.inLink[i];
    inputs = Math.min(inputs, (state.rawUnits[e] + onOrder(state, e)) / network.perMw[e]);
  }
  return state.onHandUnits[n] + inputs - state.bookUnits[n];
}

/** Order of a node, MW of product, by a policy that looks at the inventory position only. */
function positionOrder(state: SupplyState, network: SupplyNetwork, n: number, month: number): number {
  const kind = network.policy[n];
  const position = inventoryPosition(state, network, n);
  if (kind === POLICY['s-S']) return position <= network.reorderMw[n] ? network.levelMw[n] - position : 0;
  if (kind === POLICY['r-Q']) return position <= network.reorderMw[n] ? network.lotMw[n] : 0;
  const since = month - network.phaseMonth[n];
  if (since < 0 || since % network.reviewMonths[n] !== 0) return 0;
  const covered = kind === POLICY['order-up-to'] ? network.protectionMonths[n] * state.forecastUnits[n] : 0;
  return covered + network.levelMw[n] - position;
}

/**
 * Order of a node by the anchoring rule: `O = Lhat + alpha_S (S' - S - beta SL)`, S net stock, SL the supply line.
 *
 * Source: anchoring and adjustment in the beer game [Sterman1989].
 */
function anchoringOrder(state: SupplyState, network: SupplyNetwork, n: number, month: number): number {
  if (month < network.phaseMonth[n]) return network.lotMw[n];
  const e = network.inLink[network.inStart[n]];
  const stock = state.onHandUnits[n] + state.rawUnits[e] - state.bookUnits[n];
  const gap = network.levelMw[n] - stock;
  return state.forecastUnits[n] + network.stockGain[n] * gap - network.lineGain[n] * onOrder(state, e);
}

/** Put this month's order on link `e`, as left in `placedUnits`, into the mail. */
function stepMailOut(state: SupplyState, network: SupplyNetwork, e: number, month: number): void {
  const units = state.placedUnits[e];
  const lead = network.orderLead[e];
  if (lead > 0) state.mail[((month + lead) % network.mailRows) * network.links + e] = units;
  state.inMailUnits[e] += units;
}

/** Decide and place the orders of node `n` on all its inputs. */
export function stepPolicy(state: SupplyState, network: SupplyNetwork, n: number, month: number): void {
  const from = network.inStart[n];
  const to = network.inStart[n + 1];
  if (from === to) return;
  const kind = network.policy[n];
  const cap = network.disruptable && ordersDisrupted(state, network, n) ? 0 : network.orderCapMw[n];
  const { inLink, perMw } = network;
  const { placedUnits } = state;
  if (kind === POLICY.apiobpcs) {
    for (let i = from; i < to; i++) {
      const e = inLink[i];
      placedUnits[e] = Math.min(cap * perMw[e], Math.max(0, apiobpcsOrder(state, network, n, e)));
      stepMailOut(state, network, e, month);
    }
    return;
  }
  const order =
    kind === POLICY.sterman ? anchoringOrder(state, network, n, month) : positionOrder(state, network, n, month);
  const units = Math.min(cap, Math.max(0, order));
  for (let i = from; i < to; i++) {
    placedUnits[inLink[i]] = units * perMw[inLink[i]];
    stepMailOut(state, network, inLink[i], month);
  }
}
