/** Replicator, Moran, imitation and alpha-rank values computed elsewhere. */

import { describe, expect, it } from 'vitest';
import { alphaRank, alphaRankOnePopulation } from '../../../src/equilibrium/alpha-rank.ts';
import { fermiFixation, logFixation, moranFixation, moranGameFixation } from '../../../src/equilibrium/fixation.ts';
import { smallMutationLimit } from '../../../src/equilibrium/imitation.ts';
import { replicate } from '../../../src/equilibrium/replicator.ts';
import { CLOSED_FORMS, rowsOf } from './closed-forms.ts';

/** Rest point of a two-strategy game inside (0, 1), as the share of the first strategy, and whether it attracts. */
function interiorRest([[a, b], [c, d]]: readonly (readonly number[])[]):
  | { share: number; stable: boolean }
  | undefined {
  const share = (d - b) / (a - b - c + d);
  return share > 0 && share < 1 ? { share, stable: a - c < 0 } : undefined;
}

const close = (got: number, expected: number): void => {
  expect(Math.abs(got - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
};

describe('replicator', () => {
  interface Rest {
    readonly game: string;
    readonly A: number[][];
    readonly x_star: number;
    readonly stability: string;
  }
  const rests: readonly Rest[] = CLOSED_FORMS.replicator_2x2;
  it.each(rests.map((row) => [row.game, row] as const))('%s has its rest point', (_, { A, x_star, stability }) => {
    const rest = interiorRest(A)!;
    close(rest.share, x_star);
    expect(rest.stable).toBe(stability.startsWith('stable'));
  });

  interface Trajectory {
    readonly A: number[][];
    readonly x0: number[];
    readonly t: number;
    readonly x: number[];
  }
  const trajectories: readonly Trajectory[] = CLOSED_FORMS.replicator_trajectories;
  it.each(trajectories.map((row, i) => [i, row] as const))('trajectory %i ends where it should', (_, row) => {
    const shares = replicate(row.A, row.x0, { time: row.t });
    for (const [i, share] of row.x.entries()) close(shares[i], share);
  });

  it('conserves the product of shares in rock-paper-scissors', () => {
    const [x, y, z] = replicate(trajectories[2].A, [0.5, 0.3, 0.2], { time: 10 });
    close(x * y * z, 0.03);
  });
});

describe('fixation', () => {
  it.each(rowsOf('moran_constant_fitness').map((row) => [row.N, row.r, row.rho] as const))(
    'Moran, %d players, fitness %d',
    (size, fitness, rho) => close(moranFixation(fitness, size), rho),
  );

  it.each([
    [1, 20, 1.1],
    [5, 20, 1.1],
    [19, 20, 0.8],
    [20, 20, 0.8],
    [7, 20, 1],
  ])('Moran, %d mutants of %d at first, fitness %d', (start, size, r) => {
    const expected = r === 1 ? start / size : (1 - r ** -start) / (1 - r ** -size);
    close(moranFixation(r, size, start), expected);
    const table = [
      [r, r],
      [1, 1],
    ];
    close(moranGameFixation(table, [0, 1], size, { selection: 1, start }), expected);
  });

  it('mutants of whom there are none, or too many, are refused', () => {
    for (const start of [0, 21, 1.5]) expect(() => moranFixation(1.1, 20, start)).toThrow(/whole number from 1 to 20/);
    const dilemma = [
      [3, 0],
      [5, 1],
    ];
    close(fermiFixation(dilemma, [1, 0], 20, { selection: 0, start: 4 }), 4 / 20);
  });

  it('a neutral mutant takes over with chance 1/N', () => close(moranFixation(1, 137), 1 / 137));

  it('tit for tat against always racing, ten rounds, four players', () => {
    const table = [
      [30, 9],
      [14, 10],
    ];
    expect(moranGameFixation(table, [0, 1], 4)).toBeCloseTo(0.258867, 6);
    expect(moranGameFixation(table, [0, 1], 4)).toBeGreaterThan(1 / 4);
    close(interiorRest(table)!.share, 1 / 17);
  });

  interface Stationary {
    readonly A: number[][];
    readonly N: number;
    readonly beta: number;
    readonly stationary: number[];
  }
  const limits: readonly Stationary[] = CLOSED_FORMS.small_mutation_ALLC_ALLD_TFT_10rounds;
  it.each(limits.map((row) => [row.N, row.beta, row] as const))('small mutations, N %d, beta %d', (_n, _b, row) => {
    const weights = smallMutationLimit(row.A, row.N, row.beta);
    for (const [i, weight] of row.stationary.entries()) close(weights[i], weight);
  });

  it.each(rowsOf('pgg_finite_population_fermi').map((row) => [row.Z, row.r, row.beta, row] as const))(
    'public good in a population of %d, multiplier %d, beta %d',
    (_z, _r, _b, { Z, beta, payoff_gap_D_minus_C: gap, rho_C, rho_D }) => {
      const fixation = (advantage: number): number => Math.exp(logFixation(Z, () => -beta * advantage));
      close(fixation(-gap) / rho_C, 1);
      close(fixation(gap) / rho_D, 1);
    },
  );

  it('pairwise comparison with no selection is neutral', () => {
    const table = [
      [3, 0],
      [5, 1],
    ];
    close(fermiFixation(table, [1, 0], 20, 0), 1 / 20);
  });
});

describe('alpha-rank', () => {
  it('of one population, with the population fixation probability', () => {
    const table = [
      [0.875, 0.75, 0, 2.75, 0.75],
      [1, 1, -1, -1, -1],
      [0, 2, 0, 0, 0],
      [-2, 2, 0, 0, 0],
      [1, 2, 0, 0, 0],
    ];
    const expected = [0.40966787, 0.07959841, 0.20506998, 0.08505983, 0.2206039];
    const weights = smallMutationLimit(table, 20, 0.1);
    for (const [i, weight] of expected.entries()) expect(weights[i]).toBeCloseTo(weight, 7);
  });

  it('of one population, with the local fixation probability', () => {
    const table = [
      [1, 3],
      [2, 0],
    ];
    // Two strategies: the odds are the ratio of both fixation probabilities, exp((size - 1) alpha (3 - 2)).
    const [first, second] = alphaRankOnePopulation(table, { alpha: 0.1, size: 11 });
    close(first / second, Math.exp(10 * 0.1 * (3 - 2)));
    expect(Array.from(alphaRankOnePopulation(table, { alpha: Number.POSITIVE_INFINITY, size: 11 }))).toEqual([1, 0]);
  });

  it('in the limit of rock, paper, scissors is even, and of a tie too', () => {
    const scissors = [
      [0, -1, 1],
      [1, 0, -1],
      [-1, 1, 0],
    ];
    const rule = { alpha: Number.POSITIVE_INFINITY, size: 50 };
    for (const weight of alphaRankOnePopulation(scissors, rule)) close(weight, 1 / 3);
    const payoffs = scissors[0].flatMap((_, j) => scissors.map((row, i) => [row[j], scissors[j][i]]));
    const weights = alphaRank(payoffs, [3, 3], rule);
    close(
      weights.reduce((sum, weight) => sum + weight, 0),
      1,
    );
    for (const [at, weight] of weights.entries()) close(weight, weights[at % 4 === 0 ? 0 : 1]);
    for (const weight of alphaRank([[1], [1], [1]], [3], rule)) close(weight, 1 / 3);
  });

  it('in the limit of a dilemma is all racing, as at a large alpha', () => {
    const dilemma = [
      [3, 3],
      [5, 0],
      [0, 5],
      [1, 1],
    ];
    for (const alpha of [100, Number.POSITIVE_INFINITY]) {
      close(alphaRank(dilemma, [2, 2], { alpha, size: 50 })[3], 1);
    }
  });

  it.each([0.1, 1, 10, 1000, Number.POSITIVE_INFINITY])(
    'of the battle of the sexes at alpha %d rests on the two pure equilibria',
    (alpha) => {
      const payoffs = [
        [3, 2],
        [0, 0],
        [0, 0],
        [2, 3],
      ];
      const weights = alphaRank(payoffs, [2, 2], { alpha, size: 50 });
      expect(weights.every(Number.isFinite)).toBe(true);
      close(weights[0] + weights[1] + weights[2] + weights[3], 1);
      close(weights[0], weights[3]);
      if (alpha >= 1) close(weights[0], 0.5);
    },
  );
});
