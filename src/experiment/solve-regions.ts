/** Undecided stretches of a response: where the interpolated mean of runs does not differ from a target significantly. */

import { exp, log } from '../numeric/elementary.ts';
import { normalQuantile, studentTQuantile } from '../numeric/special.ts';

/** A value of the varied number, with what each run gives there: run k has the same random draws at every value. */
export interface SolvePoint {
  readonly x: number;
  /** By run, from run 0; NaN where a run lacks the quantity. 0 and 1 for a share. */
  readonly values: Float64Array;
}

export interface SolveRule {
  readonly low: number;
  readonly high: number;
  /** Values are spaced and interpolated in their logarithm. */
  readonly isLog: boolean;
  readonly isWhole: boolean;
  readonly target: number;
  /** The quantity is a share of runs, in [0, 1]. */
  readonly isShare: boolean;
  /** Widest interval of a root: in units of the varied number, or as high / low - 1 where it is logarithmic. */
  readonly precision: number;
  /** Most runs in all. */
  readonly budget: number;
  /** Values of the first grid, and runs of each. */
  readonly points: number;
  readonly firstRuns: number;
}

const LEVEL = 0.05;
const Z = normalQuantile(1 - LEVEL / 2);
/** An end so near to a value within the stretch, as a share of its width, needs none beyond. */
const NEAR = 0.15;

/** Moments of a point: the mean of the runs that have the quantity, and what each run adds to it. */
export interface Level {
  readonly x: number;
  readonly u: number;
  readonly n: number;
  readonly mean: number;
  readonly deviations: Float64Array;
  readonly variance: number;
}

function levelOf({ x, values }: SolvePoint, { isLog }: SolveRule): Level {
  const n = values.length;
  let [count, sum] = [0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    count++;
    sum += value;
  }
  const mean = sum / count;
  const deviations = values.map((value) => (Number.isNaN(value) ? 0 : ((value - mean) * n) / count));
  const variance = deviations.reduce((total, d) => total + d * d, 0) / (n - 1);
  return { x, u: isLog ? log(x) : x, n, mean, deviations, variance };
}

/** Covariance of a run's contributions at two values. */
export function covariance(a: Level, b: Level): number {
  const n = Math.min(a.n, b.n);
  let sum = 0;
  for (let k = 0; k < n; k++) sum += a.deviations[k] * b.deviations[k];
  return sum / (n - 1);
}

/** Variances of both means and their covariance; of a share at the target, which is what an interval asks about. */
function errorsOf(a: Level, b: Level, rule: SolveRule): readonly [a: number, b: number, joint: number] {
  const joint = covariance(a, b);
  const most = Math.max(a.n, b.n);
  if (!rule.isShare) return [a.variance / a.n, b.variance / b.n, joint / most];
  const both = Math.sqrt(a.variance * b.variance);
  const correlation = both > 0 ? Math.max(-1, Math.min(1, joint / both)) : 1;
  const null_ = rule.target * (1 - rule.target);
  return [null_ / a.n, null_ / b.n, (correlation * null_) / most];
}

/** Places w in [0, 1] between two values at which the interpolated mean does not differ from the target significantly. */
function undecided(a: Level, b: Level, rule: SolveRule): [from: number, to: number][] {
  const [va, vb, joint] = errorsOf(a, b, rule);
  const q = rule.isShare ? Z : studentTQuantile(1 - LEVEL / 2, Math.min(a.n, b.n) - 1);
  const [start, slope] = [a.mean - rule.target, b.mean - a.mean];
  // (start + slope w)^2 - q^2 Var(w) <= 0, a parabola in w.
  const c0 = start * start - q * q * va;
  const c1 = 2 * start * slope - q * q * 2 * (joint - va);
  const c2 = slope * slope - q * q * (va + vb - 2 * joint);
  const at = (w: number): number => c0 + w * (c1 + w * c2);
  const inner = quadraticRoots(c2, c1, c0).filter((w) => w > 0 && w < 1);
  const edges = [0, ...inner, 1];
  const parts = edges.slice(1).flatMap((to, i): [number, number][] => {
    return at((edges[i] + to) / 2) <= 0 ? [[edges[i], to]] : [];
  });
  const crossing = -start / slope;
  return crossing >= 0 && crossing <= 1 ? [...parts, [crossing, crossing]] : parts;
}

/** Real roots in ascending order. */
function quadraticRoots(a: number, b: number, c: number): number[] {
  if (a === 0) return b === 0 ? [] : [-c / b];
  const d = b * b - 4 * a * c;
  if (d < 0) return [];
  const s = -(b + (b < 0 ? -1 : 1) * Math.sqrt(d)) / 2;
  return (s === 0 ? [0] : [s / a, c / s]).sort((x, y) => x - y);
}

export interface Region {
  readonly low: number;
  readonly high: number;
  readonly left: Level | undefined;
  readonly right: Level | undefined;
  readonly inside: readonly Level[];
  readonly estimate: number;
}

const TOUCH = 1e-9;
/** Standard errors from the target at which one value among many is clearly off it. */
const CLEAR = 3.5;

function isClear(level: Level, rule: SolveRule): boolean {
  const [variance] = errorsOf(level, level, rule);
  return Math.abs(level.mean - rule.target) > CLEAR * Math.sqrt(variance);
}

/** Stretches of the range at which the target is not excluded, with the values around and in them. */
export function regionsOf(levels: readonly Level[], rule: SolveRule): Region[] {
  const x = (u: number): number => (rule.isLog ? exp(u) : u);
  const whole = levels[levels.length - 1].u - levels[0].u;
  const merged: [number, number][] = [];
  const parts = levels.slice(1).flatMap((b, i) => {
    const a = levels[i];
    return undecided(a, b, rule).map(([from, to]) => [from, to].map((w) => a.u + w * (b.u - a.u)) as [number, number]);
  });
  for (const [from, to] of parts.sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    // One of many values beside a root may differ from the target by chance: only a clear one parts two roots.
    const isApart = last !== undefined && levels.some((one) => one.u > last[1] && one.u < from && isClear(one, rule));
    if (last !== undefined && (!isApart || from <= last[1] + TOUCH * whole)) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged.map(([low, high]) => {
    const inside = levels.filter(({ u }) => u >= low - TOUCH * whole && u <= high + TOUCH * whole);
    return {
      low: x(low),
      high: x(high),
      left: levels.filter(({ u }) => u < low - TOUCH * whole).at(-1),
      right: levels.find(({ u }) => u > high + TOUCH * whole),
      inside,
      estimate: x(estimateIn(levels, rule, [low, high])),
    };
  });
}

/** The middle one of the places where the interpolated mean is the target, else the value that comes closest. */
function estimateIn(levels: readonly Level[], { target }: SolveRule, [low, high]: readonly [number, number]): number {
  const crossings = levels.slice(1).flatMap((b, i) => {
    const a = levels[i];
    if ((a.mean - target) * (b.mean - target) > 0 || a.mean === b.mean) return [];
    const u = a.u + ((target - a.mean) / (b.mean - a.mean)) * (b.u - a.u);
    return u >= low && u <= high ? [u] : [];
  });
  if (crossings.length > 0) return crossings[(crossings.length - 1) >> 1];
  const inside = levels.filter(({ u }) => u >= low && u <= high);
  if (inside.length === 0) return (low + high) / 2;
  return inside.reduce((best, one) => (Math.abs(one.mean - target) < Math.abs(best.mean - target) ? one : best)).u;
}

export const widthOf = (low: number, high: number, { isLog }: SolveRule): number =>
  isLog ? high / low - 1 : high - low;

/** The interval of a region; between two values that both differ from the target the root may be anywhere. */
export function intervalOf(
  { low, high, left, right, inside }: Region,
  { isWhole }: SolveRule,
): readonly [number, number] {
  if (inside.length === 0 && left !== undefined && right !== undefined) return [left.x, right.x];
  return isWhole ? [Math.floor(low), Math.ceil(high)] : [low, high];
}

/** Whether no whole number is left between two values. */
const areNext = (a: Level | undefined, b: Level | undefined, { isWhole }: SolveRule): boolean =>
  isWhole && a !== undefined && b !== undefined && b.x - a.x <= 1;

export function isPrecise(region: Region, rule: SolveRule): boolean {
  const [low, high] = intervalOf(region, rule);
  if (region.inside.length === 0 && areNext(region.left, region.right, rule)) return true;
  return widthOf(low, high, rule) <= rule.precision && outerGaps(region, rule).length === 0;
}

/** Ends of an undecided stretch whose next value is farther away than the stretch is wide: interpolation is too bold. */
export function outerGaps({ low, high, left, right, inside }: Region, rule: SolveRule): number[] {
  if (inside.length === 0) return [];
  const width = Math.max(widthOf(low, high, rule), rule.precision / 2);
  const isFar = (a: number, b: number, part = 1): boolean =>
    widthOf(a, b, rule) > part * width && !(rule.isWhole && b - a <= 1);
  const [first, last] = [inside[0].x, inside[inside.length - 1].x];
  return [
    ...(left !== undefined && isFar(left.x, low) && isFar(low, first, NEAR) ? [low] : []),
    ...(right !== undefined && isFar(high, right.x) && isFar(last, high, NEAR) ? [high] : []),
  ];
}

/** Points in ascending order whose mean is known. */
export function levelsOf(points: readonly SolvePoint[], rule: SolveRule): Level[] {
  return [...points]
    .sort((a, b) => a.x - b.x)
    .map((point) => levelOf(point, rule))
    .filter(({ mean }) => Number.isFinite(mean));
}
