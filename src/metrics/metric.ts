/** Defines a metric of a run: name, family, unit, description, needed columns, and its function of a trace. */

import type { Column } from '../columns/column.ts';
import { type Measure, NUMBER, quantity, type Range, RATIO, ROUNDING } from '../columns/measure.ts';
import type { Trace } from '../columns/trace.ts';

/** Function of a trace; NaN where the run has no value. */
export interface Reading {
  /** `shape/name` of the columns read, and of those compared with the branch without the pause. */
  readonly needs: readonly string[];
  readonly compares?: readonly string[];
  readonly read: (trace: Trace) => number | string;
}

/** One value per run: a column of `runs.csv` with its function. */
export interface Metric extends Column, Reading {
  readonly shape: 'run';
  readonly range: Range;
}

/** A metric repeated for each node, company or type: `{family}_{id}`, with an optional suffix. */
export interface MetricFamily<Member> extends Measure {
  readonly family: string;
  readonly ending?: string;
  readonly text: (member: string) => string;
  readonly of: (member: Member) => Reading;
}

/** What a value is; a plain number unless a type says otherwise. */
type Value = Measure & { readonly type?: NonNullable<Column['type']> };
/** A whole number, and text. */
export const WHOLE: Value = { ...RATIO, type: 'integer' };
export const WORD: Value = { ...NUMBER, type: 'string' };

/** Metrics by name, in their order: what each means, and what it is with the reading that gives it. */
export type MetricRows = Readonly<Record<string, readonly [description: string, value: readonly [Value, Reading]]>>;

export function metricsIn(rows: MetricRows): Metric[] {
  return Object.entries(rows).map(([name, [description, [{ type, ...measure }, reading]]]) => {
    const metric = { name, ...measure, shape: 'run' as const, description, ...reading };
    return type === undefined ? metric : { ...metric, type };
  });
}

/** The metric of a family for one member; its text calls the member `called`. */
export function member<Member>(
  { family, ending = '', unit, range, text, of }: MetricFamily<Member>,
  id: string,
  which: Member,
  called = id,
): Metric {
  const entity = id.replaceAll('-', '_');
  const name = `${family}_${entity}${ending}`;
  return { name, unit, range, shape: 'run', description: text(called), ...of(which), family, entity };
}

/** A reading of one scalar series. */
export function scalar(name: string, read: (values: Float64Array, trace: Trace) => number): Reading {
  return { needs: [`scalar/${name}`], read: (trace) => read(trace.column(name, 'scalar'), trace) };
}

/** A reading of outcome or events. */
export const ofRun = (read: Reading['read']): Reading => ({ needs: [], read });

/** A function of a trace that is computed once for all metrics that use it: they are read trace by trace. */
export function once<Value>(read: (trace: Trace) => Value): (trace: Trace) => Value {
  let last: { readonly trace: Trace; readonly value: Value } | undefined;
  return (trace) => {
    if (last?.trace !== trace) last = { trace, value: read(trace) };
    return last.value;
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

export const WHOLE_MONTHS: Value = { ...quantity('months'), type: 'integer' };
export const MONTHS: MetricRows = { months: ['Months simulated.', [WHOLE_MONTHS, ofRun(({ months }) => months)]] };
