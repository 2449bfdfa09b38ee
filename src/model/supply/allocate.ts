/** Rationing: who gets what when a node cannot ship all that falls due. */

import { RATIONING, type SupplyNetwork } from './network.ts';

/** In proportion to claims: `q_i = d_i K / sum d`. Inflating a claim pays. */
function fillProportional(claims: Float64Array, from: number, to: number, supply: number): void {
  let total = 0;
  for (let e = from; e < to; e++) total += claims[e];
  const share = total > 0 ? supply / total : 0;
  if (share < 1) for (let e = from; e < to; e++) claims[e] *= share;
}

/**
 * Equal caps: everybody gets the smaller of its claim and a common cap that uses up the supply.
 *
 * A customer that is cut receives the cap whatever it asked, so inflating a claim never pays.
 */
function fillUniform(claims: Float64Array, from: number, to: number, supply: number): void {
  let cap = -1;
  let open = to - from + 1;
  for (let before = -1; open !== before && open > 0; ) {
    before = open;
    let left = supply;
    open = 0;
    for (let e = from; e < to; e++) {
      if (claims[e] <= cap) left -= claims[e];
      else open++;
    }
    if (open > 0) cap = Math.max(cap, left / open);
  }
  if (open > 0) for (let e = from; e < to; e++) claims[e] = Math.min(claims[e], Math.max(0, cap));
}

/** Equal cuts: everybody loses the same amount, but nobody falls below zero. */
function fillLinear(claims: Float64Array, from: number, to: number, supply: number): void {
  let cut = 0;
  let open = to - from + 1;
  for (let before = -1; open !== before && open > 0; ) {
    before = open;
    let total = -supply;
    open = 0;
    for (let e = from; e < to; e++) {
      if (claims[e] <= cut) continue;
      total += claims[e];
      open++;
    }
    if (open > 0) cut = Math.max(cut, total / open);
  }
  for (let e = from; e < to; e++) claims[e] = Math.max(0, claims[e] - cut);
}

/** By list: the first is served in full before the second gets anything. */
function fillPriority(claims: Float64Array, network: SupplyNetwork, n: number, supply: number): void {
  const { outStart, priorityLink } = network;
  let left = supply;
  for (let k = outStart[n]; k < outStart[n + 1]; k++) {
    const e = priorityLink[k];
    claims[e] = Math.min(claims[e], left);
    left -= claims[e];
  }
}

/**
 * Replace the claims of a node's customers by what each gets when `supply` is less than their sum.
 *
 * Only `priority` depends on the order in which customers are listed. All rules and what each does to a capacity of
 * 60 are asserted in test/truth/supply/allocation.test.ts.
 *
 * @param claims  What falls due to each customer, MW, >= 0. Shape [link].
 * @param supply  What there is to give, MW, >= 0.
 *
 * Source: proportional, linear and uniform allocation [CachonLariviere1999].
 */
export function fillAllocation(claims: Float64Array, network: SupplyNetwork, n: number, supply: number): void {
  const from = network.outStart[n];
  const to = network.outStart[n + 1];
  const rule = network.rationing[n];
  if (rule === RATIONING.proportional) fillProportional(claims, from, to, supply);
  else if (rule === RATIONING.uniform) fillUniform(claims, from, to, supply);
  else if (rule === RATIONING.linear) fillLinear(claims, from, to, supply);
  else fillPriority(claims, network, n, supply);
}
