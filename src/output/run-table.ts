/** The table of runs: which columns `runs.csv` has, and the row of one run whatever became of it. */

import type { Column } from '../columns/column.ts';
import { type CsvLocale, type CsvValue, csvLine } from './csv.ts';

/** What became of a run, with the sentence that explains it. */
export const RUN_STATUSES = {
  ok: 'The run ended as its scenario says.',
  failed: 'The run broke an invariant or its worker died; the reason column says which.',
  'timed-out': 'The run took longer than --timeout allows.',
  'non-finite': 'The run ended but a value that must be a number was not; left out of the statistics.',
} as const;

export type RunStatus = keyof typeof RUN_STATUSES;

/** Values of the run metrics of one run by column name; a metric that a run does not have is NaN or absent. */
export type RunMetrics = Readonly<Record<string, number | string>>;

/** Columns that say which run a row is, before the metrics. */
export const RUN_ID_COLUMNS: readonly Column[] = [
  { name: 'run', unit: '1', shape: 'run', type: 'integer', description: 'Replication number k, from 0.' },
  { name: 'scenario', unit: '', shape: 'run', type: 'string', description: 'Name of the scenario.' },
  {
    name: 'scenario_hash',
    unit: '',
    shape: 'run',
    type: 'string',
    description: 'Hash of the resolved scenario: equal for equal numbers, whatever the file looks like.',
  },
  {
    name: 'seed',
    unit: '',
    shape: 'run',
    type: 'string',
    description: 'Seed of the batch; with `run` it replays the row.',
  },
  {
    name: 'status',
    unit: '',
    shape: 'run',
    type: 'string',
    description: 'What became of the run: ok, failed, timed-out or non-finite.',
  },
  {
    name: 'reason',
    unit: '',
    shape: 'run',
    type: 'string',
    description: 'Why, when the status is not ok; else empty.',
  },
];

/** Before them, where there are several configurations. */
export const CONFIGURATION: Column = {
  name: 'configuration',
  unit: '1',
  shape: 'run',
  type: 'integer',
  description: 'Configuration of the design, from 0.',
};

/** What the rows of one configuration share. */
export interface RunTable {
  readonly scenario: string;
  readonly scenarioHash: string;
  readonly seed: string;
  /** Metric columns in the order of the file. */
  readonly metrics: readonly Column[];
  readonly locale: CsvLocale;
}

/** How one run ended: with metrics when it came to its end, else with a reason. */
export interface RunResult {
  readonly run: number;
  readonly status: RunStatus;
  readonly reason: string;
  readonly metrics: RunMetrics;
}

/** Columns of `runs.csv`. */
export function runTableColumns(metrics: readonly Column[], isConfigured: boolean): Column[] {
  return [...(isConfigured ? [CONFIGURATION] : []), ...RUN_ID_COLUMNS, ...metrics];
}

/** Header line of `runs.csv`. */
export function runTableHeader(
  metrics: readonly Column[],
  { locale, isConfigured }: { readonly locale: CsvLocale; readonly isConfigured: boolean },
): string {
  return csvLine(
    runTableColumns(metrics, isConfigured).map((column) => column.name),
    locale,
  );
}

/** A row is always one line: line breaks in a reason become spaces. */
export function onOneLine(reason: string): string {
  return reason.replace(/\s+/g, ' ').trim();
}

/** Line of one run. */
export function runTableLine(
  table: RunTable,
  result: RunResult,
  { configuration }: { readonly configuration?: number } = {},
): string {
  const values: CsvValue[] = configuration === undefined ? [] : [configuration];
  const { scenario, scenarioHash, seed } = table;
  values.push(result.run, scenario, scenarioHash, seed, result.status, onOneLine(result.reason));
  for (const column of table.metrics) values.push(result.metrics[column.name]);
  return csvLine(values, table.locale);
}

/** Status and reason of a run that came to its end: an infinite metric, or a missing residual, is not a result. */
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
