/** What the supply network records: one value a node or a supplier company, every month. */

import { type Measure, type Range, quantity, RATIO, SHARE } from '../../columns/measure.ts';
import type { Column } from '../../columns/column.ts';
import type { SupplyNetwork } from './network.ts';
import type { SupplyState } from './state.ts';

/** A column and where its values stand; what `read` returns is valid until the next step. */
export interface SupplyColumn extends Column {
  readonly range: Range;
  readonly read: (state: SupplyState, network: SupplyNetwork) => ArrayLike<number>;
}

type Read = SupplyColumn['read'];

const node = (name: string, measure: Measure, description: string, read: Read): SupplyColumn => ({
  name,
  ...measure,
  shape: 'node',
  description,
  read,
});

const supplier = (name: string, measure: Measure, description: string, read: Read): SupplyColumn => ({
  name,
  ...measure,
  shape: 'supplier',
  description,
  read,
});

/** Columns along `network.nodeIds`. */
export const NODE_COLUMNS: readonly SupplyColumn[] = [
  node('orders_mw', quantity('MW/month'), 'Orders received in the month, duplicates included.', (s) => s.incomingUnits),
  node('shipments_mw', quantity('MW/month'), 'Shipped to customers in the month.', (s) => s.nodeShippedUnits),
  node(
    'backlog_mw',
    quantity('MW'),
    'Unfilled orders at the end of the month, duplicates included.',
    (s) => s.nodeBacklogUnits,
  ),
  node('backlog_phantom_mw', quantity('MW'), 'Duplicates among the unfilled orders.', (s) => s.nodePhantomUnits),
  node(
    'cancelled_mw',
    quantity('MW/month'),
    'Orders cancelled in the month, duplicates included.',
    (s) => s.nodeCancelledUnits,
  ),
  node('on_hand_mw', quantity('MW'), 'Finished stock at the end of the month.', (s) => s.onHandUnits),
  node('production_mw', quantity('MW/month'), 'Made in the month.', (s) => s.producedUnits),
  node(
    'capacity_mw_per_month',
    quantity('MW/month'),
    'Capacity in place; infinite where unlimited.',
    (s) => s.capacity,
  ),
  node('capacity_under_way', quantity('MW/month'), 'Capacity decided and not yet in place.', (s) => s.capacityUnderWay),
  node('expansion_mw', quantity('MW/month'), 'Capacity decided in the month.', (s) => s.expansionUnits),
  node('utilisation', SHARE, 'Made over capacity in place.', (s) => s.utilisation),
  node('fill_rate', SHARE, 'Shipped over what fell due.', (s) => s.fillRate),
  node(
    'lead_quoted_months',
    quantity('months'),
    'Lead time quoted: shipping lead plus backlog over shipments.',
    (s) => s.quotedLeadMonths,
  ),
  node('price_factor', RATIO, 'Price over that of month 0.', (s) => s.priceFactor),
  node(
    'learning_factor',
    RATIO,
    'Factor on price and conversion cost since month 0: growth of what a MW holds, times what learning leaves.',
    (s) => s.learnedFactor,
  ),
  node('forecast_mw', quantity('MW/month'), 'Demand the node expects.', (s) => s.forecastUnits),
];

/** Columns along `network.companyIds`. */
export const SUPPLIER_COLUMNS: readonly SupplyColumn[] = [
  supplier('available_share', SHARE, 'Share of its capacity that no outage has taken.', (s) => s.companyAvailable),
];
