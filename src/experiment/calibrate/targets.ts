/** Targets of a calibration: what was observed, how exactly, how exact the model can be, and how a run is asked for it. */

import type { Trace } from '../../columns/trace.ts';
import { UsageError } from '../../scenario/errors.ts';
import { didYouMean } from '../../scenario/suggest.ts';
import { csvRecords } from '../../reader/csv-records.ts';
import { monthNumber, QUARTER, quarterNumber, type RecordedSeries } from '../record-tables.ts';

/** One figure to which a scenario is calibrated, or that is left out to check what the calibration predicts. */
export interface Target {
  /** `AMZN 2024Q3`, or the name of a run's value. */
  readonly id: string;
  /** Name of a series of `measuredSeries`, or of a value of a run. */
  readonly quantity: string;
  /** Quarter or month of a series, such as `2024Q3` or `2025-01`; empty for a value of a run. */
  readonly at: string;
  readonly observed: number;
  /** Standard deviations in the unit of the quantity: of the observation, and of what the model cannot do. */
  readonly observationError: number;
  readonly discrepancy: number;
  readonly use: 'calibrate' | 'check';
}

const COLUMNS = ['quantity', 'at', 'observed', 'observation_error', 'discrepancy', 'use'] as const;
const USES = ['calibrate', 'check'];

/**
 * Read a table of targets.
 *
 * @throws UsageError  With every mistake and its line.
 */
export function readTargets(text: string, file: string): Target[] {
  const [header = { line: 1, cells: [] }, ...rows] = csvRecords(text, file);
  const missing = COLUMNS.filter((name) => !header.cells.includes(name));
  if (missing.length > 0) throw new UsageError([`${file}:1: columns are missing: ${missing.join(', ')}`]);
  const problems: string[] = [];
  const targets = rows.map(({ line, cells }): Target => {
    const cell = (name: (typeof COLUMNS)[number]): string => (cells[header.cells.indexOf(name)] ?? '').trim();
    const problem = (what: string): void => void problems.push(`${file}:${line}: ${what}`);
    const figure = (name: 'observed' | 'observation_error' | 'discrepancy', least = -Infinity): number => {
      const value = cell(name) === '' ? Number.NaN : Number(cell(name));
      if (!(value >= least) || !Number.isFinite(value))
        problem(`${name}: expected a number${least === 0 ? ' >= 0' : ''}, got ${cell(name) || 'nothing'}`);
      return value;
    };
    const [quantity, at, use] = [cell('quantity'), cell('at'), cell('use')];
    if (quantity === '') problem('quantity: expected the name of a series or of a value of a run');
    if (!USES.includes(use)) problem(`use: expected ${USES.join(' or ')}, got ${use || 'nothing'}`);
    return {
      id: at === '' ? quantity : `${quantity} ${at}`,
      quantity,
      at,
      observed: figure('observed'),
      observationError: figure('observation_error', 0),
      discrepancy: figure('discrepancy', 0),
      use: use as Target['use'],
    };
  });
  const seen = new Set<string>();
  for (const { id } of targets) {
    if (seen.has(id)) problems.push(`${file}: ${id} occurs twice`);
    seen.add(id);
  }
  if (targets.filter(({ use }) => use === 'calibrate').length === 0) problems.push(`${file}: no row says calibrate`);
  if (problems.length > 0) throw new UsageError(problems);
  return targets;
}

/** How a run is asked for each target. */
export interface TargetReaders {
  /** Months that a run needs; undefined where a target is a value of the whole run. */
  readonly months: number | undefined;
  /** Values in the order of the targets; NaN where the run has none. */
  read(trace: Trace, metrics: () => Readonly<Record<string, number | string>>): number[];
}

/**
 * Find what the targets name.
 *
 * @param names  Values that a run has besides the series.
 * @throws UsageError  With every target that names nothing, or a date before the start.
 */
export function targetReaders(
  targets: readonly Pick<Target, 'id' | 'quantity' | 'at'>[],
  series: readonly RecordedSeries[],
  { startMonth, names }: { readonly startMonth: string; readonly names: readonly string[] },
): TargetReaders {
  const problems: string[] = [];
  const [year, first] = startMonth.split('-').map(Number);
  const start = 12 * year + first - 1;
  const places = targets.map(({ id, quantity, at }) => {
    const one = series.find(({ name }) => name === quantity || name.startsWith(`${quantity} (`));
    if (one === undefined) {
      const known = [...series.map(({ name }) => name), ...names];
      if (at !== '') problems.push(`${id}: there is no series ${quantity}${didYouMean(quantity, known)}`);
      else if (!names.includes(quantity)) problems.push(`${id}: no run has ${quantity}${didYouMean(quantity, known)}`);
      return { one, month: Number.NaN };
    }
    const quarter = quarterNumber(at);
    const end = Number.isNaN(quarter) ? Math.floor(monthNumber(at)) : QUARTER * (quarter + 1) - 1;
    if (!(end >= start))
      problems.push(`${id}: expected a quarter such as 2025Q4 or a month such as 2025-11 from ${startMonth} on`);
    return { one, month: end - start };
  });
  if (problems.length > 0) throw new UsageError(problems);
  const last = places.reduce((most, { month }) => Math.max(most, month), 0);
  return {
    months: places.every(({ one }) => one !== undefined) ? last + 1 : undefined,
    read(trace, metrics) {
      return places.map(({ one, month }, t) => {
        if (one !== undefined) return month < trace.months ? one.at(trace, month) : Number.NaN;
        return Number(metrics()[targets[t].quantity] ?? Number.NaN);
      });
    },
  };
}
