/** Turns entries of the bibliography into BibTeX. */

export interface Reference {
  readonly key: string;
  /** Kind of entry, such as article. */
  readonly kind: string;
  /** Fields in the order in which they are printed. */
  readonly fields: Readonly<Record<string, string>>;
}

const ENTRY = /^- \[([A-Za-z]+[0-9]{4}[a-z]?)\] (.*?[^A-Z. ]{2})\. (.*)\.$/;
const JOURNAL = /^(.*?)\. \*([^*]+)\*(?: ([0-9-]+)?(?:\(([^)]+)\))?)?(?:, ([^,]+))?, (\d{4})$/;
const PART = /^(.*?)\. In (?:(.*?) \(editors?\), )?\*([^*]+)\*(?: (\w+))?(?:, ([0-9-]+))?(?:\. (.*?))?, (\d{4})$/;
const WHOLE = /^\*([^*]+)\*(.*?)\. (.*?), (?:from )?(\d{4})$/;
const PAPER = /^(.*?)\. ([^*]*?), (\d{4})$/;

/**
 * Entries of `docs/bibliography.md` by key: one per line, a key in square brackets, then authors, title, place and year
 *
 * @throws RangeError  Naming an entry of unknown form.
 */
export function readReferences(markdown: string): Map<string, Reference> {
  const references = new Map<string, Reference>();
  for (const line of markdown.split('\n')) {
    if (!line.startsWith('- [')) continue;
    const [, key, authors, rest] = ENTRY.exec(line) ?? [];
    const read = rest === undefined ? undefined : (partOf(rest) ?? journalOf(rest) ?? wholeOf(rest) ?? paperOf(rest));
    if (read === undefined) throw new RangeError(`the bibliography has an entry of unknown form: ${line}`);
    const isGroup = read.fields.howpublished === 'Software';
    references.set(key, {
      key,
      kind: read.kind,
      fields: { author: isGroup ? `{${authors}}` : authorNames(authors), ...read.fields },
    });
  }
  return references;
}

/** The text of a BibTeX file. */
export function bibtex(references: readonly Reference[]): string {
  return references
    .map(({ key, kind, fields }) => {
      const lines = Object.entries(fields).flatMap(([name, value]) =>
        value === '' ? [] : [`  ${name} = {${value.replace(/(\d)-(\d)/g, '$1--$2').replaceAll('&', String.raw`\&`)}}`],
      );
      return `@${kind}{${key},\n${lines.join(',\n')}\n}\n`;
    })
    .join('\n');
}

type Read = Omit<Reference, 'key'>;

function journalOf(text: string): Read | undefined {
  const match = JOURNAL.exec(text);
  if (match === null) return undefined;
  const [, title, journal, volume = '', number = '', pages = '', year] = match;
  return { kind: 'article', fields: { title: protectedTitle(title), journal, volume, number, pages, year } };
}

function partOf(text: string): Read | undefined {
  const match = PART.exec(text);
  if (match === null) return undefined;
  const [, title, editors = '', booktitle, volume = '', pages = '', publisher = '', year] = match;
  const fields = {
    title: protectedTitle(title),
    editor: authorNames(editors),
    booktitle,
    volume,
    pages,
    publisher,
    year,
  };
  return { kind: editors === '' ? 'inproceedings' : 'incollection', fields };
}

function wholeOf(text: string): Read | undefined {
  const match = WHOLE.exec(text);
  if (match === null) return undefined;
  const [, title, subtitle, publisher, year] = match;
  const isBook = !/^(?:Software|Interactive page|Web page|Data)/.test(publisher);
  const whole = protectedTitle(`${title}${subtitle}`);
  return isBook
    ? { kind: 'book', fields: { title: whole, publisher, year } }
    : { kind: 'misc', fields: { title: whole, howpublished: publisher, year } };
}

function paperOf(text: string): Read | undefined {
  const match = PAPER.exec(text);
  if (match === null) return undefined;
  const [, title, note, year] = match;
  return { kind: 'unpublished', fields: { title: protectedTitle(title), note, year } };
}

/** `A, B and C` as BibTeX has it: `A and B and C`. */
function authorNames(text: string): string {
  return text.replaceAll(', ', ' and ');
}

/**
 * Words with capitals are protected, because styles lower-case titles; except the first one, unless it is an acronym.
 */
function protectedTitle(title: string): string {
  return title.replace(/[\w']*[A-Z][\w']*/g, (word, at: number) =>
    at > 0 || /[A-Z].*[A-Z]/.test(word) ? `{${word}}` : word,
  );
}
