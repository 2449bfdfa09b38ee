/** Lists the headline metrics of a comparison, fixed beforehand so that they are not selected by their effects. */

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
];

/** Headline of a supply network alone, node by node. */
const NETWORK_METRICS = [/^cost_usd$/, /^fill_rate_/, /^bullwhip_(?!peak_(?:gain|period_months)_)/];

/** Headline metrics for which some pair of some comparison has both values. */
export function headlineMetrics(comparisons: readonly Comparison[]): string[] {
  const known = new Set(
    comparisons.flatMap(({ metrics }) =>
      metrics.flatMap(({ metric, difference: { pairs } }) => (pairs > 0 ? [metric] : [])),
    ),
  );
  const race = HEADLINE_METRICS.filter((metric) => known.has(metric));
  return race.length > 0
    ? race
    : NETWORK_METRICS.flatMap((pattern) => [...known].filter((metric) => pattern.test(metric)));
}
