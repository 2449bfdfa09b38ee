/** Memory-one strategies: their probability vectors, and zero-determinant vectors that enforce a line of payoffs. */

import type { DilemmaPayoffs } from './dilemma-payoffs.ts';

/** Probabilities of cooperating: at the first turn, and after (own, other) realised moves CC, CD, DC, DD. */
export interface MemoryOne {
  readonly first: number;
  readonly vector: readonly [number, number, number, number];
}

/** Coefficients of a payoff relation in the probabilities: `p = (1 - phi c1, 1 - phi c2, phi c3, phi c4)`. */
export type Relation = readonly [number, number, number, number];

/**
 * The relation `other - l = s (own - l)` for slope s and baseline l, both players' long-run payoffs:
 * `c = ((1-s)(R-l), s (l-S) + T-l, l-S + s (T-l), (1-s)(l-P))`. Baseline P extorts, R is generous.
 *
 * Source: [PressDyson2012], in the form of [HilbeNowakSigmund2013].
 */
export function zeroDeterminantRelation(slope: number, baseline: number, { T, R, P, S }: DilemmaPayoffs): Relation {
  return [
    (1 - slope) * (R - baseline),
    slope * (baseline - S) + (T - baseline),
    baseline - S + slope * (T - baseline),
    (1 - slope) * (baseline - P),
  ];
}

/**
 * The relation `other = target`, for every strategy of the other player: `c = (R - target, T - target, target - S,
 * target - P)`.
 *
 * Source: equaliser strategies [BoerlijstNowakSigmund1997].
 */
export function equaliserRelation(target: number, { T, R, P, S }: DilemmaPayoffs): Relation {
  return [R - target, T - target, target - S, target - P];
}

/** Largest phi with every probability in [0, 1]; 0 where there is none, and the relation cannot be enforced. */
export function fastestEnforcement(relation: Relation): number {
  const steepest = Math.max(...relation);
  return Math.min(...relation) < 0 || steepest === 0 ? 0 : 1 / steepest;
}

/**
 * The vector that enforces a relation at speed phi.
 *
 * @throws RangeError  When a probability leaves [0, 1].
 */
export function enforcingVector(relation: Relation, phi: number): MemoryOne['vector'] {
  const [c1, c2, c3, c4] = relation;
  const vector = [1 - phi * c1, 1 - phi * c2, phi * c3, phi * c4];
  for (const chance of vector) {
    if (!(chance >= -ROUNDING && chance <= 1 + ROUNDING)) {
      throw new RangeError(`these numbers need a probability of ${chance}, which is outside [0, 1]`);
    }
  }
  const [cc, cd, dc, dd] = vector.map((chance) => Math.min(1, Math.max(0, chance)));
  return [cc, cd, dc, dd];
}

/** Tolerance for probabilities that are 0 or 1 up to rounding. */
const ROUNDING = 1e-12;
