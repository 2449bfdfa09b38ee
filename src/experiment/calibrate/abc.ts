/** Regression-adjusted approximate Bayesian computation: a posterior from a reference table of simulated records. */

import { exp, log } from '../../numeric/elementary.ts';
import { quantile, variance } from '../../numeric/statistics.ts';
import type { Box } from './history-match.ts';

/** Draws from the prior within a box, each with the record that a run of it makes, errors included. */
export interface ReferenceTable {
  readonly box: Box;
  /** By row, then by number: quantiles in the box. */
  readonly quantiles: readonly ArrayLike<number>[];
  /** By row, then by target; no NaN. */
  readonly records: readonly ArrayLike<number>[];
}

/** A weighted sample of the posterior. */
export interface Posterior {
  /** Rows of the table that are retained. */
  readonly rows: Int32Array;
  /** Epanechnikov weights, their sum 1. */
  readonly weights: Float64Array;
  /** Adjusted quantiles in the box, by number, then in the order of the rows. */
  readonly quantiles: readonly Float64Array[];
}

/** A table made ready to be asked for many posteriors. */
export interface Abc {
  /** The posterior given a record, from the nearest `share` of the rows; one row may be left out. */
  posterior(record: ArrayLike<number>, share: number, without?: number): Posterior;
}

/** Quantiles nearer to the side of the box than this, as a share of its width, are moved off it. */
const EDGE = 1e-6;
/** Added to the diagonal of the normal equations, as a share of it: targets that say the same leave them singular. */
const RIDGE = 1e-6;

/**
 * Prepare a table. Records are compared after a logarithm where all values of a target are positive, and in units of
 * their standard deviation over the table. Numbers are regressed on them after a logit within the box, so that
 * adjusted values stay in it: `theta* = theta - (s - s_observed)' beta`, local-linear with Epanechnikov weights.
 *
 * Source: [BeaumontZhangBalding2002].
 */
export function prepareAbc({ box, quantiles, records }: ReferenceTable, observed: ArrayLike<number>): Abc {
  const count = records.length;
  const targets = observed.length;
  const isLog = Array.from({ length: targets }, (_, t) => observed[t] > 0 && records.every((record) => record[t] > 0));
  const raw = (record: ArrayLike<number>, t: number): number => (isLog[t] ? log(record[t]) : record[t]);
  const scale = Array.from({ length: targets }, (_, t) => {
    const spread = Math.sqrt(variance(records.map((record) => raw(record, t))));
    return spread > 0 ? spread : 1;
  });
  const statistics = records.map((record) =>
    Float64Array.from({ length: targets }, (_, t) => raw(record, t) / scale[t]),
  );
  const logits = box.map(([low, high], q) =>
    Float64Array.from({ length: count }, (_, row) => {
      const share = Math.min(1 - EDGE, Math.max(EDGE, (quantiles[row][q] - low) / (high - low)));
      return high > low ? log(share / (1 - share)) : 0;
    }),
  );
  return {
    posterior(record, share, without = -1) {
      const at = Float64Array.from({ length: targets }, (_, t) => raw(record, t) / scale[t]);
      const distance = statistics.map((one) => {
        let squares = 0;
        for (let t = 0; t < targets; t++) squares += (one[t] - at[t]) * (one[t] - at[t]);
        return Math.sqrt(squares);
      });
      const others = Int32Array.from({ length: count }, (_, row) => row).filter((row) => row !== without);
      const bandwidth = quantile(
        Float64Array.from(others, (row) => distance[row]),
        share,
      );
      const rows = others.filter((row) => distance[row] < bandwidth);
      const weights = Float64Array.from(rows, (row) => 1 - (distance[row] * distance[row]) / (bandwidth * bandwidth));
      const sum = weights.reduce((total, weight) => total + weight, 0);
      for (let i = 0; i < weights.length; i++) weights[i] /= sum;
      const gaps = Array.from(rows, (row) => Float64Array.from(at, (value, t) => statistics[row][t] - value));
      const slopes = localSlopes(gaps, weights);
      return {
        rows,
        weights,
        quantiles: box.map(([low, high], q) => {
          const values = Float64Array.from(rows, (row) => logits[q][row]);
          const beta = slopes(values);
          return values.map((value, i) => {
            let adjusted = value;
            for (let t = 0; t < targets; t++) adjusted -= gaps[i][t] * beta[t];
            return low + (high - low) / (1 + exp(-adjusted));
          });
        }),
      };
    },
  };
}

/** Weighted least squares of values on gaps with an intercept: a function from values to slopes. */
function localSlopes(gaps: readonly Float64Array[], weights: Float64Array): (values: Float64Array) => Float64Array {
  const size = gaps[0]?.length ?? 0;
  // The weights add up to 1: sums are means.
  const centre = Float64Array.from({ length: size }, (_, t) =>
    gaps.reduce((sum, gap, i) => sum + weights[i] * gap[t], 0),
  );
  const matrix = Array.from({ length: size }, () => new Float64Array(size));
  for (const [i, gap] of gaps.entries()) {
    for (let a = 0; a < size; a++) {
      const part = weights[i] * (gap[a] - centre[a]);
      for (let b = 0; b <= a; b++) matrix[a][b] += part * (gap[b] - centre[b]);
    }
  }
  for (let a = 0; a < size; a++) matrix[a][a] = matrix[a][a] * (1 + RIDGE) + Number.MIN_VALUE;
  const lower = cholesky(matrix);
  return (values) => {
    const middle = values.reduce((sum, value, i) => sum + weights[i] * value, 0);
    const right = new Float64Array(size);
    for (const [i, gap] of gaps.entries()) {
      const part = weights[i] * (values[i] - middle);
      for (let a = 0; a < size; a++) right[a] += part * (gap[a] - centre[a]);
    }
    return solveCholesky(lower, right);
  };
}

/** Lower triangle `L` of a symmetric positive definite matrix `L L'`, of which the lower triangle is read. */
function cholesky(matrix: readonly Float64Array[]): Float64Array[] {
  const lower = matrix.map((row) => Float64Array.from(row));
  for (let a = 0; a < lower.length; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = lower[a][b];
      for (let k = 0; k < b; k++) sum -= lower[a][k] * lower[b][k];
      lower[a][b] = a === b ? Math.sqrt(Math.max(sum, Number.MIN_VALUE)) : sum / lower[b][b];
    }
  }
  return lower;
}

function solveCholesky(lower: readonly Float64Array[], right: Float64Array): Float64Array {
  const x = Float64Array.from(right);
  for (let a = 0; a < x.length; a++) {
    for (let k = 0; k < a; k++) x[a] -= lower[a][k] * x[k];
    x[a] /= lower[a][a];
  }
  for (let a = x.length - 1; a >= 0; a--) {
    for (let k = a + 1; k < x.length; k++) x[a] -= lower[k][a] * x[k];
    x[a] /= lower[a][a];
  }
  return x;
}

/** Quantile p of a weighted sample: the least value below which at least that much weight lies, or at it. */
export function weightedQuantile(values: ArrayLike<number>, weights: ArrayLike<number>, p: number): number {
  const order = Array.from(values, (_, i) => i).sort((a, b) => values[a] - values[b]);
  let below = 0;
  for (const i of order) {
    below += weights[i];
    if (below >= p) return values[i];
  }
  return values[order.at(-1) ?? 0] ?? Number.NaN;
}

/** Mean of a weighted sample whose weights add up to 1. */
export function weightedMean(values: ArrayLike<number>, weights: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * weights[i];
  return sum;
}

/** Rows of a record that can be used: all its targets are numbers. */
export function isWhole(record: ArrayLike<number>): boolean {
  return Array.from(record).every((value) => !Number.isNaN(value));
}
