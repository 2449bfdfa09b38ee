/** The pictures of a comparison: which metrics and series they show, and their bytes. */

import { compareForestChart, type ForestPanel } from '../charts/compare-forest.ts';
import { compareImpulseChart, type ImpulsePanel } from '../charts/compare-impulse.ts';
import type { Frame, Spec } from '../charts/spec.ts';
import type { CompareResult } from '../experiment/compare.ts';
import { type Comparison, strengthOf } from '../experiment/compare-ledger.ts';
import { chartPng, chartSvg } from './rasterise.ts';

export interface PictureOptions {
  readonly base: string;
  /** Metrics to show; none leaves the choice to the comparison. */
  readonly chosen: readonly string[];
  /** Whether the pairs themselves said when to stop. */
  readonly isSequential: boolean;
  /** Units of metrics and of series, by name. */
  readonly units: ReadonlyMap<string, string>;
  readonly frame: Frame;
  readonly svg: boolean;
  readonly png: boolean;
}

/** Metrics that the forest plot shows unless told otherwise, from the race to what it leaves behind. */
const FOREST_METRICS = [
  'months_to_wall',
  'economic_profit_usd_bn',
  'cumulative_ai_capex_usd_bn',
  'investment_fall_after_wall',
  'air_pocket_accelerator',
  'air_pocket_hbm',
  'drawdown_index',
  'drawdown_supplier',
  'overspend_ratio',
  'cancelled_mw_accelerator',
];
/** Panels when none of those is there, or when series are chosen. */
const MOST_PANELS = 8;

/** Draw the forest plot and the impulse responses; returns the files by name. */
export async function comparePictures(
  { comparisons, pairs }: CompareResult,
  options: PictureOptions,
): Promise<Record<string, string | Uint8Array>> {
  const { base, chosen, units, frame } = options;
  const named = comparisons.map((comparison) => ({ ...comparison, name: changeName(comparison.name, base) }));
  const words = { base, pairs, isSequential: options.isSequential };
  const forest = forestMetrics(named, chosen).map(
    (metric): ForestPanel => ({
      metric,
      unit: units.get(metric) ?? '',
      rows: named.flatMap(({ name, metrics }) =>
        metrics.filter((one) => one.metric === metric).map((comparison) => ({ name, comparison })),
      ),
    }),
  );
  const impulse = movedSeries(named).map(
    (series): ImpulsePanel => ({
      series,
      unit: units.get(series) ?? '',
      lines: named.flatMap(({ name, impulse: all }) =>
        all.filter((one) => one.series === series).map((one) => ({ name, impulse: one })),
      ),
    }),
  );
  const specs: [string, Spec][] = [];
  if (forest.length > 0) specs.push(['compare-forest', compareForestChart(forest, words, frame)]);
  if (impulse.length > 0) specs.push(['compare-impulse', compareImpulseChart(impulse, words, frame)]);
  const files: Record<string, string | Uint8Array> = {};
  for (const [name, spec] of specs) {
    const svg = await chartSvg(spec);
    if (options.svg) files[`${name}.svg`] = `${svg}\n`;
    if (options.png) files[`${name}.png`] = chartPng(svg);
  }
  return files;
}

/** What a scenario changes: its name without the base, folders and file endings. */
function changeName(name: string, base: string): string {
  const own = name.startsWith(`${base}+`) ? name.slice(base.length + 1) : name;
  return own
    .split('+')
    .map((part) => part.replace(/^.*[/\\]/, '').replace(/\.ya?ml$/, ''))
    .join(' + ');
}

/** How many standard errors the strongest difference of a metric is away from zero. */
function strength(comparisons: readonly Comparison[], metric: string): number {
  const found = comparisons.flatMap(({ metrics }) => metrics.filter((one) => one.metric === metric));
  // Of differences that never vary, none is stronger than another.
  return found.reduce((most, one) => Math.max(most, Math.min(strengthOf(one), Number.MAX_VALUE)), 0);
}

function forestMetrics(comparisons: readonly Comparison[], chosen: readonly string[]): string[] {
  const all = comparisons[0]?.metrics.map(({ metric }) => metric) ?? [];
  if (chosen.includes('all')) return all;
  if (chosen.length > 0) return all.filter((metric) => chosen.includes(metric));
  const usual = FOREST_METRICS.filter((metric) => all.includes(metric) && strength(comparisons, metric) > 0);
  if (usual.length > 0) return usual.slice(0, MOST_PANELS);
  const strongest = [...all].sort((a, b) => strength(comparisons, b) - strength(comparisons, a)).slice(0, MOST_PANELS);
  return all.filter((metric) => strongest.includes(metric) && strength(comparisons, metric) > 0);
}

/** The series that move most, in their usual order: by the share of months whose interval excludes zero. */
function movedSeries(comparisons: readonly Comparison[]): string[] {
  const all = comparisons[0]?.impulse.map(({ series }) => series) ?? [];
  const moved = (series: string): number =>
    comparisons.reduce((sum, { impulse }) => {
      const one = impulse.find((found) => found.series === series);
      if (one === undefined || one.months.length === 0) return sum;
      const away = Array.from(one.low).filter((low, month) => low > 0 || one.high[month] < 0).length;
      return sum + away / one.months.length;
    }, 0);
  const strongest = [...all].sort((a, b) => moved(b) - moved(a)).slice(0, MOST_PANELS);
  return all.filter((series) => strongest.includes(series) && moved(series) > 0);
}
