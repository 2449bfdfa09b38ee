/** A picture on a slide: 16:9, its panels in a grid, with letters that the back of a room can read. */

import { inlineChart } from './inline.ts';
import { escaped } from './report/markup.ts';
import type { Drawing } from './response-plot.ts';
import { FAINT, INK, PAPER, type Spec, wrap } from './spec.ts';

/** Units of the drawing; a PNG has one and a half pixels for each. */
const WIDTH = 1280;
const HEIGHT = 720;
const MARGIN = 44;
const GAP = 28;
const [TITLE, NOTE, SOURCE] = [30, 17, 13];
/** Mean width of a character of Inter over its size: bold and regular. */
const [BOLD, REGULAR] = [0.53, 0.48];
const LEADING = 1.3;
const CONDITION = 'Conditional on the assumptions of the scenario; not a forecast.';
/** More panels than these are drawn on further slides. */
const MOST_PANELS = 6;
/** The same where panels have rows, whose names take room. */
const MOST_ROW_PANELS = 4;
/** Width for which axis titles are broken into lines where panels share a slide, px. */
const SHARED_WIDTH = 290;
/** How much a panel is enlarged where it is alone, and where it is not; letters are 12 to 12.5 units before. */
const [ALONE, SHARED] = [1.5, 1.25];

export interface SlideText {
  readonly title: string;
  readonly note: string;
  readonly source: string;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A panel as drawn: SVG text with its size. */
export interface DrawnPanel {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

export interface Slide {
  readonly text: SlideText;
  /** Specifications that draw a panel in a width and, where they are not rows of fixed height, in a height. */
  readonly panels: readonly Spec[];
  /** Where each panel is. */
  readonly boxes: readonly Box[];
  /** How much panels are enlarged at most. */
  readonly scale: number;
}

/** A text in as few lines as it needs, of about the same length. */
function lines(text: string, size: number, em: number): string[] {
  if (text === '') return [];
  let characters = Math.floor((WIDTH - 2 * MARGIN) / (size * em));
  // Numbers stay with their units, and months with their years.
  const whole = text.replace(/(\d) (?=%|USD|GW|MW)/g, '$1\u00A0').replace(/\b([A-Z][a-z]{2}) (?=\d{4}\b)/g, '$1\u00A0');
  let broken = wrap(whole, characters);
  for (const { length } = broken; length > 1; ) {
    const narrower = wrap(whole, --characters);
    if (narrower.length > length) break;
    broken = narrower;
  }
  return broken;
}

interface Block {
  readonly lines: readonly string[];
  readonly size: number;
  readonly fill: string;
  readonly weight: number;
}

function blocksOf({ title, note, source }: SlideText): { readonly head: readonly Block[]; readonly foot: Block } {
  const known = `${note} ${source}`.includes('not a forecast');
  return {
    head: [
      { lines: lines(title, TITLE, BOLD), size: TITLE, fill: INK, weight: 600 },
      { lines: lines(note, NOTE, REGULAR), size: NOTE, fill: FAINT, weight: 400 },
    ],
    foot: {
      lines: lines(known ? source : `${source} ${CONDITION}`, SOURCE, REGULAR),
      size: SOURCE,
      fill: FAINT,
      weight: 400,
    },
  };
}

const heightOf = ({ lines: texts, size }: Block): number => texts.length * size * LEADING;

/** The part of a slide that its words leave. */
function roomOf(text: SlideText): Box {
  const { head, foot } = blocksOf(text);
  const top = MARGIN + head.reduce((sum, block) => sum + heightOf(block), 0) + GAP / 2;
  const bottom = HEIGHT - MARGIN / 2 - heightOf(foot) - GAP / 2;
  return { x: MARGIN, y: top, width: WIDTH - 2 * MARGIN, height: bottom - top };
}

function boxesOf({ x, y, width, height }: Box, count: number, hasNames: boolean): Box[] {
  const columns = Math.min(count, hasNames || count === 4 ? 2 : 3);
  const rows = Math.ceil(count / columns);
  const size = { width: (width - (columns - 1) * GAP) / columns, height: (height - (rows - 1) * GAP) / rows };
  return Array.from({ length: count }, (_, at) => ({
    x: x + (at % columns) * (size.width + GAP),
    y: y + Math.floor(at / columns) * (size.height + GAP),
    ...size,
  }));
}

/** Height of a row that shares its place with others, before it is enlarged. */
const SHARED_STEP = 10;

/** Free space around a panel; the last label of an axis reaches into that at the right. */
const PADDING = { left: 4, top: 4, right: 22, bottom: 4 };

/** A panel whose rows of several marks each are close to each other, so that its letters can be large. */
function onSlide(panel: Spec): Spec {
  const config = { ...(panel.config as Spec), padding: PADDING };
  return JSON.stringify(panel).includes('"yOffset"')
    ? { ...panel, config, height: { step: SHARED_STEP } }
    : { ...panel, config };
}

/** What `page` says of a slide beside its heading: the title of the sheet, messages of panels, and a caveat. */
interface SlideMeta {
  readonly title?: string;
  readonly messages?: readonly string[];
  readonly caveat?: string;
  readonly panelsEach?: number;
}

/** The slides of a chart made by `page`: one, or more where it has many panels. */
export function slidesOf(spec: Spec, source: string): Slide[] {
  const meta = (spec.usermeta ?? {}) as SlideMeta;
  const isShared = (spec.vconcat as readonly Spec[]).length > 1 && meta.panelsEach !== 1;
  const { title, note, panels } = inlineChart(spec, isShared ? SHARED_WIDTH : undefined);
  const most = panels.some(hasRows) ? MOST_ROW_PANELS : MOST_PANELS;
  const each = meta.panelsEach ?? Math.ceil(panels.length / Math.ceil(panels.length / most));
  const count = Math.ceil(panels.length / each);
  return Array.from({ length: count }, (_, at) => {
    const own = panels.slice(at * each, (at + 1) * each).map(onSlide);
    // The message is of a panel of the first slide; a further one has that of its own first panel with an effect.
    const messages = meta.messages?.slice(at * each, (at + 1) * each) ?? [];
    const further =
      messages.find((text) => !/not significant$|in no month$/.test(text)) ?? messages[0] ?? meta.title ?? title;
    const text = { title: at === 0 ? title : further, note, source: [source, meta.caveat].filter(Boolean).join(' ') };
    return {
      text,
      panels: own,
      boxes: boxesOf(roomOf(text), own.length, own.some(hasRows)),
      scale: own.length === 1 ? ALONE : SHARED,
    };
  });
}

/** Whether a panel has rows of fixed height. */
export function hasRows(panel: Spec): boolean {
  return typeof panel.height !== 'number';
}

/** Put drawn panels on a slide, each enlarged to its box. */
export function slideSvg(text: SlideText, boxes: readonly Box[], drawn: readonly DrawnPanel[]): string {
  const { head, foot } = blocksOf(text);
  const scale = Math.min(
    ...drawn.map(({ width, height }, at) => Math.min(boxes[at].width / width, boxes[at].height / height)),
  );
  let y = MARGIN;
  const written = (block: Block): string[] =>
    block.lines.map((line) => {
      y += block.size * LEADING;
      return `<text x="${MARGIN}" y="${(y - block.size * 0.3).toFixed(1)}" font-size="${block.size}" font-weight="${block.weight}" fill="${block.fill}">${escaped(line)}</text>`;
    });
  const top = head.flatMap(written);
  y = HEIGHT - MARGIN / 2 - heightOf(foot);
  const bottom = written(foot);
  const parts = drawn.map(({ svg, width, height }, at) => {
    const box = boxes[at];
    const place = `x="${box.x.toFixed(1)}" y="${box.y.toFixed(1)}" width="${(width * scale).toFixed(1)}" height="${(height * scale).toFixed(1)}"`;
    return `<svg ${place} viewBox="0 0 ${width} ${height}">${svg}</svg>`;
  });
  const label = escaped(`${text.title}. ${text.note}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="Inter, system-ui, sans-serif" role="img" aria-label="${label}"><rect width="100%" height="100%" fill="${PAPER}"/>${[...top, ...parts, ...bottom].join('')}</svg>`;
}

/** A picture that draws itself in any width and height, alone on a slide. */
export function drawnSlide(draw: (width: number, height: number) => Drawing, text: SlideText): string {
  const box = roomOf(text);
  const sizeAt = (scale: number): [number, number] => [box.width / scale, box.height / scale];
  const { height: least } = draw(...sizeAt(ALONE));
  const { body, width, height } = draw(...sizeAt(Math.min(ALONE, box.height / least)));
  return slideSvg(text, [box], [{ svg: body, width, height }]);
}
