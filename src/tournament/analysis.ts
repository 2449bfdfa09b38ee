/** Analyses the payoffs of a tournament: exact expectations of memory-one pairs, and evolution of populations. */

import { fermiFixation, moranGameFixation } from '../equilibrium/fixation.ts';
import { smallMutationLimit } from '../equilibrium/imitation.ts';
import { discountMemoryOne, expectMemoryOne } from '../equilibrium/memory-one.ts';
import { type PayoffTable, scaledTable } from '../equilibrium/payoff-table.ts';
import { replicate, replicateToRest } from '../equilibrium/replicator.ts';
import { findGame, gameOf } from '../game/games.ts';
import type { Entrant, Playing } from './arena.ts';
import type { Standings } from './standings.ts';

/** Expected payoff of a memory-one pair, and distance of the measured mean from it in standard errors. */
export interface ExactPair {
  readonly payoff: number;
  /** Absent where matches have random lengths: the measured share is a mean of shares, not a discounted one. */
  readonly cooperation?: number;
  /** NaN where all matches had the same random length, so that there is no standard error. */
  readonly z: number;
}

/** Measured means closer than this to the exact value differ by rounding. */
const ROUNDING = 1e-9;

/** Exact expectations by [row][column]; undefined where there is none. */
export function exactPairs(
  playing: Playing,
  entrants: readonly Entrant[],
  { pairs }: Pick<Standings, 'pairs'>,
): (ExactPair | undefined)[][] {
  const none = entrants.map(() => entrants.map(() => undefined));
  if (playing.kind !== 'plain') return none;
  const { turns = 200, continuation, executionNoise = 0, observationNoise = 0 } = playing.match;
  const kind = findGame(playing.game);
  const payoffs = kind === undefined ? undefined : gameOf(kind, playing.params).matrix;
  if (payoffs === undefined || observationNoise > 0) return none;
  const rules = entrants.map(({ strategy, params }) => strategy.memoryOne?.(params, payoffs));
  return rules.map((row, i) =>
    rules.map((column, j) => {
      if (row === undefined || column === undefined) return undefined;
      const { rowPayoff, rowCooperation } =
        continuation === undefined
          ? expectMemoryOne(row, column, payoffs, { turns, executionNoise })
          : discountMemoryOne(row, column, payoffs, { continuation, executionNoise });
      const { mean, sd, n } = pairs[i][j].payoff;
      const distance = mean - rowPayoff;
      const isAlone = continuation !== undefined && sd === 0;
      const z = Math.abs(distance) < ROUNDING ? 0 : isAlone ? Number.NaN : distance / (sd / Math.sqrt(n));
      return { payoff: rowPayoff, z, ...(continuation === undefined ? { cooperation: rowCooperation } : {}) };
    }),
  );
}

export interface PopulationRule {
  readonly size: number;
  /** Strength of selection: weight of payoffs in Moran fitness is 1 and imitation uses this beta, payoffs in [0, 1]. */
  readonly beta: number;
}

export interface PopulationResult {
  /**
   * Shares after time 1,000 of the replicator dynamics from equal shares, in units of 1 / (highest - lowest payoff).
   */
  readonly replicatorEarly: readonly number[];
  /** Shares at the rest point of the replicator dynamics from equal shares, or at the end of the time. */
  readonly replicator: readonly number[];
  /** Whether they rest there. */
  readonly isAtRest: boolean;
  /** Time that was run, in units of 1 / (highest - lowest payoff). */
  readonly replicatorTime: number;
  /** Share of time by imitation with rare mutants. */
  readonly imitation: readonly number[];
  /**
   * Chance that one mutant (row) takes over residents (column), by the Moran process and by imitation; NaN for itself.
   */
  readonly moran: readonly (readonly number[])[];
  readonly fermi: readonly (readonly number[])[];
}

/** Early time at which the replicator dynamics are reported. */
export const EARLY = 1000;

/**
 * Populations over the measured payoffs, scaled to [0, 1] so that selection means the same in every game. With more
 * than two players, one entrant among copies represents a pair: exact while mutants are rare.
 */
export function populationsOf({ pairs }: Pick<Standings, 'pairs'>, { size, beta }: PopulationRule): PopulationResult {
  const table = scaledTable(pairs.map((row) => row.map(({ payoff }) => payoff.mean)));
  const count = table.length;
  const equal = new Float64Array(count).fill(1 / count);
  const each = (chance: (mutant: number, resident: number) => number): number[][] =>
    table.map((_, i) => table.map((_other, j) => (i === j ? Number.NaN : chance(i, j))));
  const { shares, isAtRest, time } = replicateToRest(table, equal);
  return {
    replicatorEarly: [...replicate(table, equal, { time: EARLY })],
    replicator: [...shares],
    isAtRest,
    replicatorTime: time,
    imitation: count === 1 ? [1] : [...smallMutationLimit(table, size, beta)],
    moran: each((i, j) => moranGameFixation(shifted(table), [i, j], size)),
    fermi: each((i, j) => fermiFixation(table, [i, j], size, beta)),
  };
}

/** Fitness must be positive: 1 and the payoff. */
function shifted(table: PayoffTable): number[][] {
  return table.map((row) => row.map((value) => 1 + value));
}
