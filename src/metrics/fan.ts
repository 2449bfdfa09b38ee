/** Lists the scalar series whose monthly quantiles a batch reports. */

import { BELIEFS_FAN_COLUMNS } from './beliefs-row.ts';
import { MARKET_FAN_COLUMNS } from './market-run-row.ts';
import { SUPPLY_FAN_COLUMNS } from './supply-run-row.ts';

/** Names of scalar columns, in the order of `quantiles.csv`; a kind of run has the ones that it records. */
export const FAN_COLUMNS: readonly string[] = [
  'capex_usd_bn',
  'ai_capex_usd_bn',
  'investment_mw',
  'delivered_mw',
  'live_mw',
  'staged_mw',
  'staged_months',
  'queue_wait_months',
  'utilisation',
  'compute_price_index',
  'ai_revenue_usd_bn_per_year',
  'roi_per_year',
  'payback_years',
  'stringency',
  ...MARKET_FAN_COLUMNS,
  ...BELIEFS_FAN_COLUMNS,
  ...SUPPLY_FAN_COLUMNS,
];
