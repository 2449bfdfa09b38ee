/** Prepares a drawing for a page: a label for screen readers, ids of its own, no duplicate fonts or styles. */

import { escaped } from './markup.ts';

export interface SvgName {
  /** Unique in the page. */
  readonly id: string;
  /** What the picture shows, in words. */
  readonly label: string;
}

/** Most that a drawing is enlarged, so that its letters do not shout. */
const LARGEST_SCALE = 1.25;

/** Attributes that the page sets itself, or that say nothing. */
const IDLE =
  / (?:font-family="[^"]*"|xmlns:xlink="[^"]*"|version="1\.1"|opacity="1"|font-weight="normal"|pointer-events="none"|aria-hidden="true"|class="[^"]*")/g;
const PLACED = / (d|transform|[xy][12]?|width|height)="([^"]*)"/g;

/** A tenth of a pixel is enough. */
function shortened(place: string): string {
  return place.replace(/-?\d+\.\d{2,}/g, (number) => String(Number(Number(number).toFixed(1))));
}

function tidyTag(tag: string, id: string): string {
  return tag
    .replace(IDLE, '')
    .replace(PLACED, (_, name: string, place: string) => ` ${name}="${shortened(place)}"`)
    .replace(/ id="([^"]+)"/g, ` id="${id}-$1"`)
    .replace(/url\(['"]?#([^'")]+)['"]?\)/g, `url(#${id}-$1)`);
}

/** Turn SVG text as drawn into SVG text for a page. */
export function svgForPage(svg: string, { id, label }: SvgName): string {
  const bare = svg
    .replace(/<path class="(?:background|foreground)"[^>]*\/>/g, '')
    .replace(/<[^>]*>/g, (tag) => tidyTag(tag, id))
    .replace(/<g><\/g>/g, '');
  return bare.replace(/<svg ([^>]*?)>/, (_, attributes: string) => {
    const width = Number(/\bwidth="([\d.]+)"/.exec(attributes)?.[1] ?? 400);
    const kept = attributes.replace(/\b(?:width|height)="[^"]*" ?/g, '').trim();
    const most = Math.round(width * LARGEST_SCALE);
    return `<svg ${kept} style="max-width:${most}px" role="img" aria-label="${escaped(label)}">`;
  });
}
