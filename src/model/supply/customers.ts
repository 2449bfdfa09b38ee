/** Outside customers of a plain supply run: needs, orders in shortage, and withdrawals. */

import type { Customer, DemandProcess } from '../../scenario/demand-process.ts';
import { steadyDemand } from './demand.ts';
import type { SupplyCustomer } from './link-plan.ts';
import type { SupplyNetwork } from './network.ts';
import type { SupplyState } from './state.ts';

type Response = NonNullable<Customer['response']>;

/** Links of the customers for the network compiler: one entry per customer and node. */
export function supplyCustomers(process: DemandProcess): SupplyCustomer[] {
  return process.flatMap((customer) =>
    customer.nodes.map((node) => ({
      id: customer.id,
      node,
      orderMwPerMonth: steadyDemand(customer.process),
      isImpatient: customer.nodes.length > 1 || customer.unfilled === 'lapse' || customer.response !== undefined,
    })),
  );
}

/** Customers of a run and their actions this month; arrays have shape [customer] by default. */
export function createCustomers(process: DemandProcess, network: SupplyNetwork, months: number) {
  let next = 0;
  const count = process.length;
  return {
    ids: process.map((customer) => customer.id),
    scenario: process,
    /** Links of each customer, one per node that it orders from. */
    links: process.map((customer) => Int32Array.from(customer.nodes, () => network.externalLink[next++])),
    /** Needs of the whole run, MW. Shape [customer, month]. */
    demand: process.map(() => new Float64Array(months)),
    neededUnits: new Float64Array(count),
    orderedUnits: new Float64Array(count),
    cancelledUnits: new Float64Array(count),
    receivedUnits: new Float64Array(count),
    shippedUnits: new Float64Array(count),
    backlogUnits: new Float64Array(count),
    /** Unmet needs, MW; and shipments beyond need, which serve the next needs. */
    unmetUnits: new Float64Array(count),
    surplusUnits: new Float64Array(count),
  };
}

export type Customers = ReturnType<typeof createCustomers>;

/**
 * Replace the need in `externalOrders` of link `e` by the customer's order in shortage.
 *
 * - `need-over-fill`: need over last month's fill rate: the naive response to rationing.
 * - `best-response`: the order that receives exactly the need if the others repeat their orders and supply is
 * unchanged,
 *   `need X / (K - need)`, X the orders of the others: an escalation under proportional allocation.
 * - `supply-line`: need plus an adjustment that covers the wait, `need + (need wait - backlog) / tau`, wait = backlog
 * over   shipments: duplicates that grow without intention.
 *
 * Source: proportional allocation game [CachonLariviere1999].
 */
function stepResponse(state: SupplyState, network: SupplyNetwork, e: number, response: Response): void {
  const n = network.supplier[e];
  const need = state.externalOrders[e];
  const ordered = state.orderedUnits[e];
  let inflation = 1;
  if (response.rule === 'need-over-fill') {
    inflation = ordered / state.shippedUnits[e];
  } else if (response.rule === 'best-response') {
    inflation = (state.incomingUnits[n] - ordered) / Math.max(0, state.nodeShippedUnits[n] - need);
  } else if (need > 0) {
    const wait = state.quotedLeadMonths[n] - network.leadMonths[n];
    inflation = 1 + (wait - state.backlogUnits[e] / need) / response.adjustMonths;
  }
  const most = response.maxInflation ?? Number.MAX_VALUE;
  state.externalOrders[e] = need * (inflation >= 0 ? Math.min(most, inflation) : 0);
}

/** Write this month's orders and withdrawals of every customer into the network; call before its orders. */
export function stepCustomers(state: SupplyState, network: SupplyNetwork, customers: Customers, month: number): void {
  const { scenario, links, demand, neededUnits, surplusUnits } = customers;
  for (let k = 0; k < scenario.length; k++) {
    neededUnits[k] = demand[k][month];
    const need = Math.max(0, demand[k][month] - surplusUnits[k]);
    for (const e of links[k]) {
      state.externalCancels[e] = scenario[k].unfilled === 'lapse' ? state.backlogUnits[e] : 0;
      state.externalOrders[e] = need;
      const { response } = scenario[k];
      if (response !== undefined) stepResponse(state, network, e, response);
    }
  }
}

/** Withdraw up to `units` from the backlog of link `e` at once, as far as the order can be cancelled. */
function stepWithdraw(state: SupplyState, network: SupplyNetwork, e: number, units: number): void {
  const cancellable = Math.max(0, state.backlogUnits[e] - state.firmUnits[e]);
  const withdrawn = Math.min(units, state.backlogRealUnits[e], cancellable);
  state.backlogRealUnits[e] -= withdrawn;
  state.backlogUnits[e] = state.backlogRealUnits[e] + state.backlogPhantomUnits[e];
  state.cancelledUnits[e] += withdrawn;
  state.nodeBacklogUnits[network.supplier[e]] -= withdrawn;
  state.nodeCancelledUnits[network.supplier[e]] += withdrawn;
}

/**
 * Record the receipts of every customer; call after the shipments of the month.
 *
 * A customer that ordered the same at several nodes withdraws elsewhere what one of them shipped.
 */
export function stepDeliveries(state: SupplyState, network: SupplyNetwork, customers: Customers): void {
  const { links, orderedUnits, cancelledUnits, receivedUnits, shippedUnits, backlogUnits } = customers;
  const { unmetUnits, surplusUnits } = customers;
  for (let k = 0; k < links.length; k++) {
    let shipped = 0;
    for (const e of links[k]) shipped += state.shippedUnits[e];
    orderedUnits[k] = 0;
    cancelledUnits[k] = 0;
    receivedUnits[k] = 0;
    backlogUnits[k] = 0;
    for (const e of links[k]) {
      if (links[k].length > 1) stepWithdraw(state, network, e, shipped - state.shippedUnits[e]);
      orderedUnits[k] += state.orderedUnits[e];
      cancelledUnits[k] += state.cancelledUnits[e];
      receivedUnits[k] += state.receivedUnits[e];
      backlogUnits[k] += state.backlogUnits[e];
    }
    shippedUnits[k] = shipped;
    const lapsed = customers.scenario[k].unfilled === 'lapse';
    const owed = (lapsed ? 0 : unmetUnits[k]) + customers.neededUnits[k] - surplusUnits[k];
    unmetUnits[k] = Math.max(0, owed - shipped);
    surplusUnits[k] = Math.max(0, shipped - owed);
  }
}

/** Reset the memory of customers to month 0. */
export function fillInitialCustomers(customers: Customers, state: SupplyState): void {
  for (const [k, links] of customers.links.entries()) {
    const lapsed = customers.scenario[k].unfilled === 'lapse';
    customers.unmetUnits[k] = lapsed ? 0 : state.backlogUnits[links[0]];
    customers.surplusUnits[k] = 0;
  }
}
