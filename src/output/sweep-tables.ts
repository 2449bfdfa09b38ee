/** Tables of a sweep: design, runs and summary, with a configuration column. */

import type { Column } from '../columns/column.ts';
import { type CsvLocale, type CsvValue, csvLine } from './csv.ts';
import type { Resource } from './datapackage.ts';
import { CONFIGURATION, runTableColumns } from './run-table.ts';
import { SUMMARY_COLUMNS, type SummaryRow, summaryValues } from './summary.ts';

/** Columns of the varied paths; a path of which `facts` are known has the unit of its number. */
export function variedColumns(
  { paths, numeric }: { readonly paths: readonly string[]; readonly numeric: readonly boolean[] },
  facts: ReadonlyMap<string, { readonly unit: string; readonly description: string }> = new Map(),
): Column[] {
  return paths.map((path, p): Column => {
    const known = facts.get(path);
    const meaning = known === undefined || known.description === '' ? '' : `: ${known.description}`;
    return {
      name: path,
      // A word, or a relative change such as *0.9, has no unit.
      unit: numeric[p] ? (known?.unit ?? '') : '',
      shape: 'run',
      type: numeric[p] ? 'number' : 'string',
      description: `Value set at ${path} of the scenario${meaning}.`,
    };
  });
}

/** All CSV tables of a sweep. */
export function sweepResources(varied: readonly Column[], metrics: readonly Column[]): Resource[] {
  return [
    {
      path: 'design.csv',
      description: 'one row per configuration: the values of the varied paths',
      columns: [CONFIGURATION, ...varied],
      key: ['configuration'],
    },
    {
      path: 'runs.csv',
      description: 'one row per run and configuration: values of the varied paths, status and metrics',
      columns: runTableColumns(metrics, true, varied),
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

/** Settings as cells: `+0.1` becomes `add 0.1`, which a spreadsheet does not turn into 0.1. */
export function settingCells(settings: readonly CsvValue[]): CsvValue[] {
  return settings.map((value) => (typeof value === 'string' ? value.replace(/^\+/, 'add ') : value));
}

/** Line of one configuration in `design.csv`. */
export function designLine(configuration: number, settings: readonly CsvValue[], locale: CsvLocale): string {
  return csvLine([configuration, ...settingCells(settings)], locale);
}

/** Lines of one configuration in `summary.csv`. */
export function sweepSummaryLines(configuration: number, rows: readonly SummaryRow[], locale: CsvLocale): string {
  let text = '';
  for (const row of rows) text += csvLine([configuration, ...summaryValues(row)], locale);
  return text;
}
