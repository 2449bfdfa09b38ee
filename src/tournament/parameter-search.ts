/** Proposes strategy parameters to try: Latin hypercubes in a box that shrinks around the best so far. */

import type { SeedKey } from '../random/seed.ts';
import { openStream, streamId, uniformAt } from '../random/stream.ts';
import type { ParameterRange } from '../strategies/parameter-ranges.ts';

export type Parameters = Readonly<Record<string, unknown>>;

export interface Proposal {
  /** Centre of the box from the second generation on. */
  readonly best: Parameters;
  /** From 0; the sides of the box halve with each generation. */
  readonly generation: number;
  readonly points: number;
  readonly seed: SeedKey;
}

/** Digits of a proposed value. */
const DIGITS = 3;

/**
 * Points of a generation: for every parameter one in each of equal parts of the box, in an independent order. The box
 * of
 * generation 0 is the whole range; later ones lie around the best parameters, inside the range.
 */
export function proposeParameters(
  strategy: string,
  ranges: readonly ParameterRange[],
  { best, generation, points, seed }: Proposal,
): Parameters[] {
  if (ranges.length === 0) return [];
  const columns = ranges.map(({ name, low, high, isWhole }) => {
    let side = high - low;
    for (let g = 0; g < generation; g++) side /= 2;
    const centre = typeof best[name] === 'number' ? best[name] : (low + high) / 2;
    const start = generation === 0 ? low : Math.min(Math.max(low, centre - side / 2), high - side);
    const key = openStream(seed, generation, streamId('parameter-search', `${strategy}/${name}`));
    const order = Array.from({ length: points }, (_, p) => ({ p, at: uniformAt(key, p) })).sort((a, b) => a.at - b.at);
    return order.map(({ p }, k) => {
      const value = start + (side * (p + uniformAt(key, points + k))) / points;
      const rounded = isWhole ? Math.round(value) : Number(value.toPrecision(DIGITS));
      return Math.min(high, Math.max(low, rounded));
    });
  });
  return Array.from({ length: points }, (_, p) => ({
    ...best,
    ...Object.fromEntries(ranges.map(({ name }, i) => [name, columns[i][p]])),
  }));
}
