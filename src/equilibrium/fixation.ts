/** Computes fixation probabilities: the probability that mutants take over a population (birth-death chains in log space). */

import { exp, log, log1p } from '../numeric/elementary.ts';
import { mixedPopulationPayoffs, type PayoffTable } from './payoff-table.ts';

/** log(exp a + exp b) without overflow; -Infinity represents a probability of 0. */
export function logAddExp(a: number, b: number): number {
  const high = Math.max(a, b);
  return high === -Infinity ? -Infinity : high + log1p(exp(Math.min(a, b) - high));
}

/**
 * Log of the chance that mutants, of whom there are `start` among `size`, take over:
 * `(1 + sum over k < start of q_k) / (1 + sum over k < size of q_k)` with `q_k` the product over j <= k of T-/T+, given
 * log(T-(j) / T+(j)) for j = 1 .. size - 1 mutants.
 *
 * @throws RangeError  When `start` is not a whole number from 1 to size.
 */
export function logFixation(size: number, logRatio: (mutants: number) => number, start = 1): number {
  if (!(Number.isInteger(start) && start >= 1 && start <= size)) {
    throw new RangeError(`mutants: expected a whole number from 1 to ${size}, got ${start}`);
  }
  let product = 0;
  let sum = 0;
  let reached = 0;
  for (let j = 1; j < size; j++) {
    if (j === start) reached = sum;
    product += logRatio(j);
    sum = logAddExp(sum, product);
  }
  return start === size ? 0 : reached - sum;
}

/**
 * Moran process with mutants of constant relative fitness r > 0, of whom there are `start` at first:
 * `(1 - r^-start) / (1 - r^-size)`, and start / size when neutral. Source: [Moran1958].
 */
export function moranFixation(relativeFitness: number, size: number, start = 1): number {
  const ratio = -log(relativeFitness);
  return exp(logFixation(size, () => ratio, start));
}

/** Strength of selection, and how many mutants there are at first. */
export interface FixationRule {
  readonly selection: number;
  readonly start?: number;
}

/**
 * Moran process in which fitness is `1 - w + w payoff` with payoffs of a game; self-interaction excluded. The last
 * argument is the selection w, 1 when left out, or that with the number of mutants at first.
 *
 * @throws RangeError  When a fitness is not positive: shift the payoffs or weaken selection.
 *
 * Source: [NowakSasakiTaylorFudenberg2004].
 */
export function moranGameFixation(
  table: PayoffTable,
  [mutant, resident]: readonly [number, number],
  size: number,
  rule: number | FixationRule = 1,
): number {
  const { selection, start } = ruleOf(rule);
  const fitness = (payoff: number): number => {
    const value = 1 - selection + selection * payoff;
    if (!(value > 0)) throw new RangeError(`fitness must be positive, got ${value}`);
    return value;
  };
  const ratio = (mutants: number): number => {
    const [own, other] = mixedPopulationPayoffs(table, [mutant, resident], mutants, size);
    return log(fitness(other)) - log(fitness(own));
  };
  return exp(logFixation(size, ratio, start));
}

function ruleOf(rule: number | FixationRule): FixationRule {
  return typeof rule === 'number' ? { selection: rule } : rule;
}

/**
 * Log fixation probability under pairwise comparison: a random player copies another with chance
 * `1 / (1 + exp(-beta (other - own)))`, so that T-/T+ = exp(-beta (mutant's payoff - resident's)). The last argument is
 * beta, or that as `selection` with the number of mutants at first.
 *
 * Source: [TraulsenNowakPacheco2006].
 */
export function logFermiFixation(
  table: PayoffTable,
  [mutant, resident]: readonly [number, number],
  size: number,
  rule: number | FixationRule,
): number {
  const { selection, start } = ruleOf(rule);
  const ratio = (mutants: number): number => {
    const [own, other] = mixedPopulationPayoffs(table, [mutant, resident], mutants, size);
    return -selection * (own - other);
  };
  return logFixation(size, ratio, start);
}

/** The same as a probability. */
export function fermiFixation(
  table: PayoffTable,
  pair: readonly [mutant: number, resident: number],
  size: number,
  rule: number | FixationRule,
): number {
  return exp(logFermiFixation(table, pair, size, rule));
}
