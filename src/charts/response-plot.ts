/** Draws responses as SVG text, in a file and in a page alike: a curve with intervals over one number, a map of cells over two. */

import { escaped } from './report/markup.ts';
import { linePath, type Scale, scaleOf, ticksOf } from './scale.ts';
import { FAINT, type Frame, GRID, type Heading, INK, OKABE_ITO, PAPER, wrap } from './spec.ts';

/** Mean at one value of the varied number; `low` and `high` are NaN without an interval. */
export interface ResponsePoint {
  readonly x: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface ResponseAxes {
  readonly x: string;
  readonly y: string;
  /** Texts below the points where x is no number but 0, 1, ... */
  readonly words?: readonly string[];
  readonly isLog?: boolean;
  /** Writes a value of the response. */
  readonly format: (value: number) => string;
}

/** Target of a response, and the stretches where it may be met. */
export interface ResponseGoal {
  readonly target: number;
  readonly intervals: readonly (readonly [low: number, high: number])[];
}

export interface ResponseCell {
  readonly column: number;
  readonly row: number;
  /** NaN where no run has a value. */
  readonly value: number;
  /** What a pointer reads. */
  readonly hint: string;
}

export interface ResponseMap {
  readonly x: string;
  readonly y: string;
  readonly columns: readonly string[];
  /** From below. */
  readonly rows: readonly string[];
  readonly cells: readonly ResponseCell[];
  readonly format: (value: number) => string;
}

/** A drawing with its size, px. */
export interface Drawing {
  readonly body: string;
  readonly width: number;
  readonly height: number;
}

const FONT_SIZE = 12.5;
/** Mean width of a character, px. */
const CHARACTER = 6.8;
const CURVE_HEIGHT = 320;
const CELL_HEIGHT = 34;
const MOST_CELL = 90;
const TOP = 26;
const BOTTOM = 46;
const RIGHT = 16;
/** Opacity of the lowest cell and of the highest: figures stay readable on both. */
const [FAINTEST, DARKEST] = [0.08, 0.55];
/** Share of the range of values that is kept free above and below. */
const FREE = 0.06;

interface TextStyle {
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly fill?: string;
  readonly size?: number;
  readonly weight?: number;
}

const near = (value: number): string => String(Number(value.toFixed(1)));
const widthOf = (texts: readonly string[]): number => Math.max(...texts.map(({ length }) => length)) * CHARACTER;

function textAt(x: number, y: number, text: string, style: TextStyle = {}): string {
  const { anchor = 'middle', fill = INK, size = FONT_SIZE, weight } = style;
  const bold = weight === undefined ? '' : ` font-weight="${weight}"`;
  return `<text x="${near(x)}" y="${near(y)}" text-anchor="${anchor}" font-size="${size}" fill="${fill}"${bold}>${escaped(text)}</text>`;
}

type Spot = readonly [x: number, y: number];

function line([x1, y1]: Spot, [x2, y2]: Spot, stroke: string, more = ''): string {
  return `<line x1="${near(x1)}" y1="${near(y1)}" x2="${near(x2)}" y2="${near(y2)}" stroke="${stroke}"${more}/>`;
}

/** A text cut to fit. */
function cut(text: string, room: number): string {
  const most = Math.max(4, Math.floor(room / CHARACTER));
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/** Names of both axes: that of the values above the picture, so that no text is turned. */
function titles(
  x: string,
  y: string,
  { left, width, height }: { left: number; width: number; height: number },
): string {
  return [
    textAt(0, FONT_SIZE, cut(y, width), { anchor: 'start' }),
    textAt((left + width - RIGHT) / 2, height - 6, cut(x, width)),
  ].join('');
}

/** Labels that do not touch, from the first on. */
function spaced(labels: readonly { readonly at: number; readonly text: string }[]): typeof labels {
  let end = Number.NEGATIVE_INFINITY;
  return labels.filter(({ at, text }) => {
    const half = (text.length * CHARACTER) / 2;
    if (at - half < end) return false;
    end = at + half + CHARACTER;
    return true;
  });
}

const logTicks = ([low, high]: readonly [number, number]): number[] => {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
    ticks.push(...[1, 2, 5].map((factor) => Number(`${factor}e${power}`)));
  }
  return ticks.filter((tick) => tick >= low && tick <= high);
};

const bare = (value: number): string => String(Number(value.toPrecision(6)));

/** Horizontal positions and their labels. */
function acrossOf(
  points: readonly ResponsePoint[],
  { words, isLog = false }: ResponseAxes,
  [left, right]: readonly [number, number],
): {
  readonly x: (value: number) => number;
  readonly labels: readonly { readonly at: number; readonly text: string }[];
} {
  if (words !== undefined) {
    const step = (right - left) / words.length;
    const x = (value: number): number => left + (value + 0.5) * step;
    return { x, labels: words.map((word, i) => ({ at: x(i), text: cut(word, step - CHARACTER) })) };
  }
  const values = points.map(({ x }) => x);
  const ends = [Math.min(...values), Math.max(...values)] as const;
  const u = isLog ? Math.log : (value: number): number => value;
  const room = 0.03 * (right - left);
  const scale = scaleOf([u(ends[0]), u(ends[1])], [left + room, right - room]);
  const ticks = isLog ? logTicks(ends) : ticksOf(ends, Math.floor((right - left) / 75));
  const x = (value: number): number => scale(u(value));
  return { x, labels: ticks.map((tick) => ({ at: x(tick), text: bare(tick) })) };
}

/** Vertical scale over all that is drawn. */
function upwardOf(points: readonly ResponsePoint[], goal: ResponseGoal | undefined): Scale {
  const seen = points.flatMap(({ value, low, high }) => [value, low, high]).filter(Number.isFinite);
  if (goal !== undefined) seen.push(goal.target);
  const [least, most] = [Math.min(...seen), Math.max(...seen)];
  const free = most > least ? FREE * (most - least) : Math.max(1, Math.abs(most)) * FREE;
  return scaleOf([least - free, most + free], [CURVE_HEIGHT - BOTTOM, TOP]);
}

/** A point with its interval at every value, a line through them, and the target with its roots. */
export function curveDrawing(
  all: readonly ResponsePoint[],
  axes: ResponseAxes,
  width: number,
  goal?: ResponseGoal,
): Drawing {
  const points = all.filter(({ value }) => Number.isFinite(value));
  const size = { width, height: CURVE_HEIGHT };
  if (points.length === 0) return { body: textAt(width / 2, CURVE_HEIGHT / 2, 'No run has a value.'), ...size };
  const y = upwardOf(points, goal);
  const ticks = ticksOf(y.domain, 5);
  const left = widthOf(ticks.map(axes.format)) + 10;
  const right = width - RIGHT;
  const base = CURVE_HEIGHT - BOTTOM;
  const { x, labels } = acrossOf(points, axes, [left, right]);
  const parts = [
    titles(axes.x, axes.y, { left, ...size }),
    ...ticks.flatMap((tick) => [
      line([left, y(tick)], [right, y(tick)], GRID),
      textAt(left - 6, y(tick) + 4, axes.format(tick), { anchor: 'end' }),
    ]),
    ...(goal?.intervals ?? []).map(([low, high]) => {
      const [from, to] = [x(low), x(high)].map((at) => Math.min(right, Math.max(left, at)));
      return `<rect x="${near(from)}" y="${TOP}" width="${near(Math.max(1, to - from))}" height="${base - TOP}" fill="${OKABE_ITO[1]}" fill-opacity="0.3"/>`;
    }),
    line([left, base], [right, base], FAINT),
    ...spaced(labels).flatMap(({ at, text }) => [line([at, base], [at, base + 4], FAINT), textAt(at, base + 18, text)]),
  ];
  if (axes.words === undefined) {
    const path = linePath(
      points.map(({ value }) => value),
      (i) => x(points[i].x),
      y,
    );
    parts.push(`<path d="${path}" fill="none" stroke="${FAINT}"/>`);
  }
  for (const { x: at, value, low, high } of points) {
    if (Number.isFinite(low) && Number.isFinite(high)) {
      parts.push(line([x(at), y(low)], [x(at), y(high)], OKABE_ITO[0], ' stroke-width="2"'));
    }
    parts.push(`<circle cx="${near(x(at))}" cy="${near(y(value))}" r="4" fill="${OKABE_ITO[0]}"/>`);
  }
  if (goal !== undefined) {
    parts.push(line([left, y(goal.target)], [right, y(goal.target)], INK, ' stroke-dasharray="5 4"'));
  }
  return { body: parts.join(''), ...size };
}

/** A cell for every pair of values: darker is more, with the figure in it. Cells fill a height, px, where there is one. */
export function mapDrawing({ x, y, columns, rows, cells, format }: ResponseMap, width: number, wanted = 0): Drawing {
  const cellHeight = Math.min(MOST_CELL, Math.max(CELL_HEIGHT, (wanted - TOP - BOTTOM) / rows.length));
  const left = Math.min(widthOf(rows) + 10, width / 3);
  const base = TOP + rows.length * cellHeight;
  const height = base + BOTTOM;
  const step = (width - RIGHT - left) / columns.length;
  const values = cells.map(({ value }) => value).filter(Number.isFinite);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const parts = [titles(x, y, { left, width, height })];
  for (const [r, row] of rows.entries()) {
    parts.push(textAt(left - 8, base - (r + 0.5) * cellHeight + 4, cut(row, left - 10), { anchor: 'end' }));
  }
  const places = columns.map((text, c) => ({ at: left + (c + 0.5) * step, text: cut(text, 2 * step) }));
  for (const { at, text } of spaced(places)) parts.push(textAt(at, base + 18, text));
  for (const [i, { column, row, value, hint }] of cells.entries()) {
    const share = most > least ? (value - least) / (most - least) : 0.5;
    const opacity = Number.isFinite(value) ? FAINTEST + (DARKEST - FAINTEST) * share : 0;
    const [at, top] = [left + column * step, base - (row + 1) * cellHeight];
    const text = format(value);
    const figure = text.length * CHARACTER < step ? textAt(at + step / 2, top + cellHeight / 2 + 4, text) : '';
    parts.push(
      `<g data-cell="${i}"><title>${escaped(hint)}</title><rect x="${near(at)}" y="${near(top)}" width="${near(step - 1)}" height="${cellHeight - 1}" fill="${OKABE_ITO[0]}" fill-opacity="${opacity.toFixed(3)}" stroke="${GRID}"/>${figure}</g>`,
    );
  }
  return { body: parts.join(''), width, height };
}

const MARGIN = 20;
/** Characters of a text of that size, px, that fit a width. */
const fits = (width: number, size: number): number => Math.floor((width * FONT_SIZE) / (CHARACTER * size));

/** A drawing on paper of its own: under a heading and above its source, as SVG text. */
export function drawnSheet({ body, width, height }: Drawing, { title, subtitle }: Heading, { source }: Frame): string {
  let y = MARGIN;
  const lines = (texts: readonly string[], size: number, fill: string, weight = 400): string[] =>
    texts
      .flatMap((text) => wrap(text, fits(width, size)))
      .map((text) => {
        y += 1.35 * size;
        return textAt(MARGIN, y, text, { anchor: 'start', fill, size, weight });
      });
  const head = [...lines([title], 15, INK, 600), ...lines(subtitle, 12, FAINT)];
  y += MARGIN;
  const picture = `<g transform="translate(${MARGIN},${near(y)})">${body}</g>`;
  y += height + MARGIN / 2;
  const foot = lines([source], 10, FAINT);
  const size = [width + 2 * MARGIN, Math.ceil(y + MARGIN)];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size[0]}" height="${size[1]}" viewBox="0 0 ${size.join(' ')}" font-family="Inter, system-ui, sans-serif" role="img" aria-label="${escaped([title, ...subtitle].join('. '))}"><rect width="100%" height="100%" fill="${PAPER}"/>${[...head, picture, ...foot].join('')}</svg>`;
}
