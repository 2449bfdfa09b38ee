/** Distribution functions and their inverses: normal, gamma, beta, Student t. */

import { exp, log, log1p } from './elementary.ts';

const EPSILON = 2.220446049250313e-16;
const MAX_TERMS = 10_000;
const SQRT_TWO_PI = 2.5066282746310002;
const HALF_LOG_TWO_PI = 0.9189385332046728;

/** Coefficients of algorithm AS 241 [Wichura1988]: near the centre, in the shoulder, in the tail; constant term first. */
const CENTRE_TOP = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
];
const CENTRE_BOTTOM = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852854,
];
const SHOULDER_TOP = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
];
const SHOULDER_BOTTOM = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
];
const TAIL_TOP = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
];
const TAIL_BOTTOM = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
  1.421511758316446e-7, 2.0442631033899397e-15,
];

/** Stirling series of log gamma: B(2k) / (2k (2k - 1)) for k = 1 .. 9 [DLMF, 5.11.1]. */
const STIRLING = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
  43867 / 244188,
];

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) sum = sum * x + coefficients[k];
  return sum;
}

/** exp(-x^2 / 2) with the rounding error of the square put back. */
function bell(x: number): number {
  const front = Math.fround(x);
  return exp(-0.5 * front * front) * exp(-0.5 * (x - front) * (x + front));
}

/**
 * P(Z <= x) of a standard normal Z, relative error below 1e-14 down to x = -37.
 * Source: series of [Marsaglia2004] inside |x| < 1.5, continued fraction of Laplace [DLMF, 7.9.1] outside.
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return NaN;
  const size = Math.abs(x);
  if (size > 39) return x < 0 ? 0 : 1;
  const density = bell(size) / SQRT_TWO_PI;
  if (size < 1.5) {
    let term = x;
    let sum = x;
    for (let k = 3; Math.abs(term) > EPSILON * 0.1 * Math.abs(sum); k += 2) {
      term *= (x * x) / k;
      sum += term;
    }
    return 0.5 + sum * density;
  }
  let fraction = size;
  for (let k = Math.ceil(20 + 500 / (size * size)); k >= 1; k--) fraction = size + k / fraction;
  const beyond = density / fraction;
  return x < 0 ? beyond : 1 - beyond;
}

/** The x with normalCdf(x) = p, relative error below 1e-14; -Infinity at 0, Infinity at 1. Source: [Wichura1988]. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRE_TOP, r)) / polynomial(CENTRE_BOTTOM, r);
  }
  const smaller = q < 0 ? p : 1 - p;
  if (smaller === 0) return q < 0 ? -Infinity : Infinity;
  const r = Math.sqrt(-log(smaller));
  const x =
    r <= 5
      ? polynomial(SHOULDER_TOP, r - 1.6) / polynomial(SHOULDER_BOTTOM, r - 1.6)
      : polynomial(TAIL_TOP, r - 5) / polynomial(TAIL_BOTTOM, r - 5);
  return q < 0 ? -x : x;
}

/** log of the gamma function for x > 0, error below 1e-14 of max(1, |result|). Stirling series after shifting x past 12. */
export function logGamma(x: number): number {
  if (!(x > 0)) return NaN;
  let shifted = x;
  let product = 1;
  while (shifted < 12) {
    product *= shifted;
    shifted += 1;
  }
  const inverse = 1 / shifted;
  const series = polynomial(STIRLING, inverse * inverse) * inverse;
  return (shifted - 0.5) * log(shifted) - shifted + HALF_LOG_TWO_PI + series - log(product);
}

/** Regularised incomplete beta function I_x(a, b) for a, b > 0 and x in [0, 1]; relative error below 1e-12. */
export function betaInc(a: number, b: number, x: number): number {
  if (!(a > 0 && b > 0 && x >= 0 && x <= 1)) return NaN;
  return betaSplit(a, b, x, 1 - x);
}

/** I_x(a, b) with 1 - x given apart, so that an x close to 1 keeps its digits. */
function betaSplit(a: number, b: number, x: number, rest: number): number {
  if (x === 0 || rest === 0) return x === 0 ? 0 : 1;
  const logX = x < 0.5 ? log(x) : log1p(-rest);
  const logRest = rest < 0.5 ? log(rest) : log1p(-x);
  const front = exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * logX + b * logRest);
  if (x < (a + 1) / (a + b + 2)) return (front * betaFraction(a, b, x)) / a;
  return 1 - (front * betaFraction(b, a, rest)) / b;
}

/** Continued fraction of the incomplete beta function [DLMF, 8.17.22], by the method of Lentz. */
function betaFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < MAX_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    const factor = d * c;
    value *= factor;
    if (Math.abs(factor - 1) < EPSILON) break;
  }
  return value;
}

/** P(T > t) of Student's t for t >= 0. */
function studentTTail(t: number, dof: number): number {
  const square = t * t;
  return 0.5 * betaSplit(0.5 * dof, 0.5, dof / (dof + square), square / (dof + square));
}

/** The t with P(T <= t) = p for Student's t with dof > 0 degrees of freedom (0.5 or more), relative error below 1e-9. */
export function studentTQuantile(p: number, dof: number): number {
  if (!(p >= 0 && p <= 1 && dof > 0)) return NaN;
  if (p === 0.5) return 0;
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  if (dof === Infinity) return normalQuantile(p);
  const target = Math.min(p, 1 - p);
  const sign = p < 0.5 ? -1 : 1;
  const logDensityAtZero = logGamma(0.5 * (dof + 1)) - logGamma(0.5 * dof) - 0.5 * log(dof) - 0.5 * log(Math.PI);
  let low = 0;
  let high = Infinity;
  let t = Math.max(-normalQuantile(target), 1e-9);
  for (let step = 0; step < 200; step++) {
    const tail = studentTTail(t, dof);
    if (tail > target) low = t;
    else high = t;
    const density = exp(logDensityAtZero - 0.5 * (dof + 1) * log1p((t * t) / dof));
    const excess = tail < 0.25 ? (tail * log(tail / target)) / density : (tail - target) / density;
    const newton = t + excess;
    const next = newton > low && newton < high ? newton : high === Infinity ? 2 * t : 0.5 * (low + high);
    if (Math.abs(next - t) <= 1e-14 * t) return sign * next;
    t = next;
  }
  return sign * t;
}
