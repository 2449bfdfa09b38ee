/** Normal and Student t draws of a keyed stream; draw i owns the counters (i, attempt), rejections included. */

import { exp, expm1, log } from '../numeric/elementary.ts';
import { stepPhilox, unitInterval } from './philox.ts';
import type { StreamKey } from './stream.ts';
import { EDGES, HEIGHTS, INNER_SHARES, TAIL_START } from './ziggurat.ts';

/** Third counter word: keeps the draws of different kinds apart under one key. */
const DOMAIN_NORMAL = 1;
const DOMAIN_NORMAL_RETRY = 2;
const DOMAIN_STUDENT = 3;

const BLOCK = new Int32Array(4);

function runBlock(key: StreamKey, counter: number, attempt: number, domain: number): void {
  BLOCK[0] = counter;
  BLOCK[1] = attempt;
  BLOCK[2] = domain;
  BLOCK[3] = 0;
  stepPhilox(BLOCK, key.k0, key.k1);
}

/** Where a 64-bit draw falls in its layer, in [0, 1): 53 bits left beside 8 bits of layer and one of sign. */
function positionInLayer(first: number, second: number): number {
  return ((first >>> 11) * 4294967296 + (second >>> 0)) * (1 / 9007199254740992);
}

/** Turn 64 random bits into a normal draw; 1.2 % of draws need more bits and fetch them from counters of their own. */
function ziggurat(key: StreamKey, i: number, first: number, second: number): number {
  const layer = first & 255;
  const u = positionInLayer(first, second);
  if (u < INNER_SHARES[layer]) {
    const x = u * EDGES[layer];
    return (first & 256) === 0 ? x : -x;
  }
  return outsideCore(key, i, first, second);
}

/** The rest of the ziggurat: the wedge of a layer, the tail beyond TAIL_START, or another attempt. */
function outsideCore(key: StreamKey, i: number, first: number, second: number): number {
  for (let attempt = 1; ; attempt++) {
    const layer = first & 255;
    const sign = (first & 256) === 0 ? 1 : -1;
    const u = positionInLayer(first, second);
    const x = u * EDGES[layer];
    if (u < INNER_SHARES[layer]) return sign * x;
    if (layer === 0) return sign * tailDraw(key, i, attempt);
    runBlock(key, i, attempt, DOMAIN_NORMAL_RETRY);
    const height = HEIGHTS[layer] + unitInterval(BLOCK[0], BLOCK[1]) * (HEIGHTS[layer + 1] - HEIGHTS[layer]);
    if (height < exp(-0.5 * x * x)) return sign * x;
    first = BLOCK[2];
    second = BLOCK[3];
  }
}

/** A normal draw beyond TAIL_START, by Marsaglia's exponential wedge; from counter (i, attempt) on. */
function tailDraw(key: StreamKey, i: number, attempt: number): number {
  for (let next = attempt; ; next++) {
    runBlock(key, i, next, DOMAIN_NORMAL_RETRY);
    const x = -log(1 - unitInterval(BLOCK[0], BLOCK[1])) / TAIL_START;
    const y = -log(1 - unitInterval(BLOCK[2], BLOCK[3]));
    if (y + y > x * x) return TAIL_START + x;
  }
}

/** Draw i of a stream, standard normal; i in 0 .. 2^32 - 1. Source: ziggurat of [Marsaglia2000]. */
export function normalAt(key: StreamKey, i: number): number {
  runBlock(key, i >>> 1, 0, DOMAIN_NORMAL);
  return (i & 1) === 0 ? ziggurat(key, i, BLOCK[0], BLOCK[1]) : ziggurat(key, i, BLOCK[2], BLOCK[3]);
}

/** Fill out[0 .. count - 1] with draws 0, 1, ...: out[i] = normalAt(key, i), so a longer fill begins as a shorter one. */
export function fillNormals(out: Float64Array, key: StreamKey, count = out.length): void {
  const even = count & ~1;
  for (let i = 0; i < even; i += 2) {
    runBlock(key, i >>> 1, 0, DOMAIN_NORMAL);
    const third = BLOCK[2];
    const fourth = BLOCK[3];
    out[i] = ziggurat(key, i, BLOCK[0], BLOCK[1]);
    out[i + 1] = ziggurat(key, i + 1, third, fourth);
  }
  if (even < count) out[even] = normalAt(key, even);
}

/**
 * Draw i of a stream, Student t with `dof` > 2 degrees of freedom, scaled to unit variance; i in 0 .. 2^32 - 1.
 * A point (u, v) in the unit disc, w = u^2 + v^2: t = u sqrt(dof (w^(-2/dof) - 1) / w).
 * Source: [Bailey1994].
 */
export function studentTAt(key: StreamKey, i: number, dof: number): number {
  for (let attempt = 0; ; attempt++) {
    runBlock(key, i, attempt, DOMAIN_STUDENT);
    const u = 2 * unitInterval(BLOCK[0], BLOCK[1]) - 1;
    const v = 2 * unitInterval(BLOCK[2], BLOCK[3]) - 1;
    const w = u * u + v * v;
    if (w < 1 && w > 0) return u * Math.sqrt(((dof - 2) * expm1((-2 / dof) * log(w))) / w);
  }
}

/** Fill out with draws 0, 1, ... of unit-variance Student t: out[i] = studentTAt(key, i, dof). */
export function fillStudentT(out: Float64Array, key: StreamKey, dof: number): void {
  for (let i = 0; i < out.length; i++) out[i] = studentTAt(key, i, dof);
}
