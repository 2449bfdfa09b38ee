/** Fan chart: monthly quantiles of a column over the runs. */

import { inSentence } from '../output/metric-title.ts';
import { calendarMonth, countWord, shortNumber } from '../output/words.ts';
import { spreadPositions } from './scale.ts';
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
  /** Whether the message is of all panels. */
  readonly isOverview?: boolean;
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

function panel(fan: Fan, { height, isNamed }: { height: number; isNamed: boolean }, frame: Frame): Spec {
  const x = timeAxis('time', frame);
  const isZero = fan.points.every(({ p5, p95 }) => p5 === 0 && p95 === 0);
  const scale = isZero ? { scale: { domain: [0, 1] } } : {};
  const y = { type: 'quantitative', ...scale, axis: { title: fan.label, titleLimit: 0, tickCount: 5 } };
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
      ...(isNamed ? [nameLayer(fan, { x, y }, frame)] : []),
    ],
  };
}

/** Letters of a line of text, over the height of a panel. */
const LINE = 0.07;

/** Names of the median and of the bands at their right ends. */
function nameLayer({ points }: Fan, axes: Readonly<Record<'x' | 'y', Spec>>, frame: Frame): Spec {
  const last = points[points.length - 1];
  if (isCertain(points)) return nameAt([{ name: 'all runs', place: last.p50 }], last.month, axes, frame);
  const top = points.reduce((most, { p95 }) => Math.max(most, p95), 0);
  const bottom = points.reduce((least, { p5 }) => Math.min(least, p5), 0);
  const ends = ENDS.map(([quantile]) => last[quantile]);
  // Quantiles that are equal there have one name.
  const groups = ENDS.flatMap(([, name], at) => {
    if (at > 0 && ends[at] === ends[at - 1]) return [];
    const to = ends.lastIndexOf(ends[at]);
    const other = ENDS[to][1];
    const from = other === 'median' ? name : name.replace(' percentile', '');
    return [{ name: to === at ? name : `${from} to ${other}`, place: ends[at] }];
  });
  const wanted = groups.map(({ place }) => place);
  const gap = LINE * (top - bottom);
  const places = spreadPositions(wanted, gap, [bottom, top + gap]);
  return nameAt(
    groups.map(({ name }, at) => ({ name, place: places[at] })),
    last.month,
    axes,
    frame,
  );
}

/** Names of the quantiles at the right end, from the lowest up. */
const ENDS = [
  ['p5', '5th percentile'],
  ['p25', '25th percentile'],
  ['p50', 'median'],
  ['p75', '75th percentile'],
  ['p95', '95th percentile'],
] as const;

/** Whether all runs are equal in every month. */
const isCertain = (points: readonly FanPoint[]): boolean => points.every(({ p5, p95 }) => p5 === p95);

/** Names at heights, right of the last month. */
function nameAt(
  named: readonly { readonly name: string; readonly place: number }[],
  month: number,
  { x, y }: Readonly<Record<'x' | 'y', Spec>>,
  frame: Frame,
): Spec {
  const time = rounded(timeOf(month, frame));
  return {
    data: { values: named.map(({ name, place }) => ({ time, at: rounded(place), name })) },
    mark: { type: 'text', align: 'left', baseline: 'middle', dx: 6, fontSize: 12, color: INK },
    encoding: { x, y: { field: 'at', ...y }, text: { field: 'name' } },
  };
}

/** Share of the largest value by which a median must change to be said to, and of its range by which a peak exceeds both ends. */
const CHANGE = 0.05;
const PEAK = 0.2;

/** Label of a fan as title and unit. */
function partsOf({ label }: Fan): readonly [title: string, unit: string] {
  const [, title, unit] = /^(.*?)(?: \(([^()]*)\))?$/.exec(label) ?? ['', label];
  return [title, unit === undefined ? '' : ` ${unit.replace(/^1\/year$/, 'a year')}`];
}

/** Where the medians of the race, of its return and of share prices go, in one sentence. */
function overviewMessage(fans: readonly Fan[], { startMonth }: Frame): string {
  const ends = fans.map((fan) => ({ fan, first: fan.points[0], last: fan.points[fan.points.length - 1] }));
  const [{ first, last }] = ends;
  const at = (month: number): string =>
    startMonth === undefined ? `month ${month}` : calendarMonth(startMonth, month);
  const path = ({ fan, first: from, last: to }: (typeof ends)[number]): string => {
    const [title, unit] = partsOf(fan);
    const [low, high] = [from.p50, to.p50].map((value) => shortNumber(value).replace('-', '−'));
    return `${inSentence(title)} ${low} to ${high}${unit}`;
  };
  const shown = [ends[0], ...ends.slice(1).filter(({ fan }) => /^(?:Return|Market index|ROI)/.test(fan.label))];
  return `Medians from ${at(first.month)} to ${at(last.month)}: ${shown.map(path).join(', ')}`;
}

const MONTHS_PER_YEAR = 12;
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Means of the median over the first and the last twelve months, where it varies more within years than between them:
 * a first and a last month would differ by their season. Undefined elsewhere, and below two years.
 */
export function seasonalMeans(points: readonly FanPoint[]): readonly [first: number, last: number] | undefined {
  const medians = points.map(({ p50 }) => p50);
  const years = Array.from({ length: Math.floor(medians.length / MONTHS_PER_YEAR) }, (_, year) =>
    medians.slice(year * MONTHS_PER_YEAR, (year + 1) * MONTHS_PER_YEAR),
  );
  if (years.length < 2) return undefined;
  const means = years.map(mean);
  const within = mean(years.map((year) => Math.max(...year) - Math.min(...year)));
  if (!(within > Math.max(...means) - Math.min(...means))) return undefined;
  return [means[0], mean(medians.slice(-MONTHS_PER_YEAR))];
}

/** Where the median goes, in one sentence. */
function medianMessage(fan: Fan, { startMonth }: Frame): string {
  const { points } = fan;
  const [title, unitWord] = partsOf(fan);
  const first = points[0];
  const last = points[points.length - 1];
  const top = points.reduce((most, point) => (point.p50 > most.p50 ? point : most), first);
  const least = Math.max(...[first, last, top].map(({ p50 }) => Math.abs(p50))) * CHANGE;
  const amount = ({ p50 }: FanPoint): string => shortNumber(p50);
  const when = ({ month }: FanPoint): string =>
    startMonth === undefined ? `in month ${month}` : `in ${calendarMonth(startMonth, month)}`;
  if (points.every(({ p5, p95 }) => p5 === first.p50 && p95 === first.p50)) {
    return `${title}: ${amount(first)}${unitWord} in every month of every run`;
  }
  const what = isCertain(points) ? title : `${title}: the median`;
  const seasonal = seasonalMeans(points);
  if (seasonal !== undefined) {
    const [from, to] = seasonal.map(shortNumber);
    return `${what} averages ${from}${unitWord} in the first twelve months and ${to} in the last; months differ more within a year`;
  }
  const range = top.p50 - points.reduce((low, { p50 }) => Math.min(low, p50), first.p50);
  if (top.p50 > Math.max(first.p50, last.p50) + Math.max(least, PEAK * range)) {
    return `${what} peaks at ${amount(top)}${unitWord} ${when(top)} and is ${amount(last)} ${when(last)}`;
  }
  if (Math.abs(last.p50 - first.p50) <= least) {
    return `${what} is ${amount(first)}${unitWord} ${when(first)} and ${amount(last)} ${when(last)}`;
  }
  const way = last.p50 > first.p50 ? 'rises' : 'falls';
  return `${what} ${way} from ${amount(first)} ${when(first)} to ${amount(last)}${unitWord} ${when(last)}`;
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
export function fanChart({ title, note, isOverview = false }: FanHeading, fans: readonly Fan[], frame: Frame): Spec {
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
    fans.map((fan, at) => {
      const height = fans.length > 1 ? SHARED_HEIGHT : HEIGHT;
      return panel(fan, { height, isNamed: frame.isSlide === true && at === 0 }, frame);
    }),
    {
      title,
      subtitle,
      slide: {
        message: isOverview ? overviewMessage(fans, frame) : medianMessage(fans[0], frame),
        note: [...(note === undefined ? [] : [note]), 'Quantiles over the runs of each month.', ...reach].join(' '),
      },
    },
    frame,
  );
}
