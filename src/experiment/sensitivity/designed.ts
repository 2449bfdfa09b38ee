/** Sensitivity from special designs: first-order and total Sobol' indices of a Saltelli design, elementary effects of a Morris design. */

import { normalQuantile, studentTQuantile } from '../../numeric/special.ts';
import { mean, variance } from '../../numeric/statistics.ts';
import { expandSeed } from '../../random/seed.ts';
import { openStream, streamId, uniformAt } from '../../random/stream.ts';
import { around } from '../jackknife.ts';
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

/** First-order indices of all inputs, then their total indices. */
function indicesOf(y: ArrayLike<number>, inputs: number, rows: ArrayLike<number>): number[] {
  const width = inputs + 2;
  const count = rows.length;
  const both = new Float64Array(2 * count);
  for (let r = 0; r < count; r++) {
    both[2 * r] = y[rows[r] * width];
    both[2 * r + 1] = y[rows[r] * width + 1];
  }
  const [middle, whole] = [mean(both), variance(both)];
  const indices = new Array<number>(2 * inputs);
  for (let i = 0; i < inputs; i++) {
    let [small, apart, squares, products, total] = [0, 0, 0, 0, 0];
    for (let r = 0; r < count; r++) {
      const [a, b, mixed] = [both[2 * r], both[2 * r + 1], y[rows[r] * width + 2 + i]];
      const one = (b - middle) * (mixed - a);
      const difference = whole - ((b - mixed) * (b - mixed)) / 2 - one;
      small += one;
      apart += difference;
      squares += difference * difference;
      products += one * difference;
      total += ((a - mixed) * (a - mixed)) / 2;
    }
    // Variance of the estimate for small indices plus a share of the difference is least at this share.
    const spread = squares - (apart * apart) / count;
    const share = spread > 0 ? Math.max(0, Math.min(1, ((small * apart) / count - products) / spread)) : 0;
    indices[i] = (small + share * apart) / count / whole;
    indices[inputs + i] = total / count / whole;
  }
  return indices;
}

/**
 * Estimate Sobol' indices from the outcomes of a Saltelli design, with bootstrap intervals over its base rows.
 *
 * A first-order index is the combination of least variance of two unbiased estimates: the one is precise for large
 * indices [Jansen1999], the other for small ones [SaltelliEtAl2010]. A total index is that of [Jansen1999].
 *
 * @param y  Outcomes by configuration: of each base row that of A, of B, and of A with one input from B each.
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
  const share = (s: number): Share =>
    around(estimate[s], Z * Math.sqrt(variance(resamples.map((values) => values[s]))));
  return names.map((name, i) => ({ name, first: share(i), total: share(inputs + i) }));
}

/** Least number of elementary effects of an input for an interval. */
export const FEWEST_EFFECTS = 5;

export interface ElementaryEffects {
  readonly name: string;
  /** Effects found: one of each trajectory in which both ends of the step have the outcome. */
  readonly count: number;
  /** Mean absolute effect of the whole range, in units of the outcome, with a 95 % interval; NaN where undetermined. */
  readonly muStar: Share;
  readonly mu: number;
  /** Standard deviation of the effects over trajectories: large where the input interacts or acts non-linearly. */
  readonly sigma: number;
}

/** Elementary effects of all inputs, and what is missing of them. */
export interface Screening {
  readonly effects: readonly ElementaryEffects[];
  /** Steps of all trajectories, and those of which an end lacks the outcome. */
  readonly steps: number;
  readonly lost: number;
  /** Steps at which the outcome begins or ceases to be missing, by the input that moves; most first. */
  readonly turns: readonly { readonly name: string; readonly count: number }[];
}

/** Part of the range that an input moves in a step of a trajectory. */
export const MORRIS_STEP = 2 / 3;

/**
 * Estimate elementary effects from the outcomes of a Morris design. An effect needs the two ends of its step only, so an
 * incomplete trajectory contributes its other steps. Intervals are Student's, over trajectories, which are independent.
 *
 * @param runs    Outcomes by configuration, one list for each run of them; NaN where there is none.
 *                An effect is the mean over the runs that have both ends, which share their random draws.
 * @param inputs  Values of each input by configuration; a trajectory is one configuration more than there are inputs.
 *
 * Source: [Morris1991], [CampolongoEtAl2007].
 */
export function elementaryEffects(
  runs: readonly ArrayLike<number>[],
  inputs: readonly { readonly name: string; readonly values: ArrayLike<number> }[],
): Screening {
  const width = inputs.length + 1;
  const trajectories = Math.floor(runs[0].length / width);
  const found = inputs.map((): number[] => []);
  const turns = inputs.map(() => 0);
  const isThere = (at: number): boolean => runs.some((y) => Number.isFinite(y[at]));
  for (let at = 0; at < trajectories * width; at++) {
    if (at % width === 0) continue;
    const moved = inputs.findIndex(({ values }) => values[at] !== values[at - 1]);
    const { values } = inputs[moved];
    const differences = runs.map((y) => y[at] - y[at - 1]).filter(Number.isFinite);
    if (differences.length > 0) {
      found[moved].push(mean(differences) / (values[at] > values[at - 1] ? MORRIS_STEP : -MORRIS_STEP));
    }
    if (isThere(at) !== isThere(at - 1)) turns[moved]++;
  }
  const steps = trajectories * inputs.length;
  return {
    effects: inputs.map(({ name }, i) => effectsOf(name, found[i])),
    steps,
    lost: steps - found.reduce((sum, { length }) => sum + length, 0),
    turns: inputs
      .map(({ name }, i) => ({ name, count: turns[i] }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count),
  };
}

function effectsOf(name: string, effects: readonly number[]): ElementaryEffects {
  const count = effects.length;
  if (count < FEWEST_EFFECTS) {
    return { name, count, muStar: around(Number.NaN, Number.NaN), mu: Number.NaN, sigma: Number.NaN };
  }
  const sizes = effects.map(Math.abs);
  const half = studentTQuantile(UPPER_TAIL_POINT, count - 1) * Math.sqrt(variance(sizes) / count);
  return { name, count, muStar: around(mean(sizes), half), mu: mean(effects), sigma: Math.sqrt(variance(effects)) };
}
