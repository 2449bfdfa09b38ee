/** The view of a player in a match: getters on its record, never the arrays. */

import { isCooperation } from '../game/action.ts';
import type { StageGame } from '../game/stage-game.ts';
import type { GameView, StageView } from '../strategies/strategy.ts';
import type { MatchDraws } from './match-draws.ts';

/** Longest stored history; a longer match stores its last turns. */
export const LONGEST_HISTORY = 1_000_000;

/** History of a match; it grows when a longer one is played. Turn t is in row `t % LONGEST_HISTORY`. */
export interface MatchRecord {
  /** Current turn, from 0. */
  turn: number;
  /** Decided and played intensities and payoffs, shape [row, seat]. */
  intended: Float64Array;
  intensities: Float64Array;
  payoffs: Float64Array;
  /** Played intensities and payoffs of this turn, shape [seat]. */
  readonly now: Float64Array;
  readonly paid: Float64Array;
  /** Make room for a number of turns. */
  reserve(turns: number): void;
}

export function createMatchRecord(players: number, turns: number): MatchRecord {
  const rows = Math.min(turns, LONGEST_HISTORY);
  return {
    turn: 0,
    intended: new Float64Array(rows * players),
    intensities: new Float64Array(rows * players),
    payoffs: new Float64Array(rows * players),
    now: new Float64Array(players),
    paid: new Float64Array(players),
    reserve(longest) {
      const needed = Math.min(longest, LONGEST_HISTORY);
      if (this.intended.length >= needed * players) return;
      this.intended = new Float64Array(needed * players);
      this.intensities = new Float64Array(needed * players);
      this.payoffs = new Float64Array(needed * players);
    },
  };
}

/** The view of a seat, built once for a match; every getter reads the current record. */
export function createMatchView(
  game: StageGame,
  record: MatchRecord,
  ids: readonly string[],
  { seat, draws }: { readonly seat: number; readonly draws: MatchDraws },
): GameView {
  const players = ids.length;
  const rivals = Object.freeze(ids.filter((_, i) => i !== seat));
  const seatOfRival = new Map(ids.map((id, i) => [id, i]));
  const turnAt = (lag: number): number => {
    const turn = record.turn - lag;
    const oldest = Math.min(record.turn, LONGEST_HISTORY);
    if (!(lag >= 1 && lag <= oldest)) throw new RangeError(`lag ${lag} is outside 1 .. ${oldest}`);
    return turn;
  };
  const rowAt = (turn: number): number => (turn % LONGEST_HISTORY) * players;
  const observed = (rival: number, turn: number): number => {
    const played = record.intensities[rowAt(turn) + rival];
    return draws.misreads(seat, rival, turn) ? 1 - played : played;
  };
  return Object.freeze({
    get decision() {
      return record.turn;
    },
    id: ids[seat],
    rivals,
    ownIntended: (lag: number) => record.intended[rowAt(turnAt(lag)) + seat],
    ownRealised: (lag: number) => record.intensities[rowAt(turnAt(lag)) + seat],
    ownPayoff: (lag: number) => record.payoffs[rowAt(turnAt(lag)) + seat],
    rivalIntensity(rival: string, lag: number) {
      const other = seatOfRival.get(rival);
      if (other === undefined || other === seat) {
        throw new RangeError(`no rival "${rival}"; rivals are ${rivals.join(', ')}`);
      }
      return observed(other, turnAt(lag));
    },
    cooperatingShare(lag: number) {
      const turn = turnAt(lag);
      let count = 0;
      for (let i = 0; i < players; i++) if (i !== seat && isCooperation(observed(i, turn))) count++;
      return count / (players - 1);
    },
    stage: createStageView(game, players, seat),
    economy: undefined,
  });
}

function createStageView(game: StageGame, players: number, seat: number): StageView {
  const tried = new Float64Array(players);
  const paid = new Float64Array(players);
  return Object.freeze({
    own(own: number, rivals: number) {
      tried.fill(rivals);
      tried[seat] = own;
      game.fillPayoffs(paid, tried);
      return paid[seat];
    },
    group(common: number) {
      tried.fill(common);
      game.fillPayoffs(paid, tried);
      let total = 0;
      for (let i = 0; i < players; i++) total += paid[i];
      return total;
    },
  });
}
