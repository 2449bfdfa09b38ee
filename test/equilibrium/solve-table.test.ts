/** Solutions of games given as tables, against games whose solutions are known. */

import { describe, expect, it } from 'vitest';
import {
  bimatrixOf,
  checkGame,
  type GameTable,
  isSymmetricPair,
  movesOf,
  profileOf,
  symmetricGame,
} from '../../src/equilibrium/game-table.ts';
import { expectedPayoffs, solveTable } from '../../src/equilibrium/solve-table.ts';

const RULE = { lambda: 0, population: 50 };
const game = (moves: string[][], payoffs: number[][]): GameTable => ({
  title: 'known',
  players: moves.map((_, i) => `player ${i + 1}`),
  moves,
  payoffs,
});

const DILEMMA = symmetricGame(
  'dilemma',
  ['cooperate', 'defect'],
  [
    [3, 0],
    [5, 1],
  ],
);
const SEXES = game(
  [
    ['ballet', 'fight'],
    ['ballet', 'fight'],
  ],
  [
    [2, 1],
    [0, 0],
    [0, 0],
    [1, 2],
  ],
);
/** Right falls to middle, then down to up, then left to middle. */
const ITERATED = game(
  [
    ['up', 'down'],
    ['left', 'middle', 'right'],
  ],
  [
    [1, 0],
    [0, 3],
    [1, 2],
    [0, 1],
    [0, 1],
    [2, 0],
  ],
);

describe('two players', () => {
  it('defect in a dilemma, in every solution but the best profile', async () => {
    const { nash, dominated, correlated, logit, best, priceOfAnarchy, alphaRank, evolution } = await solveTable(
      DILEMMA,
      RULE,
    );
    expect(nash).toMatchObject({ scope: 'all', degenerate: false, isCountEven: false });
    expect(nash.equilibria).toHaveLength(1);
    expect(nash.equilibria[0]).toMatchObject({
      mixtures: [
        [0, 1],
        [0, 1],
      ],
      payoffs: [1, 1],
      regret: 0,
      isEss: true,
    });
    expect(dominated).toEqual([
      [0, 0],
      [1, 0],
    ]);
    expect(correlated?.welfare).toBeCloseTo(2, 9);
    expect(logit?.mixtures.flat()).toEqual([0.5, 0.5, 0.5, 0.5]);
    expect(best).toEqual({ profile: 0, welfare: 6, profiles: 1 });
    expect(priceOfAnarchy).toEqual({ lowest: 2, ratio: 3 });
    expect(alphaRank?.[3]).toBeCloseTo(1, 9);
    expect(evolution?.replicator[1]).toBeCloseTo(1, 6);
    expect(evolution?.isAtRest).toBe(true);
    // Imitation at strength 0 drifts.
    expect(evolution?.imitation[0]).toBeCloseTo(0.5, 9);
    expect(evolution?.alphaRank[1]).toBeCloseTo(1, 9);
  });

  it('of different tastes have three equilibria, and no evolution of one population', async () => {
    const { nash, dominated, evolution } = await solveTable(SEXES, RULE);
    expect(isSymmetricPair(SEXES)).toBe(false);
    expect(evolution).toBeUndefined();
    expect(dominated).toEqual([]);
    const found = nash.equilibria.map(({ mixtures, payoffs }) => [mixtures[0][0], mixtures[1][0], ...payoffs]);
    found.sort((a, b) => a[0] - b[0]);
    for (const [k, known] of [
      [0, 0, 1, 2],
      [2 / 3, 1 / 3, 2 / 3, 2 / 3],
      [1, 1, 2, 1],
    ].entries())
      for (const [i, value] of known.entries()) expect(found[k][i]).toBeCloseTo(value, 12);
    for (const one of nash.equilibria) expect(one).not.toHaveProperty('isEss');
  });

  it('eliminate dominated moves one after another', async () => {
    const { nash, dominated } = await solveTable(ITERATED, RULE);
    expect(dominated).toEqual([
      [0, 1],
      [1, 0],
      [1, 2],
    ]);
    expect(nash.equilibria.map(({ mixtures }) => mixtures)).toEqual([
      [
        [1, 0],
        [0, 1, 0],
      ],
    ]);
    expect(nash.equilibria[0].payoffs).toEqual([1, 2]);
  });

  it('with more than twelve moves are solved over those that are not dominated', async () => {
    const names = Array.from({ length: 14 }, (_, move) => `move ${move}`);
    // Move 9 earns most whatever the other does.
    const table = names.map((_, i) => names.map(() => -Math.abs(i - 9)));
    const { nash, dominated } = await solveTable(symmetricGame('large', names, table), RULE);
    expect(dominated).toHaveLength(26);
    expect(nash.equilibria).toHaveLength(1);
    for (const mixture of nash.equilibria[0].mixtures) expect(mixture).toEqual(names.map((_, i) => (i === 9 ? 1 : 0)));
  });
});

describe('three players', () => {
  it('keep what they could give, each with two moves: the only equilibrium', async () => {
    // What one gives, 1, returns one half to everybody.
    const payoffs = Array.from({ length: 8 }, (_, profile) => {
      const keeps = movesOf(profile, [2, 2, 2]);
      const given = keeps.filter((move) => move === 0).length;
      return keeps.map((move) => 0.5 * given + move);
    });
    const moves = [0, 1, 2].map(() => ['give', 'keep']);
    const { nash, best, evolution } = await solveTable(game(moves, payoffs), RULE);
    expect(nash.scope).toBe('all');
    expect(nash.equilibria).toHaveLength(1);
    expect(nash.equilibria[0].mixtures).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
    ]);
    expect(nash.equilibria[0].payoffs).toEqual([1, 1, 1]);
    expect(best).toEqual({ profile: 0, welfare: 4.5, profiles: 1 });
    expect(evolution).toBeUndefined();
  });

  it('with more moves have their pure equilibria listed', async () => {
    const counts = [2, 3, 2];
    const right = [1, 2, 0];
    // All earn 1 where all do right, and who does wrong alone earns less: so do all where nobody can mend it alone.
    const payoffs = Array.from({ length: 12 }, (_, profile) => {
      const wrong = movesOf(profile, counts).filter((move, i) => move !== right[i]).length;
      return counts.map(() => -wrong);
    });
    const moves = counts.map((count) => Array.from({ length: count }, (_, move) => `move ${move}`));
    const { nash } = await solveTable(game(moves, payoffs), RULE);
    expect(nash).toMatchObject({ scope: 'pure', degenerate: undefined, isCountEven: false });
    expect(nash.equilibria.map(({ mixtures }) => mixtures)).toEqual([
      [
        [0, 1],
        [0, 0, 1],
        [1, 0],
      ],
    ]);
  });
});

it('expected payoffs weigh profiles by the chances of all players', () => {
  const mixtures = [
    [0.25, 0.75],
    [0.5, 0.5],
  ];
  // Chances 1/8 of ballet for both and 3/8 of fight for both.
  expect(expectedPayoffs(SEXES.payoffs, mixtures)).toEqual([2 / 8 + 3 / 8, 1 / 8 + 6 / 8]);
});

describe('a table', () => {
  it('numbers profiles with the first player fastest', () => {
    expect(movesOf(9, [2, 3, 2])).toEqual([1, 1, 1]);
    expect(profileOf([1, 1, 1], [2, 3, 2])).toBe(9);
    expect(bimatrixOf(ITERATED)).toEqual([
      [
        [1, 1, 0],
        [0, 0, 2],
      ],
      [
        [0, 2, 1],
        [3, 1, 0],
      ],
    ]);
  });

  it('is of a symmetric pair when both have the same moves and trade payoffs', () => {
    expect(isSymmetricPair(DILEMMA)).toBe(true);
    expect(isSymmetricPair(ITERATED)).toBe(false);
    expect(isSymmetricPair({ ...DILEMMA, moves: [DILEMMA.moves[0], ['defect', 'cooperate']] })).toBe(false);
  });

  it('without players, or with two moves of one name, is refused', () => {
    expect(() => checkGame(game([], []))).toThrow('the game has no players');
    expect(() => checkGame(game([['a', 'a']], [[1], [2]]))).toThrow('player player 1 has two moves named a');
  });
});

it('lists moves that pay all the same against everything as one', async () => {
  const names = ['cooperate', 'tit-for-tat', 'race', 'grim'];
  const mild = [3, 3, 0, 3];
  const wary = [3, 3, 0.9, 3];
  const table = symmetricGame('twins', names, [mild, wary, [5, 1.2, 1, 1.2], wary]);
  const { alike, nash } = await solveTable(table, RULE);
  expect(alike).toEqual([[[1, 3]], [[1, 3]]]);
  const without = symmetricGame('single', names.slice(0, 3), [
    [3, 3, 0],
    [3, 3, 0.9],
    [5, 1.2, 1],
  ]);
  const single = (await solveTable(without, RULE)).nash;
  expect(nash.equilibria.map(({ mixtures }) => mixtures)).toEqual(
    single.equilibria.map(({ mixtures }) => mixtures.map((chances) => [...chances, 0])),
  );
  // An alike move is no mutant that could invade: stability is that of the game without it.
  expect(nash.equilibria.map(({ isEss }) => isEss)).toEqual(single.equilibria.map(({ isEss }) => isEss));
  expect(nash.equilibria.some(({ isEss }) => isEss === true)).toBe(true);
  // Beyond two players pure profiles are listed: here of moves alike for the first player only.
  const three = game(
    [['a', 'b', 'c'], ['x'], ['y']],
    [
      [1, 0, 0],
      [1, 0, 0],
      [1, 0, 2],
    ],
  );
  const pure = await solveTable(three, RULE);
  expect(pure.alike).toEqual([[[0, 1]], [], []]);
  expect(pure.nash.equilibria).toHaveLength(2);
});
