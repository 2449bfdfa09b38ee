/** Standard normal numbers from random bits: the ziggurat with 256 layers. */

import { exp, log } from '../numeric/elementary.ts';
import type { PhiloxKey } from './philox.ts';
import { stepPhilox } from './philox.ts';

const LAYERS = 256;
/** Where the tail begins, and the common area of the layers under exp(-x^2/2), for 256 layers [Marsaglia2000]. */
const TAIL_START = 3.654152885361009;
const LAYER_AREA = 0.004928673233974655;

/** Right edge of layer j; EDGES[0] is the width that gives the base with its tail the common area; EDGES[256] = 0. */
const EDGES = new Float64Array(LAYERS + 1);
/** EDGES, then their negatives. */
const SIGNED_EDGES = new Float64Array(2 * LAYERS);
/** exp(-EDGES[j]^2 / 2), and 1 at the top. */
const HEIGHTS = new Float64Array(LAYERS + 1);
/** Share of layer j that lies wholly under the curve. */
const INNER_SHARES = new Float64Array(LAYERS);

EDGES[0] = LAYER_AREA / exp(-0.5 * TAIL_START * TAIL_START);
EDGES[1] = TAIL_START;
for (let j = 1; j < LAYERS; j++) {
  HEIGHTS[j] = exp(-0.5 * EDGES[j] * EDGES[j]);
  if (j + 1 < LAYERS) EDGES[j + 1] = Math.sqrt(-2 * log(LAYER_AREA / EDGES[j] + HEIGHTS[j]));
}
HEIGHTS[LAYERS] = 1;
for (let j = 0; j < LAYERS; j++) {
  INNER_SHARES[j] = EDGES[j + 1] / EDGES[j];
  SIGNED_EDGES[j] = EDGES[j];
  SIGNED_EDGES[j + LAYERS] = -EDGES[j];
}

/** Third counter word for bits beyond the first 64 of a draw. */
const DOMAIN_RETRY = 2;

const BLOCK = new Int32Array(4);

/** A number in [0, 1) from the 53 of 64 random bits that remain after 8 bits of layer and one of sign. */
function unitInterval(first: number, second: number): number {
  return ((first >>> 11) * 4294967296 + (second >>> 0)) * (1 / 9007199254740992);
}

/**
 * Turn the first 64 random bits of draw i into a standard normal number.
 * 1.2 % of draws need more bits and take them from the counters (i, attempt), which no other draw reads.
 * Source: [Marsaglia2000], with layer and position from separate bits [Doornik2005].
 */
export function normalFromBits(key: PhiloxKey, i: number, first: number, second: number): number {
  const u = unitInterval(first, second);
  return u < INNER_SHARES[first & 255] ? u * SIGNED_EDGES[first & 511] : outsideCore(key, i, first, second);
}

/** The rest of the ziggurat: the wedge of a layer, the tail beyond TAIL_START, or another attempt. */
function outsideCore(key: PhiloxKey, i: number, first: number, second: number): number {
  for (let attempt = 1; ; attempt++) {
    const layer = first & 255;
    const sign = (first & 256) === 0 ? 1 : -1;
    const u = unitInterval(first, second);
    const x = u * EDGES[layer];
    if (u < INNER_SHARES[layer]) return sign * x;
    if (layer === 0) return sign * tailDraw(key, i, attempt);
    runRetry(key, i, attempt);
    const height = HEIGHTS[layer] + unitInterval(BLOCK[0], BLOCK[1]) * (HEIGHTS[layer + 1] - HEIGHTS[layer]);
    if (height < exp(-0.5 * x * x)) return sign * x;
    first = BLOCK[2];
    second = BLOCK[3];
  }
}

/** A normal draw beyond TAIL_START, by Marsaglia's exponential wedge; from counter (i, attempt) on. */
function tailDraw(key: PhiloxKey, i: number, attempt: number): number {
  for (let next = attempt; ; next++) {
    runRetry(key, i, next);
    const x = -log(1 - unitInterval(BLOCK[0], BLOCK[1])) / TAIL_START;
    const y = -log(1 - unitInterval(BLOCK[2], BLOCK[3]));
    if (y + y > x * x) return TAIL_START + x;
  }
}

function runRetry(key: PhiloxKey, i: number, attempt: number): void {
  BLOCK[0] = i;
  BLOCK[1] = attempt;
  BLOCK[2] = DOMAIN_RETRY;
  BLOCK[3] = 0;
  stepPhilox(BLOCK, key.k0 | 0, key.k1 | 0);
}
