/** Keyed random streams: draw i of a stream depends on its key and i alone, never on another draw. */

import { expm1, log } from '../numeric/elementary.ts';
import { normalFromBits } from './normal.ts';
import type { PhiloxKey } from './philox.ts';
import { stepPhilox } from './philox.ts';
import type { SeedKey } from './seed.ts';

/** 64-bit hash of a stream's name and entity, made once per scenario; two unsigned 32-bit words. */
export interface StreamId {
  readonly h0: number;
  readonly h1: number;
}

/** Key of a stream in a run: two unsigned 32-bit words. */
export type StreamKey = PhiloxKey;

/** Third counter word: separates the draws of different kinds under one key. */
const DOMAIN_UNIFORM = 0;
const DOMAIN_NORMAL = 1;
const DOMAIN_STUDENT = 3;
const DOMAIN_STREAM = 0x73747265;
const DOMAIN_NAME = 0x6e616d65;

const BLOCK = new Int32Array(4);

/**
 * Hash a stream name and an entity id: eight UTF-16 units a Philox block, each block keyed by the one before.
 * Consequence: adding an entity changes no other entity's draws (test/random/stream.test.ts).
 */
export function streamId(name: string, entity = ''): StreamId {
  const text = `${name}\u0000${entity}`;
  let h0 = text.length;
  let h1 = DOMAIN_NAME;
  for (let start = 0; start < text.length; start += 8) {
    for (let w = 0; w < 4; w++) {
      const first = text.charCodeAt(start + 2 * w) | 0;
      const second = text.charCodeAt(start + 2 * w + 1) | 0;
      BLOCK[w] = (first << 16) | second;
    }
    stepPhilox(BLOCK, h0, h1);
    h0 = BLOCK[0] >>> 0;
    h1 = BLOCK[1] >>> 0;
  }
  return { h0, h1 };
}

/** Open a stream of a run: one Philox block over (replication, id) under the seed. Replication in 0 .. 2^32 - 1. */
export function openStream(seed: SeedKey, replication: number, id: StreamId): StreamKey {
  BLOCK[0] = replication;
  BLOCK[1] = id.h0;
  BLOCK[2] = id.h1;
  BLOCK[3] = DOMAIN_STREAM;
  stepPhilox(BLOCK, seed.k0, seed.k1);
  return { k0: BLOCK[0] >>> 0, k1: BLOCK[1] >>> 0 };
}

/** Leave the 128 random bits of (counter, attempt) in BLOCK. */
function runBlock(key: StreamKey, domain: number, counter: number, attempt: number): void {
  BLOCK[0] = counter;
  BLOCK[1] = attempt;
  BLOCK[2] = domain;
  BLOCK[3] = 0;
  // As signed words: unsigned ones are too large for a small integer and would be boxed at every call.
  stepPhilox(BLOCK, key.k0 | 0, key.k1 | 0);
}

/** 53 random bits as a number in [0, 1); in this module, because engines inline it only here. */
function unitInterval(high: number, low: number): number {
  return ((high >>> 5) * 67108864 + (low >>> 6)) * (1 / 9007199254740992);
}

/** Draw i of a stream, uniform in [0, 1) with 53 random bits; i in 0 .. 2^32 - 1. */
export function uniformAt(key: StreamKey, i: number): number {
  runBlock(key, DOMAIN_UNIFORM, i >>> 1, 0);
  return (i & 1) === 0 ? unitInterval(BLOCK[0], BLOCK[1]) : unitInterval(BLOCK[2], BLOCK[3]);
}

/** Fill out[from .. to - 1] with those draws of a stream: out[i] = uniformAt(key, i). */
export function fillUniforms(out: Float64Array, key: StreamKey, to = out.length, from = 0): void {
  for (let i = from; i < to; i++) {
    const word = (i & 1) << 1;
    if (word === 0 || i === from) runBlock(key, DOMAIN_UNIFORM, i >>> 1, 0);
    out[i] = unitInterval(BLOCK[word], BLOCK[word + 1]);
  }
}

/** Draw i of a stream, standard normal; i in 0 .. 2^32 - 1. */
export function normalAt(key: StreamKey, i: number): number {
  runBlock(key, DOMAIN_NORMAL, i >>> 1, 0);
  return (i & 1) === 0 ? normalFromBits(key, i, BLOCK[0], BLOCK[1]) : normalFromBits(key, i, BLOCK[2], BLOCK[3]);
}

/** Fill out[from .. to - 1] with those draws: out[i] = normalAt(key, i), so filling in parts gives the same numbers. */
export function fillNormals(out: Float64Array, key: StreamKey, to = out.length, from = 0): void {
  for (let i = from; i < to; i++) {
    const word = (i & 1) << 1;
    if (word === 0 || i === from) runBlock(key, DOMAIN_NORMAL, i >>> 1, 0);
    out[i] = normalFromBits(key, i, BLOCK[word], BLOCK[word + 1]);
  }
}

/**
 * Draw i of a stream, Student t with `dof` > 2 degrees of freedom, scaled to unit variance; i in 0 .. 2^32 - 1.
 * A point (u, v) in the unit disc, w = u^2 + v^2: t = u sqrt(dof (w^(-2/dof) - 1) / w).
 * Source: [Bailey1994].
 */
export function studentTAt(key: StreamKey, i: number, dof: number): number {
  for (let attempt = 0; ; attempt++) {
    runBlock(key, DOMAIN_STUDENT, i, attempt);
    const u = 2 * unitInterval(BLOCK[0], BLOCK[1]) - 1;
    const v = 2 * unitInterval(BLOCK[2], BLOCK[3]) - 1;
    const w = u * u + v * v;
    if (w < 1 && w > 0) return u * Math.sqrt(((dof - 2) * expm1((-2 / dof) * log(w))) / w);
  }
}

/** Fill out from `from` on with unit-variance Student t: out[i] = studentTAt(key, i, dof); normal at dof = Infinity. */
export function fillStudentT(out: Float64Array, key: StreamKey, dof: number, from = 0): void {
  if (!(dof > 2)) throw new RangeError(`unit variance needs more than 2 degrees of freedom, got ${dof}`);
  if (dof === Infinity) fillNormals(out, key, out.length, from);
  else for (let i = from; i < out.length; i++) out[i] = studentTAt(key, i, dof);
}
