/** The counter-based generator Philox 4x32-10: 128 random bits from a counter and a key, with no state. */

/** Two unsigned 32-bit words. */
export interface PhiloxKey {
  readonly k0: number;
  readonly k1: number;
}

const ROUNDS = 10;
/** High and low halves of the two multipliers 0xD2511F53 and 0xCD9E8D57. */
const M0 = 0xd2511f53 | 0;
const M0_HIGH = 0xd251;
const M0_LOW = 0x1f53;
const M1 = 0xcd9e8d57 | 0;
const M1_HIGH = 0xcd9e;
const M1_LOW = 0x8d57;
/** Key increments: the golden ratio and sqrt(3) - 1. */
const W0 = 0x9e3779b9 | 0;
const W1 = 0xbb67ae85 | 0;

/**
 * Replace the counter in block[0..3] by its 128 random bits under the key (k0, k1), all taken modulo 2^32.
 * Consequence: reproduces the published vectors (test/random/philox.test.ts).
 * Source: [Salmon2011].
 */
export function stepPhilox(block: Int32Array, k0: number, k1: number): void {
  let a = block[0];
  let b = block[1];
  let c = block[2];
  let d = block[3];
  let key0 = k0 | 0;
  let key1 = k1 | 0;
  for (let round = 0; round < ROUNDS; round++) {
    const aLow = a & 0xffff;
    const aHigh = a >>> 16;
    const aCross = (Math.imul(M0_HIGH, aLow) + (Math.imul(M0_LOW, aLow) >>> 16)) | 0;
    const aCarry = (Math.imul(M0_LOW, aHigh) + (aCross & 0xffff)) | 0;
    const aTop = (Math.imul(M0_HIGH, aHigh) + (aCross >>> 16) + (aCarry >>> 16)) | 0;
    const cLow = c & 0xffff;
    const cHigh = c >>> 16;
    const cCross = (Math.imul(M1_HIGH, cLow) + (Math.imul(M1_LOW, cLow) >>> 16)) | 0;
    const cCarry = (Math.imul(M1_LOW, cHigh) + (cCross & 0xffff)) | 0;
    const cTop = (Math.imul(M1_HIGH, cHigh) + (cCross >>> 16) + (cCarry >>> 16)) | 0;
    const aProduct = Math.imul(M0, a);
    const cProduct = Math.imul(M1, c);
    a = cTop ^ b ^ key0;
    b = cProduct;
    c = aTop ^ d ^ key1;
    d = aProduct;
    key0 = (key0 + W0) | 0;
    key1 = (key1 + W1) | 0;
  }
  block[0] = a;
  block[1] = b;
  block[2] = c;
  block[3] = d;
}
