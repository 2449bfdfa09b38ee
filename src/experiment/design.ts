/** Designs of experiments: each configuration is computed from its index, so that none is stored. */

import { expandSeed } from '../random/seed.ts';
import { openStream, type StreamKey, streamId, uniformAt } from '../random/stream.ts';
import { UsageError } from '../scenario/errors.ts';
import { type Axis, isNumeric, levelAt, levelsOf, type Setting, sampleAt } from './design-axis.ts';
import { MORRIS_STEP } from './sensitivity/designed.ts';
import { readDesignCsv } from './design-csv.ts';
import { owenScrambled, SOBOL_DIMENSIONS, sobolBits, sobolDirections, unitOfBits } from './design-sobol.ts';

/** Combinations of the values of the axes; the words of `--design`. */
export const DESIGNS = ['factorial', 'zip', 'latin-hypercube', 'sobol', 'saltelli', 'morris'] as const;

/** Description of a design, as plain data. */
export type DesignSpec =
  | {
      readonly kind: (typeof DESIGNS)[number];
      readonly axes: readonly Axis[];
      /** Of sampled designs. */
      readonly points?: number;
      /** Of a Saltelli or Morris design: base rows or trajectories before this one are left out. */
      readonly firstPoint?: number;
      /** Seed of a Latin hypercube, or of the scrambling of a Sobol' design; without one that is not scrambled. */
      readonly seed?: string;
    }
  | { readonly kind: 'table'; readonly text: string; readonly file: string };

export interface Design {
  readonly paths: readonly string[];
  /** Configurations 0 .. size - 1. */
  readonly size: number;
  /** Whether all values of a path are numbers. */
  readonly numeric: readonly boolean[];
  /** Values of a configuration, one per path. */
  at(index: number): Setting[];
}

/** Largest number of points of a Latin hypercube: its draws are keyed by 32-bit numbers. */
const MAX_POINTS = 2147483647;

/**
 * Make a design.
 *
 * @throws UsageError  When the axes do not fit the kind.
 */
export function createDesign(spec: DesignSpec): Design {
  if (spec.kind === 'table') return readDesignCsv(spec.text, spec.file);
  const { kind, axes } = spec;
  if (axes.length === 0) throw new UsageError('no path is varied; give one with --vary path=values');
  const paths = axes.map(({ path }) => path);
  const twin = paths.find((path, i) => paths.indexOf(path) < i);
  if (twin !== undefined) throw new UsageError(`${twin} is varied twice`);
  if (kind === 'factorial') return factorial(axes);
  if (kind === 'zip') return zip(axes);
  const { points } = spec;
  if (points === undefined) throw new UsageError(`a ${kind} design needs --points: how many configurations`);
  if (points > MAX_POINTS) throw new UsageError(`a ${kind} design has at most ${MAX_POINTS} points`);
  if (kind === 'saltelli') return later(saltelli(axes, points, spec.seed ?? '1'), axes.length + 2, spec);
  if (kind === 'morris') return later(morris(axes, points, spec.seed ?? '1'), axes.length + 1, spec);
  const units = kind === 'sobol' ? sobolUnits(axes, spec.seed) : latinHypercube(axes, points, spec.seed ?? '1');
  return designOf(axes, points, (axis, a, index) => sampleAt(axis, units[a](index)));
}

/** A design whose every value is worked out from its axis and the index of the configuration. */
function designOf(
  axes: readonly Axis[],
  size: number,
  settingOf: (axis: Axis, a: number, index: number) => Setting,
): Design {
  return {
    paths: axes.map(({ path }) => path),
    numeric: axes.map(isNumeric),
    size,
    at: (index) => axes.map((axis, a) => settingOf(axis, a, index)),
  };
}

/** A design without its first points, each of so many configurations. */
function later(design: Design, width: number, { firstPoint = 0 }: { readonly firstPoint?: number }): Design {
  const first = firstPoint * width;
  return first === 0 ? design : { ...design, size: design.size - first, at: (index) => design.at(first + index) };
}

/** Configurations `from` .. `to - 1`, one at a time. */
export function* configurations(design: Design, from = 0, to = design.size): Generator<Setting[]> {
  for (let index = from; index < to; index++) yield design.at(index);
}

function refuseSpans(axes: readonly Axis[], kind: string): void {
  const spans = axes.filter((axis) => axis.kind === 'span');
  if (spans.length === 0) return;
  throw new UsageError(
    spans.map(({ path }) => `${path}: a ${kind} design needs a step: low:high:step (low:high is for sampled designs)`),
  );
}

/** All combinations; the last axis changes fastest. */
function factorial(axes: readonly Axis[]): Design {
  refuseSpans(axes, 'factorial');
  const size = axes.reduce((product, axis) => product * levelsOf(axis), 1);
  if (!Number.isSafeInteger(size)) throw new UsageError('the design has more configurations than can be counted');
  const strides = axes.map((_, a) => axes.slice(a + 1).reduce((product, axis) => product * levelsOf(axis), 1));
  return designOf(axes, size, (axis, a, index) => levelAt(axis, Math.floor(index / strides[a]) % levelsOf(axis)));
}

/** First values together, second values together, and so on. */
function zip(axes: readonly Axis[]): Design {
  refuseSpans(axes, 'zip');
  const size = levelsOf(axes[0]);
  const other = axes.find((axis) => levelsOf(axis) !== size);
  if (other !== undefined) {
    throw new UsageError(
      `zip needs as many values everywhere: ${axes[0].path} has ${size}, ${other.path} has ${levelsOf(other)}`,
    );
  }
  return designOf(axes, size, (axis, _, index) => levelAt(axis, index));
}

/** Coordinate of a point in [0, 1). */
type Unit = (index: number) => number;

function sobolUnits(axes: readonly Axis[], seed: string | undefined): Unit[] {
  if (axes.length > SOBOL_DIMENSIONS) {
    throw new UsageError(`a sobol design varies at most ${SOBOL_DIMENSIONS} paths, got ${axes.length}`);
  }
  return axes.map(({ path }, a): Unit => {
    const directions = sobolDirections(a);
    if (seed === undefined) return (index) => unitOfBits(sobolBits(directions, index));
    const key = openStream(expandSeed(seed), 0, streamId('sobol', path));
    return (index) => unitOfBits(owenScrambled(sobolBits(directions, index), key));
  });
}

/**
 * Cut each axis into as many strata as points: every stratum has one point, at a random position, in random order. The
 * draws of an axis are keyed by its path, so another axis does not change them.
 * Source: [McKayBeckmanConover1979].
 */
function latinHypercube(axes: readonly Axis[], points: number, seed: string): Unit[] {
  return axes.map(({ path }): Unit => {
    const key = openStream(expandSeed(seed), 0, streamId('latin-hypercube', path));
    const strata = shuffled(points, key);
    return (index) => (strata[index] + uniformAt(key, points + index)) / points;
  });
}

/** 0 .. count - 1 in random order, from draws 1 .. count - 1 of a stream. */
export function shuffled(count: number, key: StreamKey): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(uniformAt(key, i) * (i + 1));
    const moved = order[i];
    order[i] = order[j];
    order[j] = moved;
  }
  return order;
}

/** Below 1, so that the index of the last level is not exceeded. */
const LAST_UNIT = 1 - Number.EPSILON;

/**
 * Rows for Sobol' indices: for each base row two independent points A and B, then A with one coordinate from B each.
 * Source: [Saltelli2002].
 */
function saltelli(axes: readonly Axis[], rows: number, seed: string): Design {
  const streams = axes.map(({ path }) => openStream(expandSeed(seed), 0, streamId('saltelli', path)));
  const width = axes.length + 2;
  return designOf(axes, rows * width, (axis, a, index) => {
    const part = index % width;
    const isB = part === 1 || part === a + 2;
    return sampleAt(axis, uniformAt(streams[a], 2 * Math.floor(index / width) + (isB ? 1 : 0)));
  });
}

/**
 * Trajectories on a grid of four levels: from a random start one coordinate after the other moves by two thirds of its
 * range, in random order. Source: [Morris1991].
 */
function morris(axes: readonly Axis[], trajectories: number, seed: string): Design {
  const streams = axes.map(({ path }) => openStream(expandSeed(seed), 0, streamId('morris', path)));
  const width = axes.length + 1;
  const draw = (trajectory: number, a: number, which: number): number => uniformAt(streams[a], 3 * trajectory + which);
  /** Step at which each coordinate moves, of the trajectory asked for last. */
  let known: { readonly trajectory: number; readonly steps: Uint32Array } | undefined;
  function stepsOf(trajectory: number): Uint32Array {
    if (known?.trajectory === trajectory) return known.steps;
    const turns = Float64Array.from(axes, (_, a) => draw(trajectory, a, 0));
    const order = axes.map((_, a) => a).sort((a, b) => turns[a] - turns[b]);
    const steps = new Uint32Array(axes.length);
    for (const [step, a] of order.entries()) steps[a] = step;
    known = { trajectory, steps };
    return steps;
  }
  return designOf(axes, trajectories * width, (axis, a, index) => {
    const trajectory = Math.floor(index / width);
    const low = draw(trajectory, a, 1) < 0.5 ? 0 : 1 / 3;
    const hasMoved = stepsOf(trajectory)[a] < index % width;
    const isHigh = hasMoved === draw(trajectory, a, 2) < 0.5;
    return sampleAt(axis, Math.min(isHigh ? low + MORRIS_STEP : low, LAST_UNIT));
  });
}
