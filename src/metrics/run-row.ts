/** The row of one run, whatever its kind: which columns it has, and what stands in them. */

import type { Column } from '../columns/column.ts';
import type { Trace } from '../columns/trace.ts';
import { beliefsColumns, beliefsMetrics } from './beliefs-row.ts';
import { economyRunColumns, economyRunMetrics } from './economy-run-row.ts';
import { MARKET_RUN_COLUMNS, marketRunParts } from './market-run-row.ts';
import { plainMarketColumns, plainMarketMetrics } from './plain-market-row.ts';
import { supplyRunColumns, supplyRunMetrics } from './supply-run-row.ts';

/** Kind of scenario that a trace is of, told by what it has. */
export function kindOf({ region, node, equity }: Trace['entities']): 'economy' | 'supply' | 'market' | 'beliefs' {
  if (region.length > 0) return 'economy';
  if (node.length > 0) return 'supply';
  return equity.length > 0 ? 'market' : 'beliefs';
}

/** Whether anybody is listed: without a market there are no columns of it. */
function hasMarket(entities: Trace['entities']): boolean {
  return entities.equity.length > 0;
}

/** Columns of the row of a run with these entities. */
export function runColumns(entities: Trace['entities']): readonly Column[] {
  const kind = kindOf(entities);
  if (kind === 'supply') return supplyRunColumns(entities.node);
  if (kind === 'market') return plainMarketColumns(entities.equity);
  if (kind === 'beliefs') return beliefsColumns(entities.firm);
  const economy = economyRunColumns(entities.node);
  return hasMarket(entities) ? [...economy, ...MARKET_RUN_COLUMNS] : economy;
}

/** Metrics of a run by column name; NaN where it has none. */
export function runMetrics(trace: Trace): Record<string, number | string> {
  const kind = kindOf(trace.entities);
  if (kind === 'supply') return supplyRunMetrics(trace);
  if (kind === 'market') return plainMarketMetrics(trace);
  if (kind === 'beliefs') return beliefsMetrics(trace);
  const economy = economyRunMetrics(trace);
  return hasMarket(trace.entities) ? Object.assign(economy, ...marketRunParts(trace)) : economy;
}
