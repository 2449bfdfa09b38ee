/** Advances the market by a month: beliefs, prices, indices, days of stress, the narrative. */

import { ScenarioError } from '../../scenario/errors.ts';
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
  stepIndex(state, rules, month);
  stepDays(state, rules, month);
  stepNarrative(state, rules);
  checkFinite(state, month);
}

/** Volatility of the market index, per year, beyond which feedback diverges. */
const MOST_VOLATILITY = 100;

/** Stop a run whose feedback diverges; the error gives the month and the parameters to lower. */
function checkFinite({ volatility, narrative }: MarketState, month: number): void {
  if (volatility < MOST_VOLATILITY && Number.isFinite(narrative)) return;
  const isNumber = Number.isFinite(volatility) && Number.isFinite(narrative);
  const how = isNumber
    ? `volatility ${volatility.toPrecision(3)} a year`
    : 'earnings or prices are no longer finite numbers';
  throw new ScenarioError(
    `the market diverged in month ${month}: ${how}; lower market.reflexivity, market.gamma.stressed, market.volatilityTarget.impact or market.price.volatilityFeedback`,
  );
}
