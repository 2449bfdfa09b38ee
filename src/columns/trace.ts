/** The trace of one run: recorded series, events, and how the run ended. */

import type { EquityClass } from './equity-class.ts';
import type { LedgerEvent } from './event.ts';
import type { Shape } from './column.ts';

/** State of a wall's condition in a month. */
export interface WallStanding {
  readonly wall: string;
  /** Which condition of the wall, from 0. */
  readonly condition: number;
  readonly month: number;
  /** Consecutive months for which it had held. */
  readonly held: number;
}

/** How a run ended. */
export interface Outcome {
  /**
   * `horizon`: ran to its end; `first-wall`: ended at the wall; `aftermath`: paused at the wall, then simulated
   * further.
   */
  readonly stopReason: 'horizon' | 'first-wall' | 'aftermath';
  /** Id of the first wall, or `none`. */
  readonly wall: string;
  /** Month of the first wall, from 0; -1 when none. */
  readonly wallMonth: number;
  /** Value of the wall's variable when the wall was triggered; NaN when none. */
  readonly wallReading: number;
  /** The other wall that was closest to being triggered in that month (at the end, when none was), or `none`. */
  readonly nextWall: string;
  /** The condition that was met. */
  readonly hit?: WallStanding | undefined;
  /** The condition of `nextWall` that was closest. */
  readonly next?: WallStanding | undefined;
  /** The condition that came closest in any month up to the wall. */
  readonly nearest?: WallStanding | undefined;
  /** Worst relative residual of any accounting identity in any month. */
  readonly worstResidual: number;
}

/** The branch of a run without the pause after the first wall. */
export interface Counterfactual {
  /** First month that differs: values of earlier months are those of the run. */
  readonly firstMonth: number;
  /**
   * Same shape and length as the column of the trace; at the level `metrics` only columns that metrics compare are
   * stored.
   */
  column(name: string, shape?: Shape): Float64Array;
}

/** Money of an economy month by month, USD bn. */
export interface RecordedAccounts {
  /** Flows, shape [month, kind of transaction]. */
  readonly flowsUsdBn: Float64Array;
  /**
   * Assets and liabilities of the sectors, shape [month + 1, stock]: row 0 is the start, row m + 1 the end of month m.
   */
  readonly stocksUsdBn: Float64Array;
}

/** The kind of a run: the whole economy, or one part of it alone. */
export type RunKind = 'economy' | 'supply' | 'market' | 'beliefs';

export interface Trace {
  readonly kind: RunKind;
  /** Unit of goods of a plain supply run, where it is not MW. */
  readonly goodsUnit?: string | undefined;
  /** Months recorded: month indices run 0 .. months - 1. */
  readonly months: number;
  /** Entity ids along each axis, in the order of the rows of a series. */
  readonly entities: Readonly<Record<Exclude<Shape, 'run' | 'scalar'>, readonly string[]>>;
  /** Class of each listed company as the scenario links it; in the order of `entities.equity`. */
  readonly equityClasses: readonly EquityClass[];
  /** Values of one recorded column, shape [month, entity] row-major; throws RangeError for a column not recorded. */
  column(name: string, shape?: Shape): Float64Array;
  /** The same run without the pause, from `firstMonth` on; absent when nothing paused. */
  readonly counterfactual?: Counterfactual;
  /** Flows and stocks of money; absent unless everything is recorded, and in a plain supply run. */
  readonly accounts?: RecordedAccounts;
  /**
   * Values that the run drew of its uncertain numbers, in the order of `Simulator.draws`; absent when all are certain.
   */
  readonly draws?: ArrayLike<number>;
  readonly events: readonly LedgerEvent[];
  readonly outcome: Outcome;
}
