/** Tables of a sweep: design, runs and summary, with a configuration column. */

import type { Column } from '../columns/column.ts';
import { type CsvLocale, type CsvValue, csvLine } from './csv.ts';
import type { Resource } from './datapackage.ts';
import { CONFIGURATION, runTableColumns } from './run-table.ts';
import { SUMMARY_COLUMNS, type SummaryRow, summaryValues } from './summary.ts';

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
        description: `Value set at ${path} of the scenario.`,
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
      description: 'one row per configuration: the values of the varied paths',
      columns: designColumns(design.paths, design.numeric),
      key: ['configuration'],
    },
    {
      path: 'runs.csv',
      description: 'one row per run and configuration: status and metrics',
      columns: runTableColumns(metrics, true),
      key: ['configuration', 'run'],
    },
    {
      path: 'summary.csv',
      description:
        'per configuration and metric the mean, its 95 % interval, standard deviation and quantiles over runs',
      columns: [CONFIGURATION, ...SUMMARY_COLUMNS],
      key: ['configuration', 'metric', 'level'],
    },
  ];
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

/** Lines of one configuration in `summary.csv`. */
export function sweepSummaryLines(configuration: number, rows: readonly SummaryRow[], locale: CsvLocale): string {
  let text = '';
  for (const row of rows) text += csvLine([configuration, ...summaryValues(row)], locale);
  return text;
}
