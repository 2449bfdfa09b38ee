/** Series of a run without the pause: months up to the wall from the run, later ones from the branch without a pause. */

import type { Shape } from '../columns/column.ts';
import type { Trace } from '../columns/trace.ts';
import { once } from './metric.ts';

export const isWalled = ({ outcome }: Trace): boolean => outcome.wallMonth >= 0;

/** Months up to and including the wall, or to the horizon. */
export const untilWall = ({ outcome, months }: Trace): number =>
  outcome.wallMonth >= 0 ? outcome.wallMonth + 1 : months;

const known = once((_trace: Trace) => new Map<string, Float64Array>());

/**
 * A column without the pause, shape [month, entity].
 *
 * A run without a wall has the recorded column; a run that ended at its wall, the months up to there.
 */
export function withoutPause(trace: Trace, name: string, shape: Shape): Float64Array {
  const series = known(trace);
  const key = `${shape}/${name}`;
  let values = series.get(key);
  if (values === undefined) {
    const own = trace.column(name, shape);
    values = trace.counterfactual?.column(name, shape).slice() ?? own;
    if (values !== own) values.set(own.subarray(0, (own.length / trace.months) * untilWall(trace)));
    series.set(key, values);
  }
  return values;
}
