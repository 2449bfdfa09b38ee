/** Forest plot: differences of each scenario from the base, one panel per metric. */

import type { MetricComparison } from '../experiment/compare-ledger.ts';
import { FEWEST_PAIRS, isSignificant, testedInterval } from '../experiment/paired-difference.ts';
import { counted, withUnit } from '../numeric/counted.ts';
import { meanTitle } from '../output/metric-title.ts';
import { shortNumber } from '../output/words.ts';
import { forestPanel, forestRow, verdictOf } from './forest-panel.ts';
import { type Frame, page, type Spec } from './spec.ts';

/** One metric of every scenario that is compared with the base. */
export interface ForestPanel {
  readonly metric: string;
  readonly unit: string;
  readonly rows: readonly ForestRow[];
}

export interface ForestRow {
  readonly name: string;
  readonly comparison: MetricComparison;
}

export interface ForestWords {
  readonly base: string;
  readonly pairs: number;
  /** Whether stopping depended on the data: then the always-valid intervals are drawn. */
  readonly isSequential: boolean;
  /** Whether the metrics are those that differ most. */
  readonly isChosenBySize: boolean;
}

const COLUMNS = 2;

function panel({ metric, unit, rows }: ForestPanel, isNamed: boolean, isSequential: boolean): Spec {
  const lines = rows.map(({ name, comparison: { difference } }) => {
    const { mean } = difference;
    const isOpen = isSequential && Number.isNaN(difference.alwaysValidHalfWidth);
    const { low, high } = isOpen ? { low: Number.NaN, high: Number.NaN } : testedInterval(difference);
    return { name, mean, low, high, verdict: verdictOf(mean, isSignificant(difference)) };
  });
  return forestPanel(lines, {
    title: meanTitle(metric, unit) + (metric === 'months_to_wall' ? ', horizon if none' : ''),
    subtitle: baseWord(rows, unit),
    axis: unit === '1' || unit === '' ? 'difference' : `difference (${unit})`,
    names: rows.map(({ name }) => name),
    isNamed,
  });
}

/** The mean of the base; a range where other scenarios leave other pairs in which both sides have the metric. */
function baseWord(rows: readonly ForestRow[], unit: string): string {
  const means = rows.map(({ comparison }) => comparison.base).filter(Number.isFinite);
  if (means.length === 0) return 'no pair has it';
  const [least, most] = [Math.min(...means), Math.max(...means)].map(shortNumber);
  const range = least === most ? least : `${least} to ${most}`;
  const all = unit === '1' || unit === '' ? range : withUnit(range, unit);
  return `base ${all}${least === most ? '' : ', by the pairs that have it'}`;
}

/** Draw one panel per metric, two side by side; the scenarios have the same order in each. */
export function compareForestChart(panels: readonly ForestPanel[], words: ForestWords, frame: Frame): Spec {
  const rows: Spec[] = [];
  for (let at = 0; at < panels.length; at += COLUMNS) {
    const hconcat = panels.slice(at, at + COLUMNS).map((one, column) => panel(one, column === 0, words.isSequential));
    rows.push(forestRow(hconcat));
  }
  return page(
    rows,
    {
      title: `Effect of each change, compared with ${words.base}`,
      subtitle: [
        `Mean difference from the base over ${counted(words.pairs, 'pair')} of runs with common random numbers, with its 95 % interval.`,
        `Blue: more, vermilion: less (significant at 5 %); hollow grey: the interval contains zero, or fewer than ${FEWEST_PAIRS} pairs have the metric.`,
        'The intervals are always-valid: they hold however often you look. With heavy-tailed differences their error is larger.',
        ...(words.isChosenBySize
          ? ['The metrics are those that differ most; their colours are not corrected for that choice.']
          : []),
        'Conditional on the assumptions of the scenarios; not a forecast.',
      ],
    },
    frame,
  );
}
