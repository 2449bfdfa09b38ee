/** Defines a rationing rule: the allocation when a node cannot ship all orders due. */

/** Customers of a node, by their links. */
export interface Claimants {
  /** Links `from .. to` of the claims. */
  readonly from: number;
  readonly to: number;
  /** The same links in order of priority. */
  readonly ranked: Int32Array;
}

export interface RationingRule<Kind extends string = string> {
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
export function divideEqually(
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
export function defineRationing<const Kind extends string>(rule: RationingRule<Kind>): RationingRule<Kind> {
  return rule;
}
