/** The tables of a sweep: design, runs and summary, with a column that says which configuration a row is of. */

import type { Column } from '../columns/column.ts';
import { type CsvLocale, type CsvValue, csvLine } from './csv.ts';
import type { Resource } from './datapackage.ts';
import { RUN_ID_COLUMNS, type RunResult, type RunTable } from './run-table.ts';
import { SUMMARY_COLUMNS, type SummaryRow, summaryValues } from './summary.ts';

const CONFIGURATION: Column = {
  name: 'configuration',
  unit: '1',
  shape: 'run',
  type: 'integer',
  description: 'Configuration of the design, from 0.',
};

/** Columns of `design.csv`. */
function designColumns(paths: readonly string[], numeric: readonly boolean[]): Column[] {
  return [
    CONFIGURATION,
    ...paths.map(
      (path, p): Column => ({
        name: path,
        unit: '',
        shape: 'run',
        type: numeric[p] ? 'number' : 'string',
        description: `Value laid over ${path} of the scenario.`,
      }),
    ),
  ];
}

/** All CSV tables of a sweep. */
export function sweepResources(
  design: { readonly paths: readonly string[]; readonly numeric: readonly boolean[] },
  metrics: readonly Column[],
): Resource[] {
  return [
    {
      path: 'design.csv',
      description: 'one row per configuration: what is varied, and to what',
      columns: designColumns(design.paths, design.numeric),
      key: ['configuration'],
    },
    {
      path: 'runs.csv',
      description: 'one row per run and configuration: how it ended and its metrics',
      columns: [CONFIGURATION, ...RUN_ID_COLUMNS, ...metrics],
      key: ['configuration', 'run'],
    },
    {
      path: 'summary.csv',
      description: 'per configuration and metric the mean, its 95 % interval, the spread and quantiles over runs',
      columns: [CONFIGURATION, ...SUMMARY_COLUMNS],
      key: ['configuration', 'metric', 'level'],
    },
  ];
}

/** Where a line of `runs.csv` says which row it is and how it ended. */
export const RUN_PLACES = {
  configuration: 0,
  run: 1 + placeOf('run'),
  status: 1 + placeOf('status'),
  reason: 1 + placeOf('reason'),
} as const;

function placeOf(name: string): number {
  return RUN_ID_COLUMNS.findIndex((column) => column.name === name);
}

/** Header line of a table. */
export function headerLine({ columns }: Resource, locale: CsvLocale): string {
  return csvLine(
    columns.map(({ name }) => name),
    locale,
  );
}

/** Line of one configuration in `design.csv`; `+0.1` becomes `add 0.1`, which a spreadsheet does not turn into 0.1. */
export function designLine(configuration: number, settings: readonly CsvValue[], locale: CsvLocale): string {
  const cells = settings.map((value) => (typeof value === 'string' ? value.replace(/^\+/, 'add ') : value));
  return csvLine([configuration, ...cells], locale);
}

/** A row is always one line: line breaks in a reason become spaces. */
export function onOneLine(reason: string): string {
  return reason.replace(/\s+/g, ' ').trim();
}

/** Line of one run in `runs.csv`; `table.scenarioHash` is that of the configuration. */
export function sweepRunLine(table: RunTable, configuration: number, result: RunResult): string {
  const { scenario, scenarioHash, seed } = table;
  const values: CsvValue[] = [
    configuration,
    result.run,
    scenario,
    scenarioHash,
    seed,
    result.status,
    onOneLine(result.reason),
  ];
  for (const column of table.metrics) values.push(result.metrics[column.name]);
  return csvLine(values, table.locale);
}

/** Lines of one configuration in `summary.csv`. */
export function sweepSummaryLines(configuration: number, rows: readonly SummaryRow[], locale: CsvLocale): string {
  let text = '';
  for (const row of rows) text += csvLine([configuration, ...summaryValues(row)], locale);
  return text;
}
