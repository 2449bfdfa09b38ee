/** Variance decomposition of configurations crossed with replications: assumptions, random draws, and both together. */

import { studentTQuantile } from '../../numeric/special.ts';
import { around } from '../jackknife.ts';
import type { Share } from './rank-share.ts';

/** Outcomes of every configuration in every replication; replication k has the same random numbers in all of them. */
export interface Crossed {
  readonly configurations: number;
  readonly replications: number;
  /** Outcome of configuration c in replication k at `c * replications + k`, all finite. */
  readonly values: Float64Array;
}

/** Levels of a full factorial: each configuration one level of each axis. */
export interface FactorialAxis {
  readonly name: string;
  /** Level of each configuration, from 0. */
  readonly levels: readonly number[];
}

export interface CrossedSplit {
  readonly configurations: number;
  readonly replications: number;
  /** Shares of the variance from configurations alone, from random draws alone, and from their interaction. */
  readonly assumptions: Share;
  readonly draws: Share;
  readonly both: Share;
  /** Of a full factorial: shares of the whole variance by axis. */
  readonly axes: readonly { readonly name: string; readonly first: Share; readonly total: Share }[];
}

const MOST_GROUPS = 40;
const CONFIDENCE = 0.95;

/** Groups of configurations that share all levels but one; an effect is a contrast over them. */
type Effect = readonly (readonly number[])[];

/** Means over groups of configurations as groups of indices: one for each level of an axis. */
function byLevel({ levels }: FactorialAxis): Effect {
  const groups = Array.from({ length: 1 + Math.max(...levels) }, (): number[] => []);
  for (const [c, level] of levels.entries()) groups[level].push(c);
  return groups;
}

/** One group for each combination of the other axes. */
function byOthers(axis: FactorialAxis, axes: readonly FactorialAxis[]): Effect {
  const groups = new Map<string, number[]>();
  for (const c of axis.levels.keys()) {
    const key = axes
      .filter((other) => other !== axis)
      .map(({ levels }) => levels[c])
      .join();
    groups.set(key, [...(groups.get(key) ?? []), c]);
  }
  return [...groups.values()];
}

/** Contrasts by group and replication, `[contrast * replications + k]`, and the weight of their squares. */
interface Contrasts {
  readonly count: number;
  readonly values: Float64Array;
  readonly weight: number;
}

/** Level means minus the overall mean, weighted so that their squares sum to the first-order variance. */
function mainContrasts({ configurations, replications, values }: Crossed, groups: Effect): Contrasts {
  const contrasts = new Float64Array(groups.length * replications);
  for (let k = 0; k < replications; k++) {
    let overall = 0;
    for (let c = 0; c < configurations; c++) overall += values[c * replications + k];
    for (const [g, group] of groups.entries()) {
      let sum = 0;
      for (const c of group) sum += values[c * replications + k];
      contrasts[g * replications + k] = sum / group.length - overall / configurations;
    }
  }
  return { count: groups.length, values: contrasts, weight: 1 / groups.length };
}

/** Configurations minus the mean of those that differ in one axis only; their squares sum to the total variance. */
function totalContrasts({ configurations, replications, values }: Crossed, groups: Effect): Contrasts {
  const contrasts = new Float64Array(configurations * replications);
  for (let k = 0; k < replications; k++) {
    for (const group of groups) {
      let sum = 0;
      for (const c of group) sum += values[c * replications + k];
      for (const c of group) contrasts[c * replications + k] = values[c * replications + k] - sum / group.length;
    }
  }
  return { count: configurations, values: contrasts, weight: 1 / configurations };
}

/**
 * Sum of squared mean contrasts without the bias of their noise: products of different replications only.
 *
 * @param kept  Replications that count.
 */
function unbiasedSquare({ count, values, weight }: Contrasts, replications: number, kept: readonly number[]): number {
  const n = kept.length;
  let total = 0;
  for (let g = 0; g < count; g++) {
    let sum = 0;
    let squares = 0;
    for (const k of kept) {
      const value = values[g * replications + k];
      sum += value;
      squares += value * value;
    }
    total += (sum * sum - squares) / (n * (n - 1));
  }
  return total * weight;
}

/** Components of the variance: assumptions, draws, both. */
function components(
  crossed: Crossed,
  configurations: readonly number[],
  replications: readonly number[],
  isFixed: boolean,
): [assumptions: number, draws: number, both: number] {
  const [C, R] = [configurations.length, replications.length];
  const rows = new Float64Array(C);
  const columns = new Float64Array(R);
  let overall = 0;
  for (let i = 0; i < C; i++) {
    for (let j = 0; j < R; j++) {
      const value = crossed.values[configurations[i] * crossed.replications + replications[j]];
      rows[i] += value / R;
      columns[j] += value / C;
      overall += value / (C * R);
    }
  }
  let rest = 0;
  for (let i = 0; i < C; i++) {
    for (let j = 0; j < R; j++) {
      const value = crossed.values[configurations[i] * crossed.replications + replications[j]];
      rest += squared(value - rows[i] - columns[j] + overall);
    }
  }
  const spread = (means: Float64Array): number => means.reduce((sum, value) => sum + squared(value - overall), 0);
  const both = rest / ((C - 1) * (R - 1));
  const ofRows = spread(rows) / (C - 1) - both / R;
  const ofColumns = spread(columns) / (R - 1) - both / C;
  // A factorial has all its levels; configurations of a sample represent a population.
  if (!isFixed) return [ofRows, ofColumns, both];
  const fraction = (C - 1) / C;
  return [ofRows * fraction, spread(columns) / (R - 1), both * fraction];
}

const squared = (value: number): number => value * value;
const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** Squared standard error of statistics when groups of units are left out, one after the other. */
function jackknifeVariance(units: number, statistics: (kept: readonly number[]) => readonly number[]): number[] {
  const groups = Math.min(units, MOST_GROUPS);
  const all = range(units);
  const left = range(groups).map((g) => statistics(all.filter((unit) => unit % groups !== g)));
  return left[0].map((_, s) => {
    const centre = left.reduce((sum, values) => sum + values[s], 0) / groups;
    return ((groups - 1) / groups) * left.reduce((sum, values) => sum + squared(values[s] - centre), 0);
  });
}

/**
 * Split the variance of an outcome over configurations and replications.
 *
 * @param axes  Axes of a full factorial design; without them, configurations are a sample of equal weight.
 * @throws RangeError  With fewer than 3 configurations or replications, or an outcome that does not vary.
 *
 * Source: [Owen2007] for two factors crossed; squared effects as products of different replications.
 */
export function crossedSplit(crossed: Crossed, axes: readonly FactorialAxis[]): CrossedSplit {
  const { configurations, replications, values } = crossed;
  if (configurations < 2 || replications < 3) {
    throw new RangeError(`needs 2 configurations and 3 runs of each, got ${configurations} and ${replications}`);
  }
  if (values.every((value) => value === values[0])) throw new RangeError('the outcome does not vary');
  const isFixed = axes.length > 0;
  const effects = axes.flatMap((axis) => [
    mainContrasts(crossed, byLevel(axis)),
    totalContrasts(crossed, byOthers(axis, axes)),
  ]);
  const shares = (kept: readonly number[], runs: readonly number[]): number[] => {
    const parts = components(crossed, kept, runs, isFixed);
    const whole = parts[0] + parts[1] + parts[2];
    const byAxis =
      kept.length < configurations ? [] : effects.map((effect) => unbiasedSquare(effect, replications, runs));
    return [...parts, ...byAxis].map((part) => part / whole);
  };
  const [allConfigurations, allReplications] = [range(configurations), range(replications)];
  const estimate = shares(allConfigurations, allReplications);
  const byRuns = jackknifeVariance(replications, (runs) => shares(allConfigurations, runs));
  const byRows =
    isFixed || configurations < 3 ? [] : jackknifeVariance(configurations, (kept) => shares(kept, allReplications));
  const degrees = Math.min(replications, MOST_GROUPS, isFixed ? MOST_GROUPS : configurations) - 1;
  const t = studentTQuantile(1 - (1 - CONFIDENCE) / 2, degrees);
  const share = (s: number): Share => around(estimate[s], t * Math.sqrt(byRuns[s] + (byRows[s] ?? 0)));
  return {
    configurations,
    replications,
    assumptions: share(0),
    draws: share(1),
    both: share(2),
    axes: axes.map(({ name }, a) => ({ name, first: share(3 + 2 * a), total: share(4 + 2 * a) })),
  };
}
