/** Matches: luck that no schedule moves, noise, length, and what is refused. */

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createMatch, playMatch, seatOf } from '../../src/engine/match.ts';
import { AXELROD_PAYOFFS } from '../../src/game/dilemma-payoffs.ts';
import { matrixGame } from '../../src/game/matrix-game.ts';
import { publicGood } from '../../src/game/public-good.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { StrategyError } from '../../src/scenario/errors.ts';
import { findStrategy, STRATEGIES } from '../../src/strategies/registry.ts';
import { defineStrategy, type GameView, type Strategy } from '../../src/strategies/strategy.ts';

const dilemma = matrixGame(AXELROD_PAYOFFS);
const seed = expandSeed('match');
const seat = (id: string, params = {}) => seatOf(findStrategy(id)!, params);

/** A strategy that does what a test says, so that it can look at its view. */
const doing = (decide: (view: GameView) => number): Strategy =>
  defineStrategy({
    id: 'doing',
    summary: 'Does what a test says.',
    cites: [],
    memoryDepth: Number.POSITIVE_INFINITY,
    stochastic: false,
    params: z.strictObject({}),
    start: () => undefined,
    decide,
  }) as Strategy;

describe('luck', () => {
  const noise = { turns: 300, executionNoise: 0.2, observationNoise: 0.2 };

  it('depends on seed, replication, label and seat only', () => {
    const match = createMatch(dilemma, [seat('random'), seat('firm-but-fair')], noise);
    const first = Array.from(match.play(seed, 3).intensities);
    match.play(seed, 4);
    expect(Array.from(match.play(seed, 3).intensities)).toEqual(first);
    const again = playMatch(dilemma, [seat('random'), seat('firm-but-fair')], {
      ...noise,
      seed: 'match',
      replication: 3,
    });
    expect(Array.from(again.intensities)).toEqual(first);
    const labelled = createMatch(dilemma, [seat('random'), seat('firm-but-fair')], { ...noise, label: 'other' });
    expect(Array.from(labelled.play(seed, 3).intensities)).not.toEqual(first);
  });

  it('is the same for a seat whoever sits opposite', () => {
    const own = (opponent: string) => {
      const { intensities } = createMatch(dilemma, [seat('random'), seat(opponent)], noise).play(seed, 0);
      return Array.from(intensities.filter((_, i) => i % 2 === 0));
    };
    expect(own('always-race')).toEqual(own('tit-for-tat'));
  });

  it('of two players with one strategy differs', () => {
    const { intensities, turns } = createMatch(dilemma, [seat('random'), seat('random')]).play(seed, 0);
    let equal = 0;
    for (let t = 0; t < turns; t++) if (intensities[2 * t] === intensities[2 * t + 1]) equal++;
    expect(Math.abs(equal - turns / 2)).toBeLessThan(4.5 * Math.sqrt(turns / 4));
  });
});

describe('noise', () => {
  it('of execution flips moves at its rate, and everybody sees what was played', () => {
    const seen: number[] = [];
    const watcher = doing((view) => {
      if (view.decision > 0) seen.push(view.rivalIntensity('2', 1));
      return 0;
    });
    const match = createMatch(dilemma, [seatOf(watcher), seat('always-race')], { turns: 20_000, executionNoise: 0.05 });
    const { intended, intensities } = match.play(seed, 0);
    const own = intended.filter((_, i) => i % 2 === 1);
    expect(own.every((a) => a === 1)).toBe(true);
    const played = Array.from(intensities.filter((_, i) => i % 2 === 1));
    expect(seen).toEqual(played.slice(0, -1));
    const slips = played.filter((a) => a === 0).length;
    expect(Math.abs(slips - 1000)).toBeLessThan(4.5 * Math.sqrt(20_000 * 0.05 * 0.95));
  });

  it('of observation changes what is seen, not what is played', () => {
    let races = 0;
    const watcher = doing((view) => {
      if (view.decision > 0 && view.cooperatingShare(1) === 0) races++;
      return 0;
    });
    const options = { turns: 20_000, observationNoise: 0.1 };
    const { cooperation } = createMatch(dilemma, [seatOf(watcher), seat('always-disciplined')], options).play(seed, 0);
    expect(cooperation[1]).toBe(1);
    expect(Math.abs(races - 2000)).toBeLessThan(4.5 * Math.sqrt(20_000 * 0.1 * 0.9));
  });

  it('contrition tells a slip from a provocation: contrite players recover, tit for tat echoes', () => {
    const cooperation = (id: string) =>
      createMatch(dilemma, [seat(id), seat(id)], { turns: 20_000, executionNoise: 0.01 }).play(seed, 0).cooperation[0];
    expect(cooperation('contrite-tit-for-tat')).toBeGreaterThan(0.9);
    expect(cooperation('tit-for-tat')).toBeLessThan(0.7);
  });
});

describe('length', () => {
  it('of a match with a chance of continuing is geometric', () => {
    const match = createMatch(dilemma, [seat('tit-for-tat'), seat('grim')], { continuation: 0.9 });
    let total = 0;
    const count = 2000;
    for (let k = 0; k < count; k++) {
      const { turns, meanPayoffs } = match.play(seed, k);
      expect(turns).toBeGreaterThanOrEqual(1);
      expect(meanPayoffs[0]).toBeCloseTo(3, 12);
      total += turns;
    }
    expect(Math.abs(total / count - 10)).toBeLessThan(4.5 * Math.sqrt(90 / count));
  });

  it('beyond a million turns goes on as it began, and keeps the last million', () => {
    const million = 1_000_000;
    const seats = [seat('always-race'), seat('always-disciplined')];
    const total = (turns: number) => {
      const noise = { executionNoise: 0.3 };
      const { meanPayoffs, payoffs, turns: played } = createMatch(dilemma, seats, { turns, ...noise }).play(seed, 0);
      expect(played).toBe(turns);
      return { sums: Array.from(meanPayoffs, (mean) => Math.round(mean * turns)), payoffs };
    };
    const more = 40;
    const [short, long] = [total(million), total(million + more)];
    for (const player of [0, 1]) {
      const last = long.payoffs.subarray(0, 2 * more).filter((_, i) => i % 2 === player);
      expect(long.sums[player] - short.sums[player]).toBe(last.reduce((sum, payoff) => sum + payoff, 0));
    }
    expect(long.payoffs).toHaveLength(2 * million);
    expect(Array.from(long.payoffs.subarray(2 * more, 400))).toEqual(Array.from(short.payoffs.subarray(2 * more, 400)));
  });

  it.each([0, 2.5, Number.NaN, 2e9])('of %d turns is refused', (turns) => {
    expect(() => createMatch(dilemma, [seat('grim'), seat('grim')], { turns })).toThrow(RangeError);
  });
});

describe('what is refused', () => {
  it('a strategy that reads the accounts of a firm', () => {
    const needy = STRATEGIES.filter(({ needs }) => needs === 'economy');
    expect(needy.map(({ id }) => id)).toContain('return-threshold');
    for (const strategy of needy) {
      expect(() => createMatch(dilemma, [seatOf(strategy), seat('grim')])).toThrow(
        /decides by the accounts of a firm, .* use it in a scenario/,
      );
    }
  });

  it('three players at a game for two', () => {
    const three = [seat('grim'), seat('grim'), seat('grim')];
    expect(() => createMatch(dilemma, three)).toThrow(/is for 2 players, not for 3/);
    expect(() => createMatch(publicGood({ multiplier: 2, stake: 1 }), three)).not.toThrow();
  });

  it('parameters out of range, by name', () => {
    expect(() => seat('soft-joss', { firmness: 2, colour: 'red' })).toThrow(StrategyError);
    expect(() => seat('soft-joss', { firmness: 2 })).toThrow(/soft-joss\.firmness/);
  });

  it.each([Number.NaN, -0.1, 1.1, undefined as unknown as number])('an intensity of %s', (intensity) => {
    const match = createMatch(dilemma, [seat('grim'), seatOf(doing((view) => (view.decision === 7 ? intensity : 0)))]);
    expect(() => match.play(seed, 0)).toThrow(/doing in seat 2, turn 7: returned/);
  });

  it.each([0, -1, 2, Number.NaN])('a look at lag %d at the second turn', (lag) => {
    const match = createMatch(dilemma, [
      seat('grim'),
      seatOf(doing((view) => (view.decision === 1 ? view.rivalIntensity('1', lag) : 0))),
    ]);
    expect(() => match.play(seed, 0)).toThrow(StrategyError);
  });

  it('writing to the view', () => {
    const match = createMatch(dilemma, [
      seat('grim'),
      seatOf(
        doing((view) => {
          (view as { id: string }).id = 'mine';
          return 0;
        }),
      ),
    ]);
    expect(() => match.play(seed, 0)).toThrow(StrategyError);
  });

  it('a draw by a strategy that declares none', () => {
    const sly: Strategy = { ...doing(() => 0), decide: (_view, _params, _memory, rng) => rng.uniform() };
    expect(() => createMatch(dilemma, [seat('grim'), seatOf(sly)]).play(seed, 0)).toThrow(/declare stochastic: true/);
  });
});
