/** Stationary distribution of a chain whose rates may differ by hundreds of orders of magnitude. */

import { exp } from '../numeric/elementary.ts';
import { logAddExp } from './fixation.ts';

/**
 * Stationary distribution from logs of transition rates, shape [from][to], diagonal ignored, -Infinity for 0. State
 * reduction in log space: only sums, products and quotients of positive numbers, so that no precision is lost.
 *
 * @throws RangeError  When some states cannot reach the others, so that the answer depends on the start.
 *
 * Source: [GrassmannTaksarHeyman1985].
 */
export function stationaryOfLogRates(logRates: readonly (readonly number[])[]): Float64Array {
  const count = logRates.length;
  const q = logRates.map((row) => Float64Array.from(row));
  for (let k = count - 1; k > 0; k--) {
    let leaving = -Infinity;
    for (let j = 0; j < k; j++) leaving = logAddExp(leaving, q[k][j]);
    if (leaving === -Infinity) throw new RangeError(`no path leads from state ${k} to earlier states`);
    for (let i = 0; i < k; i++) {
      q[i][k] -= leaving;
      for (let j = 0; j < k; j++) if (i !== j) q[i][j] = logAddExp(q[i][j], q[i][k] + q[k][j]);
    }
  }
  const weights = new Float64Array(count);
  let total = 0;
  for (let k = 1; k < count; k++) {
    weights[k] = -Infinity;
    for (let i = 0; i < k; i++) weights[k] = logAddExp(weights[k], weights[i] + q[i][k]);
    total = logAddExp(total, weights[k]);
  }
  return weights.map((weight) => exp(weight - total));
}
