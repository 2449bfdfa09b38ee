/** Metrics of a run of any kind, and the values in its row of `runs.csv`. */

import { type Column, columnsIn } from '../columns/column.ts';
import { type Measure, NUMBER, SHARE } from '../columns/measure.ts';
import type { RunKind, Trace } from '../columns/trace.ts';
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
export function runColumns(run: Pick<Trace, 'kind' | 'entities' | 'goodsUnit'>): readonly Column[] {
  const columns = metricsOf(run).map(({ read: _read, needs: _needs, compares: _compares, ...column }) => column);
  return columnsIn(columns, run.goodsUnit);
}

const KINDS: readonly RunKind[] = ['economy', 'supply', 'market', 'beliefs'];
const ONE = ['one'];
const ONE_OF_EACH = { firm: ONE, node: ONE, supplier: ONE, region: ONE, equity: ONE, venue: ONE };
/** Family and ending of every repeated metric, the longest first: `drawdown_excess` before `drawdown`. */
const FAMILIES = KINDS.flatMap((kind) => metricsOf({ kind, entities: ONE_OF_EACH }))
  .flatMap(({ name, family, entity }) =>
    family === undefined ? [] : [{ family, ending: name.slice(`${family}_${entity}`.length) }],
  )
  .sort((a, b) => b.family.length - a.family.length);

/** Unit and range of every metric by name, and of a family by its name. */
const MEASURES = new Map<string, Measure>(
  KINDS.flatMap((kind) => metricsOf({ kind, entities: ONE_OF_EACH })).map((one) => [one.family ?? one.name, one]),
);

/** Unit and range of a metric of which only the name is stored; undefined where no metric has this name. */
export function measureOfMetric(name: string): Measure | undefined {
  return MEASURES.get(name) ?? MEASURES.get(memberOf(name)?.family ?? '');
}

export const unitOfMetric = (name: string): string | undefined => measureOfMetric(name)?.unit;

/** Excesses and losses over something else than themselves: the overspend, and profit lost over sales. */
const EXCESSES = new Set(['overspend_ratio', 'profit_lost', 'worst_year_profit_lost']);

/** Whether a metric is a share of a whole, a loss or an excess, which a person reads in per cent, by its name. */
export function isShareMetric(name: string): boolean {
  if (EXCESSES.has(memberOf(name)?.family ?? name)) return true;
  const { unit, range } = measureOfMetric(name) ?? NUMBER;
  const [low, high] = range;
  return unit === SHARE.unit && high === 1 && (low === 0 || low === Number.NEGATIVE_INFINITY);
}

/** Family and entity of a metric of which only the name is stored, as in a header; undefined for one of a whole run. */
export function memberOf(name: string): { readonly family: string; readonly entity: string } | undefined {
  const of = FAMILIES.find(({ family, ending }) => name.startsWith(`${family}_`) && name.endsWith(ending));
  return of && { family: of.family, entity: name.slice(of.family.length + 1, name.length - of.ending.length) };
}

/** Names of the metrics of each entity by family, in the order of the names. */
export function metricsByEntity(
  names: readonly string[],
): ReadonlyMap<string, Readonly<Partial<Record<string, string>>>> {
  const entities = new Map<string, Partial<Record<string, string>>>();
  for (const name of names) {
    const member = memberOf(name);
    if (member !== undefined) entities.set(member.entity, { ...entities.get(member.entity), [member.family]: name });
  }
  return entities;
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
