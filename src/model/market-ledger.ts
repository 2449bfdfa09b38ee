/** Records events of the market in the event ledger. */

import { expm1 } from '../numeric/elementary.ts';
import type { LedgerEvent } from '../columns/event.ts';
import type { MarketRules } from './market/rules.ts';
import type { MarketState } from './market/state.ts';

/** Fall of an index on a day of a stressed month beyond which the day is recorded. */
const LARGE_DAY = 0.01;
/** Return of a share in its month of report beyond which the report is recorded. */
const LARGE_REACTION = 0.2;
/** Log returns that are smaller than that both ways. */
const SMALL_LOG_RETURN = 0.18;
/** Steps of drawdown of the market index that are recorded. */
const DRAWDOWN_STEP = 0.1;

/** Record days of stress, halts, reports that moved a share price, and new drawdowns of the market index. */
export function stepMarketLedger(state: MarketState, rules: MarketRules, events: LedgerEvent[], month: number): void {
  if (state.stressed === 1) for (let v = 0; v < rules.venues; v++) recordWorstDay(state, rules, { events, month, v });
  for (let e = 0; e < rules.equities; e++) {
    if (state.reported[e] === 0) continue;
    if (Math.abs(state.logReturn[e]) < SMALL_LOG_RETURN && state.newsSurprise[e] === 0) continue;
    const moved = expm1(state.logReturn[e]);
    if (Math.abs(moved) < LARGE_REACTION && state.newsSurprise[e] === 0) continue;
    const entity = rules.equityIds[e];
    const beat = expm1(state.consensusSurprise[e]);
    const result = `${percent(Math.abs(beat))} ${beat > 0 ? 'above' : 'below'} consensus`;
    const detail = `${entity} reported ${result} and ${moved < 0 ? 'fell' : 'rose'} ${percent(Math.abs(moved))} in the month`;
    events.push({ month, kind: 'report', entity, magnitude: moved, detail });
  }
  const depth = Math.floor(state.drawdown / DRAWDOWN_STEP);
  if (depth > state.reportedDepth) {
    const detail = `the ${rules.venueIds[0]} index is ${percent(state.drawdown)} below its peak`;
    events.push({ month, kind: 'drawdown', entity: rules.venueIds[0], magnitude: state.drawdown, detail });
  }
  // A new peak resets the recorded drawdown.
  state.reportedDepth = state.drawdown === 0 ? 0 : Math.max(depth, state.reportedDepth);
}

interface VenueMonth {
  readonly events: LedgerEvent[];
  readonly month: number;
  readonly v: number;
}

/** Record the worst day of a venue with its lowest point and halts. */
function recordWorstDay(state: MarketState, rules: MarketRules, { events, month, v }: VenueMonth): void {
  const { venues: V, market } = rules;
  const { days } = market.stress;
  let worst = 0;
  for (let d = 1; d < days; d++) if (state.dayVenue[d * V + v] < state.dayVenue[worst * V + v]) worst = d;
  const close = expm1(state.dayVenue[worst * V + v]);
  if (close > -LARGE_DAY) return;
  const entity = rules.venueIds[v];
  const lowest = percent(-expm1(state.dayLow[worst * V + v]));
  const fell = `${entity} fell ${percent(-close)} on trading day ${worst + 1}, ${lowest} at its lowest`;
  const names = worstShares(state, rules, v, worst);
  events.push({ month, kind: 'market-stress', entity, magnitude: close, detail: `${fell}${names}` });
  if (state.sidecars[v] > 0) {
    const detail = `${entity} halted programme selling for five minutes, ${times(state.sidecars[v])} in the month`;
    events.push({ month, kind: 'sidecar', entity, magnitude: state.sidecars[v], detail });
  }
  if (state.breakers[v] > 0) {
    const detail = `${entity} halted all trading, ${times(state.breakers[v])} in the month`;
    events.push({ month, kind: 'breaker', entity, magnitude: state.breakers[v], detail });
  }
}

/** `; sk-hynix 5.5 %, samsung 5.6 %`: the shares of a venue that fell most on a day, at most three. */
function worstShares(state: MarketState, rules: MarketRules, v: number, day: number): string {
  const { equities: E } = rules;
  const fallen: { readonly id: string; readonly fall: number }[] = [];
  for (let e = 0; e < E; e++) {
    const fall = -expm1(state.dayReturn[day * E + e]);
    if (rules.venue[e] === v && fall > LARGE_DAY) fallen.push({ id: rules.equityIds[e], fall });
  }
  const most = fallen.sort((a, b) => b.fall - a.fall).slice(0, 3);
  return most.length === 0 ? '' : `; most of all ${most.map(({ id, fall }) => `${id} ${percent(fall)}`).join(', ')}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
