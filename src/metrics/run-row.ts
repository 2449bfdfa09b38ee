/** The row of one run, whatever its kind: which columns it has, and what stands in them. */

import type { Column } from '../columns/column.ts';
import type { Trace } from '../columns/trace.ts';
import { beliefsColumns, beliefsMetrics } from './beliefs-row.ts';
import { economyRunColumns, economyRunMetrics } from './economy-run-row.ts';
import { MARKET_RUN_COLUMNS, marketRunParts } from './market-run-row.ts';
import { plainMarketColumns, plainMarketMetrics } from './plain-market-row.ts';
import { supplyRunColumns, supplyRunMetrics } from './supply-run-row.ts';

/** Columns of the row of a run of this kind with these entities; those of the market only where somebody is listed. */
export function runColumns({ kind, entities }: Pick<Trace, 'kind' | 'entities'>): readonly Column[] {
  if (kind === 'supply') return supplyRunColumns(entities.node);
  if (kind === 'market') return plainMarketColumns(entities.equity);
  if (kind === 'beliefs') return beliefsColumns(entities.firm);
  const economy = economyRunColumns(entities.node);
  return entities.equity.length > 0 ? [...economy, ...MARKET_RUN_COLUMNS] : economy;
}

/** Metrics of a run by column name; NaN where it has none. */
export function runMetrics(trace: Trace): Record<string, number | string> {
  const { kind, entities } = trace;
  if (kind === 'supply') return supplyRunMetrics(trace);
  if (kind === 'market') return plainMarketMetrics(trace);
  if (kind === 'beliefs') return beliefsMetrics(trace);
  const economy = economyRunMetrics(trace);
  return entities.equity.length > 0 ? Object.assign(economy, ...marketRunParts(trace)) : economy;
}
