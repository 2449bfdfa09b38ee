/** Computes indices from prices: venues, volatility, reference level, drawdown, and dealer hedging. */

import { exp, log } from '../../numeric/elementary.ts';
import { normalCdf } from '../../numeric/special.ts';
import type { MarketRules } from './rules.ts';
import type { MarketState } from './state.ts';

/**
 * Update the index of every venue and the levels that positions refer to.
 *
 * A venue's index holds its listed companies by capitalisation and the rest by `restShare`, anew each month. Volatility
 * is an
 * exponentially weighted mean of squared returns of the market index. `lambda gamma = k+ - (k+ + k-) Phi((P_ref - P - x)
 * / w)`
 * on log prices: dealers damp above the reference and amplify below it, from the next month on.
 *
 * Source: sign and size of gamma effects [BaltussenDaLammersMartens2021], [BarbonBuraschi2021].
 */
export function stepIndex(state: MarketState, rules: MarketRules, month: number): void {
  const { market, venues: V } = rules;
  const { price, mechanisms, gamma } = market;
  const restBase = rules.longGrowthPerMonth;
  // Unlisted shares are hedged like listed ones.
  const carried = gamma.hedging === 'next-month' ? -state.gamma : 0;
  for (let v = 0; v < V; v++) {
    const listed = listedGrowth(state, rules, v);
    const { restBeta, restVolatilityPerMonth } = market.venues[v];
    const own = restVolatilityPerMonth * state.venueShock[v * rules.months + month];
    const moved = restBeta * (state.commonReturn + state.newsRest) + own;
    state.venueCarried[v] = carried * state.venueRest[v];
    state.venueRest[v] = moved * state.damping + state.venueCarried[v];
    // An index averages the growth of shares, not their logs. A venue without listed shares consists of the rest alone.
    const restShare = listed > 0 ? market.venues[v].restShare : 1;
    state.venueReturn[v] = log(restShare * exp(restBase + state.venueRest[v]) + (1 - restShare) * listed);
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

/** Growth factor of the capitalisation listed at a venue; 0 when no share is listed. */
function listedGrowth(state: MarketState, rules: MarketRules, venue: number): number {
  let before = 0;
  let now = 0;
  for (let e = 0; e < rules.equities; e++) {
    if (rules.venue[e] !== venue) continue;
    before += state.startCapitalisation[e];
    now += state.capitalisation[e];
  }
  return before > 0 ? now / before : 0;
}
