/** Computes the equilibria of rent-seeking contests and of patent races. */

import { pow } from '../numeric/elementary.ts';
import { bisect } from './solve-linear.ts';

export interface ContestEquilibrium {
  /** Effort of each player, in the order given. */
  readonly efforts: readonly number[];
  readonly total: number;
  /** Probability of winning and payoff of each player. */
  readonly shares: readonly number[];
  readonly payoffs: readonly number[];
  /** Players with positive effort. */
  readonly active: number;
}

/**
 * Effort `r V (n-1) / n^2` of each of n equal players; dissipation, the share of the prize spent in all, `r (n-1) / n`.
 * An equilibrium in pure strategies iff `r <= n / (n-1)`. Source: [Tullock1980].
 */
export function symmetricContest(prize: number, players: number, decisiveness = 1) {
  const effort = (decisiveness * prize * (players - 1)) / (players * players);
  return {
    effort,
    payoff: prize / players - effort,
    dissipation: (decisiveness * (players - 1)) / players,
    exists: decisiveness * (players - 1) <= players * (1 + 1e-12),
    /** Where imitation of the most successful leads: `r V / n`. Source: [HehenkampLeiningerPossajennikov2004]. */
    imitationEffort: (decisiveness * prize) / players,
  };
}

/**
 * Players who value the prize differently, decisiveness 1: total effort `(k-1) / sum of 1/V over the k active`,
 * effort `X (1 - X / V_i)`. A single player makes no effort and has the prize. Source: [HillmanRiley1989].
 */
export function asymmetricContest(values: readonly number[]): ContestEquilibrium {
  const descending = values.toSorted((a, b) => b - a);
  let inverse = 0;
  let active = 0;
  let total = 0;
  for (const value of descending) {
    if (active >= 2 && value <= total) break;
    active++;
    inverse += 1 / value;
    total = (active - 1) / inverse;
  }
  const efforts = values.map((value) => Math.max(0, total * (1 - total / value)));
  const shares = efforts.map((effort) => (total > 0 ? effort / total : 1 / values.length));
  return { efforts, total, shares, payoffs: values.map((value, i) => value * shares[i] - efforts[i]), active };
}

export interface PatentRaceRule {
  /** Value of the patent when it is granted. */
  readonly prize: number;
  /** Discount rate a year, above 0. */
  readonly rate: number;
  /** Chance a year of success at investment x is `x^power`; between 0 and 1, so that returns diminish. */
  readonly power: number;
}

/**
 * Patent race of n >= 1 equal firms, each of which invests x once and succeeds with hazard h = x^a a year; the first
 * one
 * has the prize. Payoff `V h / (r + n h) - x`. The symmetric equilibrium solves
 * `V h'(x) (r + (n-1) h) / (r + n h)^2 = 1`, whose left side falls in x; one firm alone invests as a monopolist does.
 *
 * @throws RangeError  When a number is out of range.
 *
 * Source: [Loury1979].
 */
export function patentRace({ prize, rate, power }: PatentRaceRule, firms: number) {
  if (!(Number.isInteger(firms) && firms >= 1)) throw new RangeError(`firms: expected 1 or more, got ${firms}`);
  if (!(prize > 0 && rate > 0 && power > 0 && power < 1)) {
    throw new RangeError('expected a prize and a rate above 0 and a power between 0 and 1');
  }
  const slope = (x: number): number => {
    const hazard = pow(x, power);
    const all = rate + firms * hazard;
    return (prize * power * hazard * (all - hazard)) / (x * all * all) - 1;
  };
  const investment = bisect(0, prize, (x) => slope(x) > 0);
  const hazard = pow(investment, power);
  return {
    investment,
    hazard,
    payoff: (prize * hazard) / (rate + firms * hazard) - investment,
    /** Years until the first success, in expectation. */
    expectedYears: 1 / (firms * hazard),
  };
}
