/** The response picture of a choice of metric and inputs as HTML: drawn where the report is made, and again in its page. */

import { percentWord, shortNumber } from '../../output/words.ts';
import { curveDrawing, type Drawing, mapDrawing } from '../response-plot.ts';
import type { ResponseStudy } from '../response-study.ts';
import { type DataTable, foldedTables } from './data-table.ts';
import { html, type Markup, raw } from './markup.ts';

export interface ResponseChoice {
  /** Places in the lists of the study; without a second input a curve is drawn. */
  readonly metric: number;
  readonly first: number;
  readonly second?: number | undefined;
}

/** Commands that repeat a run, by configuration, without the number of the run at their end. */
export type ResponseCommands = Readonly<Record<number, string>>;

/** A picture of one width, with its words and its numbers. */
export interface ResponsePicture {
  readonly title: string;
  /** The title of a slide: what the response does. */
  readonly message: string;
  readonly note: string;
  /** What it shows, in words. */
  readonly alt: string;
  /** In a width, px; what can be as high as wanted takes the height. */
  draw(width: number, height?: number): Drawing;
  readonly table: DataTable;
}

/** On a telephone, and on a wider screen, px. */
const WIDTHS = [
  ['narrow', 410],
  ['wide', 860],
] as const;
/** The position of a pair of inputs in the order of pairs. */
function pairIndex(first: number, second: number): number {
  return (second * (second - 1)) / 2 + first;
}

/** What is said of the inputs that a picture does not show. */
const others = ({ inputs }: ResponseStudy, shown: number): string =>
  inputs.length > shown ? ' Other inputs take all their values.' : '';

export function responsePicture(
  study: ResponseStudy,
  { metric, first, second }: ResponseChoice,
  commands: ResponseCommands = {},
): ResponsePicture {
  const { label, isShare } = study.metrics[metric];
  const format = isShare ? percentWord : shortNumber;
  return second === undefined || second === first
    ? curveOf(study, { metric, first }, label, format)
    : mapOf(study, [metric, Math.min(first, second), Math.max(first, second)], { label, format, commands });
}

function curveOf(
  study: ResponseStudy,
  { metric, first }: ResponseChoice,
  label: string,
  format: (value: number) => string,
): ResponsePicture {
  const { title: name, label: axis, isLog, curve } = study.inputs[first];
  const figures = study.curves[metric][first].map((figure) => figure ?? Number.NaN);
  const points = curve.labels.map((_, i) => {
    const [value, low, high] = figures.slice(3 * i, 3 * i + 3);
    return { x: curve.at?.[i] ?? i, value, low, high };
  });
  const ends = points.filter(({ value }) => Number.isFinite(value));
  const last = ends[ends.length - 1];
  const levelOf = (point: (typeof points)[number]): string => curve.labels[points.indexOf(point)];
  const of = study.units === 'runs' ? 'the same runs at every value' : 'the configurations in a part of the range';
  const has = points.some(({ low }) => Number.isFinite(low));
  const interval = has
    ? ` Bars: 95 % intervals over ${study.units}${study.units === 'runs' ? '; all values have the same random draws, so differences are more certain than the bars suggest' : ''}.`
    : ' One run each, so no interval.';
  const axes = {
    x: axis,
    y: label,
    isLog,
    format,
    ...(curve.at === undefined ? { words: curve.labels } : {}),
  };
  return {
    title: `${label} by ${name}`,
    message:
      ends.length === 0
        ? `${label}: no run has a value`
        : `${label}: from ${format(ends[0].value)} to ${format(last.value)} as ${name} goes from ${levelOf(ends[0])} to ${levelOf(last)}`,
    note: `Points: mean over ${of}.${others(study, 1)}${interval}`,
    alt: ends.length === 0 ? '' : `From ${format(ends[0].value)} to ${format(last.value)}.`,
    draw: (width) => curveDrawing(points, axes, width),
    table: {
      caption: label,
      head: [axis, 'Mean', '95 % interval'],
      rows: points.map(({ value, low, high }, i) => [
        curve.labels[i],
        format(value),
        Number.isFinite(low) ? `${format(low)} to ${format(high)}` : '-',
      ]),
    },
  };
}

interface MapWords {
  readonly label: string;
  readonly format: (value: number) => string;
  readonly commands: ResponseCommands;
}

function mapOf(
  study: ResponseStudy,
  [metric, first, second]: readonly [number, number, number],
  { label, format, commands }: MapWords,
): ResponsePicture {
  const [x, y] = [study.inputs[first], study.inputs[second]];
  const figures = study.maps[metric][pairIndex(first, second)];
  const columns = x.map.labels.length;
  const cells = Array.from({ length: figures.length / 3 }, (_, i) => {
    const [value, configuration, run] = figures.slice(3 * i, 3 * i + 3);
    const [column, row] = [i % columns, Math.floor(i / columns)];
    const command = configuration === null ? '-' : `${commands[configuration] ?? ''} ${run}`.trim();
    return { column, row, value: value ?? Number.NaN, command };
  });
  const hinted = cells.map(({ command, ...cell }) => ({ ...cell, hint: `${format(cell.value)}: ${command}` }));
  const sorted = cells.filter(({ value }) => Number.isFinite(value)).sort((a, b) => b.value - a.value);
  const [x0, y0] = [x.title, y.title];
  const place = ({ column, row }: { readonly column: number; readonly row: number }): string =>
    `${x0} ${x.map.labels[column]}, ${y0} ${y.map.labels[row]}`;
  const drawn = { x: x.label, y: y.label, columns: x.map.labels, rows: y.map.labels, cells: hinted, format };
  const [top, bottom] = [sorted[0], sorted[sorted.length - 1]];
  const alt =
    top === undefined
      ? ''
      : `Highest ${format(top.value)} at ${place(top)}; lowest ${format(bottom.value)} at ${place(bottom)}.`;
  return {
    title: `${label} by ${x0} and ${y0}`,
    message:
      top === undefined
        ? `${label}: no run has a value`
        : `${label}: ${alt.charAt(0).toLowerCase()}${alt.slice(1, -1)}`,
    note: `Mean of the runs of each cell that have the metric; darker is more.${others(study, 2)}`,
    alt,
    draw: (width, height) => mapDrawing(drawn, width, height),
    table: {
      caption: `${label}, and a run nearest to the mean of each cell, the highest first`,
      head: [x0, y0, 'Mean', 'Look at one'],
      rows: sorted.map(({ column, row, value, command }) => [
        x.map.labels[column],
        y.map.labels[row],
        format(value),
        command,
      ]),
      words: [1, 3],
      code: [3],
    },
  };
}

/** A drawing as an element of a page. */
function svgOf({ body, width, height }: Drawing, label: string): Markup {
  return html`<svg viewBox="0 0 ${width} ${height}" style="max-width:${width}px" role="img" aria-label="${label}">${raw(body)}</svg>`;
}

/** The words above a picture, and the picture with what follows it, as HTML. */
export interface ResponseMarkup {
  readonly caption: string;
  readonly body: string;
}

export function responseMarkup(
  study: ResponseStudy,
  choice: ResponseChoice,
  commands: ResponseCommands,
): ResponseMarkup {
  const picture = responsePicture(study, choice, commands);
  const { title, note, alt, table } = picture;
  const isMap = table.code !== undefined;
  const replay =
    isMap && table.rows.length > 0 ? html` Look at a run: <code class="replay">${table.rows[0][3]}</code>` : '';
  const numbers = 'The numbers behind this picture';
  return {
    caption: html`<h3>${title}</h3><p>${note}</p>`.markup,
    body: html`${WIDTHS.map(([name, width]) => html`<div class="${name}">${svgOf(picture.draw(width), `${title}. ${alt}`)}</div>`)}
<p>${alt}${replay}</p>
${foldedTables(isMap ? `${numbers}, with a run to look at in every cell` : numbers, [table])}`.markup,
  };
}
