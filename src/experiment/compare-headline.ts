/** Lists the headline metrics of a comparison, fixed beforehand so that they are not selected by their effects. */

import { memberOf } from '../metrics/run-row.ts';
import type { Comparison } from './compare-ledger.ts';

export const HEADLINE_METRICS = [
  'months_to_wall',
  'overspend_ratio',
  'economic_profit_usd_bn',
  'investment_fall_after_wall',
  'sales_lost_accelerator',
  'sales_lost_hbm',
  'fall_after_wall_supplier',
  'fall_after_wall_index',
] as const;

const COST = 'cost_usd';
const STOCK = 'stock_mw';
/** Headline of a supply network alone: its cost and mean stock, then these families node by node. */
const NETWORK_FAMILIES = [COST, 'fill_rate', 'bullwhip'];

/** Headline metrics for which some pair of some comparison has both values. */
export function headlineMetrics(comparisons: readonly Comparison[]): string[] {
  const known = new Set(
    comparisons.flatMap(({ metrics }) =>
      metrics.flatMap(({ metric, difference: { pairs } }) => (pairs > 0 ? [metric] : [])),
    ),
  );
  const race = HEADLINE_METRICS.filter((metric) => known.has(metric));
  if (race.length > 0) return race;
  // A node without costs has a cost of 0; that of the only node with costs is the total.
  const costly = new Set(
    comparisons.flatMap(({ metrics }) =>
      metrics.flatMap(({ metric, base, other }) => (base > 0 || other > 0 ? [metric] : [])),
    ),
  );
  const byNode = NETWORK_FAMILIES.flatMap((family) => {
    const members = [...known].filter((metric) => memberOf(metric)?.family === family);
    if (family !== COST) return members;
    const costs = members.filter((metric) => costly.has(metric));
    return costs.length > 1 ? costs : [];
  });
  return [...[COST, STOCK].filter((metric) => known.has(metric)), ...byNode];
}
