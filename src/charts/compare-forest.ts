/** Forest plot: differences of each scenario from the base, one panel per metric. */

import type { MetricComparison } from '../experiment/compare-ledger.ts';
import { FEWEST_PAIRS, isSignificant, testedInterval } from '../experiment/paired-difference.ts';
import { counted } from '../numeric/counted.ts';
import { readingOf, rowName } from '../output/metric-title.ts';
import { differenceWord, shortNumber } from '../output/words.ts';
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
  const sizes = rows.flatMap(({ comparison: { base, other } }) => [Math.abs(base), Math.abs(other)]);
  const reading = readingOf(metric, unit, Math.max(0, ...sizes.filter(Number.isFinite)));
  const { scale, difference: word } = reading;
  const level = (value: number): string =>
    reading.unit === 'points' ? reading.level(value) : shortNumber(scale * value);
  const lines = rows.map(({ name, comparison: { base, other, difference } }) => {
    const { mean } = difference;
    const isOpen = isSequential && Number.isNaN(difference.alwaysValidHalfWidth);
    const { low, high } = isOpen ? { low: Number.NaN, high: Number.NaN } : testedInterval(difference);
    return {
      name,
      mean: scale * mean,
      low: scale * low,
      high: scale * high,
      verdict: verdictOf(mean, isSignificant(difference)),
      text: differenceWord(mean, low, high, word),
      levels: `${level(base)} → ${level(other)}`.replaceAll('-', '−'),
    };
  });
  const has = lines.some(({ mean }) => Number.isFinite(mean));
  const isSaid = reading.unit === '' || reading.unit === 'months';
  return forestPanel(lines, {
    title: `${rowName(metric, unit)}${isSaid ? '' : ` (${reading.unit})`}${metric === 'months_to_wall' ? ', horizon if none' : ''}`,
    subtitle: has ? '' : 'no pair has it',
    names: rows.map(({ name }) => name),
    isNamed,
  });
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
        `Mean difference from the base over ${counted(words.pairs, 'pair')} of runs with common random numbers, with its 95 % interval. Right: mean in the base → with the change, and the difference.`,
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
