/** Regional sensitivity: compares the distributions of an input in runs with and without a target. */

import { exp } from '../../numeric/elementary.ts';
import { type Input, orderOf } from './rank-share.ts';

export interface RegionalScore {
  readonly input: string;
  /** Kolmogorov-Smirnov distance of the two distributions, 0 to 1. */
  readonly distance: number;
  /**
   * p-value times the number of inputs (Bonferroni): probability of such a distance if the input were independent of
   * the target.
   */
  readonly p: number;
}

/** Terms of the Kolmogorov series: later ones are negligible at relevant distances. */
const TERMS = 20;

/** Tail of the Kolmogorov distribution with Stephens' correction for few rows. */
function kolmogorovTail(distance: number, effective: number): number {
  const root = Math.sqrt(effective);
  const x = (root + 0.12 + 0.11 / root) * distance;
  if (x < 0.2) return 1;
  let sum = 0;
  for (let j = 1; j <= TERMS; j++) sum += (j % 2 === 1 ? 2 : -2) * exp(-2 * j * j * x * x);
  return Math.min(1, Math.max(0, sum));
}

/**
 * Score every input, the largest distance first. Its p assumes independent rows.
 *
 * @param target  1 for rows that have it, else 0.
 *
 * Source: [HornbergerSpear1981].
 */
export function regionalScores(inputs: readonly Input[], target: Uint8Array): RegionalScore[] {
  const hits = target.reduce((sum, value) => sum + value, 0);
  const misses = target.length - hits;
  return inputs
    .map(({ name, values }) => {
      let distance = 0;
      let gap = 0;
      const order = orderOf(values);
      for (let i = 0; i < order.length; i++) {
        gap += target[order[i]] === 1 ? 1 / hits : -1 / misses;
        if (i + 1 === order.length || values[order[i + 1]] !== values[order[i]]) {
          distance = Math.max(distance, Math.abs(gap));
        }
      }
      const p = kolmogorovTail(distance, (hits * misses) / target.length) * inputs.length;
      return { input: name, distance, p: Math.min(1, p) };
    })
    .sort((a, b) => b.distance - a.distance);
}
