/** Plays matches of a plain stage game, with the strategies of the economy and without its model. */

import type { StageGame } from '../game/stage-game.ts';
import { seats as seatsFit } from '../game/stage-game.ts';
import { isCooperation } from '../game/action.ts';
import { counted } from '../numeric/counted.ts';
import { createGenerator, type Generator } from '../random/generator.ts';
import { expandSeed, type SeedKey } from '../random/seed.ts';
import { StrategyError } from '../scenario/errors.ts';
import { parseParameters } from '../strategies/parameter-ranges.ts';
import type { Strategy } from '../strategies/strategy.ts';
import { createMatchDraws } from './match-draws.ts';
import { createMatchRecord, createMatchView, LONGEST_HISTORY } from './match-view.ts';
import { SILENT } from './silent-generator.ts';

/** Seat of a player. */
export interface Seat {
  readonly strategy: Strategy;
  /** Parsed parameters (`seatOf` parses). */
  readonly params: unknown;
  /** Its id for rivals, and the key of its random draws; "1", "2", ... by default. */
  readonly id?: string;
}

export interface MatchOptions {
  /** Fixed length, at most 1e9; 200 if neither length is given. */
  readonly turns?: number;
  /** Probability in (0, 1) of another turn: the length is then geometric, with mean 1 / (1 - continuation). */
  readonly continuation?: number;
  /** Probability that a player plays `1 - intended`. */
  readonly executionNoise?: number;
  /** Probability that a player reads a rival's move as its opposite. */
  readonly observationNoise?: number;
  /** Additional key of all random draws. Matches with the same label have common random numbers; '' by default. */
  readonly label?: string;
}

/** The moves played; the arrays are valid until the same match is played again, and may be longer than used. */
export interface MatchResult {
  readonly turns: number;
  readonly players: number;
  /**
   * Decided and played intensities and payoffs, shape [turn, seat]. A match beyond 1,000,000 turns stores its last
   * million, turn t in row `t % 1,000,000`.
   */
  readonly intended: Float64Array;
  readonly intensities: Float64Array;
  readonly payoffs: Float64Array;
  /** Payoff per turn and share of cooperative moves (played intensity below one half), shape [seat]. */
  readonly meanPayoffs: Float64Array;
  readonly cooperation: Float64Array;
}

export interface Match {
  /**
   * Play replication k under a seed; the result does not depend on what was played before.
   *
   * @throws StrategyError  When a strategy throws, or returns anything but a number in [0, 1]; it says who and when.
   */
  play(seed: SeedKey, replication: number): MatchResult;
}

const DEFAULT_TURNS = 200;

/**
 * Make a seat for a strategy.
 *
 * @throws StrategyError  Naming every parameter that is wrong.
 */
export function seatOf(strategy: Strategy, params: unknown = {}): Seat {
  const parsed = parseParameters(strategy, params);
  if (parsed.success) return { strategy, params: parsed.data };
  throw new StrategyError(
    parsed.problems.map(({ path, message }) => `${[strategy.id, ...path].join('.')}: ${message}`),
  );
}

/** Play one match. */
export function playMatch(
  game: StageGame,
  seats: readonly Seat[],
  options: MatchOptions & { readonly seed: string; readonly replication?: number },
): MatchResult {
  return createMatch(game, seats, options).play(expandSeed(options.seed), options.replication ?? 0);
}

/**
 * Seat strategies at a game. All memory is allocated here; a turn allocates none.
 *
 * @throws StrategyError  When a strategy needs the economy.
 * @throws RangeError  When the seats do not fit the game, or an option is out of range.
 */
export function createMatch(game: StageGame, seats: readonly Seat[], options: MatchOptions = {}): Match {
  checkSeats(game, seats);
  const players = seats.length;
  const ids = seats.map((seat, i) => seat.id ?? String(i + 1));
  if (new Set(ids).size < players) throw new RangeError(`two seats have one id: ${ids.join(', ')}`);
  const draws = createMatchDraws(ids, { ...options, turns: options.turns ?? DEFAULT_TURNS });
  const record = createMatchRecord(players, options.continuation === undefined ? (options.turns ?? DEFAULT_TURNS) : 0);
  const views = ids.map((_, seat) => createMatchView(game, record, ids, { seat, draws }));
  const meanPayoffs = new Float64Array(players);
  const cooperation = new Float64Array(players);
  const memories: unknown[] = new Array(players);
  const generators: Generator[] = new Array(players).fill(SILENT);

  /** Seat that is deciding, to distinguish its errors from defects of this program; -1 when none is. */
  let deciding = -1;

  function stepOpen(seed: SeedKey, replication: number): void {
    draws.open(seed, replication);
    record.reserve(draws.turns);
    for (let i = 0; i < players; i++) {
      const { strategy, params } = seats[i];
      memories[i] = strategy.start(params);
      if (strategy.stochastic) generators[i] = createGenerator(draws.generatorSeed(seed, replication, i));
    }
    meanPayoffs.fill(0);
    cooperation.fill(0);
  }

  function stepTurn(turn: number): void {
    record.turn = turn;
    const { intended, intensities, payoffs, now, paid } = record;
    const row = (turn % LONGEST_HISTORY) * players;
    for (let i = 0; i < players; i++) {
      const { strategy, params } = seats[i];
      deciding = i;
      const intensity = strategy.decide(views[i], params, memories[i], generators[i]);
      if (!(intensity >= 0 && intensity <= 1)) {
        throw new RangeError(`returned ${intensity}: expected a number in [0, 1]`);
      }
      intended[row + i] = intensity;
    }
    deciding = -1;
    for (let i = 0; i < players; i++) {
      const played = draws.slips(i, turn) ? 1 - intended[row + i] : intended[row + i];
      intensities[row + i] = played;
      now[i] = played;
      if (isCooperation(played)) cooperation[i]++;
    }
    game.fillPayoffs(paid, now);
    for (let i = 0; i < players; i++) {
      payoffs[row + i] = paid[i];
      meanPayoffs[i] += paid[i];
    }
  }

  return {
    play(seed, replication) {
      stepOpen(seed, replication);
      const { turns } = draws;
      try {
        for (let turn = 0; turn < turns; turn++) stepTurn(turn);
        for (deciding = 0; deciding < players; deciding++) seats[deciding].strategy.end?.(memories[deciding]);
        deciding = -1;
      } catch (error) {
        if (deciding < 0 || !(error instanceof Error)) throw error;
        const who = `${seats[deciding].strategy.id} in seat ${ids[deciding]}`;
        throw new StrategyError(`${who}, turn ${record.turn}: ${error.message}`);
      }
      for (let i = 0; i < players; i++) {
        meanPayoffs[i] /= turns;
        cooperation[i] /= turns;
      }
      const { intended, intensities, payoffs } = record;
      return { turns, players, intended, intensities, payoffs, meanPayoffs, cooperation };
    },
  };
}

function checkSeats(game: StageGame, seats: readonly Seat[]): void {
  if (!seatsFit(game, seats.length)) {
    const wanted = game.players === 'any' ? 'two players or more' : counted(game.players, 'player');
    throw new RangeError(`${game.id} is for ${wanted}, not for ${seats.length}`);
  }
  const misplaced = seats.filter(({ strategy }) => strategy.needs === 'economy').map(({ strategy }) => strategy.id);
  if (misplaced.length > 0) {
    throw new StrategyError(
      [...new Set(misplaced)].map(
        (id) =>
          `strategy ${id} decides by the accounts of a firm, and the game ${game.id} has none; use it in a scenario`,
      ),
    );
  }
}
