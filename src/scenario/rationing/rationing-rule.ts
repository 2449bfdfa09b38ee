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
}

/** Check the type of a rule. */
export function defineRationing<const Kind extends string>(rule: RationingRule<Kind>): RationingRule<Kind> {
  return rule;
}
