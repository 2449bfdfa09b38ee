/** Makes all charts of a results folder from the columns of its tables. */

import { counted } from '../numeric/counted.ts';
import { metricsByEntity } from '../metrics/run-row.ts';
import { unitOfField } from '../output/csv.ts';
import { metricLabel, metricTitle } from '../output/metric-title.ts';
import { spoken } from '../output/words.ts';
import { type Fan, fanChart, type FanPoint } from './fan.ts';
import { type ShareFalls, shareFallsChart } from './share-falls.ts';
import { type FirstWall, firstWallChart } from './first-wall.ts';
import type { Frame, Spec } from './spec.ts';
import { numberColumn, type Table, textColumn } from './table.ts';
import { networkPictures } from './tier-spread.ts';
import { tierLossChart, type TierLosses } from './tier-losses.ts';

export interface Chart {
  /** File name without its ending. */
  readonly name: string;
  readonly spec: Spec;
}

/** Input tables of the charts. */
export interface Results {
  /** `runs.csv`. */
  readonly runs: Table;
  /** `quantiles.csv`. */
  readonly quantiles: Table;
  /** Months in which walls are watched; undefined shows the months up to the last wall. */
  readonly horizonMonths: number | undefined;
  /** Descriptions of recorded columns, by name, for the subtitle of a fan. */
  readonly descriptions: ReadonlyMap<string, string>;
}

/** Panels of the overview: the first recorded column that matches each, from the race to what it earns. */
const OVERVIEW = [
  /^ai_capex|^capex/,
  /^live_mw$|^live/,
  /^staged_months$|^staged/,
  /^(?:compute_)?price/,
  /^roi$|^roi/,
  /^market_index$/,
];
/** A month that fewer of the runs reach is left out of a fan: its quantiles would be those of other runs. */
const LEAST_SHARE_OF_RUNS = 0.5;
/** From here on a column of MW is drawn in GW. */
const MANY_MW = 2000;
/** Columns whose names say too little on a picture. */
const TITLES: Readonly<Record<string, string>> = {
  ai_capex_usd_bn: 'AI capex',
  live_mw: 'Energised systems',
  staged_mw: 'Unpowered systems',
  staged_months: 'Unpowered systems, in deliveries',
  delivered_mw: 'Deliveries',
  investment_mw: 'Orders of the builders',
  compute_price_index: 'Price of compute, index',
  roi_per_year: 'Return on AI capital',
  market_index: 'Market index',
  end_demand_mw: 'Demand',
  end_received_mw: 'Receipts of customers',
  end_unmet_mw: 'Unmet demand',
  chain_backlog_mw: 'Order backlog',
  chain_cost_usd: 'Cost a month',
  chain_stock_mw: 'Stock',
  chain_placed_mw: 'Orders placed',
};
/** Series of a network, whose titles have a unit. */
const OF_NETWORK = /^(?:end|chain)_/;

/** A monthly series in words, without its unit. */
function seriesTitle(column: string, unit: string): string {
  return TITLES[column] ?? metricTitle(column, unit);
}

/** The same with its unit. */
export function seriesLabel(column: string, unit: string): string {
  if (OF_NETWORK.test(column)) return `${seriesTitle(column, unit)} (${unit})`;
  return TITLES[column] ?? metricLabel(column, unit);
}

/** Columns of returns and of what capital costs. */
const RETURNS = /^(?:roi|wacc|spread)(?:_|$)/;

interface NamedFan extends Fan {
  readonly column: string;
  /** The column in words, without its unit. */
  readonly title: string;
}

/**
 * The fans of `quantiles.csv`, one per column, in its order, up to the horizon: runs without a wall end there, and
 * later months are of other runs.
 */
export function fansOf(quantiles: Table, horizonMonths = Number.POSITIVE_INFINITY): NamedFan[] {
  const columns = textColumn(quantiles, 'column');
  const units = textColumn(quantiles, 'unit').map(unitOfField);
  const read = (name: string): number[] => numberColumn(quantiles, name);
  const [month, runs, p5, p25, p50, p75, p95] = ['month', 'n', 'p5', 'p25', 'p50', 'p75', 'p95'].map(read);
  const most = runs.reduce((a, b) => Math.max(a, b), 0);
  const fans = new Map<string, { readonly unit: string; readonly points: FanPoint[] }>();
  for (const [row, column] of columns.entries()) {
    const fan = fans.get(column) ?? { unit: units[row], points: [] };
    fans.set(column, fan);
    if (month[row] >= horizonMonths) continue;
    if (runs[row] < LEAST_SHARE_OF_RUNS * most || !Number.isFinite(p50[row])) continue;
    fan.points.push({
      month: month[row],
      runs: runs[row],
      p5: p5[row],
      p25: p25[row],
      p50: p50[row],
      p75: p75[row],
      p95: p95[row],
    });
  }
  return [...fans].map(([column, { unit, points }]) => {
    const title = seriesTitle(column, unit);
    const everyday = everydayUnit(column, unit, points);
    if (everyday === undefined) {
      return { column, title, label: seriesLabel(column, unit), points };
    }
    const inUnit = points.map(({ month: at, runs: n, ...quantiles }) => {
      const scaled = Object.entries(quantiles).map(([name, value]) => [name, value * everyday.factor]);
      return { month: at, runs: n, ...(Object.fromEntries(scaled) as typeof quantiles) };
    });
    return { column, title, label: `${title} (${everyday.unit})`, points: inUnit };
  });
}

/** The unit in which a reader expects a column: GW, money by the year, returns in per cent. */
function everydayUnit(
  column: string,
  unit: string,
  points: readonly FanPoint[],
): { readonly unit: string; readonly factor: number } | undefined {
  if (unit === 'MW' && points.some(({ p95: high }) => high >= MANY_MW)) return { unit: 'GW', factor: 1 / 1000 };
  if (unit === 'USD bn/month') return { unit: 'USD bn a year', factor: 12 };
  if (unit === '1/year' && RETURNS.test(column)) return { unit: '% a year', factor: 100 };
  return undefined;
}

/** Completed rows of `runs.csv`. */
export function finishedRuns(runs: Table): Table {
  const status = runs.header.indexOf('status');
  return status < 0 ? runs : { ...runs, rows: runs.rows.filter((row) => row[status] === 'ok') };
}

/** First wall of each run, and months in which walls were checked; a run without a wall is observed to its end. */
export function firstWallsOf(
  runs: Table,
  horizonMonths: number | undefined,
): { readonly exits: readonly FirstWall[]; readonly months: number } {
  const walls = textColumn(runs, 'wall');
  const met = numberColumn(runs, 'wall_month');
  const watched = runs.header.includes('months_to_wall') ? numberColumn(runs, 'months_to_wall') : [];
  const months =
    horizonMonths ??
    met
      .concat(watched.map((count) => count - 1))
      .reduce((most, at) => Math.max(most, Number.isFinite(at) ? at + 1 : 0), 0);
  const exits = walls.map((wall, row) => {
    const last = (watched[row] ?? months) - 1;
    return { wall, month: wall === 'none' ? last : met[row] };
  });
  return { exits, months };
}

/** The chart of first walls, when the runs have walls. */
function wallCharts(runs: Table, horizonMonths: number | undefined, frame: Frame): Chart[] {
  if (!runs.header.includes('wall') || !runs.header.includes('wall_month') || runs.rows.length === 0) return [];
  const { exits, months: last } = firstWallsOf(runs, horizonMonths);
  return last > 0 ? [{ name: 'first-wall', spec: firstWallChart(exits, last, frame) }] : [];
}

/** Losses by tier, in the order of their columns; empty when the runs have none. */
export function tierLosses(runs: Table): TierLosses[] {
  const read = (name: string | undefined): number[] => (name === undefined ? [] : numberColumn(runs, name));
  return [...metricsByEntity(runs.header)]
    .map(
      ([tier, of]): TierLosses => ({
        tier: spoken(tier),
        orders: read(of.orders_lost),
        sales: read(of.sales_lost),
        worstYear: read(of.worst_year_sales_lost),
        profit: read(of.profit_lost),
      }),
    )
    .filter(({ sales }) => sales.some(Number.isFinite));
}

/** The chart of losses by tier, when the runs have them. */
function lossCharts(runs: Table, frame: Frame): Chart[] {
  const losses = tierLosses(runs);
  return losses.length > 0 ? [{ name: 'tier-losses', spec: tierLossChart(losses, frame) }] : [];
}

/** What pictures of results answer, by name. */
const QUESTIONS: Readonly<Record<string, string>> = {
  overview: 'How does the build-out go, month by month?',
  'first-wall': 'What stops the race, and when?',
  'tier-losses': 'What does the pause cost each tier of suppliers?',
  'share-falls': 'How far do share prices fall, and how much of it is the pause?',
  'compare-walls': 'Which wall comes first in each scenario?',
  'compare-effects': 'What does each change move, and by how much?',
  'compare-impulse': 'When does each change move what, month by month?',
  'fill-rate': 'How much of the orders due does each tier ship?',
  bullwhip: 'Where do orders vary more than demand?',
  cost: 'What does each tier cost?',
};

/** What a picture answers, by the name of its file; `units` are those of recorded columns. */
export function questionOf(file: string, units: ReadonlyMap<string, string>): string {
  const name = file.replace(/\.\w+$/, '').replace(/(?:-slide)?(?:-\d+)?(?:-dark)?$/, '');
  const column = name.replace(/^fan-/, '').replaceAll('-', '_');
  const fan = `${seriesTitle(column, units.get(column) ?? '')}, month by month`;
  return QUESTIONS[name] ?? (name.startsWith('fan-') ? fan : '');
}

/** Classes of shares whose falls are shown. */
const SHARE_GROUPS = [
  ['supplier', 'Suppliers'],
  ['builder', 'Builders'],
  ['index', 'Market index'],
] as const;

/** Falls of share prices around the wall by class; empty when the runs have none. */
export function shareFalls(runs: Table): ShareFalls[] {
  return SHARE_GROUPS.flatMap(([name, group]) => {
    const [fall, excess] = [`fall_after_wall_${name}`, `fall_after_wall_excess_${name}`];
    const isThere = runs.header.includes(fall) && runs.header.includes(excess);
    return isThere ? [{ group, fall: numberColumn(runs, fall), excess: numberColumn(runs, excess) }] : [];
  });
}

/** The chart of falls of share prices, when the runs have them. */
function fallCharts(runs: Table, frame: Frame): Chart[] {
  const spec = shareFallsChart(shareFalls(runs), frame);
  return spec === undefined ? [] : [{ name: 'share-falls', spec }];
}

/** Draw the overview, the first walls, the losses by tier, measures of the tiers of a network, and one fan per column. */
export function gallery(results: Results, frame: Frame): Chart[] {
  const runs = finishedRuns(results.runs);
  const fans = fansOf(results.quantiles, results.horizonMonths).filter(({ points }) => points.length > 0);
  const overview = OVERVIEW.map((pattern) => fans.find(({ column }) => pattern.test(column))).filter(
    (fan) => fan !== undefined,
  );
  const count = counted(runs.rows.length, 'run');
  return [
    ...(overview.length > 1
      ? [
          {
            name: 'overview',
            spec: fanChart({ title: `The build-out in ${count}`, isOverview: true }, overview, frame),
          },
        ]
      : []),
    ...wallCharts(runs, results.horizonMonths, frame),
    ...lossCharts(runs, frame),
    ...fallCharts(runs, frame),
    ...networkPictures(runs, frame).map(({ name, spec }) => ({ name, spec })),
    ...fans.map((fan) => {
      const heading = { title: `${fan.title} in ${count}`, note: results.descriptions.get(fan.column) };
      return { name: `fan-${fan.column.replaceAll('_', '-')}`, spec: fanChart(heading, [fan], frame) };
    }),
  ];
}
