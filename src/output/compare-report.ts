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
import { counted } from '../numeric/counted.ts';
import { shareInterval } from '../numeric/share-interval.ts';
import { monthIn, probabilityWord } from './batch-facts.ts';
import { SHARE_COUNTS } from '../metrics/share-counts.ts';
import { changeTitles, scenarioTitle } from './change-words.ts';
import { meanTitle, metricLabel } from './metric-title.ts';
import { failureLines, type NamedFailure } from './paired-failures.ts';
import { changeName, unchangedName } from './scenario-name.ts';
import { tableLines } from './text-table.ts';
import { capital, countWord, percentWord, shortNumber, signedNumber, withinSentence, wrapped } from './words.ts';

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
}

/** Metrics shown when none is chosen: the headline, then the strongest but for counts that grow with a run's length. */
const SHOWN = 14;
const MONTHS = 'months_to_wall';
const COUNTED = 'Mean months to wall: the horizon counts where there is no wall. Dates are medians.';
const UNCORRECTED = '; stars are not corrected for that.';
/** Characters of a line, and of a name that heads a column. */
const WIDTH = 90;
const SHORT_NAME = 12;

export function compareReport(report: CompareReport): string[] {
  const { base, result, chosen, until, failures, units } = report;
  const { pairs, stopped, comparisons } = result;
  const why = {
    runs: until === undefined ? '' : `; ${until} is not significant for all within the budget`,
    significant: `; ${until} is significant`,
    interrupted: '; interrupted',
  }[stopped];
  const lines = [
    `Base: ${scenarioTitle(base)}; ${counted(pairs, 'pair')} of runs with common random numbers${why}.`,
    'Conditional on the assumptions of the scenarios; not a forecast.',
  ];
  const interval = '95 % interval';
  const headline = headlineMetrics(comparisons);
  const changes = comparisons.map(({ name }) => changeName(name, base));
  const titles = changeTitles(changes);
  const columns = [baseColumn(base), 'changed'];
  let starred = 0;
  let isCounted = false;
  for (const [at, comparison] of comparisons.entries()) {
    const { metrics } = comparison;
    const head = ['  metric', ...columns, 'difference', interval, 'in sd', 'pairs up', 'pairs', ''];
    const picked = pick(metrics, { chosen, headline });
    const rows = picked.metrics.map(({ metric, base: a, other: b, difference: d }) => [
      `  ${metric === MONTHS ? meanTitle(metric, 'months') : metricLabel(metric, units.get(metric) ?? '')}`,
      shortNumber(a),
      shortNumber(b),
      signedNumber(d.mean),
      intervalWord(d, until !== undefined),
      signedNumber(d.standardised),
      percentWord(d.upShare),
      countWord(d.pairs),
      isSignificant(d) ? '*' : '',
    ]);
    const nothing = '  Nothing differs: the change reaches no metric in these runs.';
    const walls = wallRows(comparison, report);
    const wallHead = ['  first wall', ...columns.flatMap((column) => [column, 'median']), 'points', interval, ''];
    isCounted ||= picked.metrics.some(({ metric }) => metric === MONTHS);
    const [change, title] = [changes[at], titles.get(changes[at]) ?? changes[at]];
    const shown = change.includes('=') ? capital(title) : title;
    lines.push('', ...wrapped(`${shown} compared with ${unchangedName(base)}:`, WIDTH));
    if (change !== title && change.includes('=')) lines.push(`  (${change})`);
    if (walls.length > 0) lines.push(...tableLines([wallHead, ...walls]));
    lines.push(...(rows.length > 0 ? tableLines([head, ...rows]) : [nothing]));
    const stars = picked.metrics.filter(({ difference }) => isSignificant(difference)).length;
    starred += stars;
    if (picked.how !== undefined) lines.push(`  ${stars > 0 ? picked.how : picked.how.replace(UNCORRECTED, '.')}`);
  }
  return [
    ...lines,
    '',
    starred > 0
      ? `* significant at 5 % (always-valid test: asymptotic, from ${FEWEST_PAIRS} pairs on; heavy tails break its error).`
      : `No difference shown is significant at 5 % (always-valid test, from ${FEWEST_PAIRS} pairs on).`,
    `Intervals are those of the test: they hold however often you look (below ${FEWEST_PAIRS} pairs Student's, without a test).`,
    'A pair counts for a metric where both runs have a value.',
    ...(isCounted ? [COUNTED] : []),
    ...failureLines(failures, 'pair'),
  ];
}

/** The probability of each first wall and its median date on both sides, and the paired difference in percentage points. */
function wallRows({ metrics, wallMonths }: Comparison, { until, startMonth }: CompareReport): string[][] {
  const isSequential = until !== undefined;
  const dated = (month: number | undefined): string =>
    month === undefined || Number.isNaN(month) ? '' : monthIn(startMonth, month);
  return metrics.flatMap(({ metric, base, other, difference: d }) => {
    const wall = metric.startsWith(WALL) ? metric.slice(WALL.length) : '';
    if (wall === '' || d.pairs === 0 || (base === 0 && other === 0)) return [];
    const points = { ...d, mean: 100 * d.mean, low: 100 * d.low, high: 100 * d.high };
    const shown = { ...points, alwaysValidHalfWidth: 100 * d.alwaysValidHalfWidth };
    // No difference of two shares is outside of these.
    const limits = [-100, 100] as const;
    return [
      [
        `  ${wall === 'none' ? 'no wall' : withinSentence(wall)}`,
        probability(base, d.pairs),
        dated(wallMonths?.get(wall)?.base),
        probability(other, d.pairs),
        dated(wallMonths?.get(wall)?.other),
        signedNumber(shown.mean),
        d.sd === 0 ? alikeWord(d) : intervalWord(shown, isSequential, limits),
        isSignificant(d) ? '*' : '',
      ],
    ];
  });
}

function probability(share: number, pairs: number): string {
  const interval = shareInterval(Math.round(share * pairs), pairs);
  return probabilityWord({ share, interval }).replace(/ %\)$/, ')');
}

/** Head of the column of the base. */
function baseColumn(base: string): string {
  const bare = unchangedName(base);
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
  isSequential: boolean,
  [least, most]: readonly [number, number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
): string {
  // Student's interval does not hold where the pairs themselves say when to stop.
  if (isSequential && Number.isNaN(difference.alwaysValidHalfWidth)) return '-';
  const { low, high } = testedInterval(difference);
  if (difference.pairs > 1 && low === high) return 'the same in all pairs';
  return Number.isNaN(low) ? '-' : `${signedNumber(Math.max(least, low))} to ${signedNumber(Math.min(most, high))}`;
}
