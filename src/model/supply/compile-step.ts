/** The two phases of a supply month, bound to the arrays of one network, so that no month looks them up. */

import type { SupplyNetwork } from './network.ts';
import type { SupplyState } from './state.ts';
import { compileDecisions, compileOrders } from './step-orders.ts';
import { compileShipments } from './step-shipments.ts';

/**
 * Arrays of the network and its whole numbers must stay; values in them and real numbers of the network may change.
 */
export function compileSupplyStep(state: SupplyState, network: SupplyNetwork) {
  const decide = compileDecisions(state, network);
  return {
    /** Phase A, from the customers up; reads `externalOrders` and `externalCancels`. */
    orders: compileOrders(state, network, decide),
    /** Phase B, from the suppliers down. */
    shipments: compileShipments(state, network, decide),
  };
}
