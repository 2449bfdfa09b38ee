/** Streams are keyed, prefix stable and independent of each other, and their output never changes silently. */

import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { expandSeed } from '../../src/random/seed.ts';
import type { StreamKey } from '../../src/random/stream.ts';
import {
  fillNormals,
  fillStudentT,
  fillUniforms,
  normalAt,
  openStream,
  streamId,
  studentTAt,
  uniformAt,
} from '../../src/random/stream.ts';

const KINDS = [
  ['uniform', uniformAt, fillUniforms],
  ['normal', normalAt, fillNormals],
  [
    'Student t',
    (key: StreamKey, i: number) => studentTAt(key, i, 5),
    (out: Float64Array, key: StreamKey) => fillStudentT(out, key, 5),
  ],
] as const;

const keyOf = (seed: string, replication = 0, name = 'demand', entity?: string): StreamKey =>
  openStream(expandSeed(seed), replication, streamId(name, entity));

describe.each(KINDS)('%s draws', (_, at, fill) => {
  it('equal the single draws in any order, and a longer fill begins as a shorter one', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(1e6), fc.nat(70), fc.nat(70), (seed, replication, some, more) => {
        const key = keyOf(seed, replication);
        const short = new Float64Array(some);
        const long = new Float64Array(some + more);
        fill(long, key);
        fill(short, key);
        expect(long.subarray(0, some)).toEqual(short);
        for (let i = long.length - 1; i >= 0; i--) expect(at(key, i)).toBe(long[i]);
      }),
    );
  });

  it('agree between fills and single draws over a long stretch, rejections included', () => {
    const out = new Float64Array(20_001);
    fill(out, keyOf('long'));
    for (let i = 0; i < out.length; i++) if (at(keyOf('long'), i) !== out[i]) expect(at(keyOf('long'), i)).toBe(out[i]);
  });

  it('take counters up to 2^32 - 1', () => {
    const key = keyOf('far');
    const draws = [0, 1, 2147483647, 2147483648, 4294967294, 4294967295].map((i) => at(key, i));
    expect(new Set(draws).size).toBe(draws.length);
  });
});

test('a count limits a fill', () => {
  const out = new Float64Array(5).fill(9);
  fillUniforms(out, keyOf('a'), 3);
  expect(out.map((x) => (x === 9 ? 1 : 0))).toEqual(new Float64Array([0, 0, 0, 1, 1]));
  fillNormals(out, keyOf('a'), 4);
  expect([out[3] === 9, out[4]]).toEqual([false, 9]);
});

test.each([
  ['uniforms', fillUniforms],
  ['normals', fillNormals],
  [
    'Student t',
    (out: Float64Array, key: StreamKey, to: number, from: number) => fillStudentT(out.subarray(0, to), key, 5, from),
  ],
] as const)('%s filled in parts are those filled at once, and a part touches no other', (_, fill) => {
  const whole = new Float64Array(13);
  fill(whole, keyOf('parts'), 13, 0);
  for (const [from, to] of [
    [0, 0],
    [0, 1],
    [1, 2],
    [2, 7],
    [3, 3],
    [3, 8],
    [6, 12],
    [7, 13],
  ]) {
    const part = new Float64Array(13).fill(9);
    fill(part, keyOf('parts'), to, from);
    expect(part).toEqual(whole.map((x, i) => (i >= from && i < to ? x : 9)));
  }
});

test('uniform draws are multiples of 2^-53 in [0, 1)', () => {
  const out = new Float64Array(1000);
  fillUniforms(out, keyOf('steps'));
  for (const u of out) {
    expect(Number.isInteger(u * 9007199254740992)).toBe(true);
    expect(u >= 0 && u < 1).toBe(true);
  }
  expect(out.some((u) => !Number.isInteger(u * 4503599627370496))).toBe(true);
});

test('every part of the key matters', () => {
  const keys = [
    keyOf('a'),
    keyOf('b'),
    keyOf('a', 1),
    keyOf('a', 0, 'supply'),
    keyOf('a', 0, 'demand', 'x'),
    keyOf('a', 0, 'demand', 'y'),
    keyOf('a', 0, 'demandx'),
    keyOf('a', 0, 'demand', 'a long name with more than one block of letters'),
    keyOf('a', 0, 'demand', 'a long name with more than one block of letterS'),
  ];
  expect(new Set(keys.map((key) => uniformAt(key, 0))).size).toBe(keys.length);
});

test('names and entities do not run into each other, nor does padding', () => {
  const ids = [
    streamId('ab', 'c'),
    streamId('a', 'bc'),
    streamId('abc'),
    streamId('', 'abc'),
    streamId('abc\u0000'),
    streamId('abc\u0000\u0000'),
    streamId(''),
  ];
  expect(new Set(ids.map((id) => `${id.h0} ${id.h1}`)).size).toBe(ids.length);
});

test('similar seeds and entities give distinct keys', () => {
  const seeds = Array.from({ length: 20_000 }, (_, i) => expandSeed(`seed-${i}`));
  expect(new Set(seeds.map(({ k0, k1 }) => `${k0} ${k1}`)).size).toBe(seeds.length);
  const ids = Array.from({ length: 20_000 }, (_, i) => streamId('outage', `node-${i}`));
  expect(new Set(ids.map(({ h0, h1 }) => `${h0} ${h1}`)).size).toBe(ids.length);
});

/** Change any of these only with a new MODEL_VERSION. */
test('golden values', () => {
  expect(expandSeed('42')).toEqual({ k0: 2346445722, k1: 3631795649 });
  expect(streamId('demand', 'aurora')).toEqual({ h0: 1602390097, h1: 3920759983 });
  const key = keyOf('42', 7, 'demand', 'aurora');
  expect(key).toEqual({ k0: 2206402769, k1: 3431353909 });
  const out = new Float64Array(4);
  fillUniforms(out, key);
  expect([...out]).toEqual([0.7607724205188015, 0.18806445675081762, 0.07968534562653284, 0.09756951251297197]);
  fillNormals(out, key);
  expect([...out]).toEqual([0.5004446539667667, -1.9951749550739861, -0.36020336115812307, 1.7140027056723608]);
  fillStudentT(out, key, 5);
  expect([...out]).toEqual([1.826727906081426, 0.2953260072563617, -0.07480970018075792, 0.7081416293778624]);
});

test('the bits of long fills never change', () => {
  const out = new Float64Array(50_000);
  const fingerprints = KINDS.map(([, , fill]) => {
    fill(out, keyOf('golden'));
    let hash = 0x811c9dc5;
    for (const byte of new Uint8Array(out.buffer)) hash = Math.imul(hash ^ byte, 0x01000193);
    return (hash >>> 0).toString(16);
  });
  expect(fingerprints).toEqual(['1b6af8ca', 'a90b091c', 'cf8a9d13']);
});
