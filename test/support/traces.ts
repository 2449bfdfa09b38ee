/** Traces kept and compared bit by bit, entity by entity. */

import type { Column, Shape } from '../../src/columns/column.ts';
import type { Trace } from '../../src/columns/trace.ts';

/** Everything a trace says, by name, copied out of the simulator. */
export interface StoredTrace {
  readonly months: number;
  /** Values by month, keyed `shape/column/entity`. */
  readonly series: ReadonlyMap<string, Float64Array>;
  readonly events: string;
  readonly outcome: string;
}

/** Copy a trace before its simulator runs again. `counterfactual` takes the branch without the pause instead. */
export function storeTrace(trace: Trace, columns: readonly Column[], counterfactual = false): StoredTrace {
  const source = counterfactual ? trace.counterfactual : trace;
  if (source === undefined) throw new RangeError('no branch without the pause');
  const series = new Map<string, Float64Array>();
  for (const { name, shape } of columns) {
    const ids = idsOf(trace, shape);
    const values = source.column(name, shape);
    const months = values.length / ids.length;
    for (const [i, id] of ids.entries()) {
      series.set(
        `${shape}/${name}/${id}`,
        Float64Array.from({ length: months }, (_, m) => values[m * ids.length + i]),
      );
    }
  }
  const events = trace.events.map(({ month, kind, entity, magnitude }) => `${month} ${kind} ${entity} ${magnitude}`);
  return { months: trace.months, series, events: events.sort().join('\n'), outcome: JSON.stringify(trace.outcome) };
}

function idsOf(trace: Trace, shape: Shape): readonly string[] {
  return shape === 'scalar' || shape === 'run' ? [''] : trace.entities[shape];
}

/** What differs between two traces in months `from` to `to`: at most five lines, none when every bit agrees. */
export function differences(
  a: StoredTrace,
  b: StoredTrace,
  { from = 0, to = Number.POSITIVE_INFINITY } = {},
): string[] {
  const found: string[] = [];
  const whole = from === 0 && to === Number.POSITIVE_INFINITY;
  if (whole && a.months !== b.months) found.push(`months ${a.months} and ${b.months}`);
  if (whole && a.outcome !== b.outcome) found.push(`${a.outcome} and ${b.outcome}`);
  if (whole && a.events !== b.events) found.push(`events\n${a.events}\n--\n${b.events}`);
  if ([...a.series.keys()].sort().join() !== [...b.series.keys()].sort().join()) found.push('columns or entities');
  for (const [key, values] of a.series) {
    const others = b.series.get(key);
    if (others === undefined || found.length >= 5) break;
    const end = Math.min(to, values.length, others.length);
    for (let month = from; month < end; month++) {
      if (Object.is(values[month], others[month])) continue;
      found.push(`${key} in ${month}: ${values[month]} and ${others[month]}`);
      break;
    }
  }
  return found;
}

/** All values of a trace as one text. */
export function bitsOf({ series }: StoredTrace): string {
  return [...series].map(([key, values]) => `${key}:${values.join()}`).join('\n');
}
