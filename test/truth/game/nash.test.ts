/** Nash and correlated equilibria of small games against values computed elsewhere. */

import { describe, expect, it } from 'vitest';
import { bestCorrelated } from '../../../src/equilibrium/correlated.ts';
import { threePlayerNash } from '../../../src/equilibrium/nash-three-players.ts';
import { twoPlayerNash } from '../../../src/equilibrium/nash-two-player.ts';
import { createGenerator } from '../../../src/random/generator.ts';
import { CLOSED_FORMS } from './closed-forms.ts';

const transposed = (table: readonly (readonly number[])[]): number[][] =>
  table[0].map((_, j) => table.map((r) => r[j]));

describe('three players', () => {
  it('the game of McKelvey and McLennan has nine equilibria', () => {
    const { payoffs_NFG_order, prob_of_action1 } = CLOSED_FORMS.mckelvey_mclennan_2x2x2 as {
      payoffs_NFG_order: number[][];
      prob_of_action1: number[][];
    };
    const { equilibria, degenerate } = threePlayerNash(payoffs_NFG_order);
    expect(degenerate).toBe(false);
    expect(equilibria).toHaveLength(9);
    for (const expected of prob_of_action1) {
      const found = equilibria.some((profile) => profile.every((p, i) => Math.abs(p - expected[i]) < 1e-6));
      expect(found, expected.join(', ')).toBe(true);
    }
  });

  it('the game of Nau has one, with irrational chances', () => {
    const { payoffs_NFG_order, equilibrium } = CLOSED_FORMS.nau2004_sec4 as {
      payoffs_NFG_order: number[][];
      equilibrium: number[][];
    };
    const { equilibria } = threePlayerNash(payoffs_NFG_order);
    expect(equilibria).toHaveLength(1);
    for (const i of [0, 1, 2]) expect(Math.abs(equilibria[0][i] - equilibrium[i][0])).toBeLessThan(1e-9);
  });

  it('a game in which nothing matters is degenerate', () => {
    const nothing = Array.from({ length: 8 }, () => [0, 0, 0]);
    expect(threePlayerNash(nothing).degenerate).toBe(true);
  });

  it('an isolated equilibrium with a tie is no part of a continuum', () => {
    // Player 1 earns the same by both moves where the others make their first, but then player 2 would leave it.
    const payoffs = [
      [2, 0, 1],
      [2, 2, 0],
      [1, 2, 1],
      [0, 2, 1],
      [2, 0, 2],
      [0, 2, 0],
      [2, 2, 0],
      [0, 2, 2],
    ];
    const found = threePlayerNash(payoffs);
    expect(found.equilibria).toEqual([
      [0, 1, 1],
      [1, 0, 1],
    ]);
    expect(found).toMatchObject({ degenerate: true, hasContinuum: false, isCountEven: true });
  });

  it('a continuum ends where a pure move ceases to be the best reply', () => {
    // Player 1 is always indifferent and makes player 3 so at 1/2; player 2 makes its first move as far as 1 - r >= 2 p r.
    const payoffs = Array.from({ length: 8 }, (_, profile) => {
      const [p, q, r] = [0, 1, 2].map((player) => 1 - ((profile >> player) & 1));
      return [0, q * (1 - r - 2 * p * r), r * (p - 0.5)];
    });
    const { equilibria, hasContinuum } = threePlayerNash(payoffs);
    expect(hasContinuum).toBe(true);
    // With p = 1/2 player 3's chance is free, and 1 - r = r at 1/2.
    for (const end of [
      [0.5, 1, 0],
      [0.5, 1, 0.5],
      [0.5, 0, 0.5],
      [0.5, 0, 1],
    ])
      expect(
        equilibria.some((one) => one.every((chance, i) => Math.abs(chance - end[i]) < 1e-9)),
        end.join(),
      ).toBe(true);
  });

  it('a double root of the quadratic is one equilibrium', () => {
    const rows = ['033', '303', '100', '332', '211', '332', '221', '023'];
    const { equilibria } = threePlayerNash(rows.map((row) => Array.from(row, Number)));
    const expected = [
      [1, 0, 0],
      [0, 1 / 2, 1 / 4],
      [1, 1 / 3, 1 / 4],
      [1 / 2, 2 / 5, 1 / 4],
    ];
    expect(equilibria).toEqual(expected.map((one) => one.map((chance) => expect.closeTo(chance, 12))));
  });

  it('of degenerate games none is listed twice, and who could leave along a move is in a continuum', () => {
    const rng = createGenerator('three players that tie');
    for (let k = 0; k < 600; k++) {
      const payoffs = Array.from({ length: 8 }, () => [0, 1, 2].map(() => Math.floor(rng.uniform() * (2 + (k % 3)))));
      const gain = (player: number, chances: readonly number[]): number =>
        payoffs.reduce((sum, row, profile) => {
          const weight = chances.reduce((w, p, i) => (i === player ? w : w * ((profile >> i) & 1 ? 1 - p : p)), 1);
          return sum + ((profile >> player) & 1 ? -weight : weight) * row[player];
        }, 0);
      const isNash = (chances: readonly number[]): boolean =>
        chances.every((p, i) => (p === 0 || gain(i, chances) > -1e-8) && (p === 1 || gain(i, chances) < 1e-8));
      const { equilibria, hasContinuum } = threePlayerNash(payoffs);
      for (const [at, one] of equilibria.entries()) {
        expect(isNash(one), JSON.stringify(payoffs)).toBe(true);
        for (const other of equilibria.slice(0, at))
          expect(Math.max(...one.map((p, i) => Math.abs(p - other[i])))).toBeGreaterThan(1e-6);
        const beside = [0, 1, 2].flatMap((i) => [-1e-4, 1e-4].map((step) => one.with(i, one[i] + step)));
        if (beside.some((near) => near.every((p) => p >= 0 && p <= 1) && isNash(near))) expect(hasContinuum).toBe(true);
      }
    }
  });

  it.each([1e-6, 1e6])('the nine are there in units of %d', (unit) => {
    const { payoffs_NFG_order } = CLOSED_FORMS.mckelvey_mclennan_2x2x2 as { payoffs_NFG_order: number[][] };
    const { equilibria, regrets } = threePlayerNash(payoffs_NFG_order.map((row) => row.map((u) => u * unit + 1e6)));
    expect(equilibria).toHaveLength(9);
    for (const regret of regrets) expect(regret).toBeLessThan(1e-9);
  });

  it('what is no game is refused', () => {
    expect(() => threePlayerNash([[1, 2, 3]])).toThrow(/make 8 profiles, payoffs are given for 1/);
    const holes = Array.from({ length: 8 }, () => [0, Number.NaN, 0]);
    expect(() => threePlayerNash(holes)).toThrow(/payoffs\[0\]\[1\]: expected a finite number, got NaN/);
  });

  it('games drawn at random have an odd number of equilibria', () => {
    const rng = createGenerator('three players');
    for (let k = 0; k < 2000; k++) {
      const payoffs = Array.from({ length: 8 }, () => [rng.uniform(), rng.uniform(), rng.uniform()]);
      const { degenerate, isCountEven, regrets } = threePlayerNash(payoffs);
      expect([degenerate, isCountEven]).toEqual([false, false]);
      for (const regret of regrets) expect(regret).toBeLessThan(1e-8);
    }
  });
});

describe('two players', () => {
  const chicken = [
    [6, 2],
    [7, 0],
  ];

  it('chicken has two pure equilibria and a mixed one', () => {
    const expected = CLOSED_FORMS.correlated_eq_chicken_6_2_7_0 as Record<string, number>;
    const { equilibria, degenerate } = twoPlayerNash(chicken, transposed(chicken));
    expect(degenerate).toBe(false);
    expect(equilibria).toHaveLength(3);
    const mixed = equilibria.find(({ row }) => row[0] > 0 && row[0] < 1)!;
    expect(mixed.row[0]).toBeCloseTo(expected.mixed_nash_p_C, 12);
    expect(6 * mixed.column[0] + 2 * mixed.column[1]).toBeCloseTo(expected.mixed_nash_payoff, 12);
  });

  it('a mediator raises the welfare of chicken to 10.5', async () => {
    const { p, welfare } = CLOSED_FORMS.correlated_eq_chicken_6_2_7_0 as { p: number[]; welfare: number };
    const got = await bestCorrelated(chicken, transposed(chicken));
    expect(got.welfare).toBeCloseTo(welfare, 10);
    for (const [i, chance] of got.chances.flat().entries()) expect(chance).toBeCloseTo(p[i], 10);
  });

  it('rock, paper, scissors has the uniform one only', () => {
    const table = [
      [0, -1, 1],
      [1, 0, -1],
      [-1, 1, 0],
    ];
    const { equilibria } = twoPlayerNash(table, transposed(table));
    expect(equilibria).toHaveLength(1);
    for (const chance of [...equilibria[0].row, ...equilibria[0].column]) expect(chance).toBeCloseTo(1 / 3, 12);
  });

  it('the prisoner cannot be helped by a mediator', async () => {
    const dilemma = [
      [3, 0],
      [5, 1],
    ];
    expect(twoPlayerNash(dilemma, transposed(dilemma)).equilibria).toMatchObject([{ row: [0, 1], column: [0, 1] }]);
    expect((await bestCorrelated(dilemma, transposed(dilemma))).welfare).toBeCloseTo(2, 10);
  });

  it('games drawn at random have an odd number of equilibria', () => {
    const rng = createGenerator('two players');
    const table = (): number[][] => [0, 1, 2].map(() => [rng.uniform(), rng.uniform(), rng.uniform(), rng.uniform()]);
    for (let k = 0; k < 500; k++) {
      const { equilibria, degenerate } = twoPlayerNash(table(), table());
      expect(degenerate).toBe(false);
      expect(equilibria.length % 2).toBe(1);
    }
  });

  it('a tie is told', () => {
    const tie = [
      [1, 1],
      [0, 0],
    ];
    const { equilibria, degenerate } = twoPlayerNash(tie, [
      [2, 2],
      [1, 0],
    ]);
    expect(degenerate).toBe(true);
    expect(equilibria.length).toBeGreaterThanOrEqual(2);
  });
});
