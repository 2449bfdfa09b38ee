/** Exact expected payoffs of two memory-one strategies: a Markov chain on the four outcomes of a turn. */

import type { DilemmaPayoffs } from '../game/dilemma-payoffs.ts';
import type { MemoryOne } from '../game/memory-one.ts';

/** Averages a turn; states in the order CC, CD, DC, DD, the row player's realised move first. */
export interface PairExpectation {
  readonly states: readonly number[];
  readonly rowPayoff: number;
  readonly columnPayoff: number;
  readonly rowCooperation: number;
  readonly columnCooperation: number;
}

export interface PairRule {
  /** Chance that a move is played as its opposite; the realised move enters both histories. */
  readonly executionNoise?: number;
}

/** Doublings of the horizon to the long-run average: 2^64 turns. */
const DOUBLINGS = 64;

/**
 * Expected averages over a fixed number of turns, without any simulation: exact up to rounding.
 *
 * Consequence: simulated matches agree within their standard errors (test/truth/game/memory-one.test.ts).
 */
export function expectMemoryOne(
  row: MemoryOne,
  column: MemoryOne,
  payoffs: DilemmaPayoffs,
  { turns, executionNoise = 0 }: PairRule & { readonly turns: number },
): PairExpectation {
  const transition = transitionOf(row, column, executionNoise);
  const total = new Float64Array(4);
  let now = firstStates(row, column, executionNoise);
  for (let turn = 0; turn < turns; turn++) {
    for (let s = 0; s < 4; s++) total[s] += now[s];
    now = advance(now, transition);
  }
  return expectationOf(
    total.map((visits) => visits / turns),
    payoffs,
  );
}

/**
 * Expectation of the repeated game with a probability of another turn, the discount factor: averages a turn weighted by
 * `(1 - continuation) continuation^t`, exact up to rounding. The sum over 2k turns is that over k plus its image k turns
 * later.
 */
export function discountMemoryOne(
  row: MemoryOne,
  column: MemoryOne,
  payoffs: DilemmaPayoffs,
  { continuation, executionNoise = 0 }: PairRule & { readonly continuation: number },
): PairExpectation {
  let power: Float64Array[] = transitionOf(row, column, executionNoise).map((chances) =>
    chances.map((chance) => chance * continuation),
  );
  let total: Float64Array[] = [0, 1, 2, 3].map((s) => Float64Array.from({ length: 4 }, (_, t) => (s === t ? 1 : 0)));
  for (let i = 0; i < DOUBLINGS; i++) {
    const later = power.map((chances) => advance(chances, total));
    total = total.map((now, s) => now.map((visits, t) => visits + later[s][t]));
    const step = power;
    power = step.map((chances) => advance(chances, step));
  }
  const visits = advance(firstStates(row, column, executionNoise), total);
  return expectationOf(
    visits.map((expected) => (1 - continuation) * expected),
    payoffs,
  );
}

/**
 * Long-run averages from the first moves on. They exist for every chain, periodic or with several closed classes: the
 * average over 2k turns is half of that over k plus its image k turns later.
 */
export function limitMemoryOne(
  row: MemoryOne,
  column: MemoryOne,
  payoffs: DilemmaPayoffs,
  { executionNoise = 0 }: PairRule = {},
): PairExpectation {
  let power = transitionOf(row, column, executionNoise);
  let average: Float64Array[] = [0, 1, 2, 3].map((s) => Float64Array.from({ length: 4 }, (_, t) => (s === t ? 1 : 0)));
  for (let i = 0; i < DOUBLINGS; i++) {
    const later = average.map((_, s) => advance(power[s], average));
    average = average.map((now, s) => normalised(now.map((chance, t) => (chance + later[s][t]) / 2)));
    const step = power;
    power = step.map((chances) => normalised(advance(chances, step)));
  }
  return expectationOf(advance(firstStates(row, column, executionNoise), average), payoffs);
}

/** Chance of a realised cooperation when the intended one has chance p. */
const slip = (p: number, noise: number): number => p * (1 - noise) + (1 - p) * noise;

/** Chances of the four outcomes when the players cooperate with chances p and q. */
const outcomes = (p: number, q: number): Float64Array =>
  Float64Array.of(p * q, p * (1 - q), (1 - p) * q, (1 - p) * (1 - q));

const firstStates = (row: MemoryOne, column: MemoryOne, noise: number): Float64Array =>
  outcomes(slip(row.first, noise), slip(column.first, noise));

/** Shape [from, to]; the column player sees CD where the row player sees DC. */
function transitionOf({ vector: p }: MemoryOne, { vector: q }: MemoryOne, noise: number): Float64Array[] {
  const mirrored = [q[0], q[2], q[1], q[3]];
  return mirrored.map((other, s) => outcomes(slip(p[s], noise), slip(other, noise)));
}

function advance(now: Float64Array, transition: readonly Float64Array[]): Float64Array {
  const next = new Float64Array(4);
  for (let s = 0; s < 4; s++) for (let t = 0; t < 4; t++) next[t] += now[s] * transition[s][t];
  return next;
}

/** The same probabilities, normalised so that rounding errors do not accumulate over 2^64 turns. */
function normalised(chances: Float64Array): Float64Array {
  const total = chances[0] + chances[1] + chances[2] + chances[3];
  return chances.map((chance) => chance / total);
}

function expectationOf(states: Float64Array, { T, R, P, S }: DilemmaPayoffs): PairExpectation {
  const [cc, cd, dc, dd] = states;
  return {
    states: [cc, cd, dc, dd],
    rowPayoff: cc * R + cd * S + dc * T + dd * P,
    columnPayoff: cc * R + cd * T + dc * S + dd * P,
    rowCooperation: cc + cd,
    columnCooperation: cc + dc,
  };
}
