/** A comparison in words: what differs between the base and each other scenario, and how sure that is. */

import type { CompareResult } from '../experiment/compare.ts';
import { headlineMetrics } from '../experiment/compare-headline.ts';
import { type MetricComparison, strengthOf } from '../experiment/compare-ledger.ts';
import { FEWEST_PAIRS, isSignificant, type PairedDifference } from '../experiment/paired-difference.ts';
import { SHARE_COUNTS } from '../metrics/share-counts.ts';
import { failureLines, type NamedFailure } from './paired-failures.ts';
import { tableLines } from './text-table.ts';
import { countWord, percentWord, plainName, shortNumber } from './words.ts';

export interface CompareReport {
  readonly base: string;
  readonly result: CompareResult;
  /** Metrics to show; `all` shows every one, none the headline and those that differ most. */
  readonly chosen: readonly string[];
  readonly until: string | undefined;
  readonly failures: readonly NamedFailure[];
}

/** Metrics shown when none is chosen: the headline, then the strongest but for counts that grow with a run's length. */
const SHOWN = 14;
const UNCORRECTED = '; stars are not corrected for that.';

export function compareReport({ base, result, chosen, until, failures }: CompareReport): string[] {
  const { pairs, stopped, comparisons } = result;
  const why = {
    runs: until === undefined ? '' : `; the budget is spent, and ${until} could not be told apart for all`,
    significant: `; ${until} can be told apart`,
    interrupted: '; interrupted',
  }[stopped];
  const lines = [
    `Base: ${base}; ${countWord(pairs)} pairs under the same luck${why}.`,
    'Conditional on the assumptions of the scenarios; not a forecast.',
  ];
  // The interval of a fixed number of pairs does not hold where the pairs themselves say when to stop.
  const interval = until === undefined ? '95 % interval' : 'always-valid 95 %';
  const headline = headlineMetrics(comparisons);
  let starred = 0;
  for (const { name, metrics } of comparisons) {
    const head = ['  metric', 'base', 'other', 'difference', interval, 'in sd', 'pairs up', 'pairs', ''];
    const picked = pick(metrics, { chosen, headline });
    const rows = picked.metrics.map(({ metric, base: a, other: b, difference: d }) => [
      `  ${plainName(metric)}`,
      shortNumber(a),
      shortNumber(b),
      signed(d.mean),
      intervalWord(d, until !== undefined),
      signed(d.standardised),
      percentWord(d.upShare),
      countWord(d.pairs),
      isSignificant(d) ? '*' : '',
    ]);
    const nothing = '  Nothing differs: what tells them apart does not reach any metric in these runs.';
    lines.push('', `${name} less ${base}:`, ...(rows.length > 0 ? tableLines([head, ...rows]) : [nothing]));
    const stars = picked.metrics.filter(({ difference }) => isSignificant(difference)).length;
    starred += stars;
    if (picked.how !== undefined) lines.push(`  ${stars > 0 ? picked.how : picked.how.replace(UNCORRECTED, '.')}`);
  }
  return [
    ...lines,
    '',
    `${starred > 0 ? '* told apart' : 'Nothing is told apart'} at an error of 5 %, however often one looks: asymptotic, so from ${FEWEST_PAIRS} pairs on; differences with heavy tails break that error.`,
    'Metrics without a value in a run skip the pair.',
    ...failureLines(failures, 'pair'),
  ];
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
  const telling = differing.filter((one) => !SHARE_COUNTS.has(one.metric) && !fixed.includes(one));
  const strongest = telling.sort(byStrength).slice(0, SHOWN - fixed.length);
  const shown = [...fixed, ...strongest];
  const share = `${countWord(shown.length)} of ${countWord(metrics.length)} metrics`;
  const size = `chosen by size${UNCORRECTED}`;
  const first = `${share}: the same ${fixed.length} first in every comparison`;
  if (fixed.length === 0) return { metrics: shown, how: `${share}, ${size}` };
  return { metrics: shown, how: strongest.length === 0 ? `${first}.` : `${first}, then ${strongest.length} ${size}` };
}

/** Strongest first; two that never vary stay as they stand. */
function byStrength(a: MetricComparison, b: MetricComparison): number {
  const [x, y] = [strengthOf(a), strengthOf(b)];
  return x === y ? 0 : y - x;
}

function intervalWord(
  { mean, low, high, alwaysValidHalfWidth: half }: PairedDifference,
  isSequential: boolean,
): string {
  const [from, to] = isSequential ? [mean - half, mean + half] : [low, high];
  return Number.isNaN(from) ? '-' : `${signed(from)} to ${signed(to)}`;
}

function signed(value: number): string {
  return value > 0 ? `+${shortNumber(value)}` : shortNumber(value);
}
