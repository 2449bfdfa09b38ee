/** Symmetric games of many players: profiles, payoffs of deviating from a mixture, regret. */

/** Number of ways N interchangeable players can spread over k strategies: C(N + k - 1, k - 1). */
export function profileCount(players: number, strategies: number): number {
  let count = 1;
  for (let i = 1; i < strategies; i++) count = (count * (players + i)) / i;
  return Math.round(count);
}

/** Every way to spread players over strategies, in descending lexicographic order of counts. */
export function symmetricProfiles(players: number, strategies: number): number[][] {
  if (strategies === 1) return [[players]];
  const profiles: number[][] = [];
  for (let first = players; first >= 0; first--) {
    for (const rest of symmetricProfiles(players - first, strategies - 1)) profiles.push([first, ...rest]);
  }
  return profiles;
}

/**
 * Expected payoff of each pure strategy when the N - 1 others draw theirs from a mixture: a multinomial sum over
 * profiles of the others. `payoffOf(strategy, others)` is the payoff beside those counts.
 *
 * Source: empirical game-theoretic analysis, [Wellman2006].
 */
export function deviationPayoffs(
  payoffOf: (strategy: number, others: readonly number[]) => number,
  mixture: readonly number[],
  players: number,
): number[] {
  const payoffs = mixture.map(() => 0);
  for (const others of symmetricProfiles(players - 1, mixture.length)) {
    const chance = multinomial(others, mixture);
    if (chance > 0) for (let s = 0; s < mixture.length; s++) payoffs[s] += chance * payoffOf(s, others);
  }
  return payoffs;
}

/** Regret: gain of the best deviation over the mixture; 0 in a symmetric equilibrium. */
export function regretOf(payoffs: readonly number[], mixture: readonly number[]): number {
  let expected = 0;
  for (let s = 0; s < mixture.length; s++) expected += mixture[s] * payoffs[s];
  return Math.max(...payoffs) - expected;
}

/** Multinomial probability of these counts, in any order. */
export function multinomial(counts: readonly number[], chances: readonly number[]): number {
  let probability = 1;
  let drawn = 0;
  for (let s = 0; s < counts.length; s++) {
    for (let i = 1; i <= counts[s]; i++) probability *= ((drawn + i) / i) * chances[s];
    drawn += counts[s];
  }
  return probability;
}
