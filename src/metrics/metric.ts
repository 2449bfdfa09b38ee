/** What a metric of a run is: its name, family, unit and meaning, the columns it needs, and how it is read off a trace. */

import type { Column } from '../columns/column.ts';
import { type Measure, quantity, type Range, ROUNDING } from '../columns/measure.ts';
import type { Trace } from '../columns/trace.ts';

/** How a value is read off a trace; NaN where the run has none. */
export interface Reading {
  /** `shape/name` of the columns that it reads, and of those that it compares with the branch without the pause. */
  readonly needs: readonly string[];
  readonly compares?: readonly string[];
  readonly read: (trace: Trace) => number | string;
}

/** One value a run: a column of `runs.csv` with how it is read. */
export interface Metric extends Column, Reading {
  readonly shape: 'run';
  readonly range: Range;
}

/** A metric that a run has once for each of its nodes, companies or types: `{family}_{id}`, with an ending. */
export interface MetricFamily<Member> extends Measure {
  readonly family: string;
  readonly ending?: string;
  readonly text: (member: string) => string;
  readonly of: (member: Member) => Reading;
}

type Type = NonNullable<Column['type']>;

/** A metric; a number. */
export function metric(name: string, measure: Measure, description: string, reading: Reading): Metric {
  return { name, ...measure, shape: 'run', description, ...reading };
}

/** The same as a whole number, or as text. */
export function typed(type: Type, measure: Measure): (name: string, description: string, reading: Reading) => Metric {
  return (name, description, reading) => ({ ...metric(name, measure, description, reading), type });
}

/** The metric of a family that belongs to one member, as whom its text names `called`. */
export function member<Member>(
  { family, ending = '', unit, range, text, of }: MetricFamily<Member>,
  id: string,
  which: Member,
  called = id,
): Metric {
  const entity = id.replaceAll('-', '_');
  return { ...metric(`${family}_${entity}${ending}`, { unit, range }, text(called), of(which)), family, entity };
}

/** A reading of one scalar series. */
export function scalar(name: string, read: (values: Float64Array, trace: Trace) => number): Reading {
  return { needs: [`scalar/${name}`], read: (trace) => read(trace.column(name, 'scalar'), trace) };
}

/** A reading of how the run ended or what happened in it. */
export const ofRun = (read: Reading['read']): Reading => ({ needs: [], read });

/** A function of a trace that is worked out once for all metrics which ask for it. */
export function once<Value>(read: (trace: Trace) => Value): (trace: Trace) => Value {
  const known = new WeakMap<Trace, { readonly value: Value }>();
  return (trace) => {
    let found = known.get(trace);
    if (found === undefined) {
      found = { value: read(trace) };
      known.set(trace, found);
    }
    return found.value;
  };
}

/** A value that only rounding carries beyond its range, at the end of it. */
function withoutRounding(value: number, [low, high]: Range): number {
  if (value < low && value > low - ROUNDING) return low;
  return value > high && value < high + ROUNDING ? high : value;
}

/** Values of metrics in a run, by name. */
export function readMetrics(metrics: readonly Metric[], trace: Trace): Record<string, number | string> {
  const row: Record<string, number | string> = {};
  for (const { name, range, read } of metrics) {
    const value = read(trace);
    row[name] = typeof value === 'number' ? withoutRounding(value, range) : value;
  }
  return row;
}

/** Number of events of some kinds. */
export function countEvents(...kinds: readonly string[]): Reading {
  return ofRun(({ events }) => events.reduce((count, { kind }) => count + Number(kinds.includes(kind)), 0));
}

export const MONTHS = typed('integer', quantity('months'))(
  'months',
  'Months simulated.',
  ofRun(({ months }) => months),
);
