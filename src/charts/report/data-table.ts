/** Tables of the page: the numbers behind a picture, for readers who want them or cannot see it. */

import { escaped, html, type Markup, raw } from './markup.ts';

export interface DataTable {
  readonly caption: string;
  readonly head: readonly string[];
  /** The first cell heads its row. */
  readonly rows: readonly (readonly string[])[];
  /** Columns that hold words and are set flush left, besides the first. */
  readonly words?: readonly number[];
  /** Columns that hold commands. */
  readonly code?: readonly number[];
  /** Whether the first cells are addresses, which break between their parts where the page is narrow. */
  readonly isAddressed?: boolean;
}

/** An address that may break after a part and before a capital, not within a word. */
function addressMarkup(address: string): Markup {
  return html`${address.split(/(?<=[.\]])|(?=[A-Z[])(?<![A-Z[])/).map((part, at) => (at === 0 ? part : [raw('<wbr>'), part]))}`;
}

/** A table that scrolls by itself where the page is too narrow for it. */
export function tableMarkup({ caption, head, rows, words = [], code = [], isAddressed }: DataTable): Markup {
  const cellClass = (at: number): Markup => (words.includes(at) ? html` class="word"` : html``);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr>${head.map((cell, at) => html`<th scope="col"${at === 0 ? html` class="word"` : cellClass(at)}>${cell}</th>`)}</tr></thead>
<tbody>
${rows.map(
  ([first, ...rest]) =>
    html`<tr><th scope="row">${isAddressed === true ? addressMarkup(first) : first}</th>${rest.map((cell, at) => html`<td${cellClass(at + 1)}>${code.includes(at + 1) ? html`<code>${raw(escaped(cell))}</code>` : cell}</td>`)}</tr>
`,
)}</tbody></table></div>`;
}

/** Tables that open on demand. */
export function foldedTables(summary: string, tables: readonly DataTable[]): Markup {
  return tables.length === 0
    ? html``
    : html`<details><summary>${summary}</summary>${tables.map(tableMarkup)}</details>`;
}
