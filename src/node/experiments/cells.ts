/** Simulates some runs of some configurations of a design in memory, for searches that decide by their rows what comes next. */

import { parseTable, type Table } from '../../charts/table.ts';
import type { Column } from '../../columns/column.ts';
import { RUNS_FILE } from '../work/chunk.ts';
import type { Fold } from '../work/job.ts';
import { runJob, type WorkPlace } from '../work/run-job.ts';
import { blockRunsFor } from '../work/schedule.ts';
import { sweepJob, type SweepSpec } from './sweep.ts';

export type CellSpec = Omit<SweepSpec, 'runs' | 'shard' | 'locale'>;

/** Configurations and runs, each from the first one. */
export interface Cells {
  readonly firstConfiguration: number;
  readonly configurations: number;
  readonly firstRun: number;
  readonly runs: number;
}

/** Fewer rows than this are done before worker threads have started. */
const FEW_ROWS = 200;

/** Metric columns of the rows. */
export function cellColumns(spec: CellSpec): readonly Column[] {
  return sweepJob({ ...spec, runs: 1, locale: 'en' }).shape.metrics;
}

/** The rows of `runs.csv` for these cells; undefined when the user stops the work. */
export async function simulateCells(spec: CellSpec, cells: Cells, place: WorkPlace): Promise<Table | undefined> {
  const job = sweepJob({ ...spec, runs: cells.runs, locale: 'en' });
  const schedule = { ...cells, done: 0, blockRuns: blockRunsFor(cells.configurations) };
  const rows: Uint8Array[] = [];
  const fold: Fold = {
    take(row) {
      rows.push(row[RUNS_FILE].slice());
      return false;
    },
    tables: () => [],
  };
  const jobs = cells.configurations * cells.runs < FEW_ROWS ? 1 : place.jobs;
  const all = { ...job, schedule, setup: { ...job.setup, schedule }, fold };
  const { kind } = await runJob(all, { ...place, jobs, folder: undefined, mode: 'new' });
  if (kind === 'interrupted') return undefined;
  const [{ header }] = job.files;
  return parseTable(`${header}${Buffer.concat(rows).toString()}`, 'en', RUNS_FILE);
}
