/** Values of a run that lie outside the ranges which its columns and metrics state. */

import type { Column } from '../../src/columns/column.ts';
import { ROUNDING } from '../../src/columns/measure.ts';
import { createSimulator } from '../../src/engine/simulate.ts';
import { runColumns, runMetrics } from '../../src/metrics/run-row.ts';
import { expandSeed } from '../../src/random/seed.ts';
import { UserError } from '../../src/scenario/errors.ts';
import type { Drawn } from './economies.ts';
import type { Scenario } from '../../src/scenario/schema.ts';

function outside(column: Column, values: ArrayLike<number>, slack: number): string | undefined {
  const [low, high] = column.range ?? [Number.NaN, Number.NaN];
  for (let i = 0; i < values.length; i++) {
    if (!(values[i] >= low - slack && values[i] <= high + slack) && !Number.isNaN(values[i])) {
      return `${column.shape} ${column.name} is ${values[i]} at ${i}, outside ${low} to ${high}`;
    }
  }
  return undefined;
}

/** Every column of a run with a value outside its range, and the first such value; none of a run that is refused. */
export function outOfRange({ scenario, seed }: Drawn<Scenario>): string[] {
  try {
    const simulator = createSimulator(scenario, 'all');
    const trace = simulator.run(expandSeed(seed), 0);
    const row = runMetrics(trace);
    return [
      ...simulator.columns.map((column) => outside(column, trace.column(column.name, column.shape), ROUNDING)),
      ...runColumns(trace).map((column) => {
        const value = row[column.name];
        return typeof value === 'number' ? outside(column, [value], 0) : undefined;
      }),
    ].filter((found) => found !== undefined);
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}
