/** Impulse responses: monthly differences of series from the base, one panel per series. */

import type { Impulse } from '../experiment/compare-ledger.ts';
import { counted } from '../numeric/counted.ts';
import { inSentence, metricTitle } from '../output/metric-title.ts';
import { calendarMonth, capital, countWord, listWord, quantityWord, shortNumber } from '../output/words.ts';
import { seriesLabel } from './gallery.ts';
import { type Frame, INK, OKABE_ITO, page, type Spec, timeAxis, timeOf } from './spec.ts';

/** One series of every scenario that is compared with the base. */
export interface ImpulsePanel {
  readonly series: string;
  readonly unit: string;
  readonly lines: readonly { readonly name: string; readonly impulse: Impulse }[];
}

export interface ImpulseWords {
  readonly base: string;
  readonly pairs: number;
}

const WIDTH = 275;
const HEIGHT = 130;
const COLUMNS = 2;
const GAP = 85;
/** Panels of a slide. */
const ON_SLIDE = 4;
/** A month that fewer of the pairs reach is left out: the mean would be that of other pairs. */
const LEAST_SHARE_OF_PAIRS = 0.5;

const rounded = (value: number): number => Number(value.toPrecision(6));

/** Series of one thing in other units differ by the unit alone: `Staged (MW)` and `Staged (months)`. */
function titleOf({ series, unit }: ImpulsePanel): string {
  if (/^(?:end|chain)_/.test(series)) return seriesLabel(series, unit);
  const title = metricTitle(series, unit);
  return unit === '1' || unit === '' ? title : `${title} (${unit})`;
}

/** Whether a series is a sum over the nodes of a network. */
const isSum = ({ series }: Pick<ImpulsePanel, 'series'>): boolean => series.startsWith('chain_');

/** What the band is, or that the pairs differ alike. */
function bandWords(panels: readonly ImpulsePanel[]): string {
  const impulses = panels.flatMap(({ lines }) => lines.map(({ impulse }) => impulse));
  const hasBand = impulses.some(({ low, high }) => low.some((value, month) => value < high[month]));
  return hasBand ? 'band: its 95 % interval' : 'the same in every pair, so there is no band';
}

/** A response within this share of its largest value has died out. */
const DIED_OUT = 0.05;
/** Series of a network that a slide shows first. */
const FIRST = ['end_unmet_mw', 'chain_backlog_mw', 'chain_stock_mw', 'chain_placed_mw'];
const rank = ({ series }: ImpulsePanel): number => (FIRST.includes(series) ? FIRST.indexOf(series) : FIRST.length);

interface Point {
  readonly month: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly pairs: number;
}

/** The months of a response that are drawn. */
function drawn({ months, low, high, pairs }: Impulse): Point[] {
  const most = pairs.reduce((a, b) => Math.max(a, b), 0);
  return Array.from(months, (mean, month) => ({
    month,
    mean,
    low: low[month],
    high: high[month],
    pairs: pairs[month],
  })).filter(({ mean, pairs: left }) => left >= LEAST_SHARE_OF_PAIRS * most && Number.isFinite(mean));
}

/** What a message without a significant month ends with. */
const NOWHERE = 'differs significantly in no month';

/** The largest significant difference of a series among the months drawn, when it is, and when it has died out. */
function message({ lines, ...about }: ImpulsePanel, { startMonth }: Frame): string {
  const [title, unit = ''] = titleOf(about as ImpulsePanel).split(/ \((.*)\)$/);
  const sure = lines.flatMap((line) =>
    drawn(line.impulse).flatMap((point) => (point.low > 0 || point.high < 0 ? [{ ...line, ...point }] : [])),
  );
  if (sure.length === 0) return `With ${listWord(lines.map(({ name }) => name))}: ${inSentence(title)} ${NOWHERE}`;
  const {
    name,
    impulse,
    month: at,
    mean,
    low,
    high,
  } = sure.reduce((a, b) => (Math.abs(b.mean) > Math.abs(a.mean) ? b : a));
  const size = Math.abs(mean);
  const points = drawn(impulse);
  const last = points.findLastIndex((point) => Math.abs(point.mean) > DIED_OUT * size);
  const when = (month: number): string =>
    startMonth === undefined ? `month ${month}` : calendarMonth(startMonth, month);
  const whole = isSum(about) ? ' of all nodes' : '';
  const end = last < points.length - 1 ? `, gone by ${when(points[last + 1].month)}` : '';
  const ends = [low, high].map(Math.abs).sort((a, b) => a - b);
  const interval = low < high ? ` (${ends.map(shortNumber).join(' to ')})` : '';
  const way = mean < 0 ? 'less' : 'more';
  return `With ${name}: ${inSentence(title)}${whole} ${quantityWord(size, unit)} ${way}${interval} in ${when(at)}${end}`;
}

function panel(one: ImpulsePanel, frame: Frame): Spec {
  const { lines } = one;
  const names = lines.map(({ name }) => name);
  const values = lines.flatMap(({ name, impulse }) =>
    drawn(impulse).map(({ month, mean, low, high }) => ({
      name,
      time: Number(timeOf(month, frame).toFixed(4)),
      mean: rounded(mean),
      ...(Number.isFinite(low) ? { low: rounded(low), high: rounded(high) } : {}),
    })),
  );
  const x = timeAxis('time', frame);
  const y = { type: 'quantitative', axis: { title: frame.isSlide === true ? titleOf(one) : null, tickCount: 4 } };
  const color = {
    field: 'name',
    type: 'nominal',
    scale: { domain: names, range: names.map((_, at) => OKABE_ITO[at % OKABE_ITO.length]) },
    legend: names.length > 1 ? { columns: frame.isSlide === true ? 1 : 3, symbolType: 'stroke' } : null,
  };
  return {
    title: { text: titleOf(one), fontSize: 12, offset: 6 },
    width: WIDTH,
    height: HEIGHT,
    data: { values },
    layer: [
      { data: { values: [{ zero: 0 }] }, mark: { type: 'rule', color: INK }, encoding: { y: { field: 'zero', ...y } } },
      {
        mark: { type: 'area', opacity: 0.15 },
        encoding: { x, y: { field: 'low', ...y }, y2: { field: 'high' }, color },
      },
      { mark: { type: 'line', strokeWidth: 2 }, encoding: { x, y: { field: 'mean', ...y }, color } },
    ],
  };
}

/** Draw one panel per series, two side by side, with one legend for all. */
export function compareImpulseChart(panels: readonly ImpulsePanel[], words: ImpulseWords, frame: Frame): Spec {
  const isSlide = frame.isSlide === true;
  const ranked = [...panels].sort((a, b) => rank(a) - rank(b));
  const rows: Spec[] = isSlide ? ranked.map((one) => panel(one, frame)) : [];
  for (let at = isSlide ? panels.length : 0; at < panels.length; at += COLUMNS) {
    rows.push({
      spacing: GAP,
      bounds: 'flush',
      hconcat: panels.slice(at, at + COLUMNS).map((one) => panel(one, frame)),
    });
  }
  const messages = isSlide ? ranked.map((one) => message(one, frame)) : [];
  const band = bandWords(panels);
  const sums = panels.some(isSum) ? ['Backlog, stock, orders and cost are sums over all nodes.'] : [];
  const left = Math.min(
    ...panels.flatMap(({ lines }) => lines.flatMap(({ impulse }) => drawn(impulse).at(-1)?.pairs ?? [])),
  );
  const pairs = `${counted(words.pairs, 'pair')} of runs${left < words.pairs ? ` (${countWord(left)} at the right edge)` : ''}`;
  const how = `Mean of the change minus ${words.base}, month by month, over ${pairs}; ${band}.`;
  const names = panels[0]?.lines.map(({ name }) => name) ?? [];
  return page(
    rows,
    {
      title:
        names.length === 1
          ? `${capital(names[0])} minus ${words.base}, month by month`
          : `Difference from ${words.base}, month by month`,
      subtitle: [
        `Mean difference over ${pairs} with common random numbers; ${band}.`,
        ...sums,
        'The series are those with the largest differences; of two similar series one is shown.',
        'A month uses pairs in which both runs reach it; months that fewer than half of them reach are left out.',
        'Conditional on the assumptions of the scenarios; not a forecast.',
      ],
      slide: {
        message: messages.slice(0, ON_SLIDE).find((text) => !text.endsWith(NOWHERE)) ?? messages[0] ?? '',
        messages,
        panelsEach: ON_SLIDE,
        note: [how, ...sums].join(' '),
      },
    },
    frame,
  );
}
