/** Tables of the 256-layer ziggurat for the standard normal density, computed from the portable functions. */

import { exp, log } from '../numeric/elementary.ts';

const LAYERS = 256;
/** Where the tail begins, and the common area of the layers under exp(-x^2/2), for 256 layers [Marsaglia2000]. */
export const TAIL_START = 3.654152885361009;
const LAYER_AREA = 0.004928673233974655;

/** Right edge of layer j; EDGES[0] is the width that gives the base with its tail the common area; EDGES[256] = 0. */
export const EDGES = new Float64Array(LAYERS + 1);
/** EDGES, then EDGES with a minus. */
export const SIGNED_EDGES = new Float64Array(2 * LAYERS);
/** exp(-EDGES[j]^2 / 2), and 1 at the top. */
export const HEIGHTS = new Float64Array(LAYERS + 1);
/** Share of layer j that lies wholly under the curve. */
export const INNER_SHARES = new Float64Array(LAYERS);

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
