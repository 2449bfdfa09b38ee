/** Metrics of a run of any kind, and the values in its row of `runs.csv`. */

import type { Column } from '../columns/column.ts';
import type { Trace } from '../columns/trace.ts';
import { beliefsMetrics } from './beliefs-row.ts';
import { economyRunMetrics } from './economy-run-row.ts';
import { MARKET_RUN_METRICS, plainMarketMetrics } from './market-run-row.ts';
import { type Metric, readMetrics } from './metric.ts';
import { supplyRunMetrics } from './supply-run-row.ts';

/** Metrics of a run of this kind with these entities; those of the market only with listed companies. */
export function metricsOf({ kind, entities }: Pick<Trace, 'kind' | 'entities'>): readonly Metric[] {
  if (kind === 'supply') return supplyRunMetrics(entities.node);
  if (kind === 'market') return plainMarketMetrics(entities.equity);
  if (kind === 'beliefs') return beliefsMetrics(entities.firm);
  const economy = economyRunMetrics(entities.firm, entities.node);
  return entities.equity.length > 0 ? [...economy, ...MARKET_RUN_METRICS] : economy;
}

/** Columns of the row of a run: its metrics without their functions. */
export function runColumns(run: Pick<Trace, 'kind' | 'entities'>): readonly Column[] {
  return metricsOf(run).map(({ read: _read, needs: _needs, compares: _compares, ...column }) => column);
}

/** Metrics by the entities of a simulator, which all its runs share. */
const known = new WeakMap<Trace['entities'], readonly Metric[]>();

/** Metrics of a run by column name; NaN where it has none. */
export function runMetrics(trace: Trace): Record<string, number | string> {
  let metrics = known.get(trace.entities);
  if (metrics === undefined) {
    metrics = metricsOf(trace);
    known.set(trace.entities, metrics);
  }
  return readMetrics(metrics, trace);
}
