/** A trace as plain data, so that a run of one thread can be read in another. */

import type { Column, Shape } from '../../columns/column.ts';
import type { Trace } from '../../columns/trace.ts';

interface Series {
  readonly name: string;
  readonly shape: Shape;
  readonly values: Float64Array;
}

export interface PackedTrace {
  readonly facts: Omit<Trace, 'column' | 'counterfactual'>;
  readonly series: readonly Series[];
  readonly counterfactual?: { readonly firstMonth: number; readonly series: readonly Series[] };
}

/** Copy every recorded column of a trace. */
export function packTrace(trace: Trace, columns: readonly Column[]): PackedTrace {
  const { column, counterfactual, ...facts } = trace;
  const copies = (read: Trace['column']): Series[] =>
    columns.flatMap(({ name, shape }) => (shape === 'run' ? [] : [{ name, shape, values: read(name, shape).slice() }]));
  return {
    facts,
    series: copies(column),
    ...(counterfactual === undefined
      ? {}
      : { counterfactual: { firstMonth: counterfactual.firstMonth, series: copies(counterfactual.column) } }),
  };
}

/** The trace of a packed one. */
export function unpackTrace({ facts, series, counterfactual }: PackedTrace): Trace {
  return {
    ...facts,
    column: reader(series),
    ...(counterfactual === undefined
      ? {}
      : { counterfactual: { firstMonth: counterfactual.firstMonth, column: reader(counterfactual.series) } }),
  };
}

function reader(series: readonly Series[]): Trace['column'] {
  return (name, shape) => {
    const found = series.find((one) => one.name === name && (shape === undefined || one.shape === shape));
    if (found === undefined) throw new RangeError(`column not recorded: ${name}`);
    return found.values;
  };
}
