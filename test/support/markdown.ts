/** Reads the project's Markdown: files, headings as anchors, links, fenced blocks, and parts between markers. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';

const FOLDERS = ['docs', 'data', 'bench', 'examples', 'scenarios'];

/** Every Markdown file of the project, the ones at the top first. */
export function markdownFiles(): string[] {
  const top = readdirSync('.').filter((file) => file.endsWith('.md'));
  const below = FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md'))
      .map((file) => `${folder}/${file.replaceAll('\\', '/')}`),
  );
  return [...top, ...below].sort((a, b) => (a < b ? -1 : 1));
}

export interface Fence {
  /** What stands after the opening backticks. */
  readonly tag: string;
  readonly text: string;
}

const FENCE = /^```([^\n]*)\n([\s\S]*?)^```$/gm;

/** Fenced blocks in order. */
export function fencesOf(markdown: string): Fence[] {
  return [...markdown.matchAll(FENCE)].map(([, tag, text]) => ({ tag: tag.trim(), text }));
}

/** The two commands of the README that install the project are executed by CI in a clean copy. */
const SET_UP = /^npm ci && npm (?:start|test)$/;

/** Something that a page lets its reader do: execute the lines of a `sh` block, or write a file that it shows by name. */
type Step = { readonly commands: string } | { readonly file: string; readonly text: string };

/** The steps of a page in order. */
export function stepsOf(markdown: string): Step[] {
  return fencesOf(markdown).flatMap(({ tag, text }): Step[] => {
    const named = /^(?:yaml|csv) (\S+\.(?:yaml|csv))$/.exec(tag);
    if (named !== null) return [{ file: named[1], text }];
    const commands = text
      .split('\n')
      .filter((line) => !SET_UP.test(line.trim()))
      .join('\n');
    return tag === 'sh' && commands.trim() !== '' ? [{ commands }] : [];
  });
}

/** TypeScript that a page shows under the name of a file, in order. */
export function programsOf(markdown: string): { readonly file: string; readonly text: string }[] {
  return fencesOf(markdown).flatMap(({ tag, text }) => {
    const named = /^ts (\S+\.ts)$/.exec(tag);
    return named === null ? [] : [{ file: named[1], text }];
  });
}

/** Words of a command as a shell sees them, up to where its output goes. */
export function shellWords(line: string): string[] {
  const words = [...line.matchAll(/(?:[^\s'"]|'[^']*'|"(?:\\.|[^"\\])*")+/g)].map(([word]) => word);
  const end = words.findIndex((word) => word.startsWith('>'));
  return words
    .slice(0, end < 0 ? undefined : end)
    .map((word) =>
      word.replace(/'([^']*)'|"((?:\\.|[^"\\])*)"/g, (_, plain, escaped) => plain ?? escaped.replace(/\\(.)/g, '$1')),
    );
}

/** Targets of links and pictures outside fenced blocks. */
export function linksOf(markdown: string): string[] {
  return [...markdown.replace(FENCE, '').matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1]);
}

/** The anchors that a page offers: its headings in lower case, punctuation dropped, spaces as hyphens. */
export function anchorsOf(file: string): Set<string> {
  const text = readFileSync(file, 'utf8').replace(FENCE, '');
  const headings = [...text.matchAll(/^#{1,6} (.+)$/gm)].map((match) => match[1]);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .trim()
        .replaceAll(' ', '-'),
    ),
  );
}

const marker = (name: string): RegExp => new RegExp(`(<!-- ${name}:begin -->\\n)[\\s\\S]*?(<!-- ${name}:end -->)`);

/** The text with the part between the markers of a name replaced. */
export function withPart(markdown: string, name: string, part: string): string {
  if (!marker(name).test(markdown)) throw new RangeError(`no markers for "${name}"`);
  return markdown.replace(marker(name), (_whole, begin: string, end: string) => `${begin}${part.trim()}\n${end}`);
}

/** A Markdown table; bars inside cells are escaped. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), `|${' --- |'.repeat(header.length)}`, ...rows.map(line)].join('\n');
}
