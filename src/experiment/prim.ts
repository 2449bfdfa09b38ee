/** Scenario discovery by PRIM: boxes of inputs in which a target is frequent, with peeling trajectory and tests. */

import { betaInc } from '../numeric/special.ts';
import { expandSeed } from '../random/seed.ts';
import { openStream, streamId } from '../random/stream.ts';
import { shuffled } from './design.ts';
import { type Input, orderOf } from './sensitivity/rank-share.ts';

/** A bound on one input. */
export interface Limit {
  readonly input: string;
  readonly side: 'above' | 'below';
  /** Inclusive. */
  readonly value: number;
}

export interface Box {
  readonly limits: readonly Limit[];
  /** Rows in the box, and rows in it that have the target. */
  readonly rows: number;
  readonly hits: number;
  /** Coverage: share of all target rows that are in the box. */
  readonly coverage: number;
  /** Density: share of the rows in the box that have the target. */
  readonly density: number;
  /** Mass: share of all rows that are in the box. */
  readonly mass: number;
}

export interface LimitFinding extends Limit {
  /** p-value: probability of as many hits in the box without this limit; not corrected for the search. */
  readonly quasiP: number;
  /** Reproducibility: share of half-samples in which the same search limits this input on this side. */
  readonly returns: number;
}

export interface Discovery {
  readonly rows: number;
  readonly hits: number;
  /** Boxes from all rows inwards. */
  readonly trajectory: readonly Box[];
  /** The chosen box with its limits examined; no limits when none is significant. */
  readonly box: Omit<Box, 'limits'> & { readonly limits: readonly LimitFinding[] };
  /** p-value: probability that the same search finds as good a box when the target is independent of the inputs. */
  readonly p: number;
  /** Mean density and coverage of boxes found in half-samples, measured in the other half. */
  readonly heldOut: { readonly density: number; readonly coverage: number };
  /** Whether a box is significant: p at most .05, and at least one limit. */
  readonly isFound: boolean;
  /** 1 for rows in the box. */
  readonly inside: Uint8Array;
}

export interface PrimOptions {
  readonly seed: string;
  /** Share of the rows of a box that a step removes, in (0, .5). */
  readonly peel?: number;
  /** Least share of all rows in a box. */
  readonly leastMass?: number;
  /** Take the largest box of at least this density instead of the one with the greatest gain, in (0, 1). */
  readonly density?: number | undefined;
  /**
   * Rows of one unit are permuted and resampled together: the replications of a configuration. Each row its own when
   * absent.
   */
  readonly units?: ArrayLike<number>;
}

const PEEL = 0.05;
const LEAST_MASS = 0.05;
const LEAST_ROWS = 10;
const PERMUTATIONS = 99;
const RESAMPLES = 40;
const LEVEL = 0.05;

interface Data {
  readonly inputs: readonly Input[];
  readonly orders: readonly Uint32Array[];
}

interface Bounds {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * Weighted relative accuracy: excess of hits in a box over the expected number for its mass, as a share of all rows. It
 * is largest at the true box if density is constant inside and outside.
 */
const gain = (hits: number, rows: number, baseHits: number, baseRows: number): number =>
  (hits - (rows * baseHits) / baseRows) / baseRows;

interface Step extends Bounds {
  readonly rows: number;
  readonly hits: number;
}

/** Rows inside, those of them that have the target, and all that have it; rows of `without` do not count. */
function countsOf(inside: Uint8Array, target: Uint8Array, without?: Uint8Array) {
  let [rows, hits, all] = [0, 0, 0];
  for (let r = 0; r < target.length; r++) {
    if (without?.[r] === 1) continue;
    rows += inside[r];
    hits += inside[r] & target[r];
    all += target[r];
  }
  return { rows, hits, all };
}

/** Peel from all rows inwards: at each step the side whose removal raises the density most. */
function peel(
  data: Data,
  target: Uint8Array,
  member: Uint8Array,
  options: Required<Pick<PrimOptions, 'peel' | 'leastMass'>>,
): Step[] {
  const d = data.inputs.length;
  const low = new Float64Array(d).fill(Number.NEGATIVE_INFINITY);
  const high = new Float64Array(d).fill(Number.POSITIVE_INFINITY);
  let { rows, hits } = countsOf(member, target);
  const least = Math.max(LEAST_ROWS, options.leastMass * rows);
  /** Rows in the box by each input: the first `rows` of each list. */
  const orders = data.orders.map((order) => order.filter((r) => member[r] === 1));
  const steps: Step[] = [{ low: low.slice(), high: high.slice(), rows, hits }];
  for (;;) {
    let best: { a: number; isLow: boolean; bound: number; rows: number; hits: number } | undefined;
    let bestDensity = hits / rows;
    const cut = Math.max(1, Math.floor(options.peel * rows));
    for (let a = 0; a < d; a++) {
      const { values } = data.inputs[a];
      for (const isLow of [true, false]) {
        const order = orders[a];
        const at = (i: number): number => order[isLow ? i : rows - 1 - i];
        let removed = cut;
        // Equal values are removed together, even beyond the share.
        while (removed < rows && values[at(removed)] === values[at(removed - 1)]) removed++;
        if (rows - removed < least) continue;
        let lost = 0;
        for (let i = 0; i < removed; i++) lost += target[at(i)];
        const density = (hits - lost) / (rows - removed);
        if (density > bestDensity) {
          bestDensity = density;
          best = { a, isLow, bound: values[at(removed)], rows: rows - removed, hits: hits - lost };
        }
      }
    }
    if (best === undefined) return steps;
    const { a, isLow, bound } = best;
    const { values } = data.inputs[a];
    if (isLow) low[a] = bound;
    else high[a] = bound;
    for (const order of orders) {
      let kept = 0;
      for (let i = 0; i < rows; i++) {
        const row = order[i];
        if (isLow ? values[row] >= bound : values[row] <= bound) order[kept++] = row;
      }
    }
    ({ rows, hits } = best);
    steps.push({ low: low.slice(), high: high.slice(), rows, hits });
  }
}

/** The step with the greatest gain; with a density the first that has it, or the last. */
function bestOf(steps: readonly Step[], density?: number): Step {
  const [all] = steps;
  if (density !== undefined) {
    return steps.find(({ hits, rows }) => hits >= density * rows) ?? steps[steps.length - 1];
  }
  const gainOf = (step: Step): number => gain(step.hits, step.rows, all.hits, all.rows);
  return steps.reduce((best, step) => (gainOf(step) > gainOf(best) ? step : best), all);
}

function limitsOf({ low, high }: Bounds, inputs: readonly Input[]): Limit[] {
  return inputs.flatMap(({ name }, a): Limit[] => [
    ...(Number.isFinite(low[a]) ? [{ input: name, side: 'above' as const, value: low[a] }] : []),
    ...(Number.isFinite(high[a]) ? [{ input: name, side: 'below' as const, value: high[a] }] : []),
  ]);
}

function membersOf(limits: readonly Limit[], inputs: readonly Input[], rows: number): Uint8Array {
  const inside = new Uint8Array(rows).fill(1);
  for (const { input, side, value } of limits) {
    const values = inputs.find(({ name }) => name === input)?.values ?? [];
    for (let r = 0; r < rows; r++) if (side === 'above' ? values[r] < value : values[r] > value) inside[r] = 0;
  }
  return inside;
}

function boxOf(limits: readonly Limit[], inputs: readonly Input[], target: Uint8Array): Box {
  const { rows, hits, all } = countsOf(membersOf(limits, inputs, target.length), target);
  return { limits, rows, hits, coverage: hits / all, density: hits / rows, mass: rows / target.length };
}

/** Probability of `hits` or more among `rows` at a share `p`. */
function binomialTail(hits: number, rows: number, p: number): number {
  if (hits <= 0 || p >= 1) return 1;
  return p <= 0 ? 0 : betaInc(hits, rows - hits + 1, p);
}

/** Test of a limit: the box with and without it. Source: [BryantLempert2010]. */
function quasiP(limit: Limit, limits: readonly Limit[], inputs: readonly Input[], target: Uint8Array): number {
  const box = boxOf(limits, inputs, target);
  const wider = boxOf(
    limits.filter((other) => other !== limit),
    inputs,
    target,
  );
  return binomialTail(box.hits, box.rows, wider.density);
}

/** Drop the least significant limit until all are significant. */
function significant(limits: readonly Limit[], inputs: readonly Input[], target: Uint8Array): readonly Limit[] {
  const found = limits.map((limit) => ({ limit, p: quasiP(limit, limits, inputs, target) }));
  const worst = found.reduce<(typeof found)[number] | undefined>(
    (most, one) => (most === undefined || one.p > most.p ? one : most),
    undefined,
  );
  if (worst === undefined || worst.p <= LEVEL) return limits;
  return significant(
    limits.filter((limit) => limit !== worst.limit),
    inputs,
    target,
  );
}

/** Units 0 .. count - 1 of the rows, and the rows of each. */
function rowsByUnit(units: ArrayLike<number> | undefined, rows: number): number[][] {
  const groups = new Map<number, number[]>();
  for (let r = 0; r < rows; r++) {
    const unit = units?.[r] ?? r;
    const group = groups.get(unit);
    if (group === undefined) groups.set(unit, [r]);
    else group.push(r);
  }
  return [...groups.values()];
}

/** The target with units exchanged; units of different sizes are filled in turn. */
function permuted(target: Uint8Array, groups: readonly number[][], order: Uint32Array): Uint8Array {
  const moved = new Uint8Array(target.length);
  for (const [g, rows] of groups.entries()) {
    const from = groups[order[g]];
    for (const [i, row] of rows.entries()) moved[row] = target[from[i % from.length]];
  }
  return moved;
}

/**
 * Find a box of inputs in which the target is frequent.
 *
 * The box is significant only when its gain exceeds that of the same search on permuted targets, and only individually
 * significant limits are retained.
 *
 * @param target  1 for rows that have it, else 0; both must occur.
 *
 * Source: [FriedmanFisher1999]; quasi-p and resampling [BryantLempert2010].
 */
export function discoverBox(inputs: readonly Input[], target: Uint8Array, options: PrimOptions): Discovery {
  const { seed, peel: share = PEEL, leastMass = LEAST_MASS, density: wanted, units } = options;
  const rows = target.length;
  const hits = target.reduce((sum, value) => sum + value, 0);
  if (hits === 0 || hits === rows) throw new RangeError('the target must occur in some rows and not in all');
  const how = { peel: share, leastMass };
  const data: Data = { inputs, orders: inputs.map(({ values }) => orderOf(values)) };
  const everyone = new Uint8Array(rows).fill(1);
  const steps = peel(data, target, everyone, how);
  const best = bestOf(steps, wanted);
  const limits = significant(limitsOf(best, inputs), inputs, target);
  const box = boxOf(limits, inputs, target);
  const groups = rowsByUnit(units, rows);
  const streamOf = (purpose: string, i: number) => openStream(expandSeed(seed), i, streamId('resample', purpose));

  const found = gain(best.hits, best.rows, hits, rows);
  let asGood = 0;
  for (let i = 0; i < PERMUTATIONS; i++) {
    const moved = permuted(target, groups, shuffled(groups.length, streamOf('permutation', i)));
    const trajectory = peel(data, moved, everyone, how);
    const other = bestOf(trajectory, wanted);
    if (gain(other.hits, other.rows, trajectory[0].hits, rows) >= found) asGood++;
  }
  const p = (asGood + 1) / (PERMUTATIONS + 1);

  const returns = new Map<string, number>();
  let [density, coverage, counted] = [0, 0, 0];
  for (let i = 0; i < RESAMPLES; i++) {
    const half = new Uint8Array(rows);
    for (const g of shuffled(groups.length, streamOf('half', i)).subarray(0, groups.length >> 1)) {
      for (const row of groups[g]) half[row] = 1;
    }
    const again = limitsOf(bestOf(peel(data, target, half, how), wanted), inputs);
    for (const { input, side } of again) {
      const name = `${input} ${side}`;
      returns.set(name, (returns.get(name) ?? 0) + 1);
    }
    // Density and coverage in the rows outside the half.
    const other = countsOf(membersOf(again, inputs, rows), target, half);
    if (!Number.isFinite(other.hits / other.rows + other.hits / other.all)) continue;
    density += other.hits / other.rows;
    coverage += other.hits / other.all;
    counted++;
  }
  return {
    rows,
    hits,
    trajectory: steps.map((step) => boxOf(limitsOf(step, inputs), inputs, target)),
    box: {
      ...box,
      limits: limits.map((limit) => ({
        ...limit,
        quasiP: quasiP(limit, limits, inputs, target),
        returns: (returns.get(`${limit.input} ${limit.side}`) ?? 0) / RESAMPLES,
      })),
    },
    p,
    heldOut: { density: density / counted, coverage: coverage / counted },
    isFound: p <= LEVEL && limits.length > 0,
    inside: membersOf(limits, inputs, rows),
  };
}
