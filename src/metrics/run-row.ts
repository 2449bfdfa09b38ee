/** The row of one run, whatever its kind: which columns it has, and what stands in them. */

import type { Column } from '../columns/column.ts';
import type { Trace } from '../columns/trace.ts';
import { economyRunColumns, economyRunMetrics } from './economy-run-row.ts';
import { MARKET_RUN_COLUMNS, marketRunMetrics } from './market-run-row.ts';
import { supplyRunColumns, supplyRunMetrics } from './supply-run-row.ts';

/** Whether a trace is of a plain supply run: without power there are no regions. */
export function isPlainSupply(entities: Trace['entities']): boolean {
  return entities.region.length === 0;
}

/** Whether anybody is listed: without a market there are no columns of it. */
function hasMarket(entities: Trace['entities']): boolean {
  return entities.equity.length > 0;
}

/** Columns of the row of a run with these entities. */
export function runColumns(entities: Trace['entities']): readonly Column[] {
  if (isPlainSupply(entities)) return supplyRunColumns(entities.node);
  const economy = economyRunColumns(entities.node);
  return hasMarket(entities) ? [...economy, ...MARKET_RUN_COLUMNS] : economy;
}

/** Metrics of a run by column name; NaN where it has none. */
export function runMetrics(trace: Trace): Record<string, number | string> {
  if (isPlainSupply(trace.entities)) return supplyRunMetrics(trace);
  const economy = economyRunMetrics(trace);
  return hasMarket(trace.entities) ? { ...economy, ...marketRunMetrics(trace) } : economy;
}
