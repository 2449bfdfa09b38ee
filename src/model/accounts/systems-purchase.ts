/** Purchase of systems: prepayment with the order, the rest on receipt, refunds on cancellation. */

import { systemsPrice } from '../capex/targets.ts';
import type { World } from '../world/world.ts';
import { FLOW } from '../world/transactions.ts';

/**
 * Account for a month of a firm's systems purchases: the buyer's prepayment is the seller's deferred revenue, the
 * buyer's
 * purchase is the seller's sale. Prepayments are released in proportion to the orders they were made for.
 */
export function stepSystemsPurchase(world: World, f: number): void {
  const { books, supplierBooks, supply, links, scenario, flows } = world;
  const seller = links.systemsNode;
  const link = links.systems[f];
  const price = systemsPrice(world);
  const received = supply.receivedUnits[link];
  const cancelled = supply.cancelledUnits[link] - supply.phantomCancelledUnits[link];
  const ordered = supply.orderedUnits[link] - supply.phantomOrderedUnits[link];

  const prepaid = scenario.finance.prepaymentShare * price * ordered;
  const outstanding = supply.backlogRealUnits[link] + supply.inTransitUnits[link] + received + cancelled;
  books.prepaid[f] += prepaid;
  const perUnit = outstanding > 0 ? books.prepaid[f] / outstanding : 0;
  const released = perUnit * received;
  const refunded = perUnit * cancelled;
  books.prepaid[f] -= released + refunded;
  supplierBooks.deferred[seller] += prepaid - released - refunded;

  const value = price * received;
  const paid = prepaid - refunded + value - released;
  books.cash[f] -= paid;
  supplierBooks.cash[seller] += paid;
  supplierBooks.revenue[seller] += value;
  books.stagedSystems[f] += value;
  books.aiCapex[f] = value;
  flows.usdBn[FLOW.systems] += value;
  flows.usdBn[FLOW.prepaid] += prepaid;
  flows.usdBn[FLOW.prepaymentUsed] += released;
  flows.usdBn[FLOW.prepaymentRefunded] += refunded;
}
