/** Histograms of integer counts in fixed bins, one per (row, column) of a matrix: the source of fan quantiles. */

import { interpolate } from './statistics.ts';

/**
 * A value falls into the bin of its sign and its first 8 significant bits, rounded: 128 bins a doubling, each within
 * 2^-8 (0.4 %) of the number that represents it. Small whole numbers represent themselves.
 * Sizes below 2^-31 (4.7e-10) count as zero, those of 2^32 (4.3e9) and more as infinite; NaN has a bin of its own.
 */
const BIN_SHIFT = 13;
const HALF_BIN = 1 << (BIN_SHIFT - 1);
/** Bin number of the size 2^-31, of 2^32, and how many bins a (row, column) has. */
const FIRST_SIZE = (1023 - 31) << 7;
const LAST_SIZE = (1023 + 32) << 7;
const BINS = 16384;
const ZERO_BIN = 8192;
const NAN_BIN = 0;
const INFINITE_OFFSET = LAST_SIZE - FIRST_SIZE + 1;

/** Bits of a double: write VALUE[0], read WORDS[HIGH_WORD]. */
const VALUE = new Float64Array(1);
const WORDS = new Int32Array(VALUE.buffer);
VALUE[0] = 1;
const HIGH_WORD = WORDS[1] === 0 ? 0 : 1;

/** Bins a page: a page is one doubling of one sign, and takes memory from the first value in it on. */
const PAGE_SHIFT = 7;
const PAGE_SIZE = 1 << PAGE_SHIFT;
const CELL_PAGES = BINS >> PAGE_SHIFT;
const FIRST_PAGES = 64;
const MAX_CELLS = 131_072;

/**
 * Counts of recorded values, shape [row, column, bin], in pages; at most 2^17 cells.
 * Counts are whole numbers, so the order of recording and merging does not matter.
 */
export interface Histogram {
  readonly rows: number;
  readonly columns: number;
  /** Offset of a page in `counts`, shape [row, column, page]; 0 for a page without values. */
  readonly pages: Int32Array;
  /** Pages in use; page 0 of `counts` stays empty. */
  used: number;
  /** End of the pages with values: the months after those of a short run are not searched. */
  end: number;
  /** Values a bin, shape [page, bin of the page]. */
  counts: Uint32Array;
}

/** An empty histogram, or a matrix of them, such as [month, series column]. */
export function createHistogram(rows = 1, columns = 1): Histogram {
  const cells = rows * columns;
  if (!(cells <= MAX_CELLS)) throw new RangeError(`a histogram of ${rows} x ${columns} cells is too large`);
  const counts = new Uint32Array(FIRST_PAGES * PAGE_SIZE);
  return { rows, columns, pages: new Int32Array(cells * CELL_PAGES), used: 0, end: 0, counts };
}

/** The bin of a value: a whole number of 14 bits. */
export function binOf(x: number): number {
  if (Number.isNaN(x)) return NAN_BIN;
  VALUE[0] = Math.abs(x);
  const size = ((WORDS[HIGH_WORD] + HALF_BIN) >>> BIN_SHIFT) - FIRST_SIZE;
  if (size < 0) return ZERO_BIN;
  const offset = Math.min(size + 1, INFINITE_OFFSET);
  return x < 0 ? ZERO_BIN - offset : ZERO_BIN + offset;
}

/** The number that represents a bin. */
function numberOf(bin: number): number {
  if (bin === ZERO_BIN) return 0;
  const offset = Math.abs(bin - ZERO_BIN);
  if (offset === INFINITE_OFFSET) return bin < ZERO_BIN ? -Infinity : Infinity;
  VALUE[0] = 0;
  WORDS[HIGH_WORD] = (offset - 1 + FIRST_SIZE) << BIN_SHIFT;
  return bin < ZERO_BIN ? -VALUE[0] : VALUE[0];
}

/** Add to the count of a bin, numbered through all cells. */
function recordCount(h: Histogram, key: number, count: number): void {
  const page = key >>> PAGE_SHIFT;
  if (h.pages[page] === 0) stepPages(h, page);
  h.counts[h.pages[page] * PAGE_SIZE + (key & (PAGE_SIZE - 1))] += count;
}

/** Give a page its place in `counts`. */
function stepPages(h: Histogram, page: number): void {
  h.used++;
  h.pages[page] = h.used;
  h.end = Math.max(h.end, page + 1);
  if ((h.used + 1) * PAGE_SIZE <= h.counts.length) return;
  const { counts } = h;
  h.counts = new Uint32Array(2 * counts.length);
  h.counts.set(counts);
}

/** Number of the first bin of a cell. */
function cellStart(h: Readonly<Histogram>, row: number, column: number): number {
  if (!(row >= 0 && row < h.rows && column >= 0 && column < h.columns)) {
    throw new RangeError(`no cell (${row}, ${column}) in a histogram of ${h.rows} x ${h.columns}`);
  }
  return (row * h.columns + column) * BINS;
}

/** Visit the bins start .. end - 1 that hold values, in ascending order. */
function visitBins(
  h: Readonly<Histogram>,
  start: number,
  end: number,
  visit: (key: number, count: number) => void,
): void {
  for (let page = start / PAGE_SIZE; page < Math.min(h.end, end / PAGE_SIZE); page++) {
    if (h.pages[page] === 0) continue;
    const offset = h.pages[page] * PAGE_SIZE;
    for (let bin = 0; bin < PAGE_SIZE; bin++) {
      if (h.counts[offset + bin] !== 0) visit(page * PAGE_SIZE + bin, h.counts[offset + bin]);
    }
  }
}

/** Count a value of this bin in a cell. */
export function recordBin(h: Histogram, bin: number, row = 0, column = 0): void {
  recordCount(h, cellStart(h, row, column) + bin, 1);
}

/** Add all counts of `other`, of the same shape: as if its values had been recorded here too. */
export function mergeHistogram(h: Histogram, other: Readonly<Histogram>): void {
  if (h.rows !== other.rows || h.columns !== other.columns) throw new RangeError('histograms of different shapes');
  visitBins(other, 0, h.rows * h.columns * BINS, (key, count) => recordCount(h, key, count));
}

/** Number of values in a cell, without NaN. */
export function histogramCount(h: Readonly<Histogram>, row = 0, column = 0): number {
  const start = cellStart(h, row, column);
  let total = 0;
  visitBins(h, start, start + BINS, (key, count) => {
    if (key !== start + NAN_BIN) total += count;
  });
  return total;
}

/** How many NaN were recorded in a cell. */
export function histogramNanCount(h: Readonly<Histogram>, row = 0, column = 0): number {
  const key = cellStart(h, row, column) + NAN_BIN;
  return h.counts[h.pages[key / PAGE_SIZE] * PAGE_SIZE];
}

/** The bin that holds all numbers of a cell; undefined when there is none, or more than one. */
export function histogramOnlyBin(h: Readonly<Histogram>, row = 0, column = 0): number | undefined {
  const start = cellStart(h, row, column);
  const bins: number[] = [];
  visitBins(h, start, start + BINS, (key) => {
    if (key !== start + NAN_BIN) bins.push(key - start);
  });
  return bins.length === 1 ? bins[0] : undefined;
}

/**
 * Several quantiles of a cell, probabilities ascending in [0, 1]; NaN where the cell is empty.
 * Each lies within 0.4 % of the type 7 quantile of the recorded values [Hyndman1996], if they have one sign.
 */
export function histogramQuantiles(h: Readonly<Histogram>, ps: readonly number[], row = 0, column = 0): number[] {
  const start = cellStart(h, row, column);
  const values: number[] = [];
  const ends: number[] = [];
  let total = 0;
  visitBins(h, start, start + BINS, (key, count) => {
    if (key === start + NAN_BIN) return;
    total += count;
    values.push(numberOf(key - start));
    ends.push(total);
  });
  const orderStatistic = (rank: number): number => values[ends.findIndex((end) => rank < end)];
  return ps.map((p) => {
    if (total === 0 || !(p >= 0 && p <= 1)) return NaN;
    const rank = p * (total - 1);
    const below = Math.floor(rank);
    return interpolate(orderStatistic(below), orderStatistic(Math.min(below + 1, total - 1)), rank - below);
  });
}

/**
 * Write a histogram as bytes: rows, columns, then (key step, count) of the bins in use, ascending, in base-128 varints.
 */
export function encodeHistogram(h: Readonly<Histogram>): Uint8Array {
  let bytes = new Uint8Array(FIRST_BYTES);
  let end = pushVarint(bytes, pushVarint(bytes, 0, h.rows), h.columns);
  let last = 0;
  visitBins(h, 0, h.rows * h.columns * BINS, (key, count) => {
    if (bytes.length < end + BIN_BYTES) bytes = longer(bytes);
    end = pushVarint(bytes, pushVarint(bytes, end, key - last), count);
    last = key;
  });
  return bytes.slice(0, end);
}

/** Bytes to begin with, and the most that one bin takes: two whole numbers of 32 bits. */
const FIRST_BYTES = 65536;
const BIN_BYTES = 10;

function longer(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const twice = new Uint8Array(2 * bytes.length);
  twice.set(bytes);
  return twice;
}

/** Write a whole number of 32 bits at a place; returns the place after it. */
function pushVarint(bytes: Uint8Array, at: number, value: number): number {
  let left = value;
  let end = at;
  for (; left > 127; left >>>= 7) bytes[end++] = (left & 127) | 128;
  bytes[end++] = left;
  return end;
}

/** Read what encodeHistogram wrote; throws RangeError for bytes that end early. */
export function decodeHistogram(bytes: Uint8Array): Histogram {
  let at = 0;
  const next = (): number => {
    let value = 0;
    for (let unit = 1; ; unit *= 128) {
      if (at >= bytes.length) throw new RangeError('the bytes of a histogram end early');
      const byte = bytes[at++];
      value += (byte & 127) * unit;
      if (byte < 128) return value;
    }
  };
  const h = createHistogram(next(), next());
  let key = 0;
  while (at < bytes.length) {
    key += next();
    recordCount(h, key, next());
  }
  return h;
}
