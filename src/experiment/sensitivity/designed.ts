/** Sensitivity from special designs: first-order and total Sobol' indices of a Saltelli design, elementary effects of a Morris design. */

import { normalQuantile, studentTQuantile } from '../../numeric/special.ts';
import { mean, variance } from '../../numeric/statistics.ts';
import { expandSeed } from '../../random/seed.ts';
import { openStream, streamId, uniformAt } from '../../random/stream.ts';
import type { Share } from './rank-share.ts';

/** Least number of base rows or trajectories for an interval. */
export const FEWEST_ROWS = 10;
const RESAMPLES = 400;
const UPPER_TAIL_POINT = 0.975;
const Z = normalQuantile(UPPER_TAIL_POINT);

export interface SobolIndices {
  readonly name: string;
  readonly first: Share;
  readonly total: Share;
}

/** Sums over base rows for the indices. */
function indicesOf(y: ArrayLike<number>, inputs: number, rows: ArrayLike<number>): number[] {
  const width = inputs + 2;
  const [first, total] = [new Float64Array(inputs), new Float64Array(inputs)];
  const both = new Float64Array(2 * rows.length);
  for (let r = 0; r < rows.length; r++) {
    const at = rows[r] * width;
    const [a, b] = [y[at], y[at + 1]];
    both[2 * r] = a;
    both[2 * r + 1] = b;
    for (let i = 0; i < inputs; i++) {
      const mixed = y[at + 2 + i];
      first[i] += ((b - mixed) * (b - mixed)) / (2 * rows.length);
      total[i] += ((a - mixed) * (a - mixed)) / (2 * rows.length);
    }
  }
  const whole = variance(both);
  return [...Array.from(first, (part) => 1 - part / whole), ...Array.from(total, (part) => part / whole)];
}

/**
 * Estimate Sobol' indices from the outcomes of a Saltelli design, with bootstrap intervals over its base rows.
 *
 * @param y  Outcomes by configuration: of each base row that of A, of B, and of A with one input from B each.
 *
 * Source: [Jansen1999].
 */
export function sobolIndices(y: ArrayLike<number>, names: readonly string[], seed: string): SobolIndices[] {
  const inputs = names.length;
  const count = Math.floor(y.length / (inputs + 2));
  const all = Array.from({ length: count }, (_, row) => row);
  const estimate = indicesOf(y, inputs, all);
  const resamples = Array.from({ length: RESAMPLES }, (_, b) => {
    const stream = openStream(expandSeed(seed), b, streamId('resample', 'base-rows'));
    return indicesOf(
      y,
      inputs,
      all.map((row) => Math.floor(uniformAt(stream, row) * count)),
    );
  });
  const share = (s: number): Share => {
    const half = Z * Math.sqrt(variance(resamples.map((values) => values[s])));
    return { value: estimate[s], low: estimate[s] - half, high: estimate[s] + half };
  };
  return names.map((name, i) => ({ name, first: share(i), total: share(inputs + i) }));
}

export interface ElementaryEffects {
  readonly name: string;
  /** Mean absolute effect of the whole range, in units of the outcome, with a 95 % interval. */
  readonly muStar: Share;
  readonly mu: number;
  /** Standard deviation of the effects over trajectories: large where the input interacts or acts non-linearly. */
  readonly sigma: number;
}

/** Part of the range that an input moves in a step of a trajectory. */
export const MORRIS_STEP = 2 / 3;

/**
 * Estimate elementary effects from the outcomes of a Morris design.
 *
 * @param inputs  Values of each input by configuration; a trajectory is one configuration more than there are inputs.
 *
 * Source: [Morris1991], [CampolongoEtAl2007].
 */
export function elementaryEffects(
  y: ArrayLike<number>,
  inputs: readonly { readonly name: string; readonly values: ArrayLike<number> }[],
): ElementaryEffects[] {
  const width = inputs.length + 1;
  const count = Math.floor(y.length / width);
  return inputs.map(({ name, values }) => {
    const effects = Array.from({ length: count }, (_, trajectory) => {
      for (let at = trajectory * width + 1; at < (trajectory + 1) * width; at++) {
        if (values[at] !== values[at - 1]) {
          return (y[at] - y[at - 1]) / (values[at] > values[at - 1] ? MORRIS_STEP : -MORRIS_STEP);
        }
      }
      return 0;
    });
    const sizes = effects.map(Math.abs);
    const half = studentTQuantile(UPPER_TAIL_POINT, count - 1) * Math.sqrt(variance(sizes) / count);
    const size = mean(sizes);
    return {
      name,
      muStar: { value: size, low: size - half, high: size + half },
      mu: mean(effects),
      sigma: Math.sqrt(variance(effects)),
    };
  });
}
