/** A comparison in words: what differs between the base and each other scenario, and which differences are significant. */

import type { CompareResult } from '../experiment/compare.ts';
import { headlineMetrics } from '../experiment/compare-headline.ts';
import {
  type Comparison,
  type MetricComparison,
  strengthOf,
  WALL_METRIC as WALL,
} from '../experiment/compare-ledger.ts';
import { FEWEST_PAIRS, isSignificant, type PairedDifference, testedInterval } from '../experiment/paired-difference.ts';
import { NUMBER } from '../columns/measure.ts';
import { counted } from '../numeric/counted.ts';
import { shareInterval } from '../numeric/share-interval.ts';
import { monthIn, probabilityWord } from './batch-facts.ts';
import { measureOfMetric } from '../metrics/run-row.ts';
import { SHARE_COUNTS } from '../metrics/share-counts.ts';
import { changeTitles, scenarioTitle } from './change-words.ts';
import { readUnit, rowTitle } from './metric-title.ts';
import { failureLines, type NamedFailure } from './paired-failures.ts';
import { changeName, spokenName } from './scenario-name.ts';
import { MEAN_STOCK, stockNote } from './supply-notes.ts';
import { tableLines } from './text-table.ts';
import {
  capital,
  countWord,
  decimalsOf,
  differenceDecimals,
  fixedNumber,
  percentWord,
  shortNumber,
  signedFixed,
  withinSentence,
  wrapped,
} from './words.ts';

export interface CompareReport {
  readonly base: string;
  readonly result: CompareResult;
  /** Metrics to show; `all` shows every one, none the headline and those that differ most. */
  readonly chosen: readonly string[];
  readonly until: string | undefined;
  readonly failures: readonly NamedFailure[];
  /** Units of metrics, by name. */
  readonly units: ReadonlyMap<string, string>;
  /** First calendar month of the base; undefined where it is not known. */
  readonly startMonth: string | undefined;
  /** For each comparison, what of month 0 its scenario changes too. */
  readonly startChanges?: readonly (readonly string[])[];
}

/** Metrics shown when none is chosen: the headline, then the strongest but for counts that grow with a run's length. */
const SHOWN = 14;
const MONTHS = 'months_to_wall';
const NONE = 'none';
const OVERSPEND = 'overspend_ratio';
const NOTES: readonly (readonly [metric: string, note: string])[] = [
  [OVERSPEND, 'Overspend: excess of the racing capacity target over the disciplined one, per cent of the latter.'],
  [MONTHS, 'Months to wall: the horizon counts where there is no wall. Dates are medians, without an interval.'],
];
/** In place of a test. */
const EXACT = 'Every pair of runs is the same, so differences are exact: there is nothing to test.';
/** What the line on month 0 under a table means. */
const START_NOTE =
  'Where month 0 differs too, this is not what the same change from month 0 on would do (docs/how-to/compare-scenarios.md).';
/** Larger effect sizes say no more than that the difference is nearly the same in all pairs. */
const MOST_EFFECT = 10;
/** Least decimals of points. */
const POINT_DECIMALS = 1;
/** Shares of more than all have no decimals. */
const WHOLE = 100;
const EQUAL_STOCK =
  'How to compare at equal stock or service: docs/how-to/build-a-supply-network.md#two-policies-at-equal-service-or-equal-stock';
const UNCORRECTED = '; stars are not corrected for that.';
/** Characters of a line, and of a name that heads a column. */
const WIDTH = 90;
const SHORT_NAME = 12;

export function compareReport(report: CompareReport): string[] {
  const { base, result, chosen, until, failures, startChanges = [] } = report;
  const { pairs, stopped, comparisons } = result;
  // Of a network; an economy counts in MW.
  const goodsUnit = report.units.get('unmet_peak_mw');
  const why = {
    runs: until === undefined ? '' : `; ${until} is not significant for all within the budget`,
    significant: `; ${until} is significant`,
    interrupted: '; interrupted',
  }[stopped];
  const lines = [
    `Base: ${scenarioTitle(base, goodsUnit)}; ${counted(pairs, 'pair')} of runs with common random numbers${why}.`,
    'Conditional on the assumptions of the scenarios; not a forecast.',
  ];
  const interval = '95 % interval';
  const headline = headlineMetrics(comparisons);
  const changes = comparisons.map(({ name }) => changeName(name, base));
  const titles = changeTitles(changes, goodsUnit);
  const columns = [baseColumn(base), 'changed'];
  const isExact = pairs > 1 && comparisons.every(({ metrics }) => metrics.every(isSame));
  let [starred, cut] = [0, 0];
  const noted = new Set<string>();
  for (const [at, comparison] of comparisons.entries()) {
    const { metrics } = comparison;
    const head = ['  mean over pairs', ...columns, 'difference', interval, 'effect size', 'higher in', 'pairs', ''];
    const picked = pick(metrics, { chosen, headline });
    const rows = picked.metrics.map((one) => metricRow(one, report, !isExact));
    const nothing = '  Nothing differs: the change reaches no metric in these runs.';
    const walls = wallRows(comparison, report);
    const wallHead = ['  first wall', ...columns.flatMap((column) => [column, 'median']), 'points', interval, ''];
    for (const { metric } of picked.metrics) noted.add(metric);
    const [change, title] = [changes[at], titles.get(changes[at]) ?? changes[at]];
    const shown = change.includes('=') ? capital(title) : title;
    lines.push('', ...wrapped(`${shown} compared with ${spokenName(base)}:`, WIDTH));
    if (change !== title && change.includes('=')) lines.push(`  (${change})`);
    if (walls.length > 0) lines.push(...tableLines([wallHead, ...walls]));
    lines.push(...(rows.length > 0 ? tableLines([head, ...rows]) : [nothing]));
    const stars = isExact ? 0 : picked.metrics.filter(({ difference }) => isSignificant(difference)).length;
    starred += stars;
    cut += picked.metrics.filter(isCut).length;
    if (picked.how !== undefined) lines.push(`  ${stars > 0 ? picked.how : picked.how.replace(UNCORRECTED, '.')}`);
    const stock = metrics.find(({ metric }) => metric === MEAN_STOCK);
    const note = stock === undefined ? undefined : stockNote(change, [stock.base, stock.other]);
    if (note !== undefined) lines.push(...wrapped(`${note} ${EQUAL_STOCK}`, WIDTH - 2).map((line) => `  ${line}`));
    for (const change of startChanges[at] ?? [])
      lines.push(...wrapped(`Month 0 differs too: ${change}.`, WIDTH - 2).map((line) => `  ${line}`));
  }
  return [
    ...lines,
    '',
    ...(isExact ? [EXACT] : testLines(starred > 0)),
    ...(cut > 0
      ? ['Intervals end where a mean would be impossible, such as a cost below 0 or a share above 100 %.']
      : []),
    'Differences of rows in % are percentage points. A pair counts where both runs have a value.',
    'A batch and its report give medians over runs, which differ from these means.',
    ...NOTES.flatMap(([metric, note]) => (noted.has(metric) ? [note] : [])),
    ...(startChanges.some((changes) => changes.length > 0) ? [START_NOTE] : []),
    ...failureLines(failures, 'pair'),
  ];
}

/** What the stars, the intervals and the effect sizes of a table are. */
function testLines(hasStars: boolean): string[] {
  return [
    hasStars
      ? `* significant at 5 % (always-valid test: exact only for many pairs, so it starts at ${FEWEST_PAIRS}; rare extreme runs make it err more often).`
      : `No difference shown is significant at 5 % (always-valid test, from ${FEWEST_PAIRS} pairs on).`,
    `Intervals are always-valid: they hold although pairs may be added at will (below ${FEWEST_PAIRS} pairs Student's, no test).`,
    'Effect size: mean difference over the standard deviation of the differences. Higher in: share of pairs, ties half.',
  ];
}

/** Whether several pairs differ alike, or none has the metric; of a wall the pairs are a sample nevertheless. */
function isSame({ metric, difference: { pairs, sd } }: MetricComparison): boolean {
  return !metric.startsWith(WALL) && (pairs === 0 || (pairs > 1 && sd === 0));
}

/** A metric on both sides: means with three digits, the difference with its interval in the same unit. */
function metricRow(
  { metric, base, other, difference }: MetricComparison,
  report: CompareReport,
  isTested: boolean,
): string[] {
  const size = Math.max(Math.abs(base), Math.abs(other));
  const [scale, unit] = readUnit(metric, report.units.get(metric) ?? '', size);
  const means = [base, other].map((value) => scale * value);
  const d = scaled(difference, scale);
  const wide = Math.max(...means.map(Math.abs));
  const isShare = unit.startsWith('%') || unit === 'points';
  const decimals = ofDifference(d, isShare ? POINT_DECIMALS : decimalsOf(wide));
  return [
    `  ${rowTitle(metric, unit)}`,
    ...means.map((value) => fixedNumber(value, isShare ? Number(wide <= WHOLE) : decimalsOf(value))),
    signedFixed(d.mean, decimals),
    intervalWord(d, { isSequential: report.until !== undefined, decimals, limits: possible(metric, base, scale) }),
    effectWord(d.standardised),
    d.sd === 0 && d.mean === 0 ? '-' : percentWord(d.upShare),
    countWord(d.pairs),
    isTested && isSignificant(d) ? '*' : '',
  ];
}

/** Differences from a mean that a metric may have. */
function possible(metric: string, base: number, scale = 1): readonly [least: number, most: number] {
  const [least, most] = measureOfMetric(metric)?.range ?? NUMBER.range;
  return [scale * (least - base), scale * (most - base)];
}

/** Whether the interval of a metric loses values that cannot be. */
function isCut({ metric, base, difference }: MetricComparison): boolean {
  const [least, most] = possible(metric, base);
  const { low, high } = testedInterval(difference);
  return low < high && (low < least || high > most);
}

function effectWord(size: number): string {
  if (Number.isNaN(size)) return '-';
  if (Math.abs(size) <= MOST_EFFECT) return signedFixed(size, 2);
  return size < 0 ? `< -${MOST_EFFECT}` : `> ${MOST_EFFECT}`;
}

function scaled(d: PairedDifference, scale: number): PairedDifference {
  const [mean, low, high] = [d.mean, d.low, d.high].map((value) => scale * value);
  return { ...d, mean, low, high, alwaysValidHalfWidth: scale * d.alwaysValidHalfWidth };
}

const ofDifference = (d: PairedDifference, least: number): number =>
  differenceDecimals({ mean: d.mean, ...testedInterval(d) }, least);

/** The probability of each first wall, and of any, with its median date on both sides, and the difference in points. */
function wallRows({ metrics, wallMonths, firstWallMonth }: Comparison, report: CompareReport): string[][] {
  // Any wall, then each, the most frequent first, as on the screen of a batch.
  const order = ({ metric, base, other }: MetricComparison): number =>
    metric === `${WALL}${NONE}` ? 2 : base + other / 1e6;
  const ordered = metrics.filter(({ metric }) => metric.startsWith(WALL)).sort((a, b) => order(b) - order(a));
  return ordered.flatMap(({ metric, base, other, difference }) => {
    const wall = metric.slice(WALL.length);
    if (difference.pairs === 0 || (base === 0 && other === 0 && wall !== NONE)) return [];
    if (wall !== NONE)
      return [wallRow(withinSentence(wall), { base, other, difference, at: wallMonths?.get(wall) }, report)];
    const { mean, low, high, upShare } = difference;
    const any = { ...difference, mean: 0 - mean, low: 0 - high, high: 0 - low, upShare: 1 - upShare };
    return [wallRow('any wall', { base: 1 - base, other: 1 - other, difference: any, at: firstWallMonth }, report)];
  });
}

function wallRow(
  name: string,
  { base, other, difference, at }: Omit<MetricComparison, 'metric'> & { readonly at: Comparison['firstWallMonth'] },
  { until, startMonth }: CompareReport,
): string[] {
  const dated = (month: number | undefined): string =>
    month === undefined || Number.isNaN(month) ? '' : monthIn(startMonth, month);
  const points = scaled(difference, 100);
  const decimals = difference.sd === 0 ? POINT_DECIMALS : ofDifference(points, POINT_DECIMALS);
  // No difference of two shares is outside of these.
  const limits = [-100, 100] as const;
  return [
    `  ${name}`,
    probability(base, difference.pairs),
    dated(at?.base),
    probability(other, difference.pairs),
    dated(at?.other),
    signedFixed(points.mean, decimals),
    difference.sd === 0
      ? alikeWord(difference)
      : intervalWord(points, { isSequential: until !== undefined, decimals, limits }),
    isSignificant(difference) ? '*' : '',
  ];
}

function probability(share: number, pairs: number): string {
  const interval = shareInterval(Math.round(share * pairs), pairs);
  return probabilityWord({ share, interval }).replace(/ %\)$/, ')');
}

/** Head of the column of the base. */
function baseColumn(base: string): string {
  const bare = spokenName(base);
  return bare.length <= SHORT_NAME ? bare : 'base';
}

interface Picked {
  readonly metrics: readonly MetricComparison[];
  /** How they were chosen; undefined when the user did. */
  readonly how?: string;
}

function pick(
  metrics: readonly MetricComparison[],
  { chosen, headline }: { readonly chosen: readonly string[]; readonly headline: readonly string[] },
): Picked {
  if (chosen.includes('all')) return { metrics };
  if (chosen.length > 0) return { metrics: metrics.filter(({ metric }) => chosen.includes(metric)) };
  const differing = metrics.filter((one) => strengthOf(one) > 0);
  if (differing.length === 0) return { metrics: [] };
  const fixed = headline.flatMap((name) => metrics.filter(({ metric }) => metric === name));
  const telling = differing.filter(
    (one) => !SHARE_COUNTS.has(one.metric) && !one.metric.startsWith(WALL) && !fixed.includes(one),
  );
  const strongest = telling.sort(byStrength).slice(0, Math.max(SHOWN - fixed.length, 0));
  const shown = [...fixed, ...strongest];
  const all = metrics.filter(({ metric }) => !metric.startsWith(WALL)).length;
  const share = `${countWord(shown.length)} of ${countWord(all)} metrics`;
  const size = `chosen by size${UNCORRECTED}`;
  const first = `${share}: the same ${fixed.length} first in every comparison`;
  if (fixed.length === 0) return { metrics: shown, how: `${share}, ${size}` };
  return { metrics: shown, how: strongest.length === 0 ? `${first}.` : `${first}, then ${strongest.length} ${size}` };
}

/** Strongest first, those of a single pair last; two that never vary keep their order. */
function byStrength(a: MetricComparison, b: MetricComparison): number {
  const [x, y] = [a, b].map((one) => (one.difference.pairs > 1 ? strengthOf(one) : 0));
  return x === y ? 0 : y - x;
}

/** Where no pair differs, or all differ alike: what the number of pairs excludes. */
function alikeWord(difference: PairedDifference): string {
  const { low, high } = testedInterval(difference);
  if (difference.mean === 0) return `no pair differs: under ${shortNumber(100 * high)}`;
  return `all differ: over ${shortNumber(100 * (difference.mean > 0 ? low : -high))}`;
}

function intervalWord(
  difference: PairedDifference,
  {
    isSequential,
    decimals,
    limits: [least, most] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  }: { readonly isSequential: boolean; readonly decimals: number; readonly limits?: readonly [number, number] },
): string {
  // Student's interval does not hold where the pairs themselves say when to stop.
  if (isSequential && Number.isNaN(difference.alwaysValidHalfWidth)) return '-';
  const { low, high } = testedInterval(difference);
  if (difference.pairs > 1 && low === high) return 'the same in all pairs';
  if (Number.isNaN(low)) return '-';
  return `${signedFixed(Math.max(least, low), decimals)} to ${signedFixed(Math.min(most, high), decimals)}`;
}
