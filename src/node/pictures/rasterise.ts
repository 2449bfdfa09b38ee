/** Draws a Vega-Lite specification to SVG text and PNG bytes, without a browser or a system font. */

import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import { parse, textMetrics, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { type DrawnPanel, hasRows, type Slide, slidesOf, slideSvg } from '../../charts/slide.ts';
import type { Spec } from '../../charts/spec.ts';

declare module 'vega' {
  /** How Vega measures text; replacing `width` is how a host with its own font tells it. Missing from its types. */
  export const textMetrics: { width: (item: MeasuredText, text: unknown) => number };
}

interface MeasuredText {
  readonly fontSize?: number;
  readonly text?: unknown;
}

/** Pixels of the PNG per unit of the chart. */
const PIXEL_RATIO = 2;
/** Without a font file every text would be missing from the PNG. */
const FONTS = ['400Regular/Inter_400Regular.ttf', '600SemiBold/Inter_600SemiBold.ttf'];

const resolve = createRequire(import.meta.url).resolve;

/** Mean advance widths of Inter by kind of character, in units of the font size; measured on its regular face. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[il.,:;'|!()[\] ]/, 0.29],
  [/[frtj"\-/]/, 0.38],
  [/[mwMW%]/, 0.86],
  [/[0-9A-Z]/, 0.66],
];
const WIDTH_OF_OTHERS = 0.57;

/** Width of a text in Inter, px. Vega alone would guess four fifths of an em for every character and leave wide gaps. */
function textWidth(item: MeasuredText, text: unknown): number {
  let ems = 0;
  for (const character of String(text ?? item.text ?? '')) {
    ems += WIDTHS.find(([kind]) => kind.test(character))?.[1] ?? WIDTH_OF_OTHERS;
  }
  return ems * (item.fontSize ?? 11);
}

/** Draw a chart as SVG text; one that is drawn already stays as it is. */
export async function chartSvg(spec: Spec | string): Promise<string> {
  if (typeof spec === 'string') return spec;
  textMetrics.width = textWidth;
  const compiled = compile(spec as unknown as TopLevelSpec);
  const view = new View(parse(compiled.spec), { renderer: 'none' });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** The drawing of a panel without its outer element, its ids its own. */
async function drawnPanel(spec: Spec, id: number): Promise<DrawnPanel> {
  const svg = await chartSvg(spec);
  const [, width, height] = /<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  const own = svg
    .replace(/^.*?<svg[^>]*>/s, '')
    .replace(/<\/svg>\s*$/, '')
    .replace(/ id="([^"]+)"/g, ` id="p${id}-$1"`)
    .replace(/url\(['"]?#([^'")]+)['"]?\)/g, `url(#p${id}-$1)`);
  return { svg: own, width: Number(width), height: Number(height) };
}

/** Rows are drawn at most so much higher than on a sheet, to fill their box. */
const MOST_STRETCH = 2;

/** Panels of a slide, each as large as its box allows: rows decide how much all are enlarged. */
async function drawnPanels({ panels, boxes, scale: most }: Slide): Promise<DrawnPanel[]> {
  const rows = await Promise.all(
    panels.map(async (panel, at) => (hasRows(panel) ? (await drawnPanel(panel, at)).height : undefined)),
  );
  const scale = Math.min(
    most,
    ...rows.flatMap((height, at) => (height === undefined ? [] : [boxes[at].height / height])),
  );
  const fitted = panels.map((panel, at): Spec => {
    const height = Math.min(boxes[at].height / scale, (rows[at] ?? Number.POSITIVE_INFINITY) * MOST_STRETCH);
    return { ...panel, autosize: { type: 'fit', contains: 'padding' }, width: boxes[at].width / scale, height };
  });
  const drawn = await Promise.all(fitted.map(drawnPanel));
  if (drawn.length === 1 || !panels.every(hasRows)) return drawn;
  return Promise.all(aligned(fitted, drawn.map(marginsOf)).map(drawnPanel));
}

/** Room at the left and the right of the marks of a drawn panel, px: names, axis labels and figures. */
function marginsOf({ svg, width }: DrawnPanel): readonly [left: number, right: number] {
  const left = Number(/translate\(([\d.]+),/.exec(svg)?.[1] ?? 0);
  const marks = Number(/class="background"[^>]* d="M[-\d.]+,[-\d.]+h([\d.]+)/.exec(svg)?.[1] ?? 0);
  return [left, width - left - marks];
}

/** The panels with as much room beside the marks as the widest needs, so that equal values stand at equal places. */
function aligned(panels: readonly Spec[], margins: readonly (readonly [left: number, right: number])[]): Spec[] {
  const most = [0, 1].map((side) => Math.max(...margins.map((room) => room[side])));
  return panels.map((panel, at) => {
    const config = panel.config as { readonly padding: { readonly left: number; readonly right: number } };
    const [left, right] = most.map((room, side) => room - margins[at][side]);
    const padding = { ...config.padding, left: config.padding.left + left, right: config.padding.right + right };
    return { ...panel, config: { ...config, padding } };
  });
}

/** Draw a chart as slides: one, or more where it has many panels. */
export async function chartSlides(spec: Spec, source: string): Promise<string[]> {
  return Promise.all(
    slidesOf(spec, source).map(async (slide) => slideSvg(slide.text, slide.boxes, await drawnPanels(slide))),
  );
}

/** Turn the SVG text of a chart into PNG bytes, on white, at twice its size. */
export function chartPng(svg: string): Uint8Array {
  const image = new Resvg(svg, {
    background: '#FFFFFF',
    fitTo: { mode: 'zoom', value: PIXEL_RATIO },
    font: {
      loadSystemFonts: false,
      defaultFontFamily: 'Inter',
      fontFiles: FONTS.map((file) => resolve(`@expo-google-fonts/inter/${file}`)),
    },
  });
  return image.render().asPng();
}

/** Draw charts; returns the files by name. */
export async function drawnFiles(
  charts: Readonly<Record<string, Spec | string>>,
  { svg, png }: { readonly svg: boolean; readonly png: boolean },
): Promise<Record<string, string | Uint8Array>> {
  const files: Record<string, string | Uint8Array> = {};
  for (const [name, spec] of Object.entries(charts)) {
    const text = await chartSvg(spec);
    if (svg) files[`${name}.svg`] = `${text}\n`;
    if (png) files[`${name}.png`] = chartPng(text);
  }
  return files;
}
