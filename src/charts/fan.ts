/** Fan chart: monthly quantiles of a column over the runs. */

import { countWord } from '../output/words.ts';
import { type Frame, INK, OKABE_ITO, page, type Spec, timeAxis, timeOf } from './spec.ts';

/** One month of a fan: quantiles over the runs, in the unit of the column. */
export interface FanPoint {
  readonly month: number;
  /** Runs that reach the month. */
  readonly runs: number;
  readonly p5: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p95: number;
}

export interface FanHeading {
  readonly title: string;
  /** One sentence under the title: what the column means. */
  readonly note?: string | undefined;
}

export interface Fan {
  /** Axis title with its unit. */
  readonly label: string;
  readonly points: readonly FanPoint[];
  /** Recorded values, drawn over the fan as a line with points. */
  readonly record?: readonly { readonly month: number; readonly value: number }[];
}

const WIDTH = 620;
const HEIGHT = 210;
/** Height of each panel when there are several. */
const SHARED_HEIGHT = 150;

/** Round to six significant digits: specifications stay readable and pixels do not change. */
const rounded = (value: number): number => Number(value.toPrecision(6));

function panel(fan: Fan, height: number, frame: Frame): Spec {
  const x = timeAxis('time', frame);
  const y = { type: 'quantitative', axis: { title: fan.label, titleLimit: 0, tickCount: 5 } };
  const band = (low: string, high: string, opacity: number): Spec => ({
    mark: { type: 'area', color: OKABE_ITO[0], opacity, line: false },
    encoding: { x, y: { field: low, ...y }, y2: { field: high } },
  });
  return {
    width: WIDTH,
    height,
    data: {
      values: fan.points.map(({ month, runs: _runs, ...quantiles }) => ({
        time: rounded(timeOf(month, frame)),
        ...Object.fromEntries(Object.entries(quantiles).map(([name, value]) => [name, rounded(value)])),
      })),
    },
    layer: [
      band('p5', 'p95', 0.2),
      band('p25', 'p75', 0.35),
      { mark: { type: 'line', color: INK, strokeWidth: 2 }, encoding: { x, y: { field: 'p50', ...y } } },
      ...(fan.record === undefined ? [] : [recordLayer(fan.record, { x, y }, frame)]),
    ],
  };
}

/** Recorded values over a fan, with separate data. */
function recordLayer(
  record: NonNullable<Fan['record']>,
  { x, y }: Readonly<Record<'x' | 'y', Spec>>,
  frame: Frame,
): Spec {
  return {
    data: {
      values: record.map(({ month, value }) => ({ time: rounded(timeOf(month, frame)), value: rounded(value) })),
    },
    mark: { type: 'line', color: OKABE_ITO[3], strokeWidth: 1.5, point: { color: OKABE_ITO[3], size: 25 } },
    encoding: { x, y: { field: 'value', ...y } },
  };
}

/**
 * Draw one panel per fan, sharing the time axis.
 *
 * The line is the median of the runs in each month, the dark band their middle half, the light band their 90 %
 * interval: quantiles taken month by month, so no single run follows the line.
 */
export function fanChart({ title, note }: FanHeading, fans: readonly Fan[], frame: Frame): Spec {
  const counts = fans.flatMap(({ points }) => points.map(({ runs }) => runs));
  const most = Math.max(...counts);
  const least = Math.min(...counts);
  const reach =
    least < most
      ? [
          `Runs behind a month: ${countWord(most)} at most, ${countWord(least)} at least; runs leave when their aftermath ends.`,
        ]
      : [];
  const subtitle = [
    ...(note === undefined ? [] : [note]),
    'Line: median of the runs in each month. Dark band: middle half. Light band: 90 % interval.',
    ...reach,
  ];
  return page(
    fans.map((fan) => panel(fan, fans.length > 1 ? SHARED_HEIGHT : HEIGHT, frame)),
    { title, subtitle },
    frame,
  );
}
