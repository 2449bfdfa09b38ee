/** Sobol' sequences: points that fill a unit cube evenly, computed directly from their index. */

import { type StreamKey, uniformAt } from '../random/stream.ts';
import { SOBOL_DIRECTIONS } from './design-sobol-directions.ts';

const BITS = 32;
const TWO_TO_BITS = 4294967296;

/** Most dimensions of a Sobol' design. */
export const SOBOL_DIMENSIONS = SOBOL_DIRECTIONS.length + 1;

/**
 * Direction numbers of one dimension from 0, shifted to 32 bits.
 *
 * With the polynomial x^s + a_1 x^(s-1) + ... + a_(s-1) x + 1 the numbers continue as
 * v_k = v_(k-s) xor (v_(k-s) >> s) xor those v_(k-j) with a_j = 1.
 * Source: [Sobol1967], with the numbers of [JoeKuo2008].
 */
export function sobolDirections(dimension: number): Uint32Array {
  const directions = new Uint32Array(BITS);
  if (dimension === 0) {
    for (let k = 0; k < BITS; k++) directions[k] = 1 << (BITS - 1 - k);
    return directions;
  }
  const [degree, inner, ...first] = SOBOL_DIRECTIONS[dimension - 1].split(' ').map(Number);
  for (let k = 0; k < BITS; k++) {
    if (k < degree) {
      directions[k] = first[k] << (BITS - 1 - k);
      continue;
    }
    let next = directions[k - degree] ^ (directions[k - degree] >>> degree);
    for (let j = 1; j < degree; j++) {
      if (((inner >>> (degree - 1 - j)) & 1) === 1) next ^= directions[k - j];
    }
    directions[k] = next;
  }
  return directions;
}

/** Point `index` of one dimension as 32 bits; points come in the order of the Gray code, 0 first. */
export function sobolBits(directions: Uint32Array, index: number): number {
  let gray = (index ^ (index >>> 1)) >>> 0;
  let bits = 0;
  for (let k = 0; gray !== 0; k++, gray >>>= 1) if ((gray & 1) === 1) bits ^= directions[k];
  return bits >>> 0;
}

/**
 * Flip each bit or not, by a draw keyed by the bits before it. Points with a common prefix still have one, so the
 * sequence stays balanced, and each point is uniform.
 * Source: [Owen1995].
 */
export function owenScrambled(bits: number, key: StreamKey): number {
  let scrambled = 0;
  let prefix = 1;
  for (let b = BITS - 1; b >= 0; b--) {
    const bit = (bits >>> b) & 1;
    const flip = uniformAt(key, prefix) < 0.5 ? 1 : 0;
    scrambled |= (bit ^ flip) << b;
    prefix = 2 * prefix + bit;
  }
  return scrambled >>> 0;
}

/** 32 bits as a number in [0, 1). */
export function unitOfBits(bits: number): number {
  return bits / TWO_TO_BITS;
}
