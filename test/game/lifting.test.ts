/** Strategies among many: how rivals count as one opponent. */

import { describe, expect, it } from 'vitest';
import { createMatch, type Seat, seatOf } from '../../src/engine/match.ts';
import { symmetricContest } from '../../src/equilibrium/contest.ts';
import { cournot } from '../../src/game/cournot.ts';
import { AXELROD_PAYOFFS } from '../../src/game/dilemma-payoffs.ts';
import { matrixGame } from '../../src/game/matrix-game.ts';
import { publicGood } from '../../src/game/public-good.ts';
import type { StageGame } from '../../src/game/stage-game.ts';
import { tullockContest } from '../../src/game/tullock-contest.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { findStrategy, STRATEGIES } from '../../src/strategies/registry.ts';

const good = publicGood({ multiplier: 2, stake: 1 });
const seat = (id: string, params = {}): Seat => seatOf(findStrategy(id)!, params);

/** Moves of the first seat. */
function movesOf(game: StageGame, seats: readonly Seat[], turns: number): number[] {
  const { intensities } = createMatch(game, seats, { turns }).play(expandSeed('lifting'), 0);
  return Array.from({ length: turns }, (_, t) => intensities[t * seats.length]);
}

const plain = STRATEGIES.filter(({ needs }) => needs === undefined);

it.each(plain.map(({ id }) => id))('%s plays among five, at every plain game', (id) => {
  const rivals = ['random', 'tit-for-tat', 'alternator', 'constant'].map((rival) => seat(rival));
  const games = [
    good,
    tullockContest({ prize: 100, decisiveness: 1 }),
    cournot({ intercept: 100, slope: 1, cost: 10 }),
  ];
  for (const game of games) {
    const moves = movesOf(game, [seat(id), ...rivals], 60);
    expect(moves.every((a) => a >= 0 && a <= 1)).toBe(true);
  }
});

it.each(plain.filter(({ params }) => 'quorum' in (params.parse({}) as object)).map(({ id }) => id))(
  '%s takes rivals who move together for one',
  (id) => {
    // Its chances depend on the payoffs of the game, which differ here.
    if (findStrategy(id)?.cites.includes('PressDyson2012')) return;
    const dilemma = matrixGame(AXELROD_PAYOFFS);
    const script = { opening: 'CDDCCDCDDDCCCD' };
    const opponent = (): Seat => seat('detective', script);
    const alone = movesOf(dilemma, [seat(id), seat('alternator')], 40);
    const crowded = movesOf(good, [seat(id), seat('alternator'), seat('alternator'), seat('alternator')], 40);
    expect(crowded).toEqual(alone);
    expect(movesOf(dilemma, [seat(id), opponent()], 14)).toEqual(
      movesOf(good, [seat(id), opponent(), opponent(), opponent()], 14),
    );
  },
);

it.each([
  [1, [0, 1, 1]],
  [0.75, [0, 1, 1]],
  [0.5, [0, 0, 0]],
  [0, [0, 0, 0]],
])('tit for tat with quorum %d among two racers and two others', (quorum, expected) => {
  const others = ['always-race', 'always-race', 'always-disciplined', 'always-disciplined'];
  expect(movesOf(good, [seat('tit-for-tat', { quorum }), ...others.map((id) => seat(id))], 3)).toEqual(expected);
});

it.each([
  ['mean', [0.5, 0.3]],
  ['worst', [0.5, 0.6]],
])('momentum follows the %s of its rivals', (follows, expected) => {
  const rivals = [seat('constant', { intensity: 0.6 }), seat('always-disciplined')];
  expect(movesOf(good, [seat('momentum', { follows }), ...rivals], 2)).toEqual(expected);
});

describe('against the stage game', () => {
  const contest = tullockContest({ prize: 100, decisiveness: 1 });
  const everybody = (id: string, params: object, n: number): Seat[] =>
    Array.from({ length: n }, () => seat(id, params));

  it.each([2, 3, 5])('half-damped best responses settle at the contest equilibrium of %d players', (n) => {
    const moves = movesOf(contest, everybody('best-response', { adjustment: 0.5, prior: 0.5 }, n), 200);
    expect(Math.abs(100 * moves[199] - symmetricContest(100, n).effort)).toBeLessThan(1e-4);
  });

  it('five firms at revenue 100 and user cost .3 build 266.6667 in all', () => {
    const race = tullockContest({ prize: 100 / 0.3, decisiveness: 1 });
    const moves = movesOf(race, everybody('best-response', { adjustment: 0.5 }, 5), 200);
    expect((5 * moves[199] * 100) / 0.3).toBeCloseTo(266.6667, 3);
  });

  it.each([5, 6])('undamped simultaneous best responses of %d go round for ever', (n) => {
    const moves = movesOf(contest, everybody('best-response', { adjustment: 1, prior: 0.5 }, n), 200);
    expect(Math.max(...moves.slice(150)) - Math.min(...moves.slice(150))).toBeGreaterThan(0.05);
  });

  it('fictitious play settles at the Cournot point', () => {
    const moves = movesOf(cournot({ intercept: 100, slope: 1, cost: 10 }), everybody('fictitious-play', {}, 2), 400);
    expect(Math.abs(moves[399] - 1 / 3)).toBeLessThan(1e-3);
  });

  it('the leader of two commits to more than the Cournot output, and the follower gives way', () => {
    const game = cournot({ intercept: 100, slope: 1, cost: 10 });
    const { intensities } = createMatch(game, everybody('leader-follower', {}, 2), { turns: 5 }).play(
      expandSeed('x'),
      0,
    );
    // Stackelberg: 45 and 22.5, on the line from 22.5 (0) to 45 (1).
    expect(Math.abs(intensities[8] - 1)).toBeLessThan(1e-3);
    expect(Math.abs(intensities[9])).toBeLessThan(1e-3);
  });

  it('the planner keeps the cartel, and level-k of a high level nears the equilibrium', () => {
    const game = cournot({ intercept: 100, slope: 1, cost: 10 });
    expect(movesOf(game, everybody('planner', {}, 2), 1)).toEqual([0]);
    expect(Math.abs(movesOf(game, everybody('level-k', { level: 10 }, 2), 1)[0] - 1 / 3)).toBeLessThan(1e-3);
    expect(movesOf(matrixGame(AXELROD_PAYOFFS), everybody('level-k', { level: 1 }, 2), 1)).toEqual([1]);
  });

  it('Q-learning learns to race against those who never answer', () => {
    const seats = [seat('q-learning'), seat('always-disciplined')];
    const moves = movesOf(matrixGame(AXELROD_PAYOFFS), seats, 3000).slice(-500);
    expect(moves.filter((a) => a === 1).length).toBeGreaterThan(480);
  });

  it('a fixed spell of punishment ends', () => {
    const seats = [seat('quorum-with-punishment', { punishment: 3 }), seat('detective', { opening: 'DCCCCC' })];
    expect(movesOf(matrixGame(AXELROD_PAYOFFS), seats, 6)).toEqual([0, 1, 1, 1, 0, 0]);
  });
});
