/** Social learning (imitation) with rare mutations: the share of time that a population spends with each strategy. */

import { logFermiFixation } from './fixation.ts';
import { checkSquare, type PayoffTable } from './payoff-table.ts';
import { stationaryOfLogRates } from './stationary.ts';

/**
 * Share of time in each one-strategy population, in the limit of rare mutations: a mutant of any other strategy
 * appears,
 * and takes over or dies out before the next, by pairwise comparison with selection strength beta (self excluded).
 *
 * Source: [FudenbergImhof2006]; it is also alpha-rank of a single population with the population fixation probability
 * [OmidshafieiEtAl2019].
 */
export function smallMutationLimit(table: PayoffTable, size: number, beta: number): Float64Array {
  checkSquare(table);
  return stationaryOfLogRates(
    table.map((_, resident) =>
      table.map((_, mutant) =>
        mutant === resident ? -Infinity : logFermiFixation(table, [mutant, resident], size, beta),
      ),
    ),
  );
}
