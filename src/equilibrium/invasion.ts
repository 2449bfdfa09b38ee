/** Pure strategies of a symmetric game: who invades whom, and who is proof against it. */

import type { PayoffTable } from './payoff-table.ts';

export type Invasion = 'invades' | 'neutral' | 'repelled';

/** Payoffs closer than this count as equal, so that rounding decides nothing. */
const TIE = 1e-9;

/**
 * Whether a few mutants spread in a large population of residents: they do if they earn more against residents than
 * residents do, or as much there and more against each other.
 */
export function invasion(table: PayoffTable, mutant: number, resident: number, tie = TIE): Invasion {
  const entry = table[mutant][resident] - table[resident][resident];
  if (Math.abs(entry) > tie) return entry > 0 ? 'invades' : 'repelled';
  const growth = table[mutant][mutant] - table[resident][mutant];
  if (Math.abs(growth) > tie) return growth > 0 ? 'invades' : 'repelled';
  return 'neutral';
}

/** Whether no strategy earns more against it than it earns itself. */
export function isNash(table: PayoffTable, strategy: number, tie = TIE): boolean {
  return table.every((row) => row[strategy] <= table[strategy][strategy] + tie);
}

/** Whether every other strategy earns less against it. */
export function isStrictNash(table: PayoffTable, strategy: number, tie = TIE): boolean {
  return table.every((row, i) => i === strategy || row[strategy] < table[strategy][strategy] - tie);
}

/** Evolutionarily stable: repels every pure mutant. Source: [MaynardSmithPrice1973]. */
export function isEss(table: PayoffTable, strategy: number, tie = TIE): boolean {
  return table.every((_, i) => i === strategy || invasion(table, i, strategy, tie) === 'repelled');
}
