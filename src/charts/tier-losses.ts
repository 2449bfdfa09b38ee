/** Chart of losses of each tier of suppliers in the pause: orders, sales and profit, compared with the run without a pause. */

import { inSentence } from '../output/metric-title.ts';
import { percentWord } from '../output/words.ts';
import { spreadOf } from './spread.ts';
import { FAINT, type Frame, INK, OKABE_ITO, PAPER, page, type Spec, PER_CENT } from './spec.ts';

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
const PROFIT = 'operating profit, over the sales without the pause';
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
  readonly rows: string;
  readonly values: string;
  /** Colour and shape of each measure, in their order. */
  readonly marks: Readonly<Record<string, { readonly colour: string; readonly shape: string }>>;
}

/** A panel of rows with several measures each: thin line p5-p95, thick line p25-p75, mark median. */
export function measuredRows(
  values: readonly MeasuredRow[],
  { rows, values: title, marks }: MeasureAxes,
  frame: Frame,
) {
  const measures = Object.keys(marks);
  const y = {
    field: 'tier',
    type: 'nominal',
    sort: null,
    axis: { title: rows, grid: true, tickBand: 'extent' },
  };
  const yOffset = { field: 'measure', sort: measures, scale: { paddingOuter: 0.4 } };
  const isNamed = frame.isSlide === true;
  const legend = isNamed ? null : { symbolSize: 90, direction: 'vertical' };
  const scale = { domain: measures.filter((measure) => values.some((row) => row.measure === measure)) };
  const color = {
    field: 'measure',
    type: 'nominal',
    scale: { ...scale, range: scale.domain.map((measure) => marks[measure].colour) },
    legend,
    title: null,
  };
  const x = {
    type: 'quantitative',
    axis: { title, ...PER_CENT },
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
        legend,
        scale: { ...scale, range: scale.domain.map((measure) => marks[measure].shape) },
      },
    },
  };
  const zero: Spec = {
    data: { values: [{}] },
    mark: { type: 'rule', color: FAINT, strokeDash: [4, 3] },
    encoding: { x: { datum: 0 } },
  };
  const hasFigures = values.some((row) => row.figures !== undefined);
  // A slide names the marks where they are: in the first row, or beside figures in that with most room.
  const reach = (row: MeasuredRow): number =>
    Math.max(...values.map(({ tier: other, p95 = 0 }) => (other === row.tier ? p95 : 0)));
  const roomy = hasFigures ? [...values].sort((a, b) => reach(a) - reach(b))[0] : values[0];
  const names: Spec = {
    transform: [{ filter: { field: 'tier', equal: roomy?.tier ?? '' } }],
    mark: { type: 'text', align: 'left', baseline: 'middle', dx: 6, fontSize: 12, color: INK },
    encoding: { y, yOffset, x: { field: 'p95', ...x }, text: { field: 'measure' } },
  };
  const figures: Spec = {
    transform: [{ filter: 'isValid(datum.figures)' }],
    mark: { type: 'text', align: 'left', baseline: 'middle', dx: 8, fontSize: 11, color: INK },
    encoding: { y, yOffset, x: { value: 'width' }, text: { field: 'figures' } },
  };
  return {
    width: WIDTH,
    height: { step: ROW_HEIGHT / 2 },
    data: { values },
    layer: [
      zero,
      bar('p5', 'p95', 1.5),
      bar('p25', 'p75', 6),
      median,
      ...(isNamed ? [names] : []),
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
  return page(
    [measuredRows(values, { rows: 'Tier', values: 'Loss in the 24 months after the wall', marks: MARKS }, frame)],
    {
      title: 'Losses of each tier in the pause',
      subtitle: [
        'Runs with a pause, compared with the same months of the same run without it. Tiers from the buyers up. Mark: median.',
        'Thick line: middle half of the runs. Thin line: 90 % of them.',
      ],
      slide: {
        message: lossMessage(tiers),
        note: 'Losses in 24 months, compared with the same runs without the pause. Tiers from the buyers up. Mark: median. Thick line: middle half of the runs. Thin line: 90 % interval.',
      },
    },
    frame,
  );
}
