/** The option to delay an irreversible investment: the ratio of value to cost at which a firm invests. */

/**
 * Positive root b of the fundamental quadratic `s^2/2 b (b-1) + (r - d) b - r = 0`, for volatility s > 0, discount rate
 * r and payout d, all a year. A monopolist waits until value is `b / (b - 1)` times cost; r = d = .04, s = .2 give 2.
 *
 * Source: [DixitPindyck1994].
 */
export function optionRoot(volatility: number, rate: number, payout: number): number {
  const variance = volatility * volatility;
  const half = 0.5 - (rate - payout) / variance;
  return half + Math.sqrt(half * half + (2 * rate) / variance);
}
