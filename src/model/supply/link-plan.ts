/** Lists the links of a supply network: customer, supplier and product, sorted for the engine. */

import type { Supply, SupplyNode } from '../../scenario/supply.ts';
import { compareIds } from './order-nodes.ts';

/** Customer or supplier of a link that is not a node. */
export const OUTSIDE = -1;

/** A customer outside the network who orders from a node. */
export interface SupplyCustomer {
  readonly id: string;
  /** Node that it orders from. */
  readonly node: string;
  /** Orders of month 0, MW/month. */
  readonly orderMwPerMonth: number;
  /** Whether it withdraws, repeats or divides orders that wait; by default they stay until they are shipped. */
  readonly isImpatient?: boolean;
}

/** Id of the customers outside the model. */
export const OTHERS = 'others';
const EXTERNAL = 'external';

export interface LinkPlan {
  readonly supplier: number;
  readonly customer: number;
  readonly customerId: string;
  readonly equipment: boolean;
  readonly perMw: number;
  readonly shipLead: number;
  readonly orderLead: number;
  /** Rank among the customers of the supplier, in the order of the scenario. */
  readonly listed: number;
  /** Index of the outside customer, or `OUTSIDE`. */
  readonly external: number;
  /** Orders of an outside customer at month 0, MW/month. */
  readonly rate: number;
}

/**
 * Plan every link: inputs and equipment of nodes, outside customers, customers outside the model.
 *
 * @param nodes  Nodes from the customers up.
 * @returns      Sorted by supplier, then by customer id; sources without limit last.
 */
export function planLinks(
  section: Supply,
  nodes: readonly SupplyNode[],
  customers: readonly SupplyCustomer[],
): LinkPlan[] {
  const index = new Map(nodes.map((node, n) => [node.id, n]));
  const plans: LinkPlan[] = [];
  // An order placed after the shipments of a month reaches a node in the next month or later.
  const late = section.orderTiming === 'end' ? 1 : 0;
  const outside = { customer: OUTSIDE, equipment: false, perMw: 1, orderLead: 0, external: OUTSIDE };
  for (const node of section.nodes) {
    const inside = { customer: index.get(node.id) ?? OUTSIDE, customerId: node.id, external: OUTSIDE, rate: 0 };
    for (const input of node.inputs) {
      const supplier = input.id === EXTERNAL ? OUTSIDE : (index.get(input.id) ?? OUTSIDE);
      const shipLead = input.leadMonths ?? (supplier === OUTSIDE ? 0 : nodes[supplier].leadMonths);
      const perMw = input.mwPerMw;
      const orderLead = supplier === OUTSIDE ? input.orderLeadMonths : Math.max(late, input.orderLeadMonths);
      plans.push({ ...inside, supplier, equipment: false, perMw, shipLead, orderLead, listed: plans.length });
    }
    const { expansion } = node;
    if (expansion?.equipment !== undefined) {
      const supplier = index.get(expansion.equipment) ?? OUTSIDE;
      const shipLead = expansion.equipmentLeadMonths ?? nodes[supplier].leadMonths;
      const perMw = expansion.equipmentMwPerMw;
      plans.push({ ...inside, supplier, equipment: true, perMw, shipLead, orderLead: 0, listed: plans.length });
    }
  }
  for (const [external, customer] of customers.entries()) {
    const supplier = index.get(customer.node) ?? OUTSIDE;
    const rate = customer.orderMwPerMonth;
    const shipLead = nodes[supplier].leadMonths;
    plans.push({ ...outside, supplier, customerId: customer.id, shipLead, listed: plans.length, external, rate });
  }
  for (const [supplier, node] of nodes.entries()) {
    if (node.othersMwPerMonth === 0) continue;
    const rate = node.othersMwPerMonth;
    plans.push({ ...outside, supplier, customerId: OTHERS, shipLead: node.leadMonths, listed: plans.length, rate });
  }
  const key = (plan: LinkPlan): number => (plan.supplier === OUTSIDE ? nodes.length : plan.supplier);
  return plans.sort(
    (a, b) =>
      key(a) - key(b) ||
      compareIds(a.customerId, b.customerId) ||
      Number(a.equipment) - Number(b.equipment) ||
      a.listed - b.listed,
  );
}
