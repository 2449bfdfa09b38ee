/** Dated news of a scenario: they reach the market in one month. */

import { clear } from '../../numeric/clear.ts';
import { expm1 } from '../../numeric/elementary.ts';
import type { News } from '../../scenario/interventions.ts';
import type { MarketRules } from './rules.ts';
import type { MarketState } from './state.ts';

/** Add one piece of news to those of the month. */
export function recordNews(state: MarketState, rules: MarketRules, item: News): void {
  switch (item.kind) {
    case 'narrative-impulse':
      state.newsNarrative += item.change;
      break;
    case 'earnings-surprise':
      state.newsSurprise[rules.equityIds.indexOf(item.equity)] += item.logSurprise;
      break;
    case 'growth-revision':
      state.newsGrowth[rules.equityIds.indexOf(item.equity)] += item.changePerYear;
      break;
    case 'price-shock':
      recordPriceShock(state, rules, item);
      break;
  }
}

/** One company moves, or all by their betas; with a day, the fall or rise belongs to that day. */
function recordPriceShock(state: MarketState, rules: MarketRules, item: Extract<News, { kind: 'price-shock' }>): void {
  for (let e = 0; e < rules.equities; e++) {
    if (item.equity !== undefined && item.equity !== rules.equityIds[e]) continue;
    const moved = item.equity === undefined ? rules.beta[e] * item.logReturn : item.logReturn;
    state.newsReturn[e] += moved;
    if (item.day !== undefined) state.datedReturn[e] += moved;
  }
  if (item.equity === undefined) {
    state.newsRest += item.logReturn;
    if (item.day !== undefined) state.datedRest += item.logReturn;
  }
  if (item.day !== undefined) state.newsDay = item.day;
  if (item.intradayReach !== undefined) state.newsReach = item.intradayReach;
}

/** Size of the news: a relative change of earnings or of a price, a change of yearly growth or of the narrative. */
export function newsSize(item: News): number {
  if (item.kind === 'narrative-impulse') return item.change;
  if (item.kind === 'growth-revision') return item.changePerYear;
  return expm1(item.kind === 'earnings-surprise' ? item.logSurprise : item.logReturn);
}

/** Describe the news in words. */
export function newsText(item: News): string {
  switch (item.kind) {
    case 'narrative-impulse':
      return `the narrative moves by ${item.change}, set by the scenario`;
    case 'earnings-surprise':
      return `${item.equity} reports ${percent(newsSize(item))} against true earnings, set by the scenario`;
    case 'growth-revision':
      return `expected growth of ${item.equity} moves by ${percent(newsSize(item))} a year, set by the scenario`;
    case 'price-shock':
      return `${item.equity ?? 'all shares, by beta,'} moved by ${percent(newsSize(item))}, set by the scenario`;
  }
}

function percent(change: number): string {
  return `${change > 0 ? '+' : ''}${(change * 100).toFixed(1)} %`;
}

/** Clear the news of the month. */
export function fillNoNews(state: MarketState): void {
  clear(state.newsSurprise);
  clear(state.newsGrowth);
  clear(state.newsReturn);
  state.newsRest = 0;
  state.newsNarrative = 0;
  state.newsDay = 0;
  state.newsReach = 0;
  clear(state.datedReturn);
  state.datedRest = 0;
}
