/** A panel of a forest plot: estimates with their intervals, one row each, and the figures at the right. */

import { differenceWord } from '../output/words.ts';
import { FAINT, figuresAtRight, INK, OKABE_ITO, PAPER, ROW_NAMES, rowName, rowStep, type Spec } from './spec.ts';

/** Verdict on an estimate: significantly above or below zero, or neither. */
export type Verdict = 'more' | 'less' | 'open';

export interface ForestLine {
  readonly name: string;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly verdict: Verdict;
  /** The figures at the right, where the difference in the unit of the axis is not what to show. */
  readonly text?: string;
  /** Levels before and after, above the figures. */
  readonly levels?: string | undefined;
}

export interface ForestFrame {
  /** Absent where the heading of a page or the axis says it. */
  readonly title?: string;
  readonly subtitle?: string;
  /** Title of the horizontal axis, where the title of the panel does not say it. */
  readonly axis?: string;
  /** Every row from the top, with a line or without. */
  readonly names: readonly string[];
  /** Whether the names are at the left; adjacent panels name their rows once. */
  readonly isNamed: boolean;
  /** Least and greatest value of the axis; those of the panel when absent. */
  readonly domain?: readonly [number, number] | undefined;
  readonly width?: number;
}

const WIDTH = 200;
const ROW_HEIGHT = 26;
/** Of rows with names of two lines. */
const HIGH_ROW = 36;
/** Room between two panels, for the numbers at the right of each. */
const GAP = 180;

const rounded = (value: number): number | null => (Number.isFinite(value) ? Number(value.toPrecision(6)) : null);

/** Direction of an estimate, if significant. */
export function verdictOf(mean: number, isSure: boolean): Verdict {
  if (!isSure) return 'open';
  return mean < 0 ? 'less' : 'more';
}

/** Put panels beside one another, with room for their figures. */
export function forestRow(panels: readonly Spec[]): Spec {
  return { spacing: GAP, bounds: 'flush', hconcat: panels };
}

/** Draw a panel. Estimates that are not significant are hollow and grey, so the picture works without colour. */
export function forestPanel(lines: readonly ForestLine[], frame: ForestFrame): Spec {
  const { title, subtitle, axis, names, isNamed, domain, width = WIDTH } = frame;
  const values = lines
    .filter(({ mean }) => Number.isFinite(mean))
    .map(({ name, mean, low, high, verdict, levels, text = differenceWord(mean, low, high) }) => ({
      name: rowName(name),
      mean: rounded(mean),
      low: rounded(low),
      high: rounded(high),
      verdict,
      text,
      levels,
    }));
  const hasLevels = lines.some(({ levels }) => levels !== undefined);
  const y = {
    field: 'name',
    type: 'nominal',
    scale: { domain: names.map(rowName) },
    axis: isNamed
      ? { ...ROW_NAMES, ticks: false, domain: false, grid: true, labelPadding: 8 }
      : { title: null, labels: false, ticks: false, domain: false, grid: true },
  };
  const x = {
    type: 'quantitative',
    ...(domain === undefined ? {} : { scale: { domain, nice: true } }),
    axis: { title: axis ?? null, tickCount: 4, grid: false },
  };
  const colours = (open: string): Spec => ({
    field: 'verdict',
    type: 'nominal',
    scale: { domain: ['less', 'more', 'open'], range: [OKABE_ITO[3], OKABE_ITO[0], open] },
    legend: null,
  });
  return {
    ...(title === undefined
      ? {}
      : { title: { text: title, ...(subtitle ? { subtitle } : {}), fontSize: 12, subtitleFontSize: 11, offset: 6 } }),
    width,
    height: { step: hasLevels ? HIGH_ROW : rowStep(names, ROW_HEIGHT, HIGH_ROW) },
    data: { values },
    layer: [
      { data: { values: [{ zero: 0 }] }, mark: { type: 'rule', color: INK }, encoding: { x: { field: 'zero', ...x } } },
      {
        mark: { type: 'rule', strokeWidth: 2 },
        encoding: { y, x: { field: 'low', ...x }, x2: { field: 'high' }, color: colours(FAINT) },
      },
      {
        mark: { type: 'point', size: 60, opacity: 1, strokeWidth: 2 },
        encoding: { y, x: { field: 'mean', ...x }, fill: colours(PAPER), stroke: colours(FAINT) },
      },
      figuresAtRight(y, 'text', hasLevels ? 7 : 0),
      ...(hasLevels ? [figuresAtRight(y, 'levels', -7)] : []),
    ],
  };
}
