/** Decides which strategies of a symmetric game invade which, and which are evolutionarily stable. */

import { counted } from '../numeric/counted.ts';
import { isStrictlyCopositive } from './copositive.ts';
import { checkSquare, type PayoffTable, payoffRange, payoffsAgainst, scaledTable } from './payoff-table.ts';
import { wholePayoffs } from './whole-payoffs.ts';

export type Invasion = 'invades' | 'neutral' | 'repelled';

/** Payoffs closer than this share of their range count as equal, because they may differ by rounding. */
const TIE = 1e-9;

/**
 * Whether a few mutants spread in a large population of residents: they do if they earn more against residents than
 * residents do, or as much there and more against each other. `tie` is in the unit of the payoffs, by default 1e-9 of
 * their range.
 */
export function invasion(table: PayoffTable, mutant: number, resident: number, tie = tieOf(table)): Invasion {
  const entry = table[mutant][resident] - table[resident][resident];
  if (Math.abs(entry) > tie) return entry > 0 ? 'invades' : 'repelled';
  const growth = table[mutant][mutant] - table[resident][mutant];
  if (Math.abs(growth) > tie) return growth > 0 ? 'invades' : 'repelled';
  return 'neutral';
}

/** Whether no strategy earns more against it than it earns against itself. */
export function isNash(table: PayoffTable, strategy: number, tie = tieOf(table)): boolean {
  return table.every((row) => row[strategy] <= table[strategy][strategy] + tie);
}

/** Whether every other strategy earns less against it. */
export function isStrictNash(table: PayoffTable, strategy: number, tie = tieOf(table)): boolean {
  return table.every((row, i) => i === strategy || row[strategy] < table[strategy][strategy] - tie);
}

/**
 * Whether a strategy, or a mixture of strategies, is evolutionarily stable: no other mixture of strategies invades. A
 * pure strategy that repels every pure mutant may still be invaded by a mixture of two. It is stable if it is an
 * equilibrium, and if the loss of every mixture of its best replies against itself is positive: a quadratic form that
 * must be positive on a cone, which exact arithmetic decides on payoffs that are whole numbers in some unit.
 *
 * @throws RangeError  When the table is not square or not finite, and when more than 20 unused strategies tie as best
 *   replies.
 *
 * Source: [MaynardSmithPrice1973]; the condition on the cone is that of [Abakuks1980].
 */
export function isEss(table: PayoffTable, strategy: number | ArrayLike<number>): boolean {
  checkSquare(table);
  const shares = typeof strategy === 'number' ? table.map((_, i) => (i === strategy ? 1 : 0)) : Array.from(strategy);
  if (shares.length !== table.length)
    throw new RangeError(`${shares.length} shares for ${counted(table.length, 'strategy', 'strategies')}`);
  const payoffs = payoffsAgainst(scaledTable(table), shares);
  const best = payoffs.reduce((most, payoff) => Math.max(most, payoff));
  const used = shares.flatMap((share, i) => (share > TIE ? [i] : []));
  if (used.some((i) => payoffs[i] < best - TIE)) return false;
  const unused = shares.flatMap((share, i) => (share <= TIE && payoffs[i] >= best - TIE ? [i] : []));
  const whole = wholePayoffs(table);
  const [base, ...free] = used;
  const others = [...free, ...unused];
  // Moving shares from the base strategy to j and k loses this to the mixture of them.
  const loss = (j: number, k: number): bigint => whole[base][k] + whole[j][base] - whole[j][k] - whole[base][base];
  return isStrictlyCopositive(
    others.map((j) => others.map((k) => loss(j, k) + loss(k, j))),
    free.length,
  );
}

function tieOf(table: PayoffTable): number {
  const [low, high] = payoffRange(table);
  return TIE * (high - low);
}
