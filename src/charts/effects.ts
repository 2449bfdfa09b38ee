/** Outcomes of a comparison or a sweep, and the effect of each change on them. */

import { goodsIn } from '../columns/column.ts';
import { HEADLINE_METRICS } from '../experiment/compare-headline.ts';
import { type DifferenceInterval, FEWEST_PAIRS, possibleInterval } from '../experiment/paired-difference.ts';
import { measureOfMetric, memberOf } from '../metrics/run-row.ts';
import { changeName } from '../output/scenario-name.ts';
import { MEAN_STOCK, stockNote } from '../output/supply-notes.ts';
import { fixedNumber, percentWord, plainName } from '../output/words.ts';
import { numberColumn, numbersIfAny, type Table, textColumn } from './table.ts';

/** Effect of one input on one outcome, with its 95 % interval. */
export interface Effect {
  readonly input: string;
  readonly effect: number;
  readonly low: number;
  readonly high: number;
  /** Mean in the base and with the change, where they are known. */
  readonly levels?: readonly [before: number, after: number];
  /** Number of pairs or runs. */
  readonly runs: number;
  /** Whether the effect is significant. */
  readonly isSignificant: boolean;
}

export interface Outcome {
  /** Axis title with its unit. */
  readonly label: string;
  readonly effects: readonly Effect[];
}

/** Labels of the headline metrics of a comparison, with their units. */
const LABELS: Readonly<Record<(typeof HEADLINE_METRICS)[number], string>> = {
  months_to_wall: 'Mean time to the wall, horizon if none (months)',
  overspend_ratio: 'Overspend over the disciplined target (share)',
  economic_profit_usd_bn: 'Economic profit, all builders (USD bn)',
  investment_fall_after_wall: "Fall of builders' orders in the pause (share)",
  sales_lost_accelerator: 'Sales lost in the pause, accelerators (share)',
  sales_lost_hbm: 'Sales lost in the pause, memory (share)',
  fall_after_wall_supplier: "Fall of suppliers' shares around the wall (share)",
  fall_after_wall_index: 'Fall of the market index around the wall (share)',
};

/** The outcome in units of goods. */
export const UNMET = 'unmet_peak_mw';

const COST = 'cost_usd';

/** Outcomes of a network, a market or a model of beliefs alone: a metric, or a family of which each node has one. */
const PLAIN_OUTCOMES: readonly (readonly [metric: string, label: string | ((node: string) => string)])[] = [
  [COST, 'Cost of holding, backlog and transport (USD)'],
  [MEAN_STOCK, 'Mean stock (MW)'],
  [UNMET, 'Most unmet demand (MW)'],
  ['bullwhip', (node) => `Bullwhip, ${node} (ratio of variances)`],
  ['fill_rate', (node) => `Fill rate, ${node} (share)`],
  ['volatility_index_per_year', 'Volatility of the index (1/year)'],
  ['deviation_mean', 'Mean deviation from the fundamental price'],
  ['swing', 'Swing of the deviation'],
];

/** The outcomes that a tornado of these metrics shows; goods are in MW unless the scenario has another unit. */
export function shownOutcomes(
  metrics: readonly string[],
  goodsUnit?: string,
): (readonly [metric: string, label: string])[] {
  const shown = HEADLINE_METRICS.filter((metric) => metrics.includes(metric)).map(
    (metric) => [metric, LABELS[metric]] as const,
  );
  if (metrics.includes('months_to_wall')) return shown;
  const plain = PLAIN_OUTCOMES.flatMap(([named, label]) =>
    metrics.flatMap((metric): [string, string][] => {
      if (typeof label === 'string') return metric === named ? [[metric, goodsIn(label, goodsUnit)]] : [];
      const member = memberOf(metric);
      return member?.family === named ? [[metric, label(plainName(member.entity))]] : [];
    }),
  );
  return [...shown, ...plain];
}

/** The same with the cost of each node after that of all. */
function withNodeCosts(shown: ReturnType<typeof shownOutcomes>, metrics: readonly string[]): typeof shown {
  const costs = metrics.flatMap((metric): typeof shown => {
    const member = memberOf(metric);
    return member?.family === COST ? [[metric, `Cost, ${plainName(member.entity)} (USD)`]] : [];
  });
  const at = shown.findIndex(([metric]) => metric === COST) + 1;
  return [...shown.slice(0, at), ...costs, ...shown.slice(at)];
}

/** Outcomes without the costs of nodes that do not differ; that of the only node with costs is the total. */
function tellingCosts(outcomes: readonly (Outcome & { readonly metric: string })[]): Outcome[] {
  const isNodeCost = ({ metric }: { readonly metric: string }): boolean => memberOf(metric)?.family === COST;
  const differ = outcomes.filter((one) => isNodeCost(one) && one.effects.some(({ effect }) => effect !== 0));
  return outcomes
    .filter((one) => !isNodeCost(one) || (differ.length > 1 && differ.includes(one)))
    .map(({ label, effects }) => ({ label, effects }));
}

/** Distance of the most significant effect from zero, in half-widths of its interval. */
function significance({ effects }: Outcome): number {
  const sizes = effects.map(({ effect, low, high }) => (high > low ? (2 * Math.abs(effect)) / (high - low) : 0));
  return Math.max(0, ...sizes.filter(Number.isFinite));
}

/** Sizes of shares as points: `35`; with two decimals where the ends of an interval would read alike, or as 0. */
export function pointsOf([middle, low, high]: readonly [number, number, number]): string[] {
  const plain = (share: number): string => percentWord(Math.abs(share)).replace(' %', '');
  const isNarrow = plain(low) === plain(high) || [low, high].some((end) => end !== 0 && plain(end) === '0');
  const word = low !== high && isNarrow ? (share: number) => fixedNumber(100 * Math.abs(share), 2) : plain;
  return [middle, low, high].map(word);
}

/** A difference of shares: `−35 points (−50 to −20)`. */
export function pointsWord(difference: readonly [number, number, number]): string {
  const words = pointsOf(difference);
  const [middle, low, high] = words.map((word, at) =>
    /[1-9]/.test(word) ? `${difference[at] < 0 ? '−' : '+'}${word}` : '0',
  );
  const interval = Number.isFinite(difference[1]) && difference[1] !== difference[2] ? ` (${low} to ${high})` : '';
  return `${middle} ${words[0] === '1' ? 'point' : 'points'}${interval}`;
}

/** That the mean stock of changes differs from that of the base, where it does. */
export function stockNotes(outcomes: readonly Outcome[]): string[] {
  const effects = outcomes.find(({ label }) => label.startsWith('Mean stock'))?.effects ?? [];
  const notes = effects.flatMap(({ input, levels }) => (levels && stockNote(input, levels)) ?? []);
  return notes.length < 2 ? notes : ['Mean stock differs between these, which alone changes the fill rate.'];
}

/** The interval of a row of `compare.csv` that the test uses, which is another one before the 30th pair. */
export function testedIntervals(compare: Table): (row: number) => DifferenceInterval {
  const [mean, half, low, high] = ['difference', 'always_valid_half_width', 'low_95', 'high_95'].map((name) =>
    numbersIfAny(compare, name),
  );
  return (row) =>
    Number.isFinite(half[row])
      ? { low: mean[row] - half[row], high: mean[row] + half[row] }
      : { low: low[row], high: high[row] };
}

/** The outcomes that `compare.csv` holds, those of an economy by significance; levers as there, once each. */
export function comparedOutcomes(compare: Table): Outcome[] {
  const [base, other, metric] = ['base', 'other', 'metric'].map((name) => textColumn(compare, name));
  const read = (name: string): number[] => numberColumn(compare, name);
  const [mean, low, high, pairs] = ['difference', 'low_95', 'high_95', 'pairs'].map(read);
  // Earlier versions call the column told_apart.
  const name = ['significant', 'told_apart'].find((one) => compare.header.includes(one));
  const stated = name === undefined ? undefined : read(name);
  const isSignificant = (row: number): boolean =>
    stated === undefined ? pairs[row] >= FEWEST_PAIRS && (low[row] > 0 || high[row] < 0) : stated[row] === 1;
  const [before, after] = ['base_mean', 'other_mean'].map((level) => numbersIfAny(compare, level));
  const tested = testedIntervals(compare);
  const intervalOf = (row: number): DifferenceInterval => {
    const range = measureOfMetric(metric[row])?.range;
    if (range === undefined || !Number.isFinite(before[row])) return tested(row);
    return possibleInterval(tested(row), { base: before[row], mean: mean[row], range });
  };
  const units = compare.header.includes('unit') ? textColumn(compare, 'unit') : [];
  const metrics = [...new Set(metric)];
  const shown = withNodeCosts(shownOutcomes(metrics, units[metric.indexOf(UNMET)]), metrics);
  const outcomes = shown.flatMap(([name, label]) => {
    const effects = metric.flatMap((found, row): Effect[] =>
      found === name && Number.isFinite(mean[row])
        ? [
            {
              input: changeName(other[row], base[row]),
              effect: mean[row],
              ...intervalOf(row),
              ...(Number.isFinite(before[row]) ? { levels: [before[row], after[row]] as const } : {}),
              runs: pairs[row],
              isSignificant: isSignificant(row),
            },
          ]
        : [],
    );
    return effects.length > 0 ? [{ metric: name, label, effects }] : [];
  });
  const telling = tellingCosts(outcomes);
  const isEconomy = metrics.includes(HEADLINE_METRICS[0]);
  return isEconomy ? telling.sort((a, b) => significance(b) - significance(a)) : telling;
}

/** Inputs in the order of how strongly they move the outcomes, each outcome measured by its strongest input. */
export function orderOfInputs(outcomes: readonly Outcome[]): string[] {
  const strength = new Map<string, number>();
  for (const { effects } of outcomes) {
    const top = effects.reduce((most, { effect }) => Math.max(most, Math.abs(effect)), 0);
    for (const { input, effect } of effects) {
      const share = top > 0 ? Math.abs(effect) / top : 0;
      strength.set(input, (strength.get(input) ?? 0) + share);
    }
  }
  return [...strength].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([input]) => input);
}

/** From here on an amount in USD is in millions. */
const MANY_USD = 1e6;

/** A label and a factor for its effects: differences of shares are percentage points, much money is in millions. */
export function everydayUnit({ label, effects }: Outcome): { readonly axis: string; readonly factor: number } {
  if (/ \(share\b/.test(label)) return { axis: label.replace(' (share', ' (percentage points'), factor: 100 };
  const isMuch = effects.some(({ effect }) => Math.abs(effect) >= MANY_USD);
  if (isMuch && label.endsWith('(USD)')) return { axis: label.replace('(USD)', '(USD mn)'), factor: 1e-6 };
  return { axis: label, factor: 1 };
}

/** Whether the pairs of an effect differ alike, so that it has no interval. */
export function hasNoInterval({ low, high }: Effect): boolean {
  return low === high;
}
