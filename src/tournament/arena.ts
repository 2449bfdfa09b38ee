/** Plays the cells of a tournament in a plain game or the economy, with common random numbers over seatings. */

import { createEconomyRuns, type GameHorizon } from '../engine/stage-game.ts';
import { createMatch, type Match, type MatchOptions, type MatchResult } from '../engine/match.ts';
import { findGame, gameOf } from '../game/games.ts';
import { expandSeed, type SeedKey } from '../random/seed.ts';
import type { Economy } from '../scenario/economy.ts';
import { StrategyError } from '../scenario/errors.ts';
import type { Strategy } from '../strategies/strategy.ts';
import type { Cell } from './design.ts';

/** A strategy with its parameters, as ranked. */
export interface Entrant {
  readonly name: string;
  readonly strategy: Strategy;
  /** Parsed parameters. */
  readonly params: unknown;
}

/** Description of the game, as plain data for workers. */
export type Playing =
  | {
      readonly kind: 'plain';
      readonly game: string;
      readonly params: Readonly<Record<string, number>>;
      readonly players: number;
      readonly match: Omit<MatchOptions, 'label'>;
    }
  | { readonly kind: 'economy'; readonly scenario: Economy; readonly horizon: GameHorizon };

/** Outcome of a cell: one row per repetition, NaN where it failed. */
export interface CellResult {
  /** Shape [repetition of the cell, seat]: payoff per turn, or discounted USD bn; and share of cooperative moves. */
  readonly payoffs: Float64Array;
  readonly cooperation: Float64Array;
  readonly failures: readonly { readonly repetition: number; readonly reason: string }[];
}

export interface Arena {
  play(cell: Pick<Cell, 'seats' | 'first' | 'count'>, onRepetition?: (repetition: number) => void): CellResult;
}

type Fill = (payoffs: Float64Array, cooperation: Float64Array, seed: SeedKey, replication: number) => void;

/** Open an arena; the outcome of a cell depends on its seats and the seed alone. */
export function openArena(playing: Playing, entrants: readonly Entrant[], seedText: string): Arena {
  const seed = expandSeed(seedText);
  const seatCell = playing.kind === 'plain' ? plainSeating(playing, entrants) : economySeating(playing, entrants);
  // One seating is cached, because its repetitions may be requested one by one.
  let seated = '';
  let fill: Fill | undefined;
  return {
    play(cell, onRepetition) {
      const { seats, first, count } = cell;
      if (seated !== seats.join()) fill = undefined;
      seated = seats.join();
      const width = seats.length;
      const payoffs = new Float64Array(count * width).fill(Number.NaN);
      const cooperation = new Float64Array(count * width).fill(Number.NaN);
      const failures: { repetition: number; reason: string }[] = [];
      for (let k = 0; k < count; k++) {
        const row = [k * width, (k + 1) * width] as const;
        onRepetition?.(first + k);
        try {
          fill ??= seatCell(seats);
          fill(payoffs.subarray(...row), cooperation.subarray(...row), seed, first + k);
        } catch (error) {
          if (!(error instanceof StrategyError)) throw error;
          payoffs.fill(Number.NaN, ...row);
          cooperation.fill(Number.NaN, ...row);
          failures.push({ repetition: first + k, reason: error.message });
          fill = undefined;
        }
      }
      return { payoffs, cooperation, failures };
    },
  };
}

/**
 * Matches of a plain game. The payoff per turn of a match of random length is its total over the mean length, whose
 * expectation is that of the repeated game in which later turns are discounted by the probability of continuing.
 */
function plainSeating(playing: Extract<Playing, { kind: 'plain' }>, entrants: readonly Entrant[]) {
  const kind = findGame(playing.game);
  if (kind === undefined) throw new RangeError(`no game ${playing.game}`);
  const game = gameOf(kind, playing.params);
  const { continuation, executionNoise = 0, observationNoise = 0 } = playing.match;
  const isRandom = continuation !== undefined || executionNoise > 0 || observationNoise > 0;
  return (seats: readonly number[]): Fill => {
    const match: Match = createMatch(
      game,
      seats.map((i) => ({ strategy: entrants[i].strategy, params: entrants[i].params })),
      playing.match,
    );
    const isCertain = !isRandom && seats.every((i) => !entrants[i].strategy.stochastic);
    let result: MatchResult | undefined;
    return (payoffs, cooperation, seed, replication) => {
      // Without random draws every repetition equals the first one.
      if (!isCertain || result === undefined) result = match.play(seed, replication);
      const overMeanLength = continuation === undefined ? 1 : result.turns * (1 - continuation);
      for (let seat = 0; seat < seats.length; seat++) payoffs[seat] = result.meanPayoffs[seat] * overMeanLength;
      cooperation.set(result.cooperation);
    };
  };
}

function economySeating(playing: Extract<Playing, { kind: 'economy' }>, entrants: readonly Entrant[]) {
  let runs = createEconomyRuns(playing.scenario, playing.horizon);
  return (seats: readonly number[]): Fill => {
    const seated = seats.map((i) => entrants[i]);
    return (payoffs, cooperation, seed, replication) => {
      try {
        runs.play({ payoffs, cooperation }, seated, { seed, replication });
      } catch (error) {
        // A world stopped in the middle of a month is unusable.
        runs = createEconomyRuns(playing.scenario, playing.horizon);
        throw error;
      }
    };
  };
}
