/** Integrates the replicator dynamics, for a given time or until a rest point. */

import { counted } from '../numeric/counted.ts';
import { exp, log } from '../numeric/elementary.ts';
import { checkSquare, type PayoffTable, payoffRange, payoffsAgainst, scaledTable } from './payoff-table.ts';

export interface ReplicatorTime {
  /** How long to run, in units of 1 / payoff. */
  readonly time: number;
  /** Largest error of a step, relative to each share; 1e-11 when left out. */
  readonly tolerance?: number;
}

export interface ReplicatorRest {
  readonly shares: Float64Array;
  /** Whether a rest point was reached: shares are constant, and no present strategy, however rare, grows. */
  readonly isAtRest: boolean;
  /** Time that was run, in units of 1 / (highest - lowest payoff). */
  readonly time: number;
}

const TOLERANCE = 1e-11;
/** Run to rest: error of a step, longest time in units of 1 / range, and most steps. */
const REST_TOLERANCE = 1e-9;
const LONGEST = 1e6;
const MOST_STEPS = 50_000;
/** At rest when shares move by less than this while time doubles, and rare strategies grow more slowly than that. */
const REST_CHANGE = 1e-6;
const FIRST_LOOK = 100;

/** Growth `x_i ((A x)_i - x A x)` of every share. Source: [TaylorJonker1978]. */
export function replicatorVelocity(table: PayoffTable, shares: ArrayLike<number>): Float64Array {
  const payoffs = payoffsAgainst(table, shares);
  let mean = 0;
  for (let i = 0; i < payoffs.length; i++) mean += shares[i] * payoffs[i];
  return payoffs.map((payoff, i) => shares[i] * (payoff - mean));
}

/**
 * Shares after some time, from shares that sum to 1. Runge-Kutta pair of orders 5 and 4 on the logarithms of the
 * shares:
 * the step adapts to payoffs of any size so that its estimated error stays below the tolerance, and no share becomes
 * negative. Consequence: rock-paper-scissors conserves the product of its shares (test/truth/game/evolution.test.ts).
 *
 * @throws RangeError  When the table is not square or not finite.
 *
 * Source: [DormandPrince1980].
 */
export function replicate(
  table: PayoffTable,
  start: ArrayLike<number>,
  { time, tolerance = TOLERANCE }: ReplicatorTime,
): Float64Array {
  const flow = openFlow(table, start, tolerance);
  const [low, high] = payoffRange(table);
  flow.advance(time * (high - low), Number.POSITIVE_INFINITY);
  return flow.shares();
}

/** Shares at equally spaced times from 0 to `time`, both included: shape [point][strategy]. */
export function replicatorPath(
  table: PayoffTable,
  start: ArrayLike<number>,
  points: number,
  { time, ...rest }: ReplicatorTime,
): Float64Array[] {
  const path: Float64Array[] = [Float64Array.from(start)];
  const options = { time: time / (points - 1), ...rest };
  for (let i = 1; i < points; i++) path.push(replicate(table, path[i - 1], options));
  return path;
}

/**
 * Run until the dynamics rest. Cycles and very slow changes are cut off at time 1e6 or 50,000 steps, and reported as
 * not at rest.
 *
 * @throws RangeError  When the table is not square or not finite.
 */
export function replicateToRest(table: PayoffTable, start: ArrayLike<number>): ReplicatorRest {
  const flow = openFlow(table, start, REST_TOLERANCE);
  let before = flow.shares();
  let until = FIRST_LOOK;
  for (;;) {
    const isThere = flow.advance(until, MOST_STEPS);
    const shares = flow.shares();
    let moved = 0;
    for (let i = 0; i < shares.length; i++) moved = Math.max(moved, Math.abs(shares[i] - before[i]));
    const isAtRest = isThere && moved <= REST_CHANGE && flow.fastestGrowth() <= REST_CHANGE;
    if (isAtRest || !isThere || until >= LONGEST) return { shares, isAtRest, time: flow.time() };
    before = shares;
    until *= 2;
  }
}

/** Coefficients of the pair of Dormand and Prince: stages, and the difference of orders 5 and 4. */
const STAGES = [
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
] as const;
const ERROR = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40] as const;

/** The dynamics of logarithms of shares with payoffs scaled to [0, 1], which can be continued. */
function openFlow(table: PayoffTable, start: ArrayLike<number>, tolerance: number) {
  checkSquare(table);
  if (start.length !== table.length)
    throw new RangeError(`${start.length} shares for ${counted(table.length, 'strategy', 'strategies')}`);
  const scaled = scaledTable(table);
  const first = Float64Array.from(start);
  const count = first.length;
  let logs: Float64Array = first.map((share) => (share > 0 ? log(share) : Number.NEGATIVE_INFINITY));
  let now = 0;
  let step = 0.01;
  let steps = 0;
  const shares = (from: Float64Array): Float64Array => {
    const most = from.reduce((high, value) => Math.max(high, value), Number.NEGATIVE_INFINITY);
    const weights = from.map((value) => exp(value - most));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  };
  const growth = (from: Float64Array): Float64Array => {
    const mixture = shares(from);
    const payoffs = payoffsAgainst(scaled, mixture);
    let mean = 0;
    for (let i = 0; i < count; i++) mean += mixture[i] * payoffs[i];
    // Absent strategies stay absent.
    return payoffs.map((payoff, i) => (from[i] === Number.NEGATIVE_INFINITY ? 0 : payoff - mean));
  };
  /** Error of a trial step over the tolerance; below 1 it is taken. */
  const tryStep = (size: number): number => {
    const slopes = [growth(logs)];
    let next = logs;
    for (const weights of STAGES) {
      next = logs.map((value, i) => {
        let sum = 0;
        for (let s = 0; s < weights.length; s++) sum += weights[s] * slopes[s][i];
        return value + size * sum;
      });
      slopes.push(growth(next));
    }
    let worst = 0;
    for (let i = 0; i < count; i++) {
      if (first[i] <= 0) continue;
      let error = 0;
      for (let s = 0; s < ERROR.length; s++) error += ERROR[s] * slopes[s][i];
      worst = Math.max(worst, Math.abs(size * error) / (tolerance * (1 + Math.abs(next[i]))));
    }
    if (worst <= 1) logs = next;
    return worst;
  };
  return {
    /** Run until a time, or until so many steps were made in all; whether the time was reached. */
    advance(until: number, mostSteps: number): boolean {
      while (now < until && steps < mostSteps) {
        const size = Math.min(step, until - now);
        const worst = tryStep(size);
        steps++;
        if (worst <= 1) now = size === step ? now + size : until;
        const factor = worst === 0 ? 5 : 0.9 * exp(-0.2 * log(worst));
        if (worst > 1 || size === step) step = size * Math.min(5, Math.max(0.2, factor));
      }
      return now >= until;
    },
    time: () => now,
    shares: () => shares(logs),
    fastestGrowth: () => growth(logs).reduce((most, value) => Math.max(most, value), 0),
  };
}
