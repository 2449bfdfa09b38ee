/** Splits the return of a stressed month over trading days and venues, with trading halts. */

import { clear } from '../../numeric/clear.ts';
import { normalAt, uniformAt } from '../../random/stream.ts';
import type { MarketRules } from './rules.ts';
import type { MarketState } from './state.ts';

/**
 * Split a month into days when the market index fell by more than `stress.threshold`, or news are dated to a day.
 *
 * All news dated to a day, or else a share `stress.jumpShare` of the month's pressure, fall on one day of the lead
 * venue; venues that trade before it react on the next day. The rest is spread evenly, with noise that sums to 0.
 * Dealers hedge a day later, `r_d = f_d - lambda gamma r_{d-1}`. The last day takes the remainder, so that the days of
 * every share and index sum to the month (test/model/market-days.test.ts). A sidecar stops programme trading for five
 * minutes and does not change the close; beyond a circuit breaker the rest of the fall is carried to the next day.
 *
 * Source: order and size of 4 and 5 November 2025, data/selloff_2025_11.csv.
 */
export function stepDays(state: MarketState, rules: MarketRules, month: number): void {
  const { stress } = rules.market;
  clear(state.sidecars);
  clear(state.breakers);
  const isStressed = state.venueReturn[0] < -stress.threshold || state.newsDay > 0;
  state.stressed = isStressed ? 1 : 0;
  if (!isStressed) return;
  const jumpDay = state.newsDay > 0 ? Math.min(state.newsDay, stress.days) - 1 : drawnDay(state, rules, month);
  for (let e = 0; e < rules.equities; e++) fillShareDays(state, rules, { e, month, jumpDay });
  fillVenueDays(state, rules, jumpDay);
  for (let v = 0; v < rules.venues; v++) stepHalts(state, rules, { v, jump: dayOf(rules, v, jumpDay) });
}

/** Day of the jump, from the common stream. */
function drawnDay({ dayStreams }: MarketState, { market }: MarketRules, month: number): number {
  const key = { k0: dayStreams[0], k1: dayStreams[1] };
  return Math.floor(uniformAt(key, month) * market.stress.days);
}

interface ShareMonth {
  readonly e: number;
  readonly month: number;
  readonly jumpDay: number;
}

/** Days of one share, shape [day, equity] of the state. */
function fillShareDays(state: MarketState, rules: MarketRules, { e, month, jumpDay }: ShareMonth): void {
  const { equities: E, market } = rules;
  const { days } = market.stress;
  const jumpShare = jumpShareOf(state, rules);
  const { dayReturn, dayStreams } = state;
  const key = { k0: dayStreams[2 * (e + 1)], k1: dayStreams[2 * (e + 1) + 1] };
  const dated = state.datedReturn[e];
  const undated = state.pressure[e] - dated;
  const jump = dayOf(rules, rules.venue[e], jumpDay);
  const noise = rules.ownVolatility[e] / Math.sqrt(days);
  let mean = 0;
  for (let d = 0; d < days; d++) {
    const z = normalAt(key, month * days + d);
    dayReturn[d * E + e] = noise * z;
    mean += (noise * z) / days;
  }
  // Hedging carried over from the month before is spread evenly.
  const carried = state.logReturn[e] - state.pressure[e] * state.damping;
  const even = ((1 - jumpShare) * undated + carried) / days;
  const hedging = 1 / state.damping - 1;
  let before = 0;
  let left = state.logReturn[e];
  for (let d = 0; d < days; d++) {
    const onJump = d === jump ? dated + jumpShare * undated : 0;
    const flow = dayReturn[d * E + e] - mean + even + onJump;
    const moved = d === days - 1 ? left : flow - hedging * before;
    dayReturn[d * E + e] = moved;
    before = moved;
    left -= moved;
  }
}

/**
 * Days of the indices, shape [day, venue]: listed shares at their weights, and the rest, which only the jump affects.
 */
function fillVenueDays(state: MarketState, rules: MarketRules, jumpDay: number): void {
  for (let v = 0; v < rules.venues; v++) fillDaysOf(state, rules, { v, jump: dayOf(rules, v, jumpDay) });
}

function fillDaysOf(state: MarketState, rules: MarketRules, { v, jump }: { v: number; jump: number }): void {
  const { equities: E, venues: V, market } = rules;
  const { days } = market.stress;
  const jumpShare = jumpShareOf(state, rules);
  let weight = 0;
  for (let e = 0; e < E; e++) if (rules.venue[e] === v) weight += state.startCapitalisation[e];
  const restShare = weight > 0 ? market.venues[v].restShare : 1;
  const dated = restShare * market.venues[v].restBeta * state.datedRest * state.damping;
  const carried = restShare * state.venueCarried[v];
  const rest = restShare * (rules.longGrowthPerMonth + state.venueRest[v]) - dated - carried;
  let left = state.venueReturn[v];
  for (let d = 0; d < days; d++) {
    let listed = 0;
    for (let e = 0; e < E; e++) {
      if (rules.venue[e] === v) listed += state.startCapitalisation[e] * state.dayReturn[d * E + e];
    }
    const onJump = d === jump ? dated + jumpShare * rest : 0;
    const held = weight > 0 ? ((1 - restShare) * listed) / weight : 0;
    const moved = onJump + ((1 - jumpShare) * rest + carried) / days + held;
    state.dayVenue[d * V + v] = moved;
    left -= moved;
  }
  // Days add in logs and the index averages growth: the difference is spread evenly.
  for (let d = 0; d < days; d++) state.dayVenue[d * V + v] += left / days;
}

/** Part of undated pressure that falls on one day: none in a month whose day is dated. */
function jumpShareOf(state: MarketState, { market }: MarketRules): number {
  return state.newsDay > 0 ? 0 : market.stress.jumpShare;
}

/** Day on which a venue reacts to a move of the lead venue; the last day has no next. */
function dayOf(rules: MarketRules, venue: number, day: number): number {
  const { market } = rules;
  return market.venues[venue].follows ? Math.min(day + 1, market.stress.days - 1) : day;
}

/** Count the halts of a venue and carry over the return beyond a breaker; the last day is not cut. */
function stepHalts(state: MarketState, rules: MarketRules, { v, jump }: { v: number; jump: number }): void {
  const { market, venues: V } = rules;
  const { days, intradayReach } = market.stress;
  const { sidecar, breaker } = market.venues[v];
  for (let d = 0; d < days; d++) {
    const close = state.dayVenue[d * V + v];
    const lowest = Math.min(close, close * (d === jump && state.newsReach > 0 ? state.newsReach : intradayReach));
    state.dayLow[d * V + v] = lowest;
    if (sidecar > 0 && lowest <= -sidecar) state.sidecars[v] += 1;
    if (breaker === 0 || lowest > -breaker) continue;
    state.breakers[v] += 1;
    if (close >= -breaker || d === days - 1) continue;
    state.dayVenue[d * V + v] = -breaker;
    state.dayVenue[(d + 1) * V + v] += close + breaker;
  }
}
