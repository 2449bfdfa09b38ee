/** The metrics that a comparison shows whatever comes out, so that they are not those that happen to differ most. */

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

/** Those of which some pair of some comparison has both sides, from the race to what it leaves behind. */
export function headlineMetrics(comparisons: readonly Comparison[]): string[] {
  const known = new Set(
    comparisons.flatMap(({ metrics }) =>
      metrics.flatMap(({ metric, difference: { pairs } }) => (pairs > 0 ? [metric] : [])),
    ),
  );
  return HEADLINE_METRICS.filter((metric) => known.has(metric));
}
