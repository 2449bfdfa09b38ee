/** A finished sweep in plain words: one line a configuration with what stopped the race, when, and what it cost. */

import type { Column } from '../columns/column.ts';
import { memberOf } from '../metrics/run-row.ts';
import { monthIn, probabilityWord } from './batch-facts.ts';
import { counted } from '../numeric/counted.ts';
import { shareInterval } from '../numeric/share-interval.ts';
import { goodsUnitOf, type Manifest } from './manifest.ts';
import { findSummary, type SummaryRow } from './summary.ts';
import { tableLines } from './text-table.ts';
import { changeWords, scenarioTitle } from './change-words.ts';
import { inSentence, readUnit, rowTitle } from './metric-title.ts';
import { startMonthOf } from './month-columns.ts';
import { countWord, listWord, percentWord, shortNumber, withinSentence } from './words.ts';

/** What is known of one configuration. */
export interface SweptConfiguration {
  readonly configuration: number;
  readonly ok: number;
  readonly reason: string;
  readonly rows: readonly SummaryRow[];
  readonly settings: readonly (number | string)[];
}

export interface SweepReportInput {
  readonly manifest: Manifest;
  /** Configurations of this folder. */
  readonly configurations: number;
  readonly paths: readonly string[];
  /** The first configurations. */
  readonly shown: readonly SweptConfiguration[];
  readonly columns: readonly Column[];
  /** Metrics to show instead of the usual ones. */
  readonly metrics: readonly string[];
}

interface Measure {
  readonly label: string;
  readonly metric: string;
  readonly word: (value: number) => string;
}

/** Lines of the table before the rest is left to the files. */
const MOST_LINES = 40;
const MEDIAN = 2;
const FEW_MEASURES = 4;
/** A median that not all runs are behind. */
const FEWER = / \[[\d,]+\]$/;
/** Of a supply network alone. */
const COST = 'cost_usd';
const PEAK_CAPEX = 'peak_capex_usd_bn_per_year';

/** The report, line by line. */
export function sweepReport(input: SweepReportInput): string[] {
  const { manifest, configurations } = input;
  const { identity } = manifest;
  const part =
    identity.shard === undefined ? '' : `, shard ${identity.shard} of ${countWord(identity.configurations ?? 0)}`;
  return [
    `${scenarioTitle(identity.scenario, goodsUnitOf(manifest))}: ${counted(configurations, 'configuration')}${part}, ${counted(identity.runs, 'run')} each, seed ${identity.seed}, model ${identity.modelVersion}`,
    'All configurations have common random numbers. Conditional on the assumptions of the scenario; not a forecast.',
    '',
    ...configurationLines(input),
    ...failureLines(input),
  ];
}

function configurationLines(input: SweepReportInput): string[] {
  const { configurations, paths, shown, metrics } = input;
  const lines = shown.slice(0, MOST_LINES);
  const walls = metrics.length > 0 ? [] : wallsOf(shown);
  const measures = metrics.length > 0 ? metrics.map((metric) => measureOf(metric, input)) : usualMeasures(input);
  const head = ['#', ...shortPaths(paths), ...walls.map(withinSentence), ...measures.map(({ label }) => label)];
  const body = lines.map(({ configuration, settings, ok, rows }) => [
    String(configuration),
    ...settings.map(String),
    ...walls.map((wall) => (ok === 0 ? '-' : wallWord(rows, wall, ok))),
    ...measures.map(({ metric, word }) => `${word(medianOf(rows, metric))}${behind(rows, metric, ok)}`),
  ]);
  const rest = configurations - lines.length;
  const shares = walls.length > 0 ? 'shares of runs by first wall with 95 % intervals of each configuration, ' : '';
  return [
    `Varied: ${listWord(paths.map(variedWord))}.`,
    `Shown: ${shares}medians over runs${body.some((cells) => cells.some((cell) => FEWER.test(cell))) ? ', [n] of those that have it where not all do' : ''}.`,
    ...tableLines([head, ...body], []).map((line) => `  ${line}`),
    ...(rest > 0 ? [`  and ${countWord(rest)} more in summary.csv`] : []),
  ];
}

/** A varied path in words, with its address. */
function variedWord(path: string): string {
  const words = changeWords(path);
  return words === path ? path : `${words} (${path})`;
}

/** Walls in the order of their shares over all configurations shown, `none` last. */
function wallsOf(shown: readonly SweptConfiguration[]): string[] {
  const shares = new Map<string, number>();
  for (const { rows } of shown) {
    for (const { metric, level, mean } of rows) {
      if (metric === 'wall' && level !== '') shares.set(level, (shares.get(level) ?? 0) + mean);
    }
  }
  const none = shares.has('none') ? ['none'] : [];
  shares.delete('none');
  if (shares.size === 0) return [];
  return [...[...shares].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([wall]) => wall), ...none];
}

/** The share of runs that a wall stops, with its interval: `56 % (51 to 62)`. */
function wallWord(rows: readonly SummaryRow[], wall: string, runs: number): string {
  const row = findSummary(rows, 'wall', wall);
  const interval = row === undefined ? shareInterval(0, runs) : ([row.ciLow, row.ciHigh] as const);
  return probabilityWord({ share: row?.mean ?? 0, interval }).replace(' %)', ')');
}

function usualMeasures(input: SweepReportInput): Measure[] {
  const { shown, manifest } = input;
  const known = new Set(shown.flatMap(({ rows }) => rows.map(({ metric }) => metric)));
  const measures: Measure[] = [];
  if (known.has('wall_month') && wallsOf(shown).length > 0) {
    const startMonth = startMonthOf(manifest.resolvedScenario);
    const word = (month: number): string => (Number.isNaN(month) ? '-' : monthIn(startMonth, month));
    measures.push({ label: 'month of the wall', metric: 'wall_month', word });
  }
  if (known.has(PEAK_CAPEX)) measures.push({ label: 'peak capex, USD bn/year', metric: PEAK_CAPEX, word: shortNumber });
  const isNetwork = known.has(COST);
  if (isNetwork) measures.push({ label: 'cost, USD', metric: COST, word: shortNumber });
  const pocket = extreme(shown, ['sales_lost'], 1) ?? (isNetwork ? undefined : extreme(shown, ['air_pocket'], 1));
  const swing = pocket === undefined ? extreme(shown, ['amplification', 'bullwhip'], 1) : undefined;
  for (const metric of [pocket, swing, extreme(shown, ['fill_rate'], -1)])
    if (metric !== undefined) measures.push(measureOf(metric, input));
  return measures.length > 0 ? measures : movedMost(input);
}

/** The numbers whose medians the configurations move most, in standard deviations over runs. */
function movedMost(input: SweepReportInput): Measure[] {
  const scores = new Map<string, { low: number; high: number; sd: number }>();
  for (const { metric, level, quantiles, n, sd } of input.shown.flatMap(({ rows }) => rows)) {
    if (level !== '' || n === 0) continue;
    const known = scores.get(metric) ?? { low: quantiles[MEDIAN], high: quantiles[MEDIAN], sd: 0 };
    const [low, high] = [Math.min(known.low, quantiles[MEDIAN]), Math.max(known.high, quantiles[MEDIAN])];
    scores.set(metric, { low, high, sd: Math.max(known.sd, Number.isNaN(sd) ? 0 : sd) });
  }
  return [...scores]
    .map(([metric, { low, high, sd }]) => ({
      metric,
      score: high > low ? (high - low) / (sd + (high - low) / 100) : 0,
    }))
    .sort((a, b) => b.score - a.score)
    .slice(0, FEW_MEASURES)
    .map(({ metric }) => measureOf(metric, input));
}

/** The metric of these families, which every supply node has, whose medians are highest (direction 1) or lowest (-1) on average. */
function extreme(
  shown: readonly SweptConfiguration[],
  families: readonly string[],
  direction: 1 | -1,
): string | undefined {
  const sums = new Map<string, { sum: number; count: number }>();
  for (const { rows } of shown) {
    for (const { metric, level, quantiles, n } of rows) {
      if (level !== '' || n === 0 || !families.includes(memberOf(metric)?.family ?? '')) continue;
      const { sum, count } = sums.get(metric) ?? { sum: 0, count: 0 };
      sums.set(metric, { sum: sum + quantiles[MEDIAN], count: count + 1 });
    }
  }
  const ranked = [...sums].sort(([, a], [, b]) => direction * (b.sum / b.count - a.sum / a.count));
  return ranked[0]?.[0];
}

/** A metric as people read it, by the largest of its medians. */
function measureOf(metric: string, { columns, shown }: SweepReportInput): Measure {
  const own = columns.find(({ name }) => name === metric)?.unit ?? '';
  const sizes = shown.map(({ rows }) => Math.abs(medianOf(rows, metric))).filter(Number.isFinite);
  const [scale, unit] = readUnit(metric, own, Math.max(0, ...sizes));
  return unit === '%'
    ? { metric, label: inSentence(rowTitle(metric, '')), word: percentWord }
    : { metric, label: inSentence(rowTitle(metric, unit)), word: (value) => shortNumber(scale * value) };
}

/** How many runs of a configuration are behind a median, where not all of them. */
function behind(rows: readonly SummaryRow[], metric: string, ok: number): string {
  const n = findSummary(rows, metric)?.n ?? 0;
  return n === ok ? '' : ` [${countWord(n)}]`;
}

function medianOf(rows: readonly SummaryRow[], metric: string): number {
  return findSummary(rows, metric)?.quantiles[MEDIAN] ?? Number.NaN;
}

/** The end of each path (`growthHaircut`, `strategy.id`), or the whole path where that does not tell them apart. */
function shortPaths(paths: readonly string[]): string[] {
  const last = paths.map((path) => /(?:[^.]+\.(?=id$))?[^.]+$/.exec(path)?.[0] ?? path);
  return paths.map((path, p) => (last.filter((word) => word === last[p]).length > 1 ? path : last[p]));
}

function failureLines({ manifest, shown }: SweepReportInput): string[] {
  const bad = Object.entries(manifest.statuses).filter(([status, count]) => status !== 'ok' && count > 0);
  if (bad.length === 0) return [];
  const whole = shown.filter(({ ok }) => ok === 0);
  const told = manifest.failures.filter(
    ({ configuration }) => !whole.some((one) => one.configuration === configuration),
  );
  return [
    '',
    `Not ok: ${bad.map(([status, count]) => `${countWord(count)} ${status}`).join(', ')}; left out of all statistics.`,
    ...whole.slice(0, 5).map(({ configuration, reason }) => `  configuration ${configuration}, every run: ${reason}`),
    ...told
      .slice(0, 5)
      .map(
        ({ configuration, run, status, reason }) => `  configuration ${configuration}, run ${run} ${status}: ${reason}`,
      ),
  ];
}
