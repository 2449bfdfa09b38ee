/** The metrics of one plain run of beliefs: where the price comes to rest, or how far it swings. */

import type { Column } from '../columns/column.ts';
import type { Trace } from '../columns/trace.ts';
import { runColumn } from './run-column.ts';

/** The last quarter of a run is what it settles to. */
const SETTLED_FROM = 0.75;

/** Columns of a run with these types of traders. */
export function beliefsColumns(types: readonly string[]): readonly Column[] {
  return [
    runColumn('months', 'months', 'Periods simulated.', 'integer'),
    runColumn('deviation_end', '1', 'Deviation of price from fundamental value in the last period.'),
    runColumn('deviation_mean', '1', 'Mean deviation in the last quarter of the run.'),
    runColumn('swing', '1', 'Highest less lowest deviation in the last quarter of the run; 0 at rest.'),
    ...types.map((type) =>
      runColumn(
        `fraction_${type.replaceAll('-', '_')}`,
        '1',
        `Mean share of traders of type ${type} in the last quarter of the run.`,
      ),
    ),
  ];
}

/** Metrics of a plain run of beliefs by column name. */
export function beliefsMetrics(trace: Trace): Record<string, number> {
  const { months } = trace;
  const types = trace.entities.firm;
  const from = Math.floor(SETTLED_FROM * months);
  const deviation = trace.column('price_deviation', 'scalar');
  const fraction = trace.column('type_fraction', 'firm');
  let sum = 0;
  let highest = Number.NEGATIVE_INFINITY;
  let lowest = Number.POSITIVE_INFINITY;
  for (let month = from; month < months; month++) {
    sum += deviation[month];
    highest = Math.max(highest, deviation[month]);
    lowest = Math.min(lowest, deviation[month]);
  }
  const row: Record<string, number> = {
    months,
    deviation_end: deviation[months - 1],
    deviation_mean: sum / (months - from),
    swing: highest - lowest,
  };
  for (const [h, type] of types.entries()) {
    let share = 0;
    for (let month = from; month < months; month++) share += fraction[month * types.length + h];
    row[`fraction_${type.replaceAll('-', '_')}`] = share / (months - from);
  }
  return row;
}

/** Scalar series of a run of beliefs whose monthly quantiles a batch reports. */
export const BELIEFS_FAN_COLUMNS: readonly string[] = ['price_deviation'];
