/** One month of the market: beliefs, prices, indices, days of stress, the story. */

import type { MarketRules } from './rules.ts';
import type { MarketState } from './state.ts';
import { stepBeliefs } from './step-beliefs.ts';
import { stepDays } from './step-days.ts';
import { stepIndex } from './step-index.ts';
import { stepNarrative } from './step-narrative.ts';
import { stepPrices } from './step-prices.ts';

/** Advance a market by a month; its inputs and dated news must have been filled. */
export function stepMarket(state: MarketState, rules: MarketRules, month: number): void {
  stepBeliefs(state, rules, month);
  stepPrices(state, rules, month);
  stepIndex(state, rules);
  stepDays(state, rules, month);
  stepNarrative(state, rules);
}
