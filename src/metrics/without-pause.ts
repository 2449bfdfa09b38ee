/** Series of a run without the pause: those of its branch without a pause, or its own. */

import type { Shape } from '../columns/column.ts';
import type { Trace } from '../columns/trace.ts';

export const isWalled = ({ outcome }: Trace): boolean => outcome.wallMonth >= 0;

/** Months up to and including the wall, or to the horizon. */
export const untilWall = ({ outcome, months }: Trace): number =>
  outcome.wallMonth >= 0 ? outcome.wallMonth + 1 : months;

/**
 * A column without the pause, shape [month, entity].
 *
 * A run without a wall has the recorded column; a run that ended at its wall, the months up to there.
 */
export function withoutPause(trace: Trace, name: string, shape: Shape): Float64Array {
  return (trace.counterfactual ?? trace).column(name, shape);
}
