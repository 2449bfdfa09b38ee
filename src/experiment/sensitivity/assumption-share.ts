/** How much of the variance of an outcome rests on uncertain numbers: a polynomial estimator with a narrow interval. */

import { normalQuantile } from '../../numeric/special.ts';
import { mean } from '../../numeric/statistics.ts';
import { around } from '../jackknife.ts';
import { type Input, type InputGroup, orderOf, type Share } from './rank-share.ts';

export interface AssumptionShare {
  readonly runs: number;
  /** Share of all inputs, each alone. */
  readonly all: Share;
  readonly groups: readonly (Share & { readonly name: string; readonly inputs: number })[];
}

/** Fewer runs than this give intervals that say nothing. */
export const FEWEST_FOR_SPLIT = 200;
/** Shifted Legendre polynomials of the rank, orthonormal on [0, 1]: a line and a parabola. */
const BASIS: readonly ((u: number) => number)[] = [
  (u) => Math.sqrt(3) * (2 * u - 1),
  (u) => Math.sqrt(5) * (6 * u * u - 6 * u + 1),
];
const Z = normalQuantile(0.975);

/** Values of the basis for every run, by rank of an input. */
function termsOf({ values }: Input): Float64Array[] {
  const order = orderOf(values);
  return BASIS.map((term) => {
    const at = new Float64Array(order.length);
    for (let place = 0; place < order.length; place++) at[order[place]] = term((place + 0.5) / order.length);
    return at;
  });
}

/**
 * Share of the variance of `c` in so many orthonormal terms: products of different runs only, so without the bias of
 * squared noise; its variance by the influence of each run.
 */
function shareOf(c: Float64Array, terms: readonly Float64Array[]): Share {
  const n = c.length;
  const v = c.reduce((sum, value) => sum + value * value, 0) / n;
  const influence = new Float64Array(n);
  for (const term of terms) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += c[i] * term[i];
    for (let i = 0; i < n; i++) influence[i] += (c[i] * term[i] * (sum - c[i] * term[i])) / (n - 1) / v;
  }
  const value = mean(influence);
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const mine = 2 * (influence[i] - value) - value * ((c[i] * c[i]) / v - 1);
    squares += mine * mine;
  }
  // The square counts the noise of each term twice.
  const noise = (2 * terms.length) / (n * n);
  return around(value, Z * Math.sqrt(Math.max(squares / n / n - noise, noise)));
}

/**
 * Estimate how much of the variance the inputs explain, each alone, as far as their effects are lines or parabolas in
 * their quantile. Steeper bends count as unexplained; in exchange the interval of all inputs together is far narrower
 * than that of a sum of rank shares.
 *
 * @param y  Outcome of each run, finite; 0 and 1 for an event.
 * @throws RangeError  When the outcome does not vary.
 *
 * Source: polynomial chaos [Sudret2008] of first order, with coefficients from products of different runs.
 */
export function assumptionShare(
  y: ArrayLike<number>,
  inputs: readonly Input[],
  groups: readonly InputGroup[],
): AssumptionShare {
  const m = mean(y);
  const c = Float64Array.from(y, (value) => value - m);
  if (c.every((value) => value === 0)) throw new RangeError('the outcome does not vary');
  const terms = inputs.map(termsOf);
  return {
    runs: c.length,
    all: shareOf(c, terms.flat()),
    groups: groups.map(({ name, inputs: names }) => ({
      name,
      inputs: names.length,
      ...shareOf(c, terms.filter((_, i) => names.includes(inputs[i].name)).flat()),
    })),
  };
}
