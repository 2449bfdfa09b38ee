/** Columns of the supply network: one value per node or supplier company and month. */

import { type Measure, type Range, quantity, RATIO, SHARE } from '../../columns/measure.ts';
import type { Column } from '../../columns/column.ts';
import type { SupplyNetwork } from './network.ts';
import type { SupplyState } from './state.ts';

/** A column and the source of its values; the result of `read` is valid until the next step. */
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
  node(
    'orders_mw',
    quantity('MW/month'),
    'Orders that the node receives in the month, from customers and other nodes, duplicate orders included.',
    (s) => s.incomingUnits,
  ),
  node('shipments_mw', quantity('MW/month'), 'Shipments to customers in the month.', (s) => s.nodeShippedUnits),
  node(
    'backlog_mw',
    quantity('MW'),
    'Order backlog at the end of the month, duplicate orders included.',
    (s) => s.nodeBacklogUnits,
  ),
  node('backlog_phantom_mw', quantity('MW'), 'Duplicate orders in the backlog.', (s) => s.nodePhantomUnits),
  node(
    'cancelled_mw',
    quantity('MW/month'),
    'Orders cancelled in the month, duplicate orders included.',
    (s) => s.nodeCancelledUnits,
  ),
  node('on_hand_mw', quantity('MW'), 'Finished stock at the end of the month.', (s) => s.onHandUnits),
  node('production_mw', quantity('MW/month'), 'Production of the month.', (s) => s.producedUnits),
  node(
    'capacity_mw_per_month',
    quantity('MW/month'),
    'Capacity in place at the end of the month; infinite where unlimited.',
    (s) => s.capacity,
  ),
  node(
    'capacity_under_way',
    quantity('MW/month'),
    'Capacity under construction: decided and not yet in place.',
    (s) => s.capacityUnderWay,
  ),
  node('expansion_mw', quantity('MW/month'), 'Capacity decided in the month.', (s) => s.expansionUnits),
  node(
    'utilisation',
    SHARE,
    'Utilisation: production over capacity in place in the month, before wear and additions.',
    (s) => s.utilisation,
  ),
  node('fill_rate', SHARE, 'Fill rate: shipments over orders due.', (s) => s.fillRate),
  node(
    'lead_quoted_months',
    quantity('months'),
    'Quoted lead time: shipping time plus backlog over shipments, of which at least 10 % of their level smoothed over a year count.',
    (s) => s.quotedLeadMonths,
  ),
  node('price_factor', RATIO, 'Price, relative to the start of month 0.', (s) => s.priceFactor),
  node(
    'learning_factor',
    RATIO,
    'Factor on price and conversion cost since month 0: growth of what a MW holds, times learning.',
    (s) => s.learnedFactor,
  ),
  node('forecast_mw', quantity('MW/month'), 'Demand forecast of the node.', (s) => s.forecastUnits),
];

/** Columns along `network.companyIds`. */
export const SUPPLIER_COLUMNS: readonly SupplyColumn[] = [
  supplier('available_share', SHARE, 'Share of its capacity not lost to an outage.', (s) => s.companyAvailable),
];
