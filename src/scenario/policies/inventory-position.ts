/** Inventory position of a node, for order-up-to and reorder-point policies. */

import type { OrderingView, SteadyView } from './policy.ts';

/** The scarcest input, on stock and on order, plus finished stock, minus backlog; MW of product. */
export function inventoryPosition(node: OrderingView): number {
  let inputs = Number.POSITIVE_INFINITY;
  for (let i = 0; i < node.inputs; i++) {
    inputs = Math.min(inputs, (node.rawUnits[i] + node.onOrderUnits[i]) / node.perMw[i]);
  }
  return node.onHandUnits + inputs - node.nodeBacklogUnits;
}

/** Stock of the steady state at a position after ordering, MW of product; below 0 as many orders wait. */
export function steadyStockAt(position: number, node: SteadyView): number {
  return position + (node.backlogMonths - 1 - node.lineMonths - node.lateMonths) * node.flow;
}
