/** Logit equilibria of any game: known values, and that every chance is the logit answer to the others. */

import { expect, it } from 'vitest';
import { logitCooperation } from '../../src/equilibrium/logit.ts';
import { logitEquilibrium } from '../../src/equilibrium/logit-equilibrium.ts';
import { createGenerator } from '../../src/random/generator.ts';

const DILEMMA = [
  [3, 3],
  [5, 0],
  [0, 5],
  [1, 1],
];

it.each([0, 0.5, 2, 30])('agree with the two-move solver at precision %d', (lambda) => {
  const { mixtures, residual } = logitEquilibrium(DILEMMA, [2, 2], lambda);
  const expected = logitCooperation({ T: 5, R: 3, P: 1, S: 0 }, lambda);
  for (const [chance] of mixtures) expect(Math.abs(chance - expected)).toBeLessThan(1e-9);
  expect(residual).toBeLessThan(1e-9);
});

it('solve random games of several players, and come near Nash as precision grows', () => {
  const rng = createGenerator('logit');
  for (const moves of [
    [2, 2, 2],
    [4, 3],
    [5, 5],
    [2, 3, 2],
  ]) {
    for (let k = 0; k < 2; k++) {
      const total = moves.reduce((product, count) => product * count, 1);
      const payoffs = Array.from({ length: total }, () => moves.map(() => rng.uniform()));
      for (const lambda of [1, 10, 300]) {
        const { mixtures, residual } = logitEquilibrium(payoffs, moves, lambda);
        expect(residual).toBeLessThan(1e-8);
        const regrets = moves.map((count, player) => {
          const stride = moves.slice(0, player).reduce((product, size) => product * size, 1);
          const earned = new Array<number>(count).fill(0);
          for (let profile = 0; profile < total; profile++) {
            let [rest, chance] = [profile, 1];
            for (const [i, size] of moves.entries()) {
              if (i !== player) chance *= mixtures[i][rest % size];
              rest = Math.floor(rest / size);
            }
            earned[Math.floor(profile / stride) % count] += chance * payoffs[profile][player];
          }
          const expected = earned.reduce((sum, payoff, s) => sum + payoff * mixtures[player][s], 0);
          return Math.max(...earned) - expected;
        });
        // The logit answer loses at most log(number of moves) / lambda.
        for (const [i, regret] of regrets.entries()) expect(regret).toBeLessThan(Math.log(moves[i]) / lambda + 1e-9);
      }
    }
  }
});

it('refuse what is no precision', () => {
  expect(() => logitEquilibrium(DILEMMA, [2, 2], -1)).toThrow(/lambda: expected a number >= 0, got -1/);
  expect(() => logitEquilibrium([[1]], [2], 1)).toThrow(RangeError);
});
