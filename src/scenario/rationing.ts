/** Rationing rules: the allocation when a node cannot ship all orders due. To add one: define it and list it at the end. */

import { choice } from './fields.ts';

/** Customers of a node, by their links. */
export interface Claimants {
  /** Links `from .. to` of the claims. */
  readonly from: number;
  readonly to: number;
  /** The same links in order of priority. */
  readonly ranked: Int32Array;
}

interface RationingRule<Kind extends string = string> {
  readonly kind: Kind;
  /** Description in the scenario schema. */
  readonly description: string;
  /** Whether a larger order gets a larger share in a shortage. */
  readonly rewardsInflation: boolean;
  /** Whether all customers get the same share of their claims. */
  readonly isProportional: boolean;
  /**
   * Replace claims by allocations when `supply` is less than their sum.
   *
   * @param claims  Orders due on each link, MW, >= 0.
   * @param supply  Available supply, MW, >= 0.
   */
  divide(claims: Float64Array, customers: Claimants, supply: number): void;
  /**
   * Write into `waiting` the orders beyond the normal backlog, `units` in all, at which a supply of the sum of `rates`
   * is divided into these rates.
   */
  standing(waiting: Float64Array, rates: Float64Array, customers: Claimants, units: number): void;
}

/** Divide `units` equally among the customers that `isIn` names. */
function divideEqually(
  waiting: Float64Array,
  { from, to }: Claimants,
  units: number,
  isIn: (e: number) => boolean,
): void {
  let count = 0;
  for (let e = from; e < to; e++) count += isIn(e) ? 1 : 0;
  for (let e = from; e < to; e++) if (isIn(e)) waiting[e] = units / count;
}

/** Check the type of a rule. */
function defineRationing<const Kind extends string>(rule: RationingRule<Kind>): RationingRule<Kind> {
  return rule;
}

/**
 * Rationing in proportion to claims.
 *
 * `q_i = d_i K / sum d`: inflating a claim pays [CachonLariviere1999].
 */
const PROPORTIONAL = defineRationing({
  kind: 'proportional',
  description: 'in proportion to backlogs',
  rewardsInflation: true,
  isProportional: true,
  divide(claims, { from, to }, supply) {
    let total = 0;
    for (let e = from; e < to; e++) total += claims[e];
    const share = total > 0 ? supply / total : 0;
    if (share < 1) for (let e = from; e < to; e++) claims[e] *= share;
  },
  standing(waiting, rates, { from, to }, units) {
    let total = 0;
    for (let e = from; e < to; e++) total += rates[e];
    for (let e = from; e < to; e++) waiting[e] = (units * rates[e]) / total;
  },
});

/**
 * Rationing with equal caps.
 *
 * Every customer gets the smaller of its claim and a common cap that exhausts the supply. A customer that is cut
 * receives the cap for any claim, so inflating a claim never pays [CachonLariviere1999].
 */
const UNIFORM = defineRationing({
  kind: 'uniform',
  description: 'equal caps',
  rewardsInflation: false,
  isProportional: false,
  divide(claims, { from, to }, supply) {
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
  },
  standing(waiting, rates, customers, units) {
    let most = 0;
    for (let e = customers.from; e < customers.to; e++) most = Math.max(most, rates[e]);
    divideEqually(waiting, customers, units, (e) => rates[e] === most);
  },
});

/**
 * Rationing with equal cuts.
 *
 * Every customer is cut by the same amount, but not below zero: inflating a claim pays [CachonLariviere1999].
 */
const LINEAR = defineRationing({
  kind: 'linear',
  description: 'equal cuts',
  rewardsInflation: true,
  isProportional: false,
  divide(claims, { from, to }, supply) {
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
  },
  standing(waiting, rates, customers, units) {
    divideEqually(waiting, customers, units, (e) => rates[e] > 0);
  },
});

/**
 * Rationing by priority.
 *
 * The first is served in full before the second gets anything; the only rule that depends on the order of customers.
 */
const PRIORITY = defineRationing({
  kind: 'priority',
  description: 'by priority list',
  rewardsInflation: false,
  isProportional: false,
  divide(claims, { ranked }, supply) {
    let left = supply;
    for (let k = 0; k < ranked.length; k++) {
      const e = ranked[k];
      claims[e] = Math.min(claims[e], left);
      left -= claims[e];
    }
  },
  standing(waiting, rates, { ranked }, units) {
    const last = ranked.findLast((e) => rates[e] > 0);
    if (last !== undefined) waiting[last] = units;
  },
});

const RULES = [PROPORTIONAL, UNIFORM, LINEAR, PRIORITY] as const;
export type Rationing = (typeof RULES)[number]['kind'];

export const RationingSchema = choice(
  RULES.map(({ kind }) => kind) as [Rationing, ...Rationing[]],
  `Allocation in a shortage: ${RULES.map(({ description }) => description).join('; ')}`,
);

export function rationingRule(kind: Rationing): RationingRule {
  return RULES.find((rule) => rule.kind === kind) as RationingRule;
}
