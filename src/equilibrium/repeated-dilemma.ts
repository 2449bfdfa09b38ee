/** Critical discount factors: the patience at which cooperation is an equilibrium of the repeated game. */

import type { DilemmaPayoffs } from '../game/dilemma-payoffs.ts';

/** Lowest discount factor at which both playing Grim is an equilibrium: (T - R) / (T - P). Source: [Friedman1971]. */
export function grimThreshold({ T, R, P }: DilemmaPayoffs): number {
  return (T - R) / (T - P);
}

/** The same for Tit For Tat, proof against racing always and against alternating. Source: [Axelrod1984]. */
export function titForTatThreshold({ T, R, P, S }: DilemmaPayoffs): number {
  return Math.max((T - R) / (T - P), (T - R) / (R - S));
}

/** The same for Win-Stay Lose-Shift: (T - R) / (R - P), above 1 when no discount factor suffices. */
export function winStayLoseShiftThreshold({ T, R, P }: DilemmaPayoffs): number {
  return (T - R) / (R - P);
}

/** Largest generosity of Generous Tit For Tat that still punishes, in [0, 1]. Source: [NowakSigmund1992]. */
export function largestGenerosity({ T, R, P, S }: DilemmaPayoffs): number {
  return Math.min(1 - (T - R) / (R - S), (R - P) / (T - P));
}

/** Grim threshold of the linear public good of N players, multiplier r in (1, N): (N - r) / (r (N - 1)). */
export function publicGoodGrimThreshold(players: number, multiplier: number): number {
  return (players - multiplier) / (multiplier * (players - 1));
}

/** Grim threshold of a linear Cournot cartel of n firms: (n + 1)^2 / ((n + 1)^2 + 4 n). Source: [Friedman1971]. */
export function cournotGrimThreshold(firms: number): number {
  const square = (firms + 1) * (firms + 1);
  return square / (square + 4 * firms);
}

/**
 * Payoff of a racer minus that of a disciplined player in a public-good game in groups of N drawn from a population of
 * Z:
 * `c (1 - r (Z - N) / (N (Z - 1)))`, the same at every mix. Source: [HauertSzabo2003].
 */
export function publicGoodAdvantage(
  { multiplier, stake }: { readonly multiplier: number; readonly stake: number },
  group: number,
  population: number,
): number {
  return stake * (1 - (multiplier * (population - group)) / (group * (population - 1)));
}
