/** Prices to indices: the venues, volatility, reference level, drawdown, and the hedging that follows from them. */

import { exp } from '../../numeric/elementary.ts';
import { normalCdf } from '../../numeric/special.ts';
import type { MarketRules } from './rules.ts';
import type { MarketState } from './state.ts';

/**
 * Index every venue and update what positions refer to.
 *
 * A venue's return weighs its listed companies by capitalisation and the rest by `restShare`. Volatility is an
 * exponentially weighted mean of squared returns of the lead index. `lambda gamma = k+ - (k+ + k-) Phi((P_ref - P - x) / w)`
 * on log prices: dealers damp above the reference and amplify below it, from the next month on.
 *
 * Source: sign and size of gamma effects [BaltussenDaLammersMartens2021], [BarbonBuraschi2021].
 */
export function stepIndex(state: MarketState, rules: MarketRules): void {
  const { market, venues: V } = rules;
  const { price, mechanisms, gamma } = market;
  const restBase = rules.longGrowthPerMonth;
  // What is not listed here is hedged like what is.
  const carried = gamma.hedging === 'next-month' ? -state.gamma : 0;
  for (let v = 0; v < V; v++) {
    const listed = listedReturn(state, rules, v);
    const { restShare, restBeta } = market.venues[v];
    const moved = restBeta * (state.commonReturn + state.newsRest);
    state.venueRest[v] = moved * state.damping + carried * state.venueRest[v];
    state.venueReturn[v] = restShare * (restBase + state.venueRest[v]) + (1 - restShare) * listed;
    state.venueLog[v] += state.venueReturn[v];
    state.venueIndex[v] = exp(state.venueLog[v]);
  }
  const lead = state.venueReturn[0];
  state.variance += price.volatilityWeight * (12 * lead * lead - state.variance);
  state.volatility = Math.sqrt(state.variance);
  state.logReference += (state.venueLog[0] - state.logReference) / price.referenceMonths;
  state.logPeak = Math.max(state.logPeak, state.venueLog[0]);
  state.drawdown = 1 - exp(state.venueLog[0] - state.logPeak);
  if (mechanisms.gamma) {
    const below = (state.logReference - state.venueLog[0] - gamma.threshold) / gamma.width;
    state.gamma = gamma.calm - (gamma.calm + gamma.stressed) * normalCdf(below);
  }
}

/** Return of what is listed at a venue, weighted by capitalisation at the start of the month; 0 for none. */
function listedReturn(state: MarketState, rules: MarketRules, venue: number): number {
  let weight = 0;
  let weighted = 0;
  for (let e = 0; e < rules.equities; e++) {
    if (rules.venue[e] !== venue) continue;
    weight += state.startCapitalisation[e];
    weighted += state.startCapitalisation[e] * state.logReturn[e];
  }
  return weight > 0 ? weighted / weight : 0;
}
