/** A picture of the page: its panels, what they show in words, and the numbers behind them. */

import { inlineChart } from '../inline.ts';
import type { Spec } from '../spec.ts';
import { type DataTable, foldedTables } from './data-table.ts';
import { html, type Markup, raw } from './markup.ts';
import { svgForPage } from './svg-for-page.ts';

export interface PageFigure {
  /** File name of the picture without its ending, and its place in the page. */
  readonly name: string;
  /** The whole picture, as it is written to a file of its own. */
  readonly sheet: Spec;
  /** Title of each panel where there are several; they stand side by side. */
  readonly panelTitles?: readonly string[];
  /** What each panel shows, for those who do not see it. */
  readonly alts: readonly string[];
  readonly tables: readonly DataTable[];
  /** Width of the marks of a panel, px, where the usual one does not fit. */
  readonly panelWidth?: number;
}

/** A picture that is drawn already: as a file of its own, and in its place in the page. */
export interface DrawnFigure {
  readonly name: string;
  readonly sheet: string;
  readonly markup: Markup;
}

/** Draws a specification; the caller has them drawn beforehand. */
export type Draw = (spec: Spec) => string;

/** Width of a picture alone in its figure, with its axes, on a screen that is wider than a telephone. */
const ALONE_WIDTH = 860;

/** The specifications that `figureMarkup` will ask for; of a picture alone in its figure a wide one too. */
export function panelsOf(figure: PageFigure): readonly Spec[] {
  const { panels } = inlineChart(figure.sheet, figure.panelWidth);
  return panels.length === 1 ? [...panels, ...inlineChart(figure.sheet, ALONE_WIDTH).panels] : panels;
}

/** The picture in the page; `panels` must be the drawn objects. */
export function figureMarkup(figure: PageFigure, panels: readonly Spec[], draw: Draw): Markup {
  const { title, note } = inlineChart(figure.sheet, figure.panelWidth);
  const isAlone = figure.panelTitles === undefined || figure.panelTitles.length === 1;
  const widths = isAlone && panels.length === 2 ? ['narrow', 'wide'] : [];
  const drawn = panels.map((panel, at) => {
    const label = `${title}. ${figure.alts[widths.length > 0 ? 0 : at] ?? ''}`.trim();
    const svg = raw(svgForPage(draw(panel), { id: `${figure.name}-${at}`, label }));
    const heading = figure.panelTitles?.[at];
    const width = widths[at] === undefined ? raw('') : raw(` class="${widths[at]}"`);
    const shown = widths.length > 0 ? figure.panelTitles?.[0] : heading;
    return shown === undefined ? html`<div${width}>${svg}</div>` : html`<div${width}><h4>${shown}</h4>${svg}</div>`;
  });
  const layout = panels.length > 1 && widths.length === 0 ? raw(' class="panels"') : raw('');
  return html`<figure id="picture-${figure.name}">
<figcaption><h3>${title}</h3><p>${note}</p></figcaption>
<div${layout}>${drawn}</div>
${foldedTables('The numbers behind this picture', figure.tables)}
</figure>
`;
}
