/** Rules that look at the last turn only: their vectors, and those that pin down a line of payoffs. */

import type { DilemmaPayoffs } from './dilemma-payoffs.ts';

/** Chances of cooperating: at the first turn, and after (own, other) realised moves CC, CD, DC, DD. */
export interface MemoryOne {
  readonly first: number;
  readonly vector: readonly [number, number, number, number];
}

export interface ZeroDeterminantRule {
  /** s: how much of the own surplus over the baseline the other one gets; 1/2 extorts two for one. */
  readonly slope: number;
  /** l: the payoff at which both are even; P extorts, R is generous. */
  readonly baseline: number;
  /** phi: how fast the relation is enforced; only a range is feasible. */
  readonly pace: number;
}

/**
 * The vector that enforces `other - l = s (own - l)` whatever the other does:
 * `p1 = 1 - phi (1-s)(R-l)`, `p2 = 1 - phi (s (l-S) + T-l)`, `p3 = phi (l-S + s (T-l))`, `p4 = phi (1-s)(l-P)`.
 *
 * @throws RangeError  When a chance leaves [0, 1]: slope, baseline and pace do not go together.
 *
 * Source: [PressDyson2012], in the form of [HilbeNowakSigmund2013].
 */
export function zeroDeterminantVector(rule: ZeroDeterminantRule, payoffs: DilemmaPayoffs): MemoryOne['vector'] {
  const { slope: s, baseline: l, pace: phi } = rule;
  const { T, R, P, S } = payoffs;
  return checkedVector([
    1 - phi * (1 - s) * (R - l),
    1 - phi * (s * (l - S) + (T - l)),
    phi * (l - S + s * (T - l)),
    phi * (1 - s) * (l - P),
  ]);
}

/**
 * The vector that fixes the other's long-run payoff at `target`, whatever the other does, from the chances p1 after CC
 * and p4 after DD.
 *
 * @throws RangeError  When a chance leaves [0, 1].
 *
 * Source: equaliser strategies [BoerlijstNowakSigmund1997]; solved for p2 and p3 as in [PressDyson2012].
 */
export function equaliserVector(target: number, afterDD: number, payoffs: DilemmaPayoffs): MemoryOne['vector'] {
  const { T, R, P, S } = payoffs;
  if (target === P) throw new RangeError(`an equaliser cannot hold the other at P = ${P} and still move`);
  const weight = afterDD / (target - P);
  return checkedVector([1 - weight * (R - target), 1 - weight * (T - target), weight * (target - S), afterDD]);
}

/** Slack for chances that a formula puts at 0 or 1 but rounding does not. */
const ROUNDING = 1e-12;

function checkedVector(vector: readonly [number, number, number, number]): MemoryOne['vector'] {
  for (const chance of vector) {
    if (!(chance >= -ROUNDING && chance <= 1 + ROUNDING)) {
      throw new RangeError(`these numbers need a chance of ${chance}, which is outside [0, 1]`);
    }
  }
  const [cc, cd, dc, dd] = vector.map((chance) => Math.min(1, Math.max(0, chance)));
  return [cc, cd, dc, dd];
}
