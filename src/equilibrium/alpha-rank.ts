/** Computes alpha-rank: how much time evolution spends at each profile of pure strategies. */

import { log } from '../numeric/elementary.ts';
import { logFixation } from './fixation.ts';
import { checkSquare, type PayoffTable } from './payoff-table.ts';
import { checkProfiles, type ProfilePayoffs, profileTotal, strideOf } from './profile-payoffs.ts';
import { stationaryOfLogRates } from './stationary.ts';

export interface AlphaRankRule {
  /** Selection strength in units of 1 / payoff; Infinity for the infinite-alpha rule. */
  readonly alpha: number;
  /** Individuals in each population. */
  readonly size: number;
}

/** Log of the probability that an inferior mutant takes over at infinite alpha: almost 0, but every state can be left. */
const NEVER = -1e5;
/** Gains below this share of the larger payoff are ties. */
const TIE = 1e-12;

/**
 * Stationary weights over pure profiles: in one population at a time a mutant appears and takes over with the
 * local (pairwise) fixation probability, `(1 - exp(-alpha d)) / (1 - exp(-size alpha d))` for a gain d over the
 * resident against the residents of the other populations. Profiles are numbered with player 1 varying fastest;
 * `payoffs[profile][player]`. Log space throughout, so that any alpha works.
 *
 * At alpha = Infinity a mutant that earns more takes over with chance 1, one that ties with chance 1 / size, and one
 * that earns less with a chance that goes to 0, the same for all of them whatever they lose. Where there are several
 * sinks this is not the limit of the weights as alpha grows, in which small losses are incurred sooner than large ones.
 *
 * @throws RangeError  When payoffs are missing or not finite.
 *
 * Source: [OmidshafieiEtAl2019]; infinite alpha as in [RowlandEtAl2019].
 */
export function alphaRank(payoffs: ProfilePayoffs, strategies: readonly number[], rule: AlphaRankRule): Float64Array {
  checkProfiles(payoffs, strategies);
  const count = profileTotal(strategies);
  const rates = Array.from({ length: count }, () => new Array<number>(count).fill(-Infinity));
  for (let from = 0; from < count; from++) {
    for (const [player, moves] of strategies.entries()) {
      const stride = strideOf(player, strategies);
      const played = Math.floor(from / stride) % moves;
      for (let other = 0; other < moves; other++) {
        if (other === played) continue;
        const to = from + (other - played) * stride;
        rates[from][to] = logRate(payoffs[to][player], payoffs[from][player], rule);
      }
    }
  }
  return stationaryOfLogRates(rates);
}

/**
 * The same for one population that plays a symmetric game, with the local fixation probability: a mutant is compared
 * with a resident by what each earns against the other, `table[mutant][resident]` and `table[resident][mutant]`. With
 * the population fixation probability, in which all meet all, it is `smallMutationLimit`.
 *
 * @throws RangeError  When the table is not square or not finite.
 *
 * Source: [OmidshafieiEtAl2019].
 */
export function alphaRankOnePopulation(table: PayoffTable, rule: AlphaRankRule): Float64Array {
  checkSquare(table);
  if (table.length === 1) return Float64Array.of(1);
  return stationaryOfLogRates(
    table.map((row, resident) =>
      row.map((payoff, mutant) => (mutant === resident ? -Infinity : logRate(table[mutant][resident], payoff, rule))),
    ),
  );
}

function logRate(mutant: number, resident: number, { alpha, size }: AlphaRankRule): number {
  const gain = mutant - resident;
  if (alpha !== Number.POSITIVE_INFINITY) return logFixation(size, () => -alpha * gain);
  if (Math.abs(gain) <= TIE * Math.max(Math.abs(mutant), Math.abs(resident))) return -log(size);
  return gain > 0 ? 0 : NEVER;
}
