/** First-order Sobol' indices from independent draws: the rank estimator, with a closed-form standard error. */

import { normalQuantile } from '../../numeric/special.ts';
import { mean } from '../../numeric/statistics.ts';
import { expandSeed } from '../../random/seed.ts';
import { openStream, streamId } from '../../random/stream.ts';
import { shuffled } from '../design.ts';

/** A share of the variance with its 95 % interval; it may be negative by sampling error and is not clipped. */
export interface Share {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Values of one uncertain number, or of several that share their quantile, in the order of the runs. */
export interface Input {
  readonly name: string;
  readonly values: ArrayLike<number>;
}

/** How inputs are put together for a joint share, such as by the label of their evidence. */
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
  /** An input without effect stays below this share in 95 of 100 analyses, whichever of the inputs it is. */
  readonly noiseFloor: number;
}

/** Fewer runs than this say nothing about shares. */
export const FEWEST_RUNS = 50;
const DUMMIES = 200;
const CONFIDENCE = 0.95;
const Z = normalQuantile(1 - (1 - CONFIDENCE) / 2);

interface RankShare {
  readonly value: number;
  /** Variance of the estimate. */
  readonly variance: number;
  /** What each run adds to the estimate, to first order, times the number of runs. */
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

/**
 * Share of the variance of `c` explained by an input: the mean product of neighbours in the order of the input.
 *
 * The terms of the estimate are independent but for neighbours, given the input. Its variance therefore is that of the
 * terms plus twice their covariance at lag 1 less that at lag 2, which is what the input alone contributes. The usual
 * bootstrap fails here: copies of a run become their own neighbours [LinHan2024].
 *
 * Source: [GamboaEtAl2022], [Chatterjee2021].
 */
function rankShare(c: Float64Array, v: number, order: Uint32Array): RankShare {
  const n = c.length;
  let product = 0;
  for (let i = 0; i + 1 < n; i++) product += c[order[i]] * c[order[i + 1]];
  // Centring by the mean of the sample lowers the product by v / n.
  const value = product / (n - 1) / v + 1 / n;
  const term = new Float64Array(n - 1);
  for (let i = 0; i + 1 < n; i++) {
    const at = c[order[i]];
    const next = c[order[i + 1]];
    term[i] = (at * next) / v - value * ((at * at + next * next) / (2 * v));
  }
  const influence = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const at = c[order[i]];
    const before = c[order[i === 0 ? 2 : i - 1]];
    const after = c[order[i === n - 1 ? n - 3 : i + 1]];
    influence[order[i]] = (at * (before + after) - before * after - value * at * at) / v;
  }
  const lag = (by: number): number => {
    let sum = 0;
    for (let i = 0; i + by < term.length; i++) sum += term[i] * term[i + by];
    return sum / (term.length - by);
  };
  const variance = (lag(0) + 2 * (lag(1) - lag(2))) / n;
  return { value, variance: Math.max(variance, 0), influence };
}

const withError = (value: number, variance: number): Share => {
  const half = Z * Math.sqrt(variance);
  return { value, low: value - half, high: value + half };
};

function pointShare(y: ArrayLike<number>, values: ArrayLike<number>, runs: number): number {
  const { c, v } = centred(Array.prototype.slice.call(y, 0, runs) as number[]);
  return v > 0 ? rankShare(c, v, orderOf(Array.prototype.slice.call(values, 0, runs) as number[])).value : Number.NaN;
}

/** Mean and standard deviation of the share of inputs that do nothing, drawn for the same runs. */
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

/** Variance of a sum of shares: their own, and what runs add to two of them at once. */
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
 * @param seed  Of the dummy inputs.
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
  // Bonferroni: the largest of so many dummies.
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
