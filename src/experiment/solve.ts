/** Stochastic root finding: where a simulated quantity meets a target, from runs with common random numbers. */

import { exp, log } from '../numeric/elementary.ts';
import { normalQuantile } from '../numeric/special.ts';
import {
  covariance,
  intervalOf,
  isPrecise,
  type Level,
  levelsOf,
  outerGaps,
  type Region,
  regionsOf,
  type SolvePoint,
  type SolveRule,
  widthOf,
} from './solve-regions.ts';

/** Values of the varied number at which the target is not excluded. */
export interface Root {
  readonly value: number;
  /** 95 % interval. */
  readonly low: number;
  readonly high: number;
  /** How the quantity passes the target; `touches` where it is on the same side before and after. */
  readonly kind: 'rises' | 'falls' | 'touches';
  /** The interval reaches an end of the range: the root may lie outside. */
  readonly isOpen: boolean;
  readonly isPrecise: boolean;
}

export interface Turn {
  readonly x: number;
  readonly kind: 'highest' | 'lowest';
}

export interface Solution {
  readonly roots: readonly Root[];
  /** Where the response turns from rising to falling or back, significant at 5 % over all pairs of values. */
  readonly turns: readonly Turn[];
  /** Where there is no significant turn: what the ends of the range say. */
  readonly trend: 'rises' | 'falls' | 'level';
  readonly runs: number;
  readonly stopped: 'precise' | 'budget' | 'no root';
}

/** Runs `from` .. `to - 1` to simulate at a value. */
export interface SolveRequest {
  readonly x: number;
  readonly from: number;
  readonly to: number;
}

const LEVEL = 0.05;
/** A round multiplies runs by at most, and at least, this much. */
const MOST_GROWTH = 4;
const LEAST_GROWTH = 1.4;
/** Aimed at a little more than needed, so that one round more is rare. */
const RESERVE = 1.15;
/** Fewer runs than this are not worth a round. */
const LEAST_RUNS = 10;
/** A new value keeps this share of a gap free on both sides, so that gaps shrink at a step too. */
const FREE = 0.25;

/** A value with no more digits than the precision asks for, strictly between two others. */
function between(x: number, a: number, b: number, rule: SolveRule): number | undefined {
  const step = rule.isWhole ? 1 : powerOfTenBelow((rule.precision * (rule.isLog ? x : 1)) / 20);
  const rounded = Number((Math.round(x / step) * step).toPrecision(12));
  return rounded > a && rounded < b ? rounded : undefined;
}

const powerOfTenBelow = (value: number): number => Number(`1e${value.toExponential().split('e')[1]}`);

/** What to simulate next for one region; nothing when it is precise. */
function refine(
  region: Region,
  rule: SolveRule,
): { readonly x: number; readonly to: number; readonly isNew: boolean }[] {
  if (isPrecise(region, rule)) return [];
  const { low, high, left, right, inside, estimate } = region;
  const around = [...(left === undefined ? [] : [left]), ...inside, ...(right === undefined ? [] : [right])];
  const runs = Math.max(...around.map(({ n }) => n));
  if (inside.length === 0 && left !== undefined && right !== undefined) {
    const gap = right.x - left.x;
    const held = Math.min(Math.max(estimate, left.x + FREE * gap), right.x - FREE * gap);
    const x = between(held, left.x, right.x, rule);
    return x === undefined ? [] : [{ x, to: runs, isNew: true }];
  }
  const known = around.map(({ x }) => x);
  const added = outerGaps(region, rule).flatMap((end) => {
    const x = between(
      end,
      Math.max(rule.low, ...known.filter((one) => one < end)),
      Math.min(rule.high, ...known.filter((one) => one > end)),
      rule,
    );
    return x === undefined || known.includes(x) ? [] : [{ x, to: runs, isNew: true }];
  });
  if (added.length > 0) return added;
  const ratio = widthOf(low, high, rule) / rule.precision;
  const wanted = runs * ratio * ratio * RESERVE;
  const to = Math.ceil(Math.min(Math.max(wanted, LEAST_GROWTH * runs), MOST_GROWTH * runs));
  return around.map(({ x }) => ({ x, to, isNew: false }));
}

/** Values of the first grid. */
export function firstRequests({ low, high, isLog, isWhole, points, firstRuns }: SolveRule): SolveRequest[] {
  const values = Array.from({ length: points }, (_, i) => {
    const w = i / (points - 1);
    if (i === 0 || i === points - 1) return i === 0 ? low : high;
    const x = isLog ? low * exp(w * log(high / low)) : low + w * (high - low);
    return isWhole ? Math.round(x) : Number(x.toPrecision(6));
  });
  return [...new Set(values)].map((x) => ({ x, from: 0, to: firstRuns }));
}

/** What to simulate after what is there; nothing at the end. */
export function nextRequests(points: readonly SolvePoint[], rule: SolveRule): SolveRequest[] {
  const levels = levelsOf(points, rule);
  const left = rule.budget - points.reduce((sum, { values }) => sum + values.length, 0);
  if (left < LEAST_RUNS || levels.length < 2) return [];
  const known = new Map(points.map(({ x, values }) => [x, values.length]));
  const wanted = new Map<number, number>();
  for (const { x, to } of regionsOf(levels, rule).flatMap((region) => refine(region, rule))) {
    wanted.set(x, Math.max(to, wanted.get(x) ?? 0));
  }
  const requests = [...wanted].flatMap(([x, to]) => {
    const from = known.get(x) ?? 0;
    return to > from ? [{ x, from, to }] : [];
  });
  const cost = requests.reduce((sum, { from, to }) => sum + to - from, 0);
  if (cost <= left) return requests;
  const share = left / cost;
  return requests.flatMap(({ x, from, to }) => {
    const fewer = from + Math.floor((to - from) * share);
    // A value with few runs would only blur its neighbours.
    return fewer - from >= LEAST_RUNS && (from > 0 || 2 * fewer >= to) ? [{ x, from, to: fewer }] : [];
  });
}

/** What the points say. */
export function solutionOf(points: readonly SolvePoint[], rule: SolveRule): Solution {
  const levels = levelsOf(points, rule);
  const regions = levels.length < 2 ? [] : regionsOf(levels, rule);
  const roots = regions.map((region): Root => {
    const { left, right, estimate } = region;
    const [low, high] = intervalOf(region, rule);
    const [before, after] = [left ?? levels[0], right ?? levels[levels.length - 1]];
    const isSame = (before.mean - rule.target) * (after.mean - rule.target) > 0;
    return {
      value: rule.isWhole ? Math.round(estimate) : estimate,
      low,
      high,
      kind: isSame ? 'touches' : before.mean < after.mean ? 'rises' : 'falls',
      isOpen: left === undefined || right === undefined,
      isPrecise: isPrecise(region, rule),
    };
  });
  const { turns, trend } = shapeOf(levels);
  return {
    roots,
    turns,
    trend,
    runs: points.reduce((sum, { values }) => sum + values.length, 0),
    stopped: roots.length === 0 ? 'no root' : roots.every((root) => root.isPrecise) ? 'precise' : 'budget',
  };
}

/** Significant turns, by paired differences of all pairs of values. */
function shapeOf(levels: readonly Level[]): Pick<Solution, 'turns' | 'trend'> {
  const count = levels.length;
  const critical = normalQuantile(1 - LEVEL / Math.max(2, count * (count - 1)));
  const sign = (i: number, j: number): number => {
    const [a, b] = [levels[i], levels[j]];
    const difference = b.mean - a.mean;
    const variance = a.variance / a.n + b.variance / b.n - (2 * covariance(a, b)) / Math.max(a.n, b.n);
    return Math.abs(difference) > critical * Math.sqrt(Math.max(0, variance)) ? Math.sign(difference) : 0;
  };
  const has = (from: number, to: number, test: (i: number) => boolean): boolean => {
    for (let i = from; i < to; i++) if (test(i)) return true;
    return false;
  };
  const kinds = levels.map((_, j): Turn['kind'] | undefined => {
    if (has(0, j, (i) => sign(i, j) > 0) && has(j + 1, count, (l) => sign(j, l) < 0)) return 'highest';
    if (has(0, j, (i) => sign(i, j) < 0) && has(j + 1, count, (l) => sign(j, l) > 0)) return 'lowest';
    return undefined;
  });
  const turns: { x: number; kind: Turn['kind']; mean: number }[] = [];
  for (const [j, kind] of kinds.entries()) {
    if (kind === undefined) continue;
    const { x, mean } = levels[j];
    const last = turns.at(-1);
    if (last?.kind !== kind) turns.push({ x, kind, mean });
    else if (kind === 'highest' ? mean > last.mean : mean < last.mean) Object.assign(last, { x, mean });
  }
  const ends = count < 2 ? 0 : sign(0, count - 1);
  return {
    turns: turns.map(({ x, kind }) => ({ x, kind })),
    trend: ends > 0 ? 'rises' : ends < 0 ? 'falls' : 'level',
  };
}

/**
 * Find where a simulated quantity meets a target.
 *
 * A grid over the range comes first. The set of values at which the target is not excluded at 5 % is the 95 % interval
 * of the root; between simulated values the mean and its error are interpolated run by run, so that common random
 * numbers count. New values go to the ends of that set, and runs to the values in and around it, until it is narrower
 * than the precision or the budget is spent. No monotonicity is assumed: there may be several such sets, or none.
 *
 * @param simulate  Outcomes of further runs at each requested value; undefined ends the search.
 *
 * Source: the interval inverts tests as in [Fieller1954]. Probabilistic bisection [WaeberEtAl2013] needs a single root.
 */
export async function solve(
  rule: SolveRule,
  simulate: (requests: readonly SolveRequest[]) => Promise<readonly Float64Array[] | undefined>,
): Promise<{ readonly points: readonly SolvePoint[]; readonly solution: Solution; readonly isInterrupted: boolean }> {
  const points = new Map<number, SolvePoint>();
  let isInterrupted = false;
  for (let requests = firstRequests(rule); requests.length > 0; requests = nextRequests([...points.values()], rule)) {
    const found = await simulate(requests);
    if (found === undefined) {
      isInterrupted = true;
      break;
    }
    for (const [r, { x }] of requests.entries()) {
      points.set(x, { x, values: Float64Array.from([...(points.get(x)?.values ?? []), ...found[r]]) });
    }
  }
  const sorted = [...points.values()].sort((a, b) => a.x - b.x);
  return { points: sorted, solution: solutionOf(sorted, rule), isInterrupted };
}
