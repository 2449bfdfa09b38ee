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

/**
 * Counts of recorded values, shape [row, column, bin], sparse: an open hash table of (row, column, bin) keys.
 * Counts are whole numbers, so neither the order of recording nor that of merging matters. At most 2^17 cells.
 */
export interface Histogram {
  readonly rows: number;
  readonly columns: number;
  /** Used slots. */
  used: number;
  /** (row * columns + column) * BINS + bin + 1, or 0 in a free slot; a power of two of slots. */
  keys: Int32Array;
  counts: Float64Array;
}

/** An empty histogram, or a matrix of them, such as [month, series column]. */
export function createHistogram(rows = 1, columns = 1): Histogram {
  if (!(rows * columns <= 131_071)) throw new RangeError(`a histogram of ${rows} x ${columns} cells is too large`);
  return { rows, columns, used: 0, keys: new Int32Array(1024), counts: new Float64Array(1024) };
}

/** The bin of a value. */
function binOf(x: number): number {
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

/** The slot that holds a key, or the free slot where it belongs. */
function slotOf(keys: Int32Array, key: number): number {
  const mask = keys.length - 1;
  const mixed = Math.imul(key, 0x9e3779b1);
  let slot = (mixed ^ (mixed >>> 15)) & mask;
  while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & mask;
  return slot;
}

function recordCount(h: Histogram, key: number, count: number): void {
  const slot = slotOf(h.keys, key);
  if (h.keys[slot] === 0) {
    h.keys[slot] = key;
    h.used++;
  }
  h.counts[slot] += count;
  if (2 * h.used > h.keys.length) stepCapacity(h);
}

/** Double the slots. */
function stepCapacity(h: Histogram): void {
  const { keys, counts } = h;
  h.keys = new Int32Array(2 * keys.length);
  h.counts = new Float64Array(2 * keys.length);
  for (let old = 0; old < keys.length; old++) {
    if (keys[old] === 0) continue;
    const slot = slotOf(h.keys, keys[old]);
    h.keys[slot] = keys[old];
    h.counts[slot] = counts[old];
  }
}

function cellStart(h: Histogram, row: number, column: number): number {
  if (!(row >= 0 && row < h.rows && column >= 0 && column < h.columns)) {
    throw new RangeError(`no cell (${row}, ${column}) in a histogram of ${h.rows} x ${h.columns}`);
  }
  return (row * h.columns + column) * BINS + 1;
}

/** Count one value in a cell. */
export function recordValue(h: Histogram, x: number, row = 0, column = 0): void {
  recordCount(h, cellStart(h, row, column) + binOf(x), 1);
}

/** Add all counts of `other`, of the same shape: as if its values had been recorded here too. */
export function mergeHistogram(h: Histogram, other: Readonly<Histogram>): void {
  if (h.rows !== other.rows || h.columns !== other.columns) throw new RangeError('histograms of different shapes');
  for (let slot = 0; slot < other.keys.length; slot++) {
    if (other.keys[slot] !== 0) recordCount(h, other.keys[slot], other.counts[slot]);
  }
}

function countOf(h: Readonly<Histogram>, key: number): number {
  return h.counts[slotOf(h.keys, key)];
}

/** How many values a cell holds, NaN left out. */
export function histogramCount(h: Readonly<Histogram>, row = 0, column = 0): number {
  const start = cellStart(h, row, column);
  let total = 0;
  for (let bin = NAN_BIN + 1; bin < BINS; bin++) total += countOf(h, start + bin);
  return total;
}

/** How many NaN were recorded in a cell. */
export function histogramNanCount(h: Readonly<Histogram>, row = 0, column = 0): number {
  return countOf(h, cellStart(h, row, column) + NAN_BIN);
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
  for (let bin = NAN_BIN + 1; bin < BINS; bin++) {
    const count = countOf(h, start + bin);
    if (count === 0) continue;
    total += count;
    values.push(numberOf(bin));
    ends.push(total);
  }
  const orderStatistic = (rank: number): number => values[ends.findIndex((end) => rank < end)];
  return ps.map((p) => {
    if (total === 0 || !(p >= 0 && p <= 1)) return NaN;
    const rank = p * (total - 1);
    const below = Math.floor(rank);
    return interpolate(orderStatistic(below), orderStatistic(Math.min(below + 1, total - 1)), rank - below);
  });
}

/** One quantile of a cell. */
export function histogramQuantile(h: Readonly<Histogram>, p: number, row = 0, column = 0): number {
  return histogramQuantiles(h, [p], row, column)[0];
}

/** Write a histogram as bytes: rows, columns, used, then (key step, count) ascending, all as base-128 varints. */
export function encodeHistogram(h: Readonly<Histogram>): Uint8Array {
  const keys = h.keys.filter((key) => key !== 0).sort();
  const bytes: number[] = [];
  for (const header of [h.rows, h.columns, keys.length]) pushVarint(bytes, header);
  let last = 0;
  for (const key of keys) {
    pushVarint(bytes, key - last);
    pushVarint(bytes, countOf(h, key));
    last = key;
  }
  return Uint8Array.from(bytes);
}

function pushVarint(bytes: number[], value: number): void {
  let left = value;
  for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) + 128);
  bytes.push(left);
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
  for (let left = next(); left > 0; left--) {
    key += next();
    recordCount(h, key, next());
  }
  return h;
}
