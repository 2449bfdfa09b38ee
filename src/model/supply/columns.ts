/** What the supply network records: one value a node or a supplier company, every month. */

import type { Column } from '../../columns/column.ts';
import type { SupplyNetwork } from './network.ts';
import type { SupplyState } from './state.ts';

/** A column and where its values stand; what `read` returns is valid until the next step. */
export interface SupplyColumn extends Column {
  readonly read: (state: SupplyState, network: SupplyNetwork) => ArrayLike<number>;
}

type Read = SupplyColumn['read'];

const node = (name: string, unit: string, description: string, read: Read): SupplyColumn => ({
  name,
  unit,
  shape: 'node',
  description,
  read,
});

const supplier = (name: string, unit: string, description: string, read: Read): SupplyColumn => ({
  name,
  unit,
  shape: 'supplier',
  description,
  read,
});

/** Columns along `network.nodeIds`. */
export const NODE_COLUMNS: readonly SupplyColumn[] = [
  node('orders_mw', 'MW/month', 'Orders received in the month, duplicates included.', (s) => s.incomingUnits),
  node('shipments_mw', 'MW/month', 'Shipped to customers in the month.', (s) => s.nodeShippedUnits),
  node('backlog_mw', 'MW', 'Unfilled orders at the end of the month, duplicates included.', (s) => s.nodeBacklogUnits),
  node('backlog_phantom_mw', 'MW', 'Duplicates among the unfilled orders.', (s) => s.nodePhantomUnits),
  node('cancelled_mw', 'MW/month', 'Orders cancelled in the month, duplicates included.', (s) => s.nodeCancelledUnits),
  node('on_hand_mw', 'MW', 'Finished stock at the end of the month.', (s) => s.onHandUnits),
  node('production_mw', 'MW/month', 'Made in the month.', (s) => s.producedUnits),
  node('capacity_mw_per_month', 'MW/month', 'Capacity in place; infinite where unlimited.', (s) => s.capacity),
  node('capacity_under_way', 'MW/month', 'Capacity decided and not yet in place.', (s) => s.capacityUnderWay),
  node('expansion_mw', 'MW/month', 'Capacity decided in the month.', (s) => s.expansionUnits),
  node('utilisation', '1', 'Made over capacity in place, in [0, 1].', (s) => s.utilisation),
  node('fill_rate', '1', 'Shipped over what fell due, in [0, 1].', (s) => s.fillRate),
  node(
    'lead_quoted_months',
    'months',
    'Lead time quoted: shipping lead plus backlog over shipments.',
    (s) => s.quotedLeadMonths,
  ),
  node('price_factor', '1', 'Price over that of month 0.', (s) => s.priceFactor),
  node('learning_factor', '1', 'What learning leaves of the cost of month 0.', (s) => s.learnedFactor),
  node('forecast_mw', 'MW/month', 'Demand the node expects.', (s) => s.forecastUnits),
];

/** Columns along `network.companyIds`. */
export const SUPPLIER_COLUMNS: readonly SupplyColumn[] = [
  supplier(
    'available_share',
    '1',
    'Share of its capacity that no outage has taken, in [0, 1].',
    (s) => s.companyAvailable,
  ),
];
