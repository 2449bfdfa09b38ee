/** Equilibria of the rent-seeking contest in closed form. */

export interface ContestEquilibrium {
  /** Effort of each player, in the order given. */
  readonly efforts: readonly number[];
  readonly total: number;
  /** Chance of winning and payoff of each player. */
  readonly shares: readonly number[];
  readonly payoffs: readonly number[];
  /** Players who make an effort. */
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
 * effort `X (1 - X / V_i)`. Source: [HillmanRiley1989].
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
  const shares = efforts.map((effort) => effort / total);
  return { efforts, total, shares, payoffs: values.map((value, i) => value * shares[i] - efforts[i]), active };
}
