/** What a rationing rule is: who gets what when a node cannot ship all that falls due. */

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
  /** What the scenario schema says of it. */
  readonly description: string;
  /** Whether a larger order gets a larger share of what is short. */
  readonly rewardsInflation: boolean;
  /** Whether all customers get the same share of what they claim. */
  readonly isProportional: boolean;
  /**
   * Replace claims by what each customer gets when `supply` is less than their sum.
   *
   * @param claims  What falls due on each link, MW, >= 0.
   * @param supply  What there is to give, MW, >= 0.
   */
  divide(claims: Float64Array, customers: Claimants, supply: number): void;
}

/** Check a rule as it is written. */
export function defineRationing<const Kind extends string>(rule: RationingRule<Kind>): RationingRule<Kind> {
  return rule;
}
