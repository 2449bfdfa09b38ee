/** Alpha-rank of a game of several populations: how much time evolution spends at each pure profile. */

import { logFixation } from './fixation.ts';
import { stationaryOfLogRates } from './stationary.ts';

export interface AlphaRankRule {
  /** Selection strength. */
  readonly alpha: number;
  /** Individuals in each population. */
  readonly size: number;
}

/**
 * Stationary weights over pure profiles: in one population at a time a mutant appears and takes over with the
 * local (pairwise) fixation probability, `(1 - exp(-alpha d)) / (1 - exp(-size alpha d))` for a gain d over the
 * resident against the residents of the other populations. Profiles are numbered with player 1 varying fastest;
 * `payoffs[profile][player]`. Log space throughout, so that any alpha works.
 *
 * Source: [OmidshafieiEtAl2019]. For one population of a symmetric game use `smallMutationLimit`.
 */
export function alphaRank(
  payoffs: readonly (readonly number[])[],
  strategies: readonly number[],
  { alpha, size }: AlphaRankRule,
): Float64Array {
  const count = strategies.reduce((product, n) => product * n, 1);
  const rates = Array.from({ length: count }, () => new Array<number>(count).fill(-Infinity));
  for (let from = 0; from < count; from++) {
    let stride = 1;
    for (let player = 0; player < strategies.length; player++) {
      const played = Math.floor(from / stride) % strategies[player];
      for (let other = 0; other < strategies[player]; other++) {
        if (other === played) continue;
        const to = from + (other - played) * stride;
        const gain = payoffs[to][player] - payoffs[from][player];
        rates[from][to] = logFixation(size, () => -alpha * gain);
      }
      stride *= strategies[player];
    }
  }
  return stationaryOfLogRates(rates);
}
