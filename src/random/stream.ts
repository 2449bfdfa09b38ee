/** Keyed streams of chance: draw i of a stream depends on its key and i alone, never on another draw. */

import { stepPhilox, unitInterval } from './philox.ts';
import type { SeedKey } from './seed.ts';

export { fillNormals, fillStudentT, normalAt, studentTAt } from './normal.ts';

/** 64-bit hash of a stream's name and entity, made once per scenario; two unsigned 32-bit words. */
export interface StreamId {
  readonly h0: number;
  readonly h1: number;
}

/** What a stream draws under: two unsigned 32-bit words. */
export interface StreamKey {
  readonly k0: number;
  readonly k1: number;
}

/** Third counter word: keeps the draws of different kinds apart under one key. */
const DOMAIN_UNIFORM = 0;
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

/** Run the block of draws 2 * pair and 2 * pair + 1. */
function uniformBlock(key: StreamKey, pair: number): void {
  BLOCK[0] = pair;
  BLOCK[1] = 0;
  BLOCK[2] = DOMAIN_UNIFORM;
  BLOCK[3] = 0;
  stepPhilox(BLOCK, key.k0, key.k1);
}

/** Draw i of a stream, uniform in [0, 1) with 53 random bits; i in 0 .. 2^32 - 1. */
export function uniformAt(key: StreamKey, i: number): number {
  uniformBlock(key, i >>> 1);
  return (i & 1) === 0 ? unitInterval(BLOCK[0], BLOCK[1]) : unitInterval(BLOCK[2], BLOCK[3]);
}

/** Fill out[0 .. count - 1] with draws 0, 1, ... of a stream: out[i] = uniformAt(key, i). */
export function fillUniforms(out: Float64Array, key: StreamKey, count = out.length): void {
  const even = count & ~1;
  for (let i = 0; i < even; i += 2) {
    uniformBlock(key, i >>> 1);
    out[i] = unitInterval(BLOCK[0], BLOCK[1]);
    out[i + 1] = unitInterval(BLOCK[2], BLOCK[3]);
  }
  if (even < count) out[even] = uniformAt(key, even);
}
