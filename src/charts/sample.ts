/** Collects series of repeated runs for a report: by tier and by class of share, which a batch does not store. */

import { goodsIn } from '../columns/column.ts';
import type { EquityClass } from '../columns/equity-class.ts';
import type { Trace } from '../columns/trace.ts';
import type { AroundWall } from './around-wall.ts';
import type { Fan, FanPoint } from './fan.ts';
import { spoken } from '../output/words.ts';
import { spreadOf } from './spread.ts';

/** Number of runs that a report repeats: a compromise between quantiles and waiting time. */
export const DEFAULT_SAMPLE_RUNS = 100;

/** Months shown before and after the wall. */
const BEFORE = 12;
const AFTER = 24;
const WINDOW_MONTHS = 3;
/** A month that fewer of the runs reach is left out. */
const LEAST_SHARE_OF_RUNS = 0.5;

const CLASS_LABELS: Readonly<Record<EquityClass, string>> = {
  builder: 'Builders',
  supplier: 'Suppliers',
  basket: 'Baskets',
};

/** A series of the sample: one row a run, as long as the run. */
interface SampledSeries {
  readonly label: string;
  readonly runs: Float64Array[];
}

/** Orders of a tier around the wall, one row a run; NaN where the run has no such month. */
interface SampledWindow {
  readonly tier: string;
  readonly paused: Float64Array[];
  readonly unpaused: Float64Array[];
}

export interface Sample {
  /** Runs recorded. */
  count: number;
  /** Of those, runs with a wall, simulated with and without the pause. */
  walled: number;
  readonly orders: Map<string, SampledSeries>;
  readonly shares: Map<string, SampledSeries>;
  readonly windows: Map<string, SampledWindow>;
}

/** Which series a run has. */
export interface SampleSource {
  readonly hasOrders: boolean;
  readonly hasMarketIndex: boolean;
  /** Whether it has the prices of listed companies. */
  readonly hasPrices: boolean;
}

export function createSample(): Sample {
  return { count: 0, walled: 0, orders: new Map(), shares: new Map(), windows: new Map() };
}

/** Add one run. */
export function recordTrace(sample: Sample, trace: Trace, source: SampleSource): void {
  sample.count++;
  if (source.hasOrders) recordOrders(sample, trace);
  if (source.hasMarketIndex) {
    recordSeries(sample.shares, 'Market index', trace.column('market_index', 'scalar').slice(0, trace.months));
  }
  const classes = trace.equityClasses;
  if (!source.hasPrices) return;
  const prices = trace.column('price_index', 'equity');
  for (const name of new Set(classes)) {
    const members = classes.flatMap((own, at) => (own === name ? [at] : []));
    const mean = Float64Array.from({ length: trace.months }, (_, month) =>
      members.reduce((sum, at) => sum + prices[month * classes.length + at] / members.length, 0),
    );
    recordSeries(sample.shares, CLASS_LABELS[name], mean);
  }
}

function recordSeries(into: Map<string, SampledSeries>, label: string, values: Float64Array): void {
  const series = into.get(label) ?? { label, runs: [] };
  series.runs.push(values);
  into.set(label, series);
}

function recordOrders(sample: Sample, trace: Trace): void {
  const nodes = trace.entities.node;
  const orders = trace.column('orders_mw', 'node');
  const unpaused = trace.counterfactual?.column('orders_mw', 'node');
  const wall = trace.outcome.wallMonth;
  if (unpaused !== undefined && wall >= 0) sample.walled++;
  for (const [n, tier] of nodes.entries()) {
    const own = Float64Array.from({ length: trace.months }, (_, month) => orders[month * nodes.length + n]);
    recordSeries(sample.orders, spoken(tier.replaceAll('-', '_')), own);
    if (unpaused === undefined || wall < 0) continue;
    const without = own.map((_, month) => unpaused[month * nodes.length + n]);
    const window = sample.windows.get(tier) ?? { tier: spoken(tier.replaceAll('-', '_')), paused: [], unpaused: [] };
    window.paused.push(aroundWall(own, wall, own));
    window.unpaused.push(aroundWall(without, wall, own));
    sample.windows.set(tier, window);
  }
}

/** Three-month means from a year before the wall, over the highest of them up to the wall in `reference`. */
function aroundWall(orders: Float64Array, wall: number, reference: Float64Array): Float64Array {
  let peak = 0;
  for (let month = WINDOW_MONTHS - 1; month <= wall; month++) peak = Math.max(peak, recent(reference, month));
  return Float64Array.from({ length: BEFORE + AFTER + 1 }, (_, at) => {
    const month = wall - BEFORE + at;
    return month < WINDOW_MONTHS - 1 || month >= orders.length || peak <= 0 ? Number.NaN : recent(orders, month) / peak;
  });
}

function recent(orders: Float64Array, month: number): number {
  let sum = 0;
  for (let k = 0; k < WINDOW_MONTHS; k++) sum += orders[month - k];
  return sum / WINDOW_MONTHS;
}

/** The fan of a sampled series up to the horizon; months that fewer than half of the runs reach are left out. */
function fanOf({ label, runs }: SampledSeries, unit: string, horizonMonths: number): Fan & { readonly title: string } {
  const longest = runs.reduce((most, { length }) => Math.max(most, length), 0);
  const points: FanPoint[] = [];
  for (let month = 0; month < Math.min(longest, horizonMonths); month++) {
    const there = runs.filter(({ length }) => length > month).map((run) => run[month]);
    const spread = there.length < LEAST_SHARE_OF_RUNS * runs.length ? undefined : spreadOf(there);
    if (spread !== undefined) points.push({ month, ...spread });
  }
  return { title: label, label: unit === '' ? label : `${label} (${unit})`, points };
}

/** Orders of each tier, buyers first. */
export function orderFans(
  sample: Readonly<Sample>,
  horizonMonths = Number.POSITIVE_INFINITY,
  goodsUnit?: string,
): (Fan & { readonly title: string })[] {
  const unit = goodsIn('MW/month', goodsUnit);
  return [...sample.orders.values()].map((series) => fanOf(series, unit, horizonMonths));
}

/** Prices of shares by class, over their price in month 0. */
export function shareFans(
  sample: Readonly<Sample>,
  horizonMonths = Number.POSITIVE_INFINITY,
): (Fan & { readonly title: string })[] {
  return [...sample.shares.values()].map((series) => fanOf(series, 'start = 1', horizonMonths));
}

/** Orders of each tier around the wall. */
export function aroundWalls(sample: Readonly<Sample>): AroundWall[] {
  return [...sample.windows.values()].map(({ tier, paused, unpaused }) => ({
    tier,
    points: Array.from({ length: BEFORE + AFTER + 1 }, (_, at) => {
      const spread = spreadOf(paused.map((row) => row[at]));
      return { month: at - BEFORE, spread, unpaused: spreadOf(unpaused.map((row) => row[at]))?.p50 ?? Number.NaN };
    }).flatMap(({ month, spread, unpaused: without }) =>
      spread === undefined || spread.runs < LEAST_SHARE_OF_RUNS * paused.length
        ? []
        : [{ month, p25: spread.p25, p50: spread.p50, p75: spread.p75, unpaused: without }],
    ),
  }));
}
