/** Tests whether a game is a prisoner's dilemma: each player, disciplined or racing, against rivals who are all disciplined or all racing. */

import { FEWEST_PAIRS } from '../experiment/paired-difference.ts';
import { COOPERATE, DEFECT } from '../game/action.ts';
import { classifyDilemma, type DilemmaKind } from '../game/dilemma-payoffs.ts';
import { sum } from '../numeric/sum.ts';
import { type Estimate, estimateOf, signOf } from './estimate.ts';

/** A game of given race intensities; a replication has common random numbers in all profiles. */
export interface MeasuredGame {
  readonly players: readonly string[];
  /** Fill out[i] with the payoff of player i. */
  fillPayoffs(out: Float64Array, intensities: Float64Array, replication: number): void;
}

/** Differences of a player that are tested: temptation, loss, fear and steadiness. */
const TESTED = 4;
/** Probability that the intervals of all differences of all players hold together. */
const TOGETHER = 0.95;

/**
 * The four payoffs of one player, each with its 95 % interval over paired runs, and their differences, whose intervals
 * hold together for all differences of all players judged.
 *
 * A dilemma needs all of three inequalities, so that within one player the claim needs no correction (an
 * intersection-union test). Its denial needs one of three, and several players are judged: both do. Intervals that hold
 * together, by Bonferroni [Dunn1961], serve every reading of the table.
 */
export interface PlayerDilemma {
  readonly player: string;
  readonly T: Estimate;
  readonly R: Estimate;
  readonly P: Estimate;
  readonly S: Estimate;
  /** T - R: gain from racing alone. R - P: loss of all from racing. P - S: cost of discipline alone. */
  readonly temptation: Estimate;
  readonly loss: Estimate;
  readonly fear: Estimate;
  /**
   * 2R - T - S: the condition 2R > T + S of the repeated game of two players, in which taking turns then pays less than
   * joint discipline. With more players, T and S are not what taking turns earns.
   */
  readonly steadiness: Estimate;
  /** Kind of game by the mean payoffs. */
  readonly kind: DilemmaKind;
  /**
   * `yes` when all three intervals are above zero, `no` when one is not above zero at all, otherwise `unclear`; always
   * `unclear` with 2 to 29 runs, because Student intervals need means that are nearly normal.
   */
  readonly isDilemma: 'yes' | 'no' | 'unclear';
}

export interface DilemmaReport {
  readonly runs: number;
  /** Players of the game; `players` are those judged. */
  readonly seats: number;
  /** Intervals of differences, the probability that all of them hold, and that each one does. */
  readonly intervals: { readonly count: number; readonly together: number; readonly each: number };
  readonly players: readonly PlayerDilemma[];
  /** Payoffs of all players together: all disciplined, all racing, and the difference. */
  readonly jointDiscipline: Estimate;
  readonly jointRace: Estimate;
  readonly jointLoss: Estimate;
  /** Joint payoff where all are disciplined over that where all race; NaN unless both are positive. */
  readonly disciplineOverRace: number;
}

type Sample = Readonly<Record<'T' | 'R' | 'P' | 'S', number[]>>;

/**
 * Play the profiles needed: all disciplined, all racing, and each judged player alone in its choice.
 */
export function measureDilemma(game: MeasuredGame, runs: number, judged = game.players): DilemmaReport {
  const count = game.players.length;
  const out = new Float64Array(count);
  const profile = new Float64Array(count);
  const places = judged.map((player) => game.players.indexOf(player));
  const samples = places.map((): Sample => ({ T: [], R: [], P: [], S: [] }));
  const discipline: number[] = [];
  const race: number[] = [];
  const play = (k: number, others: number, [player, move]: readonly [number, number]): number => {
    profile.fill(others);
    profile[player] = move;
    game.fillPayoffs(out, profile, k);
    return out[player];
  };
  for (let k = 0; k < runs; k++) {
    play(k, COOPERATE, [0, COOPERATE]);
    discipline.push(sum(out));
    for (const [a, i] of places.entries()) samples[a].R.push(out[i]);
    play(k, DEFECT, [0, DEFECT]);
    race.push(sum(out));
    for (const [a, i] of places.entries()) samples[a].P.push(out[i]);
    for (const [a, i] of places.entries()) {
      samples[a].T.push(play(k, COOPERATE, [i, DEFECT]));
      samples[a].S.push(play(k, DEFECT, [i, COOPERATE]));
    }
  }
  const jointDiscipline = estimateOf(discipline);
  const jointRace = estimateOf(race);
  const tests = TESTED * places.length;
  const each = 1 - (1 - TOGETHER) / tests;
  const isComparable = jointDiscipline.mean > 0 && jointRace.mean > 0;
  return {
    runs,
    seats: count,
    intervals: { count: tests, together: TOGETHER, each },
    players: samples.map((sample, a) => judge(judged[a], sample, each)),
    jointDiscipline,
    jointRace,
    jointLoss: estimateOf(discipline.map((value, k) => value - race[k])),
    disciplineOverRace: isComparable ? jointDiscipline.mean / jointRace.mean : Number.NaN,
  };
}

function judge(player: string, { T, R, P, S }: Sample, coverage: number): PlayerDilemma {
  const difference = (of: (k: number) => number): Estimate => estimateOf(Array.from(T.keys(), of), coverage);
  const temptation = difference((k) => T[k] - R[k]);
  const loss = difference((k) => R[k] - P[k]);
  const fear = difference((k) => P[k] - S[k]);
  const payoffs = { T: estimateOf(T), R: estimateOf(R), P: estimateOf(P), S: estimateOf(S) };
  return {
    player,
    ...payoffs,
    temptation,
    loss,
    fear,
    steadiness: difference((k) => 2 * R[k] - T[k] - S[k]),
    kind: classifyDilemma({ T: payoffs.T.mean, R: payoffs.R.mean, P: payoffs.P.mean, S: payoffs.S.mean }),
    isDilemma: verdictOf([temptation, loss, fear]),
  };
}

/** Whether runs that differ are too few for a verdict; a game without random draws needs one. */
export function areTooFew(runs: number): boolean {
  return runs > 1 && runs < FEWEST_PAIRS;
}

function verdictOf(differences: readonly Estimate[]): PlayerDilemma['isDilemma'] {
  if (areTooFew(differences[0].n)) return 'unclear';
  const signs = differences.map(signOf);
  if (signs.every((sign) => sign === 'positive')) return 'yes';
  return signs.some((sign) => sign === 'negative' || sign === 'zero') ? 'no' : 'unclear';
}
