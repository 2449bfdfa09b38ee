/** A chart as panels for a page: the heading and the source are left to the page, and each panel fits a telephone. */

import { CONFIG, type Spec, wrap } from './spec.ts';

export interface InlineChart {
  readonly title: string;
  /** Subtitle of the picture. */
  readonly note: string;
  /** One specification a panel. */
  readonly panels: readonly Spec[];
}

/** Width of a panel with its axes, px: little wider than a telephone. */
const WIDTH = 410;
const LEAST_HEIGHT = 240;
const MOST_HEIGHT = 330;
/** Width for the marks. */
const MARKS = 0.75;
/** Width for the marks beside row names, and between names and figures. */
const BESIDE_NAMES = 0.64;
const BETWEEN = 0.4;
/** Rows of several marks each stand closer than on a sheet. */
const LEAST_STEP = 14;
/** Mean width of a character of an axis title, px. */
const CHARACTER = 6.6;
const FONT_SIZE = 12.5;

const PART = CONFIG as Readonly<Record<string, Spec>>;
/** No background, no margins, one size of text; a page says in words what the marks are. */
const INLINE_CONFIG: Spec = {
  ...CONFIG,
  background: null,
  // Readers without the font have wider letters; the left margin keeps theirs in the picture.
  padding: { left: 12, top: 4, right: 6, bottom: 4 },
  aria: false,
  axis: { ...PART.axis, labelFontSize: FONT_SIZE, titleFontSize: FONT_SIZE, titlePadding: 8 },
  axisX: { labelSeparation: 6 },
  legend: { ...PART.legend, direction: 'vertical', labelFontSize: FONT_SIZE },
};

function isMap(value: unknown): value is Spec {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The same part with axis titles broken into lines that fit. */
function fitted(part: unknown, size: { readonly x: number; readonly y: number }): unknown {
  if (Array.isArray(part)) return part.map((item) => fitted(item, size));
  if (!isMap(part)) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => {
      if (key === 'data') return [key, value];
      if ((key === 'x' || key === 'y') && isMap(value) && isMap(value.axis) && typeof value.axis.title === 'string') {
        const title = wrap(value.axis.title, Math.floor(size[key] / CHARACTER));
        return [key, { ...value, axis: { ...value.axis, title } }];
      }
      return [key, fitted(value, size)];
    }),
  );
}

/** Take a chart made by `page` apart; panels keep heights that follow from their rows. */
export function inlineChart(spec: Spec, width = WIDTH): InlineChart {
  const parts = spec.vconcat as readonly Spec[];
  const { text, subtitle } = parts[0].title as { readonly text: string; readonly subtitle: readonly string[] };
  const panels = parts.map((part): Spec => {
    const { title: _title, ...panel } = part;
    const stepped = isMap(panel.height) ? Number(panel.height.step) : undefined;
    const isShared = JSON.stringify(panel).includes('"yOffset"');
    const beside = JSON.stringify(panel).includes('"value":"width"') ? BETWEEN : BESIDE_NAMES;
    const height =
      stepped === undefined
        ? Math.max(LEAST_HEIGHT, Math.min(Number(panel.height), MOST_HEIGHT))
        : { step: isShared ? LEAST_STEP : stepped };
    const room = { x: width * MARKS, y: stepped === undefined ? LEAST_HEIGHT * MARKS : stepped * (isShared ? 16 : 8) };
    return {
      $schema: spec.$schema,
      // Rows of fixed height cannot be resized; row names get the remaining width.
      ...(stepped === undefined ? { autosize: { type: 'fit', contains: 'padding' } } : {}),
      ...(fitted(panel, room) as Spec),
      width: stepped === undefined ? width : width * beside,
      height,
      config: INLINE_CONFIG,
    };
  });
  return { title: text, note: subtitle.join(' '), panels };
}
