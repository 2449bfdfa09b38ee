/** Forest plot: what each scenario changes against the base, one panel a metric in its own unit. */

import type { MetricComparison } from '../experiment/compare-ledger.ts';
import { FEWEST_PAIRS, isToldApart, type PairedDifference } from '../experiment/paired-difference.ts';
import { metricTitle } from '../output/metric-title.ts';
import { countWord, shortNumber } from '../output/words.ts';
import { FAINT, type Frame, INK, OKABE_ITO, page, type Spec } from './spec.ts';

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
  /** Whether the pairs themselves said when to stop: then the always-valid intervals are drawn. */
  readonly isSequential: boolean;
  /** Whether the metrics are those that differ most. */
  readonly isChosenBySize: boolean;
}

const WIDTH = 225;
const ROW_HEIGHT = 26;
const COLUMNS = 2;
/** Room between two columns, for the numbers at the right of each panel. */
const GAP = 95;

const rounded = (value: number): number | null => (Number.isFinite(value) ? Number(value.toPrecision(6)) : null);

function panel({ metric, unit, rows }: ForestPanel, isFirst: boolean, isSequential: boolean): Spec {
  const values = rows
    .filter(({ comparison: { difference } }) => Number.isFinite(difference.mean))
    .map(({ name, comparison: { difference: d } }) => ({
      name,
      mean: rounded(d.mean),
      low: rounded(d.mean - halfWidth(d, isSequential)),
      high: rounded(d.mean + halfWidth(d, isSequential)),
      apart: isToldApart(d) ? (d.mean < 0 ? 'less' : 'more') : 'open',
      text: `${d.mean > 0 ? '+' : ''}${shortNumber(d.mean)}`,
    }));
  const y = {
    field: 'name',
    type: 'nominal',
    scale: { domain: rows.map(({ name }) => name) },
    axis: isFirst
      ? { title: null, labelLimit: 0, ticks: false, domain: false, grid: true, labelPadding: 8 }
      : { title: null, labels: false, ticks: false, domain: false, grid: true },
  };
  const x = {
    type: 'quantitative',
    axis: { title: unit === '1' || unit === '' ? 'difference' : `difference (${unit})`, tickCount: 4, grid: false },
  };
  const color = {
    field: 'apart',
    type: 'nominal',
    scale: { domain: ['less', 'more', 'open'], range: [OKABE_ITO[3], OKABE_ITO[0], FAINT] },
    legend: null,
  };
  return {
    title: {
      text: metricTitle(metric, unit),
      subtitle: baseWord(rows),
      fontSize: 12,
      subtitleFontSize: 11,
      offset: 6,
    },
    width: WIDTH,
    height: { step: ROW_HEIGHT },
    data: { values },
    layer: [
      { data: { values: [{ zero: 0 }] }, mark: { type: 'rule', color: INK }, encoding: { x: { field: 'zero', ...x } } },
      {
        mark: { type: 'rule', strokeWidth: 2 },
        encoding: { y, x: { field: 'low', ...x }, x2: { field: 'high' }, color },
      },
      {
        mark: { type: 'point', filled: true, size: 60, opacity: 1, stroke: '#FFFFFF', strokeWidth: 1 },
        encoding: { y, x: { field: 'mean', ...x }, color },
      },
      {
        mark: { type: 'text', align: 'left', fontSize: 11, color: INK },
        encoding: { y, x: { value: WIDTH + 8 }, text: { field: 'text' } },
      },
    ],
  };
}

/** The mean of the base; a range where other scenarios leave other pairs in which both sides have the metric. */
function baseWord(rows: readonly ForestRow[]): string {
  const means = rows.map(({ comparison }) => comparison.base).filter(Number.isFinite);
  if (means.length === 0) return 'no pair has it';
  const [least, most] = [Math.min(...means), Math.max(...means)].map(shortNumber);
  return least === most ? `base ${least}` : `base ${least} to ${most}, by the pairs that have it`;
}

function halfWidth({ high, mean, alwaysValidHalfWidth }: PairedDifference, isSequential: boolean): number {
  const half = isSequential ? alwaysValidHalfWidth : high - mean;
  return Number.isNaN(half) ? 0 : half;
}

/** Draw one panel a metric, two side by side; the scenarios stand in the same order in each. */
export function compareForestChart(panels: readonly ForestPanel[], words: ForestWords, frame: Frame): Spec {
  const rows: Spec[] = [];
  for (let at = 0; at < panels.length; at += COLUMNS) {
    const hconcat = panels.slice(at, at + COLUMNS).map((one, column) => panel(one, column === 0, words.isSequential));
    rows.push({ spacing: GAP, bounds: 'flush', hconcat });
  }
  return page(
    rows,
    {
      title: `What each change makes of ${words.base}`,
      subtitle: [
        `Mean difference from the base over ${countWord(words.pairs)} pairs of runs under the same luck, with its ${words.isSequential ? 'always-valid ' : ''}95 % interval.`,
        'Blue is more and vermilion less than the base, told apart however often one looks; grey is not.',
        `Nothing is told apart before ${FEWEST_PAIRS} pairs have the metric; heavy tails break it.`,
        ...(words.isChosenBySize
          ? ['The metrics are those that differ most; their colours are not corrected for that choice.']
          : []),
        'Conditional on the assumptions of the scenarios; not a forecast.',
      ],
    },
    frame,
  );
}
