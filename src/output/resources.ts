/** Lists the files of a results folder and their contents. */

import type { Resource } from './datapackage.ts';
import { DRAWS_FILE, type DrawsTable, drawsColumns } from './draws.ts';
import { EVENT_COLUMNS } from './events.ts';
import { FAN_TABLE_COLUMNS } from './fan.ts';
import { RUN_ID_COLUMNS, type RunTable } from './run-table.ts';
import { type SeriesFormat, type SeriesTable, seriesFields, seriesFile } from './series.ts';
import { SUMMARY_COLUMNS } from './summary.ts';

/** Files of every batch besides its CSV tables, with their contents. */
export const OTHER_FILES: Readonly<Record<string, string>> = {
  'manifest.json': 'the scenario as run, the evidence, seed, versions, command and timings',
  'datapackage.json': 'every column of every table: type, unit and meaning',
  'ro-crate-metadata.json': 'provenance of the files, for archives (RO-Crate)',
};

/** All tables of a batch. */
export function batchResources(
  { metrics, draws }: Pick<RunTable, 'metrics'> & { readonly draws?: DrawsTable },
  series: readonly SeriesTable[],
  format: SeriesFormat = 'csv',
): Resource[] {
  return [
    {
      path: 'runs.csv',
      description: 'one row per run: status and metrics',
      columns: [...RUN_ID_COLUMNS, ...metrics],
      key: ['run'],
    },
    {
      path: 'summary.csv',
      description: 'per metric the mean, its 95 % interval, standard deviation and quantiles over runs',
      columns: SUMMARY_COLUMNS,
      key: ['metric', 'level'],
    },
    {
      path: 'quantiles.csv',
      description: 'per month and series the quantiles over runs (the fan)',
      columns: FAN_TABLE_COLUMNS,
      key: ['month', 'column'],
    },
    {
      path: 'events.csv',
      description: 'dated events of every run',
      columns: EVENT_COLUMNS,
      key: [],
    },
    ...(draws === undefined
      ? []
      : [
          {
            path: DRAWS_FILE,
            description: 'one row per run: its draws of the uncertain numbers of the scenario',
            columns: drawsColumns(draws),
            key: ['run'],
          },
        ]),
    ...series.map((table) => ({
      path: seriesFile(table, format),
      description: `monthly series, one row per run and month${table.shape === 'scalar' ? '' : ` and ${table.shape}`}`,
      columns: seriesFields(table),
      key: table.shape === 'scalar' ? ['run', 'month'] : ['run', 'month', table.shape],
    })),
  ];
}
