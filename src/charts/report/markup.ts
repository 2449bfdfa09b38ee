/** HTML text: everything that is filled in is escaped unless it is markup itself. */

/** Text that may stand in a page as it is. */
export interface Markup {
  readonly markup: string;
}

/** What may be filled in. */
export type Part = string | number | undefined | Markup | readonly Part[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Whether a page may hold a character: HTML forbids control characters but for tabs and line breaks. */
function isAllowed(character: string): boolean {
  const code = character.charCodeAt(0);
  return code === 9 || code === 10 || code === 13 || (code >= 32 && code !== 127);
}

/** Text as it may stand between tags and in quoted attributes; what no page may hold is dropped. */
export function escaped(text: string): string {
  return Array.from(text)
    .filter(isAllowed)
    .join('')
    .replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

/** Take text for markup; only for text made here. */
export function raw(markup: string): Markup {
  return { markup };
}

function written(part: Part): string {
  if (part === undefined) return '';
  // A number and its per cent sign stay on one line, and a negative one has a minus.
  if (typeof part === 'string')
    return escaped(part)
      .replace(/(\d) %/g, '$1&nbsp;%')
      .replace(/(?<![^\s(])-(?=\d)/g, '−');
  if (typeof part === 'number') return String(part);
  if ('markup' in part) return part.markup;
  return part.map(written).join('');
}

/** Markup with holes: `` html`<p>${text}</p>` ``. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return raw(strings.reduce((text, string, at) => text + written(parts[at - 1]) + string));
}
