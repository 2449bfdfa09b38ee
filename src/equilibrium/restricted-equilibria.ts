/** Finds symmetric mixed equilibria of a role-symmetric game restricted to some strategies. */

import { exp } from '../numeric/elementary.ts';
import { type ByRole, combined, type Support, supportOf } from './role-symmetric.ts';
import { solveLinear } from './solve-linear.ts';

/** Payoffs of deviating to each strategy from a mixture, shape [role][strategy]; only those of the support are read. */
export type DeviationPayoffs = (mixture: ByRole) => ByRole;

const ROUNDS = 400;
const NEWTON_ROUNDS = 30;
const SAME = 1e-4;
/** Probabilities below this after learning are not part of the refined support. */
const PLAYED = 0.02;
/** Smaller probabilities are left out of a learnt mixture. */
const TRACE = 1e-4;
/** Regret that counts as 0, as a share of the range of payoffs. */
const SOLVED = 1e-7;
const NUDGE = 1e-6;
/** Supports with at most this many strategies in all are tried one by one. */
const FEW = 6;

/**
 * Equilibria of the restriction, by Newton's method on equal payoffs. Starting points are the middle of every support
 * where there are few, the limits of replicator dynamics from even and uneven mixtures, and their time averages (the
 * fixed points of cycles). When no mixture has zero regret, returns the one with the least regret found.
 */
export function restrictedEquilibria(
  payoffsOf: DeviationPayoffs,
  support: Support,
  widths: readonly number[],
): number[][][] {
  const starts = startsOf(support, widths);
  const learnt = starts.flatMap((start) => learn(payoffsOf, start, support));
  const total = support.reduce((sum, own) => sum + own.length, 0);
  const middles = total <= FEW ? subSupports(support).map((own) => evenOn(own, widths)) : [];
  const polished = [...middles, ...learnt]
    .map((guess) => polish(payoffsOf, guess, support))
    .filter((mixture) => mixture !== undefined);
  const judged = [...polished, ...learnt, ...starts]
    .map((mixture) => ({ mixture, regret: regretWithin(payoffsOf, mixture, support) }))
    .sort((x, y) => x.regret - y.regret);
  const found: number[][][] = [];
  for (const { mixture, regret } of judged) {
    if (regret > SOLVED && found.length > 0) break;
    if (!found.some((known) => distance(known, mixture) < SAME)) found.push(mixture);
  }
  return found;
}

/** Even chances on a support. */
export function evenOn(support: Support, widths: readonly number[]): number[][] {
  return support.map((own, r) => Array.from({ length: widths[r] }, (_, s) => (own.includes(s) ? 1 / own.length : 0)));
}

/** An even mixture, and one per strategy with more weight on it in its role. */
function startsOf(support: Support, widths: readonly number[]): number[][][] {
  const even = evenOn(support, widths);
  const leaning = support.flatMap((own, r) =>
    own.length < 2
      ? []
      : own.map((strategy) =>
          even.map((chances, role) =>
            role === r ? chances.map((chance, s) => 0.1 * chance + (s === strategy ? 0.9 : 0)) : chances,
          ),
        ),
  );
  return [even, ...leaning];
}

function subSupports(support: Support): number[][][] {
  return combined(
    support.map((own) =>
      Array.from({ length: (1 << own.length) - 1 }, (_, i) => own.filter((_strategy, k) => ((i + 1) >> k) & 1)),
    ),
  );
}

function rangeOf(payoffs: ByRole, support: Support): number {
  const used = support.flatMap((own, r) => own.map((s) => payoffs[r][s]));
  return Math.max(...used) - Math.min(...used) || 1;
}

function regretWithin(payoffsOf: DeviationPayoffs, mixture: ByRole, support: Support): number {
  const payoffs = payoffsOf(mixture);
  const range = rangeOf(payoffs, support);
  const regrets = support.map((own, r) => {
    const expected = own.reduce((sum, s) => sum + mixture[r][s] * payoffs[r][s], 0);
    return Math.max(...own.map((s) => payoffs[r][s])) - expected;
  });
  return Math.max(0, ...regrets) / range;
}

/** Limit of the replicator dynamics, and the time average. */
function learn(payoffsOf: DeviationPayoffs, start: number[][], support: Support): number[][][] {
  let mixture = start;
  let average = start.map((chances) => chances.map(() => 0));
  for (let round = 1; round <= ROUNDS; round++) {
    const payoffs = payoffsOf(mixture);
    const pace = 1 / rangeOf(payoffs, support) / Math.sqrt(1 + round / 20);
    mixture = mixture.map((chances, r) => {
      const most = Math.max(...support[r].map((s) => payoffs[r][s]));
      const grown = chances.map((chance, s) => (chance > 0 ? chance * exp(pace * (payoffs[r][s] - most)) : 0));
      const total = grown.reduce((sum, value) => sum + value, 0);
      return grown.map((value) => value / total);
    });
    average = average.map((chances, r) => chances.map((sum, s) => sum + mixture[r][s] / ROUNDS));
  }
  return [mixture, average].map(withoutTraces);
}

/** The mixture without chances that are dying out. */
function withoutTraces(mixture: ByRole): number[][] {
  return mixture.map((chances) => {
    const played = chances.map((chance) => (chance < TRACE ? 0 : chance));
    const total = played.reduce((sum, chance) => sum + chance, 0);
    return played.map((chance) => chance / total);
  });
}

/** Newton's method on equal payoffs within the strategies that a guess uses; undefined when it leaves the simplex. */
function polish(payoffsOf: DeviationPayoffs, guess: number[][], support: Support): number[][] | undefined {
  const used = supportOf(guess, PLAYED);
  const places = used.flatMap((own, r) => own.slice(1).map((s) => [r, s] as const));
  const mixtureAt = (free: readonly number[]): number[][] => {
    const mixture = guess.map((chances) => chances.map(() => 0));
    for (const [r, [first]] of used.entries()) mixture[r][first] = 1;
    for (const [k, [r, s]] of places.entries()) {
      mixture[r][s] = free[k];
      mixture[r][used[r][0]] -= free[k];
    }
    return mixture;
  };
  const gapsAt = (free: readonly number[]): number[] => {
    const payoffs = payoffsOf(mixtureAt(free));
    return places.map(([r, s]) => payoffs[r][s] - payoffs[r][used[r][0]]);
  };
  const range = rangeOf(payoffsOf(guess), support);
  let free = places.map(([r, s]) => guess[r][s] / used[r].reduce((sum, own) => sum + guess[r][own], 0));
  for (let k = 0; k < NEWTON_ROUNDS && free.length > 0; k++) {
    const gaps = gapsAt(free);
    if (Math.max(...gaps.map(Math.abs)) <= 1e-12 * range) break;
    const moved = free.map((_, j) => gapsAt(free.map((value, i) => (i === j ? value + NUDGE : value))));
    const slopes = gaps.map((gap, i) => free.map((_, j) => (moved[j][i] - gap) / NUDGE));
    const step = solveLinear(slopes, gaps);
    if (typeof step === 'string') return undefined;
    free = free.map((value, i) => value - step[i]);
    if (!free.every((value) => value > -0.5 && value < 1.5)) return undefined;
  }
  const mixture = mixtureAt(free);
  if (mixture.some((chances) => chances.some((chance) => chance < -1e-12))) return undefined;
  return mixture.map((chances) => chances.map((chance) => Math.max(0, chance)));
}

function distance(a: ByRole, b: ByRole): number {
  return Math.max(...a.flatMap((chances, r) => chances.map((chance, s) => Math.abs(chance - b[r][s]))));
}
