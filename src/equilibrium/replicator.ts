/** Replicator dynamics: strategies grow as they earn more than the average. */

import { type PayoffTable, payoffsAgainst } from './payoff-table.ts';

export interface ReplicatorTime {
  /** How long to run, in units of 1 / payoff. */
  readonly time: number;
  /** Largest step of the integrator. */
  readonly step?: number;
}

const DEFAULT_STEP = 0.01;

/** Growth `x_i ((A x)_i - x A x)` of every share. Source: [TaylorJonker1978]. */
export function replicatorVelocity(table: PayoffTable, shares: ArrayLike<number>): Float64Array {
  const payoffs = payoffsAgainst(table, shares);
  let mean = 0;
  for (let i = 0; i < payoffs.length; i++) mean += shares[i] * payoffs[i];
  return payoffs.map((payoff, i) => shares[i] * (payoff - mean));
}

/**
 * Shares after some time, by the classical Runge-Kutta scheme of order four, kept on the simplex.
 * Consequence: rock-paper-scissors conserves the product of its shares (test/truth/game/evolution.test.ts).
 */
export function replicate(table: PayoffTable, start: ArrayLike<number>, { time, step }: ReplicatorTime): Float64Array {
  const steps = Math.max(1, Math.ceil(time / (step ?? DEFAULT_STEP) - 1e-9));
  let shares: Float64Array = Float64Array.from(start);
  for (let i = 0; i < steps; i++) shares = rungeKutta(table, shares, time / steps);
  return shares;
}

/** Shares at equally spaced times from 0 to `time`, both included: shape [point][strategy]. */
export function replicatorPath(
  table: PayoffTable,
  start: ArrayLike<number>,
  points: number,
  { time, step }: ReplicatorTime,
): Float64Array[] {
  const path = [Float64Array.from(start)];
  const options = { time: time / (points - 1), step: step ?? DEFAULT_STEP };
  for (let i = 1; i < points; i++) path.push(Float64Array.from(replicate(table, path[i - 1], options)));
  return path;
}

function rungeKutta(table: PayoffTable, x: Float64Array, h: number): Float64Array {
  const moved = (by: Float64Array, weight: number): Float64Array => x.map((share, i) => share + weight * by[i]);
  const k1 = replicatorVelocity(table, x);
  const k2 = replicatorVelocity(table, moved(k1, h / 2));
  const k3 = replicatorVelocity(table, moved(k2, h / 2));
  const k4 = replicatorVelocity(table, moved(k3, h));
  const next = x.map((share, i) => Math.max(0, share + (h / 6) * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i])));
  let total = 0;
  for (let i = 0; i < next.length; i++) total += next[i];
  return next.map((share) => share / total);
}

/**
 * Rest point of a two-strategy game inside (0, 1), as the share of the first strategy, and whether it attracts;
 * undefined when there is none.
 */
export function interiorRest(table: PayoffTable): { readonly share: number; readonly stable: boolean } | undefined {
  const [[a, b], [c, d]] = table;
  const share = (d - b) / (a - b - c + d);
  return share > 0 && share < 1 ? { share, stable: a - c < 0 } : undefined;
}
