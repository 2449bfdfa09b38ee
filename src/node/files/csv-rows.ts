/** Reads a CSV table row by row; only requested fields are converted to numbers or text. */

import { CSV_DIALECTS, type CsvLocale, csvNumber, unguarded } from '../../output/csv.ts';
import { readPieces } from './read-pieces.ts';

const QUOTE = 34;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
/** Byte-order mark that spreadsheets write. */
const BYTE_ORDER_MARK = Buffer.of(0xef, 0xbb, 0xbf);
/** Fields of a row to begin with. */
const FIRST_FIELDS = 256;

/** The current row. */
export class CsvRow {
  #locale: CsvLocale = 'en';
  #delimiter = 0;
  #bytes: Buffer = Buffer.alloc(0);
  /** Equal words share one copy. */
  readonly #words = new Map<string, string>();
  /** Ends of the fields, and their number; each begins one byte after the end of the one before. */
  #ends = new Int32Array(FIRST_FIELDS);
  #fields = 0;
  #start = 0;

  constructor(locale: CsvLocale) {
    this.useLocale(locale);
  }

  /** Read what follows in another dialect. */
  useLocale(locale: CsvLocale): void {
    this.#locale = locale;
    this.#delimiter = CSV_DIALECTS[locale].delimiter.charCodeAt(0);
  }

  /** Parse the row at a position; returns the position after it, or -1 when the bytes end within it. */
  scan(bytes: Buffer, start: number): number {
    const delimiter = this.#delimiter;
    let quoted = false;
    let fields = 0;
    this.#bytes = bytes;
    this.#start = start;
    for (let at = start; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === QUOTE) quoted = !quoted;
      if (quoted || (byte !== delimiter && byte !== LINE_FEED)) continue;
      if (fields === this.#ends.length) this.#widen();
      const isBreak = byte === LINE_FEED && at > start && bytes[at - 1] === CARRIAGE_RETURN;
      this.#ends[fields++] = isBreak ? at - 1 : at;
      if (byte !== LINE_FEED) continue;
      this.#fields = fields;
      return at + 1;
    }
    return -1;
  }

  #widen(): void {
    const ends = new Int32Array(2 * this.#ends.length);
    ends.set(this.#ends);
    this.#ends = ends;
  }

  get fields(): number {
    return this.#fields;
  }

  /** All fields without their quotes. */
  fieldsOf(): string[] {
    return Array.from({ length: this.#fields }, (_, place) => this.text(place));
  }

  /** A field without its quotes; empty when the row does not have it. */
  text(place: number): string {
    const text = this.#slice('utf8', place);
    return unguarded(text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text);
  }

  /** The same for a field with few distinct words. */
  word(place: number): string {
    const text = this.text(place);
    const known = this.#words.get(text);
    if (known === undefined) this.#words.set(text, text);
    return known ?? text;
  }

  /** A field as a number; NaN when it is empty. */
  number(place: number): number {
    return csvNumber(this.#slice('latin1', place), this.#locale);
  }

  #slice(encoding: BufferEncoding, place: number): string {
    if (!(place >= 0 && place < this.#fields)) return '';
    return this.#bytes.toString(encoding, place === 0 ? this.#start : this.#ends[place - 1] + 1, this.#ends[place]);
  }
}

/** The rows of a table in file order, the header first; each is valid until the next one. */
async function* rowsIn(path: string, row: CsvRow): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let isFirst = true;
  for await (const piece of readPieces(path)) {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    let start =
      isFirst && BYTE_ORDER_MARK.equals(bytes.subarray(0, BYTE_ORDER_MARK.length)) ? BYTE_ORDER_MARK.length : 0;
    isFirst = false;
    for (let next = row.scan(bytes, start); next >= 0; next = row.scan(bytes, start)) {
      yield bytes.subarray(start, next);
      start = next;
    }
    // The piece is overwritten by the next one.
    rest = Buffer.from(bytes.subarray(start));
  }
  if (rest.length > 0) {
    const last = Buffer.concat([rest, Buffer.of(LINE_FEED)]);
    if (row.scan(last, 0) >= 0) yield last;
  }
}

/** Visit the rows of a table after its header; `begin` is called with the column names first. */
export async function visitRows(
  path: string,
  locale: CsvLocale,
  begin: (header: readonly string[]) => (row: CsvRow) => void,
): Promise<void> {
  const row = new CsvRow(locale);
  let visit: ((row: CsvRow) => void) | undefined;
  for await (const _ of rowsIn(path, row)) {
    if (visit === undefined) visit = begin(row.fieldsOf());
    else visit(row);
  }
}

/** The CSV dialect of a header, detected from the file. */
export function localeOf(header: string): CsvLocale {
  return header.split(';').length > header.split(',').length ? 'eu' : 'en';
}

/** A table that is read record by record. */
export interface CsvTable {
  readonly header: readonly string[];
  readonly locale: CsvLocale;
  /** Bytes of each record with its line feed, and its fields; valid until the next one. */
  records(): AsyncGenerator<{ readonly bytes: Buffer; readonly row: CsvRow }>;
  /** Close the file, where not all records are read. */
  close(): Promise<void>;
}

/** Open a table in its CSV dialect. */
export async function openTable(path: string): Promise<CsvTable> {
  const row = new CsvRow('en');
  const rows = rowsIn(path, row);
  const { value: first } = await rows.next();
  const locale = localeOf(first?.toString() ?? '');
  row.useLocale(locale);
  if (first !== undefined) row.scan(first, 0);
  return {
    header: first === undefined ? [] : row.fieldsOf(),
    locale,
    async *records() {
      for await (const bytes of rows) if (bytes.length > 1 || row.fields > 1) yield { bytes, row };
    },
    async close() {
      await rows.return(undefined);
    },
  };
}

/** The column names of a table, and its dialect. */
export async function readHeader(path: string): Promise<Pick<CsvTable, 'header' | 'locale'>> {
  const table = await openTable(path);
  await table.close();
  return table;
}
