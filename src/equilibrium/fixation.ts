/** The chance that one mutant takes over a population: birth-death chains in log space. */

import { exp, log, log1p } from '../numeric/elementary.ts';
import { mixedPopulationPayoffs, type PayoffTable } from './payoff-table.ts';

/** log(exp a + exp b) without overflow; -Infinity stands for a chance of 0. */
export function logAddExp(a: number, b: number): number {
  const high = Math.max(a, b);
  return high === -Infinity ? -Infinity : high + log1p(exp(Math.min(a, b) - high));
}

/**
 * Log of the fixation probability of one mutant among `size`, `1 / (1 + sum over k of product over j <= k of T-/T+)`,
 * given log(T-(j) / T+(j)) for j = 1 .. size - 1 mutants.
 */
export function logFixation(size: number, logRatio: (mutants: number) => number): number {
  let product = 0;
  let sum = 0;
  for (let j = 1; j < size; j++) {
    product += logRatio(j);
    sum = logAddExp(sum, product);
  }
  return -sum;
}

/** Moran process with a mutant of constant relative fitness r > 0; 1 / size when neutral. Source: [Moran1958]. */
export function moranFixation(relativeFitness: number, size: number): number {
  const ratio = -log(relativeFitness);
  return exp(logFixation(size, () => ratio));
}

/**
 * Moran process in which fitness is `1 - w + w payoff` with payoffs of a game; self-interaction excluded.
 *
 * @throws RangeError  When a fitness is not positive: shift the payoffs or weaken selection.
 *
 * Source: [NowakSasakiTaylorFudenberg2004].
 */
export function moranGameFixation(
  table: PayoffTable,
  [mutant, resident]: readonly [number, number],
  size: number,
  selection = 1,
): number {
  const fitness = (payoff: number): number => {
    const value = 1 - selection + selection * payoff;
    if (!(value > 0)) throw new RangeError(`fitness must be positive, got ${value}`);
    return value;
  };
  return exp(
    logFixation(size, (j) => {
      const [own, other] = mixedPopulationPayoffs(table, [mutant, resident], j, size);
      return log(fitness(other)) - log(fitness(own));
    }),
  );
}

/**
 * Log fixation probability under pairwise comparison: a random player copies another with chance
 * `1 / (1 + exp(-beta (other - own)))`, so that T-/T+ = exp(-beta (mutant's payoff - resident's)).
 *
 * Source: [TraulsenNowakPacheco2006].
 */
export function logFermiFixation(
  table: PayoffTable,
  [mutant, resident]: readonly [number, number],
  size: number,
  beta: number,
): number {
  return logFixation(size, (j) => {
    const [own, other] = mixedPopulationPayoffs(table, [mutant, resident], j, size);
    return -beta * (own - other);
  });
}

/** The same as a probability. */
export function fermiFixation(
  table: PayoffTable,
  pair: readonly [mutant: number, resident: number],
  size: number,
  beta: number,
): number {
  return exp(logFermiFixation(table, pair, size, beta));
}
