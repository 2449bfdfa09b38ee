/** Additional columns of a plain supply run: orders placed, supply line, stocks, costs, customers. */

import { type Measure, type Range, quantity, SHARE } from '../../columns/measure.ts';
import type { Column } from '../../columns/column.ts';
import { sum } from '../../numeric/sum.ts';
import type { Customers } from './customers.ts';
import { OUTSIDE } from './link-plan.ts';
import type { SupplyNetwork } from './network.ts';
import type { SupplyState } from './state.ts';

/** A column of nodes: read from the nodes, or summed over the inputs or customers of each. */
interface NodeColumn extends Column {
  readonly range: Range;
  readonly over: 'node' | 'inputs' | 'customers';
  readonly values: (state: SupplyState) => ArrayLike<number>;
}

interface CustomerColumn extends Column {
  readonly range: Range;
  readonly values: (customers: Customers) => ArrayLike<number>;
}

type Values = NodeColumn['values'];

function node(
  name: string,
  measure: Measure,
  over: NodeColumn['over'],
  values: Values,
): (description: string) => NodeColumn {
  return (description) => ({ name, ...measure, shape: 'node', over, values, description });
}

function customer(
  name: string,
  measure: Measure,
  description: string,
  values: CustomerColumn['values'],
): CustomerColumn {
  return { name, ...measure, shape: 'firm', description, values };
}

export const RUN_NODE_COLUMNS: readonly NodeColumn[] = [
  node(
    'placed_mw',
    quantity('MW/month'),
    'inputs',
    (s) => s.placedUnits,
  )('Orders that the node places with its suppliers, without duplicate orders.'),
  node('received_mw', quantity('MW/month'), 'inputs', (s) => s.receivedUnits)('Inputs received.'),
  node('input_stock_mw', quantity('MW'), 'inputs', (s) => s.rawUnits)('Stock of inputs.'),
  node('on_dock_mw', quantity('MW'), 'inputs', (s) => s.dockUnits)('Inputs that wait at the dock during a disruption.'),
  node(
    'inbound_mw',
    quantity('MW'),
    'inputs',
    (s) => s.inTransitUnits,
  )('Inputs in transit to the node or held for it.'),
  node(
    'inbound_mail_mw',
    quantity('MW'),
    'inputs',
    (s) => s.inMailUnits,
  )('Orders placed and not yet received by a supplier.'),
  node(
    'inbound_backlog_mw',
    quantity('MW'),
    'inputs',
    (s) => s.backlogRealUnits,
  )('Orders of the node in the backlogs of its suppliers, without duplicate orders.'),
  node(
    'outbound_mw',
    quantity('MW'),
    'customers',
    (s) => s.inTransitUnits,
  )('Goods in transit to customers, or held for them.'),
  node(
    'held_mw',
    quantity('MW'),
    'customers',
    (s) => s.heldUnits,
  )('Goods held for customers whose inbound shipments are disrupted.'),
  node('met_mw', quantity('MW/month'), 'node', (s) => s.metUnits)('Demand met from stock, without delay.'),
  node('sales_usd_bn', quantity('USD bn'), 'node', (s) => s.salesUsdBn)('Value of shipments of the node.'),
  node(
    'purchases_usd_bn',
    quantity('USD bn'),
    'node',
    (s) => s.purchasesUsdBn,
  )('Value of inputs and equipment shipped to the node.'),
  node(
    'expansion_usd_bn',
    quantity('USD bn'),
    'node',
    (s) => s.expansionUsdBn,
  )('Building cost of capacity decided in the month.'),
  node('disrupted', SHARE, 'node', (s) => s.disrupted)('1 while the node is disrupted.'),
  node(
    'holding_usd',
    quantity('USD'),
    'node',
    (s) => s.holdingUsd,
  )(
    'Cost of holding in the month: finished stock, goods held for disrupted customers, and inputs, which cost 0 where neither their supplier nor `inputHoldingUsdPerMw` has a rate.',
  ),
  node('stockout_usd', quantity('USD'), 'node', (s) => s.stockoutUsd)('Cost of backlog in the month.'),
  node(
    'in_transit_usd',
    quantity('USD'),
    'node',
    (s) => s.inTransitUsd,
  )('Cost of goods in transit to customers in the month.'),
];

/** Columns of the customers outside the network. */
export const CUSTOMER_COLUMNS: readonly CustomerColumn[] = [
  customer('needed_mw', quantity('MW/month'), 'Needs of the customer, without duplicate orders.', (c) => c.neededUnits),
  customer(
    'ordered_mw',
    quantity('MW/month'),
    'Orders of the customer, duplicate orders included.',
    (c) => c.orderedUnits,
  ),
  customer('cancelled_mw', quantity('MW/month'), 'Orders withdrawn by the customer.', (c) => c.cancelledUnits),
  customer('shipped_mw', quantity('MW/month'), 'Shipments to the customer.', (c) => c.shippedUnits),
  customer('received_mw', quantity('MW/month'), 'Received.', (c) => c.receivedUnits),
  customer(
    'backlog_mw',
    quantity('MW'),
    'Backlog of the customer at all nodes, duplicate orders included.',
    (c) => c.backlogUnits,
  ),
  customer(
    'surplus_mw',
    quantity('MW'),
    'Excess of receipts and goods in transit over need, from shipped duplicate orders.',
    (c) => c.surplusUnits,
  ),
  customer('unmet_mw', quantity('MW'), 'Unmet needs of the customer.', (c) => c.unmetUnits),
];

/** A column of the whole chain. */
interface ChainColumn extends Column {
  readonly range: Range;
  readonly total: (state: SupplyState, customers: Customers) => number;
}

function chain(name: string, measure: Measure, description: string, total: ChainColumn['total']): ChainColumn {
  return { name, ...measure, shape: 'scalar', total, description };
}

/** Totals over all customers or all nodes. */
export const CHAIN_COLUMNS: readonly ChainColumn[] = [
  chain('end_demand_mw', quantity('MW/month'), 'Needs of all customers.', (_, c) => sum(c.neededUnits)),
  chain('end_received_mw', quantity('MW/month'), 'Receipts of all customers.', (_, c) => sum(c.receivedUnits)),
  chain('end_unmet_mw', quantity('MW'), 'Unmet needs of all customers.', (_, c) => sum(c.unmetUnits)),
  chain('chain_backlog_mw', quantity('MW'), 'Order backlog of all nodes, duplicate orders included.', (s) =>
    sum(s.nodeBacklogUnits),
  ),
  chain(
    'chain_cost_usd',
    quantity('USD'),
    'Cost of holding, backlog and goods in transit at all nodes in the month.',
    (s) => sum(s.holdingUsd) + sum(s.stockoutUsd) + sum(s.inTransitUsd),
  ),
  chain(
    'chain_stock_mw',
    quantity('MW'),
    'Finished stock and stock of inputs of all nodes at the end of the month.',
    (s) => sum(s.onHandUnits) + sum(s.rawUnits),
  ),
  chain(
    'chain_placed_mw',
    quantity('MW/month'),
    'Orders that all nodes place with their suppliers, without duplicate orders.',
    (s) => sum(s.placedUnits),
  ),
];

/** A reader of a node column with its own buffer; its result is valid until the next call. */
export function nodeReader(column: NodeColumn, network: SupplyNetwork): (state: SupplyState) => ArrayLike<number> {
  if (column.over === 'node') return column.values;
  const ends = column.over === 'inputs' ? network.customer : network.supplier;
  const sums = new Float64Array(network.nodes);
  return (state) => {
    const values = column.values(state);
    sums.fill(0);
    for (let e = 0; e < network.links; e++) {
      const equipment = column.over === 'inputs' && network.isEquipment[e] === 1;
      if (ends[e] !== OUTSIDE && !equipment) sums[ends[e]] += values[e];
    }
    return sums;
  };
}
