/** A table in CSV read row by row, of which only the fields asked for are turned into numbers or text. */

import { CSV_DIALECTS, type CsvLocale, csvNumber } from '../../output/csv.ts';
import { readPieces } from './read-pieces.ts';

const QUOTE = 34;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
/** What spreadsheets put before the first byte of a file. */
const BYTE_ORDER_MARK = Buffer.of(0xef, 0xbb, 0xbf);
/** Fields of a row to begin with. */
const FIRST_FIELDS = 256;

/** The row that is being visited. */
export class CsvRow {
  readonly #locale: CsvLocale;
  readonly #delimiter: number;
  #bytes: Buffer = Buffer.alloc(0);
  /** Equal words share one copy. */
  readonly #words = new Map<string, string>();
  /** Where the fields end, and how many there are; each begins one byte after the end of the one before. */
  #ends = new Int32Array(FIRST_FIELDS);
  #fields = 0;
  #start = 0;

  constructor(locale: CsvLocale) {
    this.#locale = locale;
    this.#delimiter = CSV_DIALECTS[locale].delimiter.charCodeAt(0);
  }

  /** Take the row that begins at a place; returns the place after it, or -1 when the bytes end before it does. */
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

  /** A field without its quotes; empty when the row has no such place. */
  text(place: number): string {
    const text = this.#slice('utf8', place);
    return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
  }

  /** The same of a field whose few words come again and again. */
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

/** Visit the rows of a table after its header; `begin` hears the names of the columns first. */
export async function visitRows(
  path: string,
  locale: CsvLocale,
  begin: (header: readonly string[]) => (row: CsvRow) => void,
): Promise<void> {
  const row = new CsvRow(locale);
  let visit: ((row: CsvRow) => void) | undefined;
  const take = (bytes: Buffer): Buffer => {
    const isMarked = visit === undefined && BYTE_ORDER_MARK.equals(bytes.subarray(0, BYTE_ORDER_MARK.length));
    let start = isMarked ? BYTE_ORDER_MARK.length : 0;
    for (let next = row.scan(bytes, start); next >= 0; next = row.scan(bytes, start)) {
      if (visit === undefined) visit = begin(Array.from({ length: row.fields }, (_, place) => row.text(place)));
      else visit(row);
      start = next;
    }
    return bytes.subarray(start);
  };
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of readPieces(path)) {
    // The piece is overwritten by the next one.
    rest = Buffer.from(take(rest.length === 0 ? piece : Buffer.concat([rest, piece])));
  }
  if (rest.length > 0) take(Buffer.concat([rest, Buffer.of(LINE_FEED)]));
}
