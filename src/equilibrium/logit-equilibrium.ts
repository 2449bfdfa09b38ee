/** Computes the logit quantal response equilibrium of any finite game on the branch that begins at even mixtures. */

import { exp } from '../numeric/elementary.ts';
import { checkProfiles, type ProfilePayoffs, profileTotal, strideOf } from './profile-payoffs.ts';
import { solveLinear } from './solve-linear.ts';

export interface LogitEquilibrium {
  /** Chance of each move, by player. */
  readonly mixtures: readonly (readonly number[])[];
  /** Largest distance of a probability from the logit response: the residual error. */
  readonly residual: number;
}

const MOST_STEPS = 20_000;
const SOLVED = 1e-10;
const NEWTON_STEPS = 8;
/** Steps along the branch, in units of log odds and precision. */
const FIRST_STEP = 0.01;
const LEAST_STEP = 1e-9;
const LARGEST_STEP = 2;

/** A point of the branch: log odds of every move against the first one of its player, then the precision. */
type Point = readonly number[];

/**
 * Every player plays its moves with probabilities proportional to `exp(lambda u)`, u the expected payoff. The branch is
 * followed from even mixtures at lambda 0, through its turning points, to the given lambda, in units of 1 / payoff.
 *
 * @throws RangeError  When payoffs are missing or not finite, lambda is negative, or the branch cannot be followed.
 *
 * Source: [McKelveyPalfrey1995]; following the branch by its length as in [Turocy2005].
 */
export function logitEquilibrium(payoffs: ProfilePayoffs, moves: readonly number[], lambda: number): LogitEquilibrium {
  checkProfiles(payoffs, moves);
  if (!(lambda >= 0 && Number.isFinite(lambda))) throw new RangeError(`lambda: expected a number >= 0, got ${lambda}`);
  const system = openSystem(payoffs, moves);
  let point: Point = new Array<number>(system.size + 1).fill(0);
  let direction: Point = point.map((_, k) => (k === system.size ? 1 : 0));
  let step = FIRST_STEP;
  for (let k = 0; k < MOST_STEPS && point[system.size] < lambda && step >= LEAST_STEP; k++) {
    const tangent = system.tangent(point, direction);
    const next = tangent && system.corrected(point, tangent, step);
    const turn = next && tangent.reduce((sum, value, i) => sum + value * (next[i] - point[i]), 0);
    // A corrector that leads far away may have jumped to another branch.
    if (next === undefined || !(turn !== undefined && turn > 0.5 * step)) {
      step *= 0.5;
      continue;
    }
    if (next[system.size] >= lambda) {
      const end = system.at(lambda, point, next);
      if (end !== undefined) return system.solution(end);
      step *= 0.5;
      continue;
    }
    [point, direction] = [next, tangent as Point];
    step = Math.min(LARGEST_STEP, step * 1.4);
  }
  if (lambda === 0) return system.solution(point);
  throw new RangeError(`the branch of logit equilibria cannot be followed beyond lambda ${point[system.size]}`);
}

function openSystem(payoffs: ProfilePayoffs, moves: readonly number[]) {
  const size = moves.reduce((sum, count) => sum + count - 1, 0);
  const places = moves.flatMap((count, player) =>
    Array.from({ length: count - 1 }, (_, k) => ({ player, move: k + 1 })),
  );
  const mixturesAt = (point: Point): number[][] => {
    let at = 0;
    return moves.map((count) => {
      const odds = [0, ...point.slice(at, at + count - 1)];
      at += count - 1;
      const most = Math.max(...odds);
      const weights = odds.map((value) => exp(value - most));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      return weights.map((weight) => weight / total);
    });
  };
  /**
   * Payoff of each move; and its payoff when one other player makes one move for certain: [player][move][other][move].
   */
  const earningsAt = (mixtures: readonly (readonly number[])[]) => {
    const single = moves.map((count) => new Array<number>(count).fill(0));
    const paired = moves.map((count) =>
      Array.from({ length: count }, () => moves.map((other) => new Array<number>(other).fill(0))),
    );
    const strides = moves.map((_, player) => strideOf(player, moves));
    for (let profile = 0; profile < profileTotal(moves); profile++) {
      const played = moves.map((count, i) => Math.floor(profile / strides[i]) % count);
      for (const [i, own] of played.entries()) {
        const payoff = payoffs[profile][i];
        let chance = 1;
        for (const [j, move] of played.entries()) if (j !== i) chance *= mixtures[j][move];
        single[i][own] += chance * payoff;
        for (const [j, move] of played.entries()) {
          if (j === i) continue;
          let rest = 1;
          for (const [k, other] of played.entries()) if (k !== i && k !== j) rest *= mixtures[k][other];
          paired[i][own][j][move] += rest * payoff;
        }
      }
    }
    return { single, paired };
  };
  /** Residuals, and their derivatives in every unknown and the precision. */
  const linearAt = (point: Point) => {
    const lambda = point[size];
    const mixtures = mixturesAt(point);
    const { single, paired } = earningsAt(mixtures);
    const gains = places.map(({ player, move }) => single[player][move] - single[player][0]);
    const residuals = gains.map((gain, row) => point[row] - lambda * gain);
    const matrix = places.map(({ player: i, move: own }, row) => {
      const slopes = places.map(({ player: j, move }, column) => {
        let slope = row === column ? 1 : 0;
        if (j !== i) {
          const mean = (line: readonly number[]): number => line.reduce((sum, u, t) => sum + mixtures[j][t] * u, 0);
          const change = (line: readonly number[]): number => mixtures[j][move] * (line[move] - mean(line));
          slope -= lambda * (change(paired[i][own][j]) - change(paired[i][0][j]));
        }
        return slope;
      });
      return [...slopes, -gains[row]];
    });
    return { residuals, matrix };
  };
  const newton = (start: Point, extra: (point: Point) => { row: number[]; residual: number }): Point | undefined => {
    let point = start;
    for (let k = 0; k < NEWTON_STEPS; k++) {
      const { residuals, matrix } = linearAt(point);
      const { row, residual } = extra(point);
      const move = solveLinear([...matrix, row], [...residuals, residual]);
      if (typeof move === 'string') return undefined;
      point = point.map((value, i) => value - move[i]);
      if (!point.every(Number.isFinite)) return undefined;
      const length = Math.max(...move.map(Math.abs));
      if (length <= SOLVED * Math.max(1, ...point.map(Math.abs))) return point;
    }
    return undefined;
  };
  return {
    size,
    /** Unit vector along the branch, on the side of the last direction. */
    tangent(point: Point, before: Point): Point | undefined {
      const { matrix } = linearAt(point);
      const solution = solveLinear([...matrix, [...before]], [...matrix.map(() => 0), 1]);
      if (typeof solution === 'string') return undefined;
      const length = Math.sqrt(solution.reduce((sum, value) => sum + value * value, 0));
      return solution.map((value) => value / length);
    },
    corrected(point: Point, tangent: Point, step: number): Point | undefined {
      const guess = point.map((value, i) => value + step * tangent[i]);
      return newton(guess, (now) => ({
        row: [...tangent],
        residual: tangent.reduce((sum, value, i) => sum + value * (now[i] - point[i]), 0) - step,
      }));
    },
    /** The point at a precision between two points of the branch. */
    at(lambda: number, before: Point, after: Point): Point | undefined {
      const share = (lambda - before[size]) / (after[size] - before[size]);
      const guess = before.map((value, i) => value + share * (after[i] - value));
      return newton(guess, (now) => ({
        row: now.map((_, i) => (i === size ? 1 : 0)),
        residual: now[size] - lambda,
      }));
    },
    solution(point: Point): LogitEquilibrium {
      const mixtures = mixturesAt(point);
      const { single } = earningsAt(mixtures);
      const answer = mixturesAt([
        ...places.map(({ player, move }) => point[size] * (single[player][move] - single[player][0])),
        point[size],
      ]);
      const residual = Math.max(
        ...mixtures.flatMap((own, i) => own.map((chance, s) => Math.abs(chance - answer[i][s]))),
      );
      return { mixtures, residual };
    },
  };
}
