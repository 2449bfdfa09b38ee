/** Chart of losses of each tier of suppliers in the pause: orders, sales and profit, compared with the run without a pause. */

import { inSentence } from '../output/metric-title.ts';
import { percentWord } from '../output/words.ts';
import { spreadOf } from './spread.ts';
import { FAINT, type Frame, INK, OKABE_ITO, PAPER, page, type Spec, PER_CENT, LETTER_COLOURS } from './spec.ts';

/** Losses of one tier after the wall: one value per run that paused; see `sales_lost` and the like in the columns. */
export interface TierLosses {
  readonly tier: string;
  /** Shares of the orders and of the sales without the pause. */
  readonly orders: readonly number[];
  readonly sales: readonly number[];
  /** The sales again, in the twelve months in which the loss is largest. */
  readonly worstYear: readonly number[];
  /** Operating profit, over the sales without the pause. */
  readonly profit: readonly number[];
}

const WIDTH = 560;
const ROW_HEIGHT = 38;
const ORDERS = 'orders';
const SALES = 'sales';
const PROFIT = 'operating profit';
/** What the axis of each panel shows: their shares have different denominators. */
export const LOSS_TITLES = ['Lost orders and sales, % of each', 'Lost operating profit, % of sales'] as const;
const MARKS: Readonly<Record<string, { readonly colour: string; readonly shape: string }>> = {
  [ORDERS]: { colour: OKABE_ITO[2], shape: 'square' },
  [SALES]: { colour: OKABE_ITO[0], shape: 'circle' },
  [PROFIT]: { colour: OKABE_ITO[3], shape: 'diamond' },
};

/** Which tier loses most of its sales in the median run. */
function lossMessage(tiers: readonly TierLosses[]): string {
  const medians = tiers.flatMap(({ tier, sales }) => {
    const median = spreadOf(sales)?.p50;
    return median === undefined ? [] : [{ tier, median }];
  });
  const worst = medians.reduce((most, one) => (one.median > most.median ? one : most));
  const { tier, median } = worst;
  return `The pause costs the ${inSentence(tier)} tier most: ${percentWord(median)} of two years' sales in the median run`;
}

/** A measure of each row: its median, the middle half of the runs, and 90 % of them. */
export interface MeasuredRow {
  /** Name of the row. */
  readonly tier: string;
  readonly measure: string;
  readonly p5?: number;
  readonly p25?: number;
  readonly p50?: number;
  readonly p75?: number;
  readonly p95?: number;
  /** Figures right of the row. */
  readonly figures?: string;
}

export interface MeasureAxes {
  readonly values: string;
  /** Ends of the axis, where panels share it or it begins at 0; values beyond are drawn there. */
  readonly scale?: Spec;
  /** Colour and shape of each measure, in their order. */
  readonly marks: Readonly<Record<string, { readonly colour: string; readonly shape: string }>>;
}

/** A panel of rows with several measures each: thin line p5-p95, thick line p25-p75, mark median. */
export function measuredRows(
  values: readonly MeasuredRow[],
  { values: title, marks, scale: ends }: MeasureAxes,
  frame: Frame,
) {
  const measures = Object.keys(marks);
  const y = {
    field: 'tier',
    type: 'nominal',
    sort: null,
    axis: { title: null, grid: true, tickBand: 'extent' },
  };
  const isNamed = frame.isSlide === true;
  const isSingle = measures.length === 1;
  const place = isSingle ? { y } : { y, yOffset: { field: 'measure', sort: measures, scale: { paddingOuter: 0.4 } } };
  const legend = isNamed ? null : { symbolSize: 90, direction: 'vertical' };
  const scale = { domain: measures.filter((measure) => values.some((row) => row.measure === measure)) };
  const by = (look: 'colour' | 'shape'): Spec =>
    isSingle
      ? { value: marks[measures[0]][look] }
      : {
          field: 'measure',
          type: 'nominal',
          scale: { ...scale, range: scale.domain.map((measure) => marks[measure][look]) },
          legend,
          title: null,
        };
  const color = by('colour');
  const x = {
    type: 'quantitative',
    ...(ends === undefined ? {} : { scale: ends }),
    axis: { title, tickCount: 5, ...PER_CENT },
  };
  const bar = (low: string, high: string, strokeWidth: number): Spec => ({
    mark: { type: 'rule', strokeWidth, strokeCap: 'round' },
    encoding: { ...place, color, x: { field: low, ...x }, x2: { field: high } },
  });
  const median: Spec = {
    mark: { type: 'point', filled: true, size: 140, opacity: 1, stroke: PAPER, strokeWidth: 1.5 },
    encoding: {
      ...place,
      x: { field: 'p50', ...x },
      color,
      shape: by('shape'),
    },
  };
  const zero: Spec = {
    data: { values: [{}] },
    mark: { type: 'rule', color: FAINT, strokeDash: [4, 3] },
    encoding: { x: { datum: 0 } },
  };
  const hasFigures = values.some((row) => row.figures !== undefined);
  // A slide names the marks where they are, in the first row: above them where figures are at the right.
  const names = scale.domain.map(
    (measure): Spec => ({
      transform: [
        { filter: { field: 'tier', equal: values[0]?.tier ?? '' } },
        { filter: { field: 'measure', equal: measure } },
      ],
      mark: {
        type: 'text',
        baseline: 'middle',
        ...(hasFigures ? { align: 'center', dy: -11 } : { align: 'left', dx: 6 }),
        fontSize: 12,
        color: LETTER_COLOURS[marks[measure].colour] ?? INK,
      },
      encoding: { ...place, x: { field: hasFigures ? 'p50' : 'p95', ...x }, text: { field: 'measure' } },
    }),
  );
  const figures: Spec = {
    transform: [{ filter: 'isValid(datum.figures)' }],
    mark: { type: 'text', align: 'left', baseline: 'middle', dx: 8, fontSize: 11, color: INK },
    encoding: { ...place, x: { value: 'width' }, text: { field: 'figures' } },
  };
  return {
    width: WIDTH,
    height: { step: ROW_HEIGHT / 2 },
    data: { values },
    layer: [
      ...(ends?.domainMin === 0 ? [] : [zero]),
      bar('p5', 'p95', 1.5),
      bar('p25', 'p75', 6),
      median,
      ...(isNamed && !isSingle ? names : []),
      ...(hasFigures ? [figures] : []),
    ],
  };
}

/** Draw one row per tier, in the order given (customers first): thin line p5-p95, thick line p25-p75, mark median. */
export function tierLossChart(tiers: readonly TierLosses[], frame: Frame): Spec {
  const values = tiers.flatMap(({ tier, orders, sales, profit }) =>
    [
      { tier, measure: ORDERS, ...spreadOf(orders) },
      { tier, measure: SALES, ...spreadOf(sales) },
      { tier, measure: PROFIT, ...spreadOf(profit) },
    ].filter((row) => 'p50' in row),
  );
  const known = values.flatMap(({ p5 = 0, p95 = 0 }) => [p5, p95]);
  const scale = { domain: [Math.min(0, ...known), Math.max(0, ...known)], nice: true };
  const panels = [[ORDERS, SALES], [PROFIT]].map((measures, at) =>
    measuredRows(
      values.filter(({ measure }) => measures.includes(measure)),
      {
        values: LOSS_TITLES[at],
        marks: Object.fromEntries(measures.map((measure) => [measure, MARKS[measure]])),
        scale,
      },
      frame,
    ),
  );
  const marks = 'Mark: median. Thick line: middle half of the runs. Thin line: 90 % interval.';
  return page(
    panels,
    {
      title: 'Losses of each tier in the pause',
      subtitle: [
        'Losses in the 24 months after the wall, compared with the same months of the same run without the pause. Tiers from the buyers up.',
        marks,
      ],
      slide: {
        message: lossMessage(tiers),
        note: `Losses in 24 months, compared with the same runs without the pause. Tiers from the buyers up. ${marks}`,
      },
    },
    frame,
  );
}
