/** Air-pocket chart: how deep orders fell after the wall, tier by tier, in level and in excess. */

import { spreadOf } from './spread.ts';
import { FAINT, type Frame, OKABE_ITO, PAPER, page, type Spec } from './spec.ts';

/** Air pockets of one tier: one value per run that met a wall, as shares of the running peak of orders. */
export interface TierPockets {
  readonly tier: string;
  /** 1 - (orders in the pause) / (those of the same run without it in the same months); none in older tables. */
  readonly short: readonly number[];
  /** 1 - (least three-month orders after the wall) / (running peak). */
  readonly level: readonly number[];
  /** The same, less the air pocket of the same run without the pause. */
  readonly excess: readonly number[];
}

const WIDTH = 560;
const ROW_HEIGHT = 38;
const SHORT = 'missing in the pause, in equal months';
const LEVEL = 'from peak to deepest quarter';
const EXCESS = 'how much deeper than without the pause';
const MARKS: Readonly<Record<string, { readonly colour: string; readonly shape: string }>> = {
  [SHORT]: { colour: OKABE_ITO[2], shape: 'square' },
  [LEVEL]: { colour: OKABE_ITO[0], shape: 'circle' },
  [EXCESS]: { colour: OKABE_ITO[3], shape: 'diamond' },
};
/** Why deepest points and equal months say different things. */
const POCKET_NOTE =
  'What is missing in the pause is held against the same months of the same run without it. The chain swings by itself: without the pause it falls too, from another peak to a deepest quarter at another time, often about as deep. What the pause takes shows in equal months.';
const MEASURES = [SHORT, LEVEL, EXCESS];

/** Draw one row per tier, in the order given (customers first): thin line p5-p95, thick line p25-p75, mark median. */
export function airPocketChart(tiers: readonly TierPockets[], frame: Frame): Spec {
  const values = tiers.flatMap(({ tier, short, level, excess }) =>
    [
      { tier, measure: SHORT, ...spreadOf(short) },
      { tier, measure: LEVEL, ...spreadOf(level) },
      { tier, measure: EXCESS, ...spreadOf(excess) },
    ].filter((row) => 'p50' in row),
  );
  const y = {
    field: 'tier',
    type: 'nominal',
    sort: null,
    axis: { title: 'Tier, from the buyers up', grid: true, tickBand: 'extent' },
  };
  const yOffset = { field: 'measure', sort: MEASURES, scale: { paddingOuter: 0.4 } };
  const scale = { domain: MEASURES.filter((measure) => values.some((row) => row.measure === measure)) };
  const color = {
    field: 'measure',
    type: 'nominal',
    scale: { ...scale, range: scale.domain.map((measure) => MARKS[measure].colour) },
    legend: { symbolSize: 90, direction: 'vertical' },
    title: null,
  };
  const x = {
    type: 'quantitative',
    axis: { title: 'Share of the orders they are measured against', format: '.0%' },
  };
  const bar = (low: string, high: string, strokeWidth: number): Spec => ({
    mark: { type: 'rule', strokeWidth, strokeCap: 'round' },
    encoding: { y, yOffset, color, x: { field: low, ...x }, x2: { field: high } },
  });
  const median: Spec = {
    mark: { type: 'point', filled: true, size: 140, opacity: 1, stroke: PAPER, strokeWidth: 1.5 },
    encoding: {
      y,
      yOffset,
      x: { field: 'p50', ...x },
      color,
      shape: {
        field: 'measure',
        type: 'nominal',
        title: null,
        legend: { symbolSize: 90, direction: 'vertical' },
        scale: { ...scale, range: scale.domain.map((measure) => MARKS[measure].shape) },
      },
    },
  };
  const zero: Spec = {
    data: { values: [{}] },
    mark: { type: 'rule', color: FAINT, strokeDash: [4, 3] },
    encoding: { x: { datum: 0 } },
  };
  return page(
    [
      {
        width: WIDTH,
        height: { step: ROW_HEIGHT / 2 },
        data: { values },
        layer: [zero, bar('p5', 'p95', 1.5), bar('p25', 'p75', 6), median],
      },
    ],
    {
      title: 'How deep orders fell after the wall, tier by tier',
      subtitle: [
        'Runs that met a wall. Mark: median. Thick line: middle half. Thin line: middle nine tenths.',
        POCKET_NOTE,
      ],
    },
    frame,
  );
}
