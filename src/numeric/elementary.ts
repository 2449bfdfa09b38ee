/** Portable exp, log, pow and related functions from + - * / alone, with the same bits on every JavaScript engine. */

import { LOG_HIGHS, LOG_LOWS, RECIPROCALS_512, ROOT_HIGHS, ROOT_LOWS } from './tables.ts';

/** 32 / log 2, and log(2) / 32 in two parts: multiples of the high part by integers below 2^16 are exact. */
const STEPS_PER_UNIT = 46.16624130844683;
const STEP_HIGH = 0.021660849392446835;
const STEP_LOW = 5.145609244655338e-14;
/** log 2 in two parts; the high part is a multiple of 2^-42. */
const LN2_HIGH = 0.6931471805598903;
const LN2_LOW = 5.497923018708371e-14;
/** Adding and subtracting 1.5 * 2^52 rounds a double below 2^51 to the nearest integer. */
const ROUNDER = 6755399441055744;
/** 2^27 + 1 splits a double into two halves whose products are exact [Dekker1971]. */
const SPLITTER = 134217729;
/** Beyond these arguments exp is infinite, or 0. */
const EXP_MAX = 709.782712893384;
const EXP_MIN = -745.1332191019412;
/** Smallest normal double, and 2^54, which lifts subnormal numbers into the normal range. */
const MIN_NORMAL = 2.2250738585072014e-308;
const TWO_54 = 18014398509481984;
/** The first significand interval whose numbers are read as m / 2 in [0.707, 1). */
const FIRST_HALVED = 53;

/** The tables as typed arrays of this module, which engines read faster than imported ones. */
const ROOT_HIGH = Float64Array.from(ROOT_HIGHS);
const ROOT_LOW = Float64Array.from(ROOT_LOWS);
const LOG_HIGH = Float64Array.from(LOG_HIGHS);
const LOG_LOW = Float64Array.from(LOG_LOWS);
const RECIPROCAL = Float64Array.from(RECIPROCALS_512, (numerator) => numerator / 512);

/** POWER[e + 1074] = 2^e, e = -1074 .. 1023, subnormal ones included. */
const SMALLEST_EXPONENT = -1074;
const POWER = powersOfTwo();

function powersOfTwo(): Float64Array {
  const powers = new Float64Array(1024 - SMALLEST_EXPONENT);
  powers[-SMALLEST_EXPONENT] = 1;
  for (let e = 1; e < 1024; e++) powers[e - SMALLEST_EXPONENT] = powers[e - 1 - SMALLEST_EXPONENT] * 2;
  for (let e = -1; e >= SMALLEST_EXPONENT; e--) powers[e - SMALLEST_EXPONENT] = powers[e + 1 - SMALLEST_EXPONENT] / 2;
  return powers;
}

/** Bits of a double: write VALUE[0], read WORDS[HIGH_WORD]. */
const VALUE = new Float64Array(1);
const WORDS = new Int32Array(VALUE.buffer);
VALUE[0] = 1;
const HIGH_WORD = WORDS[1] === 0 ? 0 : 1;

/** Second result of `logPair`. */
const TAIL = new Float64Array(1);

/** exp(r) - 1 - r for |r| <= log(2)/64, by its Taylor series; error below 2^-65. */
function expTail(r: number): number {
  const square = r * r;
  return square * (0.5 + r * (1 / 6) + square * (1 / 24 + r * (1 / 120) + square * (1 / 720 + r * (1 / 5040))));
}

/** log(1 + r) - r + r^2/2 for |r| <= 2^-7, by its Taylor series to r^9. */
function logTail(r: number): number {
  const square = r * r;
  const high = -1 / 6 + r * (1 / 7) + square * (-1 / 8 + r * (1 / 9));
  return square * r * (1 / 3 + r * (-1 / 4 + r * (1 / 5)) + square * r * high);
}

/** value * 2^exponent for exponent in -1100 .. 1024 and value in [1, 2), rounded once. */
function scale(value: number, exponent: number): number {
  if (exponent > 1023) return value * 2 * POWER[1023 - SMALLEST_EXPONENT];
  if (exponent >= -1022) return value * POWER[exponent - SMALLEST_EXPONENT];
  return value * POWER[exponent + 200 - SMALLEST_EXPONENT] * POWER[-200 - SMALLEST_EXPONENT];
}

/** exp(x + tail) for a finite x between EXP_MIN and EXP_MAX and a tail below an ulp of x. */
function expSum(x: number, tail: number): number {
  const nearest = x * STEPS_PER_UNIT + ROUNDER - ROUNDER;
  const k = nearest | 0;
  const r = x - nearest * STEP_HIGH - (nearest * STEP_LOW - tail);
  const j = k & 31;
  const root = ROOT_HIGH[j];
  return scale(root + (ROOT_LOW[j] + root * (r + expTail(r))), k >> 5);
}

/** e^x, within 0.55 ulp. Table-driven after [Tang1989]. */
export function exp(x: number): number {
  if (x > EXP_MAX) return Infinity;
  if (x < EXP_MIN) return 0;
  const nearest = x * STEPS_PER_UNIT + ROUNDER - ROUNDER;
  const k = nearest | 0;
  const r = x - nearest * STEP_HIGH - nearest * STEP_LOW;
  const j = k & 31;
  const root = ROOT_HIGH[j];
  const value = root + (ROOT_LOW[j] + root * (r + expTail(r)));
  const exponent = k >> 5;
  return exponent >= -1022 && exponent < 1024 ? value * POWER[exponent - SMALLEST_EXPONENT] : scale(value, exponent);
}

/** Replace every value x by e^x. A call for each value would box its argument and its result. */
export function expAll(values: Float64Array): void {
  for (let i = 0; i < values.length; i++) values[i] = exp(values[i]);
}

/** e^x - 1 without cancellation near 0, within 1 ulp. */
export function expm1(x: number): number {
  if (x > EXP_MAX) return Infinity;
  if (x < -40) return -1;
  const nearest = x * STEPS_PER_UNIT + ROUNDER - ROUNDER;
  const k = nearest | 0;
  if (k === 0) return x === 0 ? x : x + expTail(x);
  const high = x - nearest * STEP_HIGH;
  const low = nearest * STEP_LOW;
  const r = high - low;
  const lost = high - r - low;
  const j = k & 31;
  const root = ROOT_HIGH[j];
  const rest = ROOT_LOW[j] + root * (r + (lost + expTail(r)));
  const exponent = k >> 5;
  if (exponent > 60) return scale(root + rest, exponent);
  const power = POWER[exponent - SMALLEST_EXPONENT];
  const whole = root * power;
  const less = whole - 1;
  const lostLess = whole >= 1 ? whole - less - 1 : whole - (less + 1);
  return less + (rest * power + lostLess);
}

/** Natural logarithm, within 0.6 ulp; NaN below 0, -Infinity at 0. Table-driven after [Tang1990]. */
export function log(x: number): number {
  if (!(x >= MIN_NORMAL && x < Infinity)) return logUnusual(x);
  VALUE[0] = x;
  const high = WORDS[HIGH_WORD];
  const j = (high >> 13) & 127;
  const exponent = (high >> 20) - (j < FIRST_HALVED ? 1023 : 1022);
  const m = x * POWER[-exponent - SMALLEST_EXPONENT];
  const c = RECIPROCAL[j];
  const front = Math.fround(m);
  const r = front * c - 1 + (m - front) * c;
  const main = exponent * LN2_HIGH + LOG_HIGH[j];
  return main + (r + (exponent * LN2_LOW + LOG_LOW[j] + (logTail(r) - 0.5 * r * r)));
}

/** Replace every value by its natural logarithm. */
export function logAll(values: Float64Array): void {
  for (let i = 0; i < values.length; i++) values[i] = log(values[i]);
}

function logUnusual(x: number): number {
  if (x === 0) return -Infinity;
  if (!(x > 0)) return NaN;
  return x === Infinity ? Infinity : log(x * TWO_54) - 54 * LN2_HIGH - 54 * LN2_LOW;
}

/** log(1 + x) without cancellation near 0, within 1 ulp; NaN below -1. */
export function log1p(x: number): number {
  if (Math.abs(x) < 1 / 256) return x - (0.5 * x * x - logTail(x));
  const sum = 1 + x;
  if (!(sum > 0 && sum < Infinity)) return log(sum);
  const lost = x < 1 ? x - (sum - 1) : 1 - (sum - x);
  return log(sum) + lost / sum;
}

/** log(x) of a normal x as an unevaluated sum: returns the head, leaves the rest in TAIL; error below 2^-66. */
function logPair(x: number): number {
  VALUE[0] = x;
  const high = WORDS[HIGH_WORD];
  const j = (high >> 13) & 127;
  const exponent = (high >> 20) - (j < FIRST_HALVED ? 1023 : 1022);
  const m = x * POWER[-exponent - SMALLEST_EXPONENT];
  const c = RECIPROCAL[j];
  const front = Math.fround(m);
  const near = front * c - 1;
  const far = (m - front) * c;
  const r = near + far;
  const part = r - near;
  const rest = near - (r - part) + (far - part);
  const half = 0.5 * r * r;
  const split = SPLITTER * r;
  const rHigh = split - (split - r);
  const rLow = r - rHigh;
  const halfRest = 0.5 * (rHigh * rHigh) - half + rHigh * rLow + 0.5 * (rLow * rLow);
  const main = exponent * LN2_HIGH + LOG_HIGH[j];
  const first = main + r;
  const firstRest = main === 0 ? 0 : main - first + r;
  const second = first - half;
  const secondRest = first - second - half;
  const small = firstRest + secondRest + (exponent * LN2_LOW + LOG_LOW[j] + (rest * (1 - r) - halfRest + logTail(r)));
  const head = second + small;
  TAIL[0] = second - head + small;
  return head;
}

/** x^y for x >= 0, within 1 ulp; NaN for x < 0. x^0 = 1 and 1^y = 1 for every x and y. */
export function pow(x: number, y: number): number {
  if (y === 0 || x === 1) return 1;
  if (!(x > 0 && x < Infinity && Math.abs(y) < Infinity)) return powUnusual(x, y);
  if (y === 1) return x;
  const subnormal = x < MIN_NORMAL;
  let head = logPair(subnormal ? x * TWO_54 : x);
  let tail = TAIL[0];
  if (subnormal) {
    const shifted = head - 54 * LN2_HIGH;
    tail += head - shifted - 54 * LN2_HIGH - 54 * LN2_LOW;
    head = shifted;
  }
  const product = head * y;
  if (!(product <= EXP_MAX + 1)) return Infinity;
  if (product < EXP_MIN - 1) return 0;
  const splitHead = SPLITTER * head;
  const headHigh = splitHead - (splitHead - head);
  const headLow = head - headHigh;
  const splitY = SPLITTER * y;
  const yHigh = splitY - (splitY - y);
  const yLow = y - yHigh;
  const lost = headHigh * yHigh - product + headHigh * yLow + headLow * yHigh + headLow * yLow;
  return expBounded(product, lost + tail * y);
}

/** exp(x + tail) when the sum may pass the limits by a little. */
function expBounded(x: number, tail: number): number {
  if (x > EXP_MAX + 0.5) return Infinity;
  if (x < EXP_MIN - 0.5) return 0;
  return expSum(x, tail);
}

function powUnusual(x: number, y: number): number {
  if (!(x >= 0) || Number.isNaN(y)) return NaN;
  if (x === 0 || x === Infinity) return (x === 0) === y > 0 ? 0 : Infinity;
  return x > 1 === y > 0 ? Infinity : 0;
}

/** Hyperbolic tangent, within 3 ulp. */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (size > 20) return x > 0 ? 1 : -1;
  if (size < 1e-8) return x;
  const grown = expm1(2 * size);
  const value = grown < 1 ? grown / (grown + 2) : 1 - 2 / (grown + 2);
  return x < 0 ? -value : value;
}

/** Replace every value by its hyperbolic tangent. */
export function tanhAll(values: Float64Array): void {
  for (let i = 0; i < values.length; i++) values[i] = tanh(values[i]);
}

/** 1 / (1 + e^-x), in [0, 1], within 2 ulp on both sides of 0. */
export function logistic(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x));
  const value = exp(x);
  return value / (1 + value);
}
