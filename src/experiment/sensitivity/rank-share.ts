/** First-order Sobol' indices from independent draws: the rank estimator, with a closed-form standard error. */

import { pow } from '../../numeric/elementary.ts';
import { normalQuantile } from '../../numeric/special.ts';
import { mean } from '../../numeric/statistics.ts';
import { expandSeed } from '../../random/seed.ts';
import { openStream, streamId } from '../../random/stream.ts';
import { shuffled } from '../design.ts';
import { around, type Estimate } from '../jackknife.ts';

/** A share of the variance with its 95 % interval; it may be negative by sampling error and is not clipped. */
export type Share = Estimate;

/** Values of one uncertain number, or of several that share their quantile, in the order of the runs. */
export interface Input {
  readonly name: string;
  readonly values: ArrayLike<number>;
}

/** Grouping of inputs for a joint share, such as by the label of their evidence. */
export interface InputGroup {
  readonly name: string;
  readonly inputs: readonly string[];
}

export interface RankShares {
  readonly runs: number;
  /** In the order of the inputs. */
  readonly inputs: readonly (Share & { readonly name: string; readonly half: number; readonly quarter: number })[];
  readonly groups: readonly (Share & InputGroup)[];
  /** Sum over all inputs. */
  readonly sum: Share;
  /** Significance threshold: all inputs without effect stay below this share in 95 % of analyses. */
  readonly noiseFloor: number;
}

/** Least number of runs for a share. */
export const FEWEST_RUNS = 50;
const DUMMIES = 200;
const CONFIDENCE = 0.95;
const Z = normalQuantile(1 - (1 - CONFIDENCE) / 2);

interface RankShare {
  readonly value: number;
  /** Variance of the estimate. */
  readonly variance: number;
  /** First-order influence of each run on the estimate, times the number of runs. */
  readonly influence: Float64Array;
}

/** Runs in the order of an input; equal values keep the order of the runs, which is random. */
export function orderOf(values: ArrayLike<number>): Uint32Array {
  return Uint32Array.from({ length: values.length }, (_, i) => i).sort((a, b) => values[a] - values[b] || a - b);
}

function centred(y: ArrayLike<number>): { readonly c: Float64Array; readonly v: number } {
  const m = mean(y);
  const c = Float64Array.from(y, (value) => value - m);
  return { c, v: c.reduce((sum, value) => sum + value * value, 0) / c.length };
}

/** Neighbours on one side of a run: more of them lower the error and increase the smoothing bias. */
function neighboursFor(runs: number): number {
  return Math.max(1, Math.round(pow(runs, 1 / 3) / 2));
}

/** Mean of up to k values after each place; 0 after the last. */
function meansAfter(values: Float64Array, k: number): Float64Array {
  const n = values.length;
  const means = new Float64Array(n);
  let sum = 0;
  for (let i = n - 2; i >= 0; i--) {
    sum += values[i + 1];
    if (i + k + 1 < n) sum -= values[i + k + 1];
    means[i] = sum / Math.min(k, n - 1 - i);
  }
  return means;
}

/** Mean squared conditional variance, from differences of neighbours. */
function squaredNoise(sorted: Float64Array): number {
  let sum = 0;
  for (let i = 0; i + 3 < sorted.length; i++) {
    const [first, second] = [sorted[i] - sorted[i + 1], sorted[i + 2] - sorted[i + 3]];
    sum += (first * first * second * second) / 4;
  }
  return sum / (sorted.length - 3);
}

/**
 * Share of the variance of `c` explained by an input: the mean product of neighbours in the order of the input, over
 * about half the cube root of the number of runs to each side.
 *
 * Its variance is that of the first-order influence of a run, with means of neighbours as conditional means, plus that
 * of the products of noise. The bootstrap fails here: copies of a run become their own neighbours
 * [LinHan2024].
 *
 * Source: [GamboaEtAl2022] with one neighbour, [LinHan2023] with several.
 */
function rankShare(c: Float64Array, v: number, order: Uint32Array): RankShare {
  const n = c.length;
  const k = neighboursFor(n);
  const sorted = Float64Array.from(order, (run) => c[run]);
  const after = meansAfter(sorted, k);
  const before = meansAfter(sorted.slice().reverse(), k).reverse();
  let product = 0;
  for (let i = 0; i + 1 < n; i++) product += sorted[i] * after[i];
  // Centring by the mean of the sample lowers the product by v / n.
  const value = product / (n - 1) / v + 1 / n;
  const influence = new Float64Array(n);
  let square = 0;
  for (let i = 0; i < n; i++) {
    const mine = (sorted[i] * (before[i] + after[i]) - before[i] * after[i] - value * sorted[i] * sorted[i]) / v;
    influence[order[i]] = mine;
    square += (mine * mine) / n;
  }
  // Neighbours estimate the conditional mean; the square counts their noise twice.
  const noise = squaredNoise(sorted) / (v * v * k);
  return { value, variance: Math.max(square - noise * (1 + 1 / k), noise) / n, influence };
}

const withError = (value: number, variance: number): Share => around(value, Z * Math.sqrt(variance));

function pointShare(y: ArrayLike<number>, values: ArrayLike<number>, runs: number): number {
  const { c, v } = centred(Array.prototype.slice.call(y, 0, runs) as number[]);
  return v > 0 ? rankShare(c, v, orderOf(Array.prototype.slice.call(values, 0, runs) as number[])).value : Number.NaN;
}

/** Mean and standard deviation of the share of dummy inputs, drawn for the same runs. */
function dummyShares(c: Float64Array, v: number, seed: string): { readonly centre: number; readonly sd: number } {
  let sum = 0;
  let squares = 0;
  for (let d = 0; d < DUMMIES; d++) {
    const key = openStream(expandSeed(seed), d, streamId('resample', 'dummy-input'));
    const { value } = rankShare(c, v, shuffled(c.length, key));
    sum += value;
    squares += value * value;
  }
  const centre = sum / DUMMIES;
  return { centre, sd: Math.sqrt(Math.max(0, squares / DUMMIES - centre * centre)) };
}

/** Variance of a sum of shares: their variances and covariances. */
function sumOf(shares: readonly RankShare[]): Share {
  const n = shares[0]?.influence.length ?? 0;
  let joint = 0;
  for (let r = 0; r < n; r++) {
    let all = 0;
    let own = 0;
    for (const { influence } of shares) {
      all += influence[r];
      own += influence[r] * influence[r];
    }
    joint += all * all - own;
  }
  const value = shares.reduce((sum, share) => sum + share.value, 0);
  const variance = shares.reduce((sum, share) => sum + share.variance, 0) + (n > 0 ? joint / (n * n) : 0);
  return withError(value, Math.max(variance, 0));
}

/**
 * Estimate the first-order shares of all inputs from runs whose inputs are drawn independently of one another.
 *
 * @param y     Outcome of each run, finite; 0 and 1 for an event.
 * @param seed  Seed of the dummy inputs.
 * @throws RangeError  When there are fewer than `FEWEST_RUNS` runs or the outcome does not vary.
 */
export function rankShares(
  y: ArrayLike<number>,
  inputs: readonly Input[],
  groups: readonly InputGroup[],
  seed: string,
): RankShares {
  const runs = y.length;
  if (runs < FEWEST_RUNS) throw new RangeError(`shares need ${FEWEST_RUNS} runs, got ${runs}`);
  const { c, v } = centred(y);
  if (!(v > 0)) throw new RangeError('the outcome does not vary');
  const shares = inputs.map(({ values }) => rankShare(c, v, orderOf(values)));
  const { centre, sd } = dummyShares(c, v, seed);
  const inputCount = Math.max(1, inputs.length);
  // Bonferroni: the maximum of so many dummies.
  const noiseFloor = centre + sd * normalQuantile(1 - (1 - CONFIDENCE) / inputCount);
  return {
    runs,
    inputs: inputs.map(({ name, values }, i) => ({
      name,
      ...withError(shares[i].value, shares[i].variance),
      half: pointShare(y, values, runs >> 1),
      quarter: pointShare(y, values, runs >> 2),
    })),
    groups: groups.map((group) => ({
      ...group,
      ...sumOf(shares.filter((_, i) => group.inputs.includes(inputs[i].name))),
    })),
    sum: sumOf(shares),
    noiseFloor,
  };
}
