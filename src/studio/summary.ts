/** Summarises runs for the pictures: chances of walls with intervals, fans of series, and sales by tier. */

import { wallColours } from '../charts/first-wall.ts';
import { OKABE_ITO } from '../charts/spec.ts';
import type { Column } from '../columns/column.ts';
import { shareInterval } from '../numeric/share-interval.ts';
import { quantile, quantileOfSorted } from '../numeric/statistics.ts';
import { AFTER_WALL, BEFORE_WALL, type RecordedRun } from './recorded-run.ts';

/** A share of runs with the 95 % interval of its probability. */
export interface Chance {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

export interface WallChance extends Chance {
  /** Id of the wall, or `none`. */
  readonly wall: string;
  /** Median month of those stopped by it; NaN when none was. */
  readonly month: number;
}

export const QUANTILES = ['p5', 'p25', 'p50', 'p75', 'p95'] as const;

/** Quantiles over the runs at one month. */
export interface Spread extends Readonly<Record<(typeof QUANTILES)[number], number>> {
  /** Month of the run, or months after the wall. */
  readonly month: number;
  readonly runs: number;
}

export interface TierSales {
  readonly node: string;
  /** Sales over those without the pause, by months after the wall. */
  readonly points: readonly Spread[];
  /** Share of two years' sales lost: median and 90 % interval over the runs that paused. */
  readonly lost: Range;
}

/** Median, and the 5th to 95th percentile. */
export interface Range {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

export interface Summary {
  readonly runs: number;
  /** Runs that paused at a wall. */
  readonly paused: number;
  readonly anyWall: Chance;
  /** Most frequent wall first, `none` last. */
  readonly walls: readonly WallChance[];
  /** Median month of the wall in the runs that reached one. */
  readonly wallMonth: number;
  /** Share of runs stopped by a month. Shape [month]. */
  readonly stopped: readonly number[];
  readonly capex: readonly Spread[];
  readonly index: readonly Spread[];
  readonly tiers: readonly TierSales[];
  readonly metrics: ReadonlyMap<string, Range>;
}

/** A fan ends where fewer runs than this share are still followed. */
const FOLLOWED_SHARE = 0.5;

export function chanceOf(count: number, runs: number): Chance {
  const [low, high] = shareInterval(count, runs);
  return { share: count / runs, low, high };
}

export interface Table {
  readonly columns: readonly Column[];
  readonly nodes: readonly string[];
}

/** Sum up runs; `walls` are the ids of the scenario, so that one that never stops a run is shown with its 0. */
export function summarise(runs: readonly RecordedRun[], { columns, nodes }: Table, walls: readonly string[]): Summary {
  const walled = runs.filter(({ wallMonth }) => wallMonth >= 0);
  const paused = runs.filter(({ sales }) => sales.length > 0);
  const sales = columns.filter(({ family }) => family === 'sales_lost');
  const numbers = (name: string): number[] => {
    const at = columns.findIndex((column) => column.name === name);
    return runs.flatMap(({ metrics }) => (Number.isFinite(metrics[at]) ? [Number(metrics[at])] : []));
  };
  return {
    runs: runs.length,
    paused: paused.length,
    anyWall: chanceOf(walled.length, runs.length),
    walls: wallChances(runs, walls),
    wallMonth: quantile(
      walled.map(({ wallMonth }) => wallMonth),
      0.5,
    ),
    stopped: stoppedBy(runs),
    capex: fanOf(runs.map(({ capex }) => capex)),
    index: fanOf(runs.map(({ index }) => index)),
    tiers: nodes.map((node, n) => ({
      node,
      points: aroundWall(paused, n),
      lost: rangeOf(numbers(sales[n]?.name ?? '')),
    })),
    metrics: new Map(columns.filter(({ type }) => type !== 'string').map(({ name }) => [name, rangeOf(numbers(name))])),
  };
}

export function rangeOf(values: readonly number[]): Range {
  const sorted = Float64Array.from(values).sort();
  const [low, middle, high] = [0.05, 0.5, 0.95].map((p) => quantileOfSorted(sorted, p));
  return { low, middle, high };
}

function wallChances(runs: readonly RecordedRun[], walls: readonly string[]): WallChance[] {
  const chances = [...walls, 'none'].map((wall) => {
    const stopped = runs.filter((run) => run.wall === wall);
    const month =
      wall === 'none'
        ? Number.NaN
        : quantile(
            stopped.map(({ wallMonth }) => wallMonth),
            0.5,
          );
    return { wall, month, ...chanceOf(stopped.length, runs.length) };
  });
  return chances.sort((a, b) => Number(a.wall === 'none') - Number(b.wall === 'none') || b.share - a.share);
}

/** Share of runs whose first wall came by each month, up to the longest watch. */
function stoppedBy(runs: readonly RecordedRun[]): number[] {
  // A run without a wall is watched to the horizon, and one with a wall no longer than that.
  const horizon = Math.max(1, ...runs.map(({ wallMonth, months }) => (wallMonth < 0 ? months : wallMonth + 1)));
  const counts = new Array<number>(horizon).fill(0);
  for (const { wallMonth } of runs) if (wallMonth >= 0) counts[wallMonth]++;
  let sum = 0;
  return counts.map((count) => {
    sum += count;
    return sum / runs.length;
  });
}

/** Quantiles month by month, as long as half of the runs are followed. */
export function fanOf(series: readonly Float32Array[]): Spread[] {
  const points: Spread[] = [];
  const longest = Math.max(0, ...series.map(({ length }) => length));
  for (let month = 0; month < longest; month++) {
    const values = series.filter(({ length }) => length > month).map((run) => run[month]);
    if (values.length < FOLLOWED_SHARE * series.length) break;
    points.push(spreadAt(month, values));
  }
  return points;
}

function aroundWall(paused: readonly RecordedRun[], node: number): Spread[] {
  const span = BEFORE_WALL + 1 + AFTER_WALL;
  const points: Spread[] = [];
  for (let i = 0; i < span; i++) {
    const values = paused.map(({ sales }) => sales[node * span + i]).filter((value) => Number.isFinite(value));
    if (values.length >= FOLLOWED_SHARE * paused.length && values.length > 0) {
      points.push(spreadAt(i - BEFORE_WALL, values));
    }
  }
  return points;
}

function spreadAt(month: number, values: readonly number[]): Spread {
  const sorted = Float64Array.from(values).sort();
  const [p5, p25, p50, p75, p95] = [0.05, 0.25, 0.5, 0.75, 0.95].map((p) => quantileOfSorted(sorted, p));
  return { month, runs: values.length, p5, p25, p50, p75, p95 };
}

/** The class of a wall's colour, which is that of the charts. */
export function wallColour(wall: string): string {
  const at = OKABE_ITO.indexOf(wallColours([wall]).get(wall) ?? '');
  return at < 0 ? 'c-none' : `c${at}`;
}
