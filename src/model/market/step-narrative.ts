/** The AI narrative of the market: momentum and its own past strengthen it, walls and drawdowns weaken it. */

import { tanh } from '../../numeric/elementary.ts';
import type { MarketRules } from './rules.ts';
import type { MarketState } from './state.ts';

/**
 * `N' = (1 - d) N + d tanh(a_h N + R [a_m M + a_s s + a_c dln I - a_w wall - a_d (drawdown - tolerance)+])`, in (-1,
 * 1).
 *
 * M and s are capitalisation-weighted momentum and surprise. With a_h < 1 there is one fixed point; at R = 0 an
 * impulse adds up to 1 / (1 - a_h) of its own decay (test/truth/market.test.ts).
 *
 * Source: narratives as contagion [Shiller2017]; reflexivity [Soros1987].
 */
export function stepNarrative(state: MarketState, rules: MarketRules): void {
  const { narrative: n, mechanisms } = rules.market;
  state.narrative += state.newsNarrative;
  if (!mechanisms.narrative) return;
  let signal = 0;
  if (rules.reflexivity > 0) {
    const overshoot = Math.max(0, state.drawdown - n.drawdownTolerance);
    const { momentum, surprise } = weightedSignals(state, rules);
    const good = n.momentum * momentum + n.surprise * surprise + n.capexGrowth * state.capexGrowth;
    signal = rules.reflexivity * (good - n.wall * state.raceStopped - n.drawdown * overshoot);
  }
  state.narrative += n.decayPerMonth * (tanh(n.herding * state.narrative + signal) - state.narrative);
}

/** Capitalisation-weighted momentum over all, and surprise over those who report. */
function weightedSignals(state: MarketState, rules: MarketRules): { momentum: number; surprise: number } {
  let total = 0;
  let momentum = 0;
  let reporting = 0;
  let surprise = 0;
  for (let e = 0; e < rules.equities; e++) {
    const weight = state.capitalisation[e];
    total += weight;
    momentum += weight * state.momentum[e];
    reporting += weight * state.reported[e];
    surprise += weight * state.surprise[e];
  }
  return { momentum: momentum / total, surprise: reporting > 0 ? surprise / reporting : 0 };
}
