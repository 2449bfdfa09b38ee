/** Writes `runs.csv`: its columns, and the row of each run, failed ones included. */

import { type Column, field } from '../columns/column.ts';
import { type CsvLocale, type CsvValue, csvLine, headerLine } from './csv.ts';
import { RUN_COLUMN } from './month-columns.ts';

/** Statuses of a run, each with a description. */
export const RUN_STATUSES = {
  ok: 'The run completed.',
  failed: 'The run violated an invariant or its worker crashed; see the reason column.',
  'timed-out': 'The run took longer than --timeout allows.',
  'non-finite': 'The run completed but a required value was not finite; it is left out of the statistics.',
} as const;

export type RunStatus = keyof typeof RUN_STATUSES;

/** Values of the run metrics of one run by column name; a metric that a run does not have is NaN or absent. */
export type RunMetrics = Readonly<Record<string, number | string>>;

/** Columns that identify a run, before the metrics. */
export const RUN_ID_COLUMNS: readonly Column[] = [
  RUN_COLUMN,
  field('scenario', '', 'Name of the scenario.', 'string'),
  field(
    'scenario_hash',
    '',
    'Hash of the resolved scenario: equal for equal numbers, independently of the files.',
    'string',
  ),
  field('seed', '', 'Seed of the batch; with `run` it replays the row.', 'string'),
  field('status', '', 'Status of the run: ok, failed, timed-out or non-finite.', 'string'),
  field('reason', '', 'Reason, when the status is not ok; otherwise empty.', 'string'),
];

/** Before them, where there are several configurations. */
export const CONFIGURATION: Column = field('configuration', '1', 'Configuration of the design, from 0.', 'integer');

/** Common values of the rows of one configuration. */
export interface RunTable {
  readonly scenario: string;
  readonly scenarioHash: string;
  readonly seed: string;
  /** Metric columns in the order of the file. */
  readonly metrics: readonly Column[];
  readonly locale: CsvLocale;
}

/** Result of one run: metrics when it completed, otherwise a reason. */
export interface RunResult {
  readonly run: number;
  readonly status: RunStatus;
  readonly reason: string;
  readonly metrics: RunMetrics;
}

/** Columns of `runs.csv`; `varied` are those of the paths that a design varies. */
export function runTableColumns(
  metrics: readonly Column[],
  isConfigured: boolean,
  varied: readonly Column[] = [],
): Column[] {
  return [...(isConfigured ? [CONFIGURATION, ...varied] : []), ...RUN_ID_COLUMNS, ...metrics];
}

/** Header line of `runs.csv`. */
export function runTableHeader(
  metrics: readonly Column[],
  {
    locale,
    isConfigured,
    varied,
  }: { readonly locale: CsvLocale; readonly isConfigured: boolean; readonly varied?: readonly Column[] },
): string {
  return headerLine(runTableColumns(metrics, isConfigured, varied), locale);
}

/** A row is always one line: line breaks in a reason become spaces. */
export function onOneLine(reason: string): string {
  return reason.replace(/\s+/g, ' ').trim();
}

/** Line of one run; `settings` are the values of the varied paths. */
export function runTableLine(
  table: RunTable,
  result: RunResult,
  { configuration, settings = [] }: { readonly configuration?: number; readonly settings?: readonly CsvValue[] } = {},
): string {
  const values: CsvValue[] = configuration === undefined ? [] : [configuration, ...settings];
  const { scenario, scenarioHash, seed } = table;
  values.push(result.run, scenario, scenarioHash, seed, result.status, onOneLine(result.reason));
  for (const column of table.metrics) values.push(result.metrics[column.name]);
  return csvLine(values, table.locale);
}

/** Status and reason of a completed run: an infinite metric, or a missing residual, is not a valid result. */
export function judgeMetrics(metrics: RunMetrics): { readonly status: RunStatus; readonly reason: string } {
  for (const name in metrics) {
    const value = metrics[name];
    if (typeof value !== 'number' || Number.isFinite(value)) continue;
    if (!Number.isNaN(value) || name === 'worst_residual') {
      return { status: 'non-finite', reason: `${name} is ${Number.isNaN(value) ? 'not a number' : 'infinite'}` };
    }
  }
  return { status: 'ok', reason: '' };
}
