/** Columns of the supply network: one value per node or supplier company and month. */

import type { Column } from '../../columns/column.ts';
import type { SupplyNetwork } from './network.ts';
import type { SupplyState } from './state.ts';

/** A column and the source of its values; the result of `read` is valid until the next step. */
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
  node('orders_mw', 'MW/month', 'Orders received in the month, duplicate orders included.', (s) => s.incomingUnits),
  node('shipments_mw', 'MW/month', 'Shipments to customers in the month.', (s) => s.nodeShippedUnits),
  node(
    'backlog_mw',
    'MW',
    'Order backlog at the end of the month, duplicate orders included.',
    (s) => s.nodeBacklogUnits,
  ),
  node('backlog_phantom_mw', 'MW', 'Duplicate orders in the backlog.', (s) => s.nodePhantomUnits),
  node(
    'cancelled_mw',
    'MW/month',
    'Orders cancelled in the month, duplicate orders included.',
    (s) => s.nodeCancelledUnits,
  ),
  node('on_hand_mw', 'MW', 'Finished stock at the end of the month.', (s) => s.onHandUnits),
  node('production_mw', 'MW/month', 'Production of the month.', (s) => s.producedUnits),
  node('capacity_mw_per_month', 'MW/month', 'Capacity in place; infinite where unlimited.', (s) => s.capacity),
  node(
    'capacity_under_way',
    'MW/month',
    'Capacity under construction: decided and not yet in place.',
    (s) => s.capacityUnderWay,
  ),
  node('expansion_mw', 'MW/month', 'Capacity decided in the month.', (s) => s.expansionUnits),
  node('utilisation', '1', 'Utilisation: production over capacity in place, in [0, 1].', (s) => s.utilisation),
  node('fill_rate', '1', 'Fill rate: shipments over orders due, in [0, 1].', (s) => s.fillRate),
  node(
    'lead_quoted_months',
    'months',
    'Quoted lead time: shipping time plus backlog over shipments.',
    (s) => s.quotedLeadMonths,
  ),
  node('price_factor', '1', 'Price, relative to month 0.', (s) => s.priceFactor),
  node('learning_factor', '1', 'Cost after learning by doing, relative to month 0.', (s) => s.learnedFactor),
  node('forecast_mw', 'MW/month', 'Demand forecast of the node.', (s) => s.forecastUnits),
];

/** Columns along `network.companyIds`. */
export const SUPPLIER_COLUMNS: readonly SupplyColumn[] = [
  supplier(
    'available_share',
    '1',
    'Share of its capacity not lost to an outage, in [0, 1].',
    (s) => s.companyAvailable,
  ),
];
