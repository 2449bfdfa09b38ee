/** Tests whether a game is a prisoner's dilemma: each player, disciplined or racing, against rivals who are all disciplined or all racing. */

import { COOPERATE, DEFECT } from '../game/action.ts';
import { classifyDilemma, type DilemmaKind } from '../game/dilemma-payoffs.ts';
import { type Estimate, estimateOf, signOf } from './estimate.ts';

/** A game of given race intensities; a replication has common random numbers in all profiles. */
export interface MeasuredGame {
  readonly players: readonly string[];
  /** Fill out[i] with the payoff of player i. */
  fillPayoffs(out: Float64Array, intensities: Float64Array, replication: number): void;
}

/** The four payoffs of one player and their differences, each with its interval over paired runs. */
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
  /** 2R - T - S: above 0, alternating pays less than joint discipline. */
  readonly steadiness: Estimate;
  /** Kind of game by the mean payoffs. */
  readonly kind: DilemmaKind;
  /** `yes` when all three intervals are above zero, `no` when one is not above zero at all, otherwise `unclear`. */
  readonly isDilemma: 'yes' | 'no' | 'unclear';
}

export interface DilemmaReport {
  readonly runs: number;
  readonly players: readonly PlayerDilemma[];
  /** Payoffs of all players together: all disciplined, all racing, and the difference. */
  readonly jointDiscipline: Estimate;
  readonly jointRace: Estimate;
  readonly jointLoss: Estimate;
  /** Joint discipline over joint race; NaN unless both are positive. */
  readonly priceOfAnarchy: number;
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
  const total = (): number => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += out[i];
    return sum;
  };
  for (let k = 0; k < runs; k++) {
    play(k, COOPERATE, [0, COOPERATE]);
    discipline.push(total());
    for (const [a, i] of places.entries()) samples[a].R.push(out[i]);
    play(k, DEFECT, [0, DEFECT]);
    race.push(total());
    for (const [a, i] of places.entries()) samples[a].P.push(out[i]);
    for (const [a, i] of places.entries()) {
      samples[a].T.push(play(k, COOPERATE, [i, DEFECT]));
      samples[a].S.push(play(k, DEFECT, [i, COOPERATE]));
    }
  }
  const jointDiscipline = estimateOf(discipline);
  const jointRace = estimateOf(race);
  const isComparable = jointDiscipline.mean > 0 && jointRace.mean > 0;
  return {
    runs,
    players: samples.map((sample, a) => judge(judged[a], sample)),
    jointDiscipline,
    jointRace,
    jointLoss: estimateOf(discipline.map((value, k) => value - race[k])),
    priceOfAnarchy: isComparable ? jointDiscipline.mean / jointRace.mean : Number.NaN,
  };
}

function judge(player: string, { T, R, P, S }: Sample): PlayerDilemma {
  const temptation = estimateOf(T.map((t, k) => t - R[k]));
  const loss = estimateOf(R.map((r, k) => r - P[k]));
  const fear = estimateOf(P.map((p, k) => p - S[k]));
  const payoffs = { T: estimateOf(T), R: estimateOf(R), P: estimateOf(P), S: estimateOf(S) };
  return {
    player,
    ...payoffs,
    temptation,
    loss,
    fear,
    steadiness: estimateOf(R.map((r, k) => 2 * r - T[k] - S[k])),
    kind: classifyDilemma({ T: payoffs.T.mean, R: payoffs.R.mean, P: payoffs.P.mean, S: payoffs.S.mean }),
    isDilemma: verdictOf([temptation, loss, fear]),
  };
}

function verdictOf(differences: readonly Estimate[]): PlayerDilemma['isDilemma'] {
  const signs = differences.map(signOf);
  if (signs.every((sign) => sign === 'positive')) return 'yes';
  return signs.some((sign) => sign === 'negative' || sign === 'zero') ? 'no' : 'unclear';
}
