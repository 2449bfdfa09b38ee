/** The registry of plain games: parameters, ranges, and payoffs at the poles. */

import { describe, expect, it } from 'vitest';
import { type DilemmaPayoffs, classifyDilemma, rewardsSteadiness } from '../../src/game/dilemma-payoffs.ts';
import { findGame, GAMES, gameOf } from '../../src/game/games.ts';
import { seats } from '../../src/game/stage-game.ts';

it('lists its games in order, each with what it says', () => {
  const ids = GAMES.map(({ id }) => id);
  expect(ids).toEqual(ids.toSorted());
  for (const kind of GAMES) {
    const game = gameOf(kind);
    expect(game.id).toBe(kind.id);
    expect(game.players).toBe(kind.players);
    expect(findGame(kind.id)).toBe(kind);
    for (const { default: value, min, max } of kind.parameters) expect(value >= min && value <= max).toBe(true);
  }
});

it.each([
  ['prisoners-dilemma', 1, false],
  ['prisoners-dilemma', 2, true],
  ['prisoners-dilemma', 3, false],
  ['tullock', 1, false],
  ['tullock', 2, true],
  ['tullock', 9, true],
  ['tullock', 2.5, false],
])('%s seats %d: %s', (id, players, fits) => {
  expect(seats(gameOf(findGame(id)!), players)).toBe(fits);
});

it('refuses parameters it does not have, and numbers out of range', () => {
  const kind = findGame('tullock')!;
  expect(() => gameOf(kind, { price: 3 })).toThrow(/no parameter "price"; it has prize, decisiveness/);
  expect(() => gameOf(kind, { decisiveness: -1 })).toThrow(/tullock\.decisiveness: expected a number in/);
  expect(() => gameOf(kind, { prize: Number.NaN })).toThrow(RangeError);
});

describe('every game treats players alike', () => {
  it.each(GAMES.map((kind) => [kind.id, kind] as const))('%s', (_, kind) => {
    const game = gameOf(kind);
    const intensities = game.players === 2 ? [0.2, 0.9] : [0.2, 0.9, 0, 1];
    const straight = new Float64Array(intensities.length);
    const reversed = new Float64Array(intensities.length);
    game.fillPayoffs(straight, Float64Array.from(intensities));
    game.fillPayoffs(reversed, Float64Array.from(intensities.toReversed()));
    for (const [i, payoff] of straight.entries()) expect(reversed[straight.length - 1 - i]).toBeCloseTo(payoff, 12);
  });
});

it('the matrix game mixes its four payoffs', () => {
  const game = gameOf(findGame('prisoners-dilemma')!, { T: 7, P: 2, S: -1 });
  const out = new Float64Array(2);
  const pay = (a: number, b: number): number[] => {
    game.fillPayoffs(out, Float64Array.of(a, b));
    return Array.from(out);
  };
  expect(pay(0, 0)).toEqual([3, 3]);
  expect(pay(1, 1)).toEqual([2, 2]);
  expect(pay(1, 0)).toEqual([7, -1]);
  expect(pay(0, 1)).toEqual([-1, 7]);
  expect(pay(0.5, 0)).toEqual([5, 1]);
  // .28 R + .18 P, and .42 S + .12 T or .12 S + .42 T.
  expect(pay(0.3, 0.6)).toEqual([expect.closeTo(1.62, 12), expect.closeTo(4.02, 12)]);
});

it.each([
  [{ T: 5, R: 3, P: 1, S: 0 }, 'prisoners-dilemma', true],
  [{ T: 7, R: 3, P: 1, S: 0 }, 'prisoners-dilemma', false],
  [{ T: 7, R: 6, P: 0, S: 2 }, 'chicken', true],
  [{ T: 3, R: 4, P: 3, S: 1 }, 'stag-hunt', true],
  [{ T: 2, R: 3, P: 0, S: 1 }, 'harmony', true],
  [{ T: 5, R: 1, P: 3, S: 0 }, 'deadlock', false],
  [{ T: 3, R: 3, P: 1, S: 0 }, 'degenerate', true],
  [{ T: 0, R: 3, P: 5, S: 1 }, 'other', true],
] as readonly (readonly [DilemmaPayoffs, string, boolean])[])('%o is %s', (payoffs, kind, steady) => {
  expect(classifyDilemma(payoffs)).toBe(kind);
  expect(rewardsSteadiness(payoffs)).toBe(steady);
});
