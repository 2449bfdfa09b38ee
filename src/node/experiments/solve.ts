/** Solve: the value of a varied number at which a simulated quantity meets a target. */

import { columnsOf, numberColumn, type Table, textColumn } from '../../charts/table.ts';
import { type Axis, settingAt, type Span } from '../../experiment/design-axis.ts';
import type { Estimate } from '../../experiment/jackknife.ts';
import { solve, type SolveRequest } from '../../experiment/solve.ts';
import type { SolveRule } from '../../experiment/solve-regions.ts';
import {
  checkTarget,
  contributions,
  quantileReading,
  shareOf,
  shareReading,
  type SolveTarget,
} from '../../experiment/solve-target.ts';
import { studentTQuantile } from '../../numeric/special.ts';
import { mean, variance } from '../../numeric/statistics.ts';
import { goodsUnitOf, type Manifest } from '../../output/manifest.ts';
import type { SolveAnswer } from '../../output/solve-report.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { WorkPlace } from '../work/run-job.ts';
import { cellColumns, type CellSpec, createCells } from './cells.ts';

export interface SolveSpec extends Omit<CellSpec, 'design'> {
  readonly span: Span;
  readonly target: SolveTarget;
  readonly rule: Pick<SolveRule, 'precision' | 'budget' | 'points' | 'firstRuns'>;
}

const CONFIDENCE = 0.95;

/** Rows of each value so far, in the order of the runs. */
type RowsByValue = Map<number, string[][]>;

/** Find the value. */
export async function solveScenario(spec: SolveSpec, place: WorkPlace): Promise<SolveAnswer> {
  const { span, target } = spec;
  const rule: SolveRule = {
    ...spec.rule,
    ...shareOf(target),
    low: span.low,
    high: span.high,
    isLog: span.isLog,
    isWhole: span.isWhole === true,
  };
  const axisOf = (values: readonly number[]): Axis => ({
    kind: 'list',
    path: span.path,
    values: values.map((value) => settingAt(span, value)),
  });
  const cellsOf = (values: readonly number[]): CellSpec => ({
    ...spec,
    design: { kind: 'factorial', axes: [axisOf(values)] },
  });
  checkTarget(target, cellColumns(cellsOf([span.low])));
  const rows: RowsByValue = new Map();
  let table: Table | undefined;
  let failed = 0;
  const cells = createCells(place, [target.text]);

  async function simulate(requests: readonly SolveRequest[]): Promise<readonly Float64Array[] | undefined> {
    for (const group of cells.isStored ? requests.map((one) => [one]) : byRange(requests)) {
      const [{ from, to }] = group;
      const values = group.map(({ x }) => x);
      table = await cells.simulate(`at-${values.join('-')}`, cellsOf(values), { from, to });
      if (table === undefined) return undefined;
      failed += take(table, values, rows);
    }
    const contributed = valuesOf(target, rows, table);
    return requests.map(({ x, from, to }) => (contributed.get(x) ?? new Float64Array(0)).subarray(from, to));
  }

  const started = process.cpuUsage();
  const { points, solution, isInterrupted } = await solve(rule, simulate);
  const { user, system } = process.cpuUsage(started);
  const goodsUnit = goodsUnitOf({ resolvedScenario: spec.scenario.resolved as Manifest['resolvedScenario'] });
  return {
    path: span.path,
    target,
    rule,
    seed: spec.seed,
    operator: span.operator ?? '',
    scenario: spec.scenario.name,
    scenarioHash: spec.scenario.hash,
    modelVersion: spec.host.engine.modelVersion,
    ...(goodsUnit === undefined ? {} : { goodsUnit }),
    solution,
    response: points.map(({ x, values }) => ({
      x,
      runs: values.length,
      ...readingOf(target, values, rows.get(x) ?? [], table),
    })),
    failed,
    isInterrupted,
    cpuSeconds: (user + system) / 1e6,
  };
}

/** Requests of the same runs are one job. */
function byRange(requests: readonly SolveRequest[]): SolveRequest[][] {
  const groups = new Map<string, SolveRequest[]>();
  for (const request of requests) {
    const key = `${request.from} ${request.to}`;
    groups.set(key, [...(groups.get(key) ?? []), request]);
  }
  return [...groups.values()];
}

/** Sort rows to their values; returns how many runs failed. */
function take(table: Table, values: readonly number[], rows: RowsByValue): number {
  const configurations = numberColumn(table, 'configuration');
  const runs = numberColumn(table, 'run');
  const statuses = textColumn(table, 'status');
  const reasons = textColumn(table, 'reason');
  for (const [r, row] of table.rows.entries()) {
    const x = values[configurations[r]];
    const list = rows.get(x) ?? [];
    rows.set(x, list);
    list[runs[r]] = [...row];
  }
  for (const [c, x] of values.entries()) {
    const own = statuses.flatMap((status, r) => (configurations[r] === c ? [{ status, reason: reasons[r] }] : []));
    if (own.every(({ status }) => status !== 'ok')) {
      throw new UsageError([`--vary: every run fails at ${x}: ${own[0]?.reason ?? ''}`]);
    }
  }
  return statuses.filter((status) => status !== 'ok').length;
}

/** What each run contributes, by value; a condition is read over all rows, so that a word may be rare. */
function valuesOf(target: SolveTarget, rows: RowsByValue, table: Table | undefined): Map<number, Float64Array> {
  if (table === undefined) return new Map();
  const all = { ...table, rows: [...rows.values()].flat() };
  const contributed = contributions(target, all.rows.length, columnsOf(all));
  for (const [r, status] of textColumn(all, 'status').entries()) if (status !== 'ok') contributed[r] = Number.NaN;
  const found = new Map<number, Float64Array>();
  let at = 0;
  for (const [x, list] of rows) {
    found.set(x, contributed.subarray(at, at + list.length));
    at += list.length;
  }
  return found;
}

/** The quantity at one value, with its 95 % interval. */
function readingOf(
  target: SolveTarget,
  values: Float64Array,
  rows: readonly (readonly string[])[],
  table: Table | undefined,
): Estimate {
  const known = Array.from(values).filter(Number.isFinite);
  const n = known.length;
  if (target.kind === 'share') return shareReading(known.filter((value) => value === 1).length, n);
  if (target.kind === 'quantile' && table !== undefined) {
    const ended = numberColumn({ ...table, rows }, target.metric).filter((_, k) => Number.isFinite(values[k]));
    return quantileReading(ended, target.p);
  }
  const value = mean(known);
  const half = studentTQuantile(1 - (1 - CONFIDENCE) / 2, Math.max(1, n - 1)) * Math.sqrt(variance(known) / n);
  return { value, low: value - half, high: value + half };
}
