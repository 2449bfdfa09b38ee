/** Simulates runs of configurations for searches that decide by their rows what comes next: in memory, or in sweeps below a folder. */

import { join } from 'node:path';
import type { Table } from '../../charts/table.ts';
import type { Column } from '../../columns/column.ts';
import { csvFields, type CsvLocale } from '../../output/csv.ts';
import { contentWord } from '../../output/manifest.ts';
import { UsageError } from '../../scenario/errors.ts';
import { CsvRow, visitRows } from '../files/csv-rows.ts';
import { findExperiment } from '../files/manifest-file.ts';
import { RUNS_FILE } from '../work/chunk.ts';
import type { Fold } from '../work/job.ts';
import { runJob, type WorkPlace } from '../work/run-job.ts';
import { blockRunsFor } from '../work/schedule.ts';
import { sweepJob, type SweepSpec } from './sweep.ts';

export interface CellSpec extends Omit<SweepSpec, 'runs' | 'shard' | 'locale'> {
  /** Of the files below a folder; `en` when absent. */
  readonly locale?: CsvLocale;
}

/** Runs `from` .. `to - 1` of every configuration of a design. */
export interface Runs {
  readonly from: number;
  readonly to: number;
}

/** Fewer rows than this are done before worker threads have started. */
const FEW_ROWS = 200;
/** Folder of the sweeps of a search, below its own. */
const SWEEPS = 'runs';
/** Columns of every search; the others are those that it names. */
const KEYS = ['configuration', 'run', 'status', 'reason'];

/** Metric columns of the rows. */
export function cellColumns(spec: CellSpec): readonly Column[] {
  return sweepJob({ ...spec, runs: 1, locale: 'en' }).shape.metrics;
}

/** A folder that holds an experiment itself is not that of a search. */
async function refuseResults(folder: string): Promise<void> {
  const { found } = await findExperiment(folder);
  if (found !== undefined) throw new UsageError([`${folder} has ${contentWord(found.format)}; choose another --out`]);
}

/**
 * The rows of a search. With a folder every design is a sweep of its own below it, which is resumed, and grows by runs;
 * the search repeats its decisions from the same rows.
 *
 * @param quantities  Columns, and conditions on columns, that the search reads.
 */
export function createCells(place: WorkPlace, quantities: readonly string[]) {
  const { folder: root } = place;
  /** Sweeps that this search has begun: they are not begun again. */
  const begun = new Set<string>();
  let done = 0;

  /** An empty table of the columns that are read, to which rows are added. */
  function tableOf(header: readonly string[], locale: CsvLocale) {
    const isRead = (name: string) => KEYS.includes(name) || quantities.some((text) => text.includes(name));
    const places = header.flatMap((name, at) => (isRead(name) ? [at] : []));
    const rows: string[][] = [];
    const table: Table = { header: places.map((at) => header[at]), rows, locale };
    return { table, add: (row: CsvRow) => rows.push(places.map((at) => row.text(at))) };
  }

  /** @param before  Rows that this sweep has. */
  function placeFor(rows: number, before: number): WorkPlace {
    const others = done - before;
    return {
      ...place,
      folder: undefined,
      jobs: rows < FEW_ROWS ? 1 : place.jobs,
      onProgress: (count) => place.onProgress?.(Math.max(done, others + count)),
    };
  }

  async function inMemory(spec: CellSpec, { from, to }: Runs): Promise<Table | undefined> {
    const job = sweepJob({ ...spec, runs: to, locale: 'en' });
    const configurations = job.design.size;
    const schedule = { ...job.schedule, firstRun: from, runs: to - from, blockRuns: blockRunsFor(configurations) };
    const { table, add } = tableOf(csvFields(job.files[0].header.trimEnd(), 'en'), 'en');
    const row = new CsvRow('en');
    const fold: Fold = {
      take({ [RUNS_FILE]: bytes }) {
        row.scan(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), 0);
        add(row);
        return false;
      },
      tables: () => [],
    };
    const all = { ...job, schedule, setup: { ...job.setup, schedule }, fold };
    const { kind } = await runJob(all, { ...placeFor(configurations * (to - from), 0), mode: 'new' });
    return kind === 'interrupted' ? undefined : table;
  }

  async function inFolder(folder: string, spec: CellSpec, { from, to }: Runs): Promise<Table | undefined> {
    const mode = begun.has(folder) ? 'resume' : place.mode;
    begun.add(folder);
    // A search that is repeated finds more runs than its first rounds ask for.
    const { found: before } = await findExperiment(folder);
    const runs = mode === 'force' ? to : Math.max(to, before?.identity.runs ?? 0);
    const { locale = 'en' } = spec;
    const job = sweepJob({ ...spec, runs, locale });
    const configurations = job.design.size;
    const own = placeFor(configurations * (runs - from), configurations * from);
    const { kind } = await runJob(job, { ...own, folder, mode });
    if (kind === 'interrupted') return undefined;
    let read: Table | undefined;
    await visitRows(join(folder, RUNS_FILE), locale, (header) => {
      const { table, add } = tableOf(header, locale);
      read = table;
      const at = header.indexOf('run');
      return (row) => {
        const run = row.number(at);
        if (run >= from && run < to) add(row);
      };
    });
    return read;
  }

  return {
    /** Whether designs are simulated one by one, since each has a folder. */
    isStored: root !== undefined,
    /** The rows of `runs.csv` of these runs, with the columns that the search reads; undefined when the user stops the work. */
    async simulate(name: string, spec: CellSpec, runs: Runs): Promise<Table | undefined> {
      if (root !== undefined && begun.size === 0) await refuseResults(root);
      const table =
        root === undefined ? await inMemory(spec, runs) : await inFolder(join(root, SWEEPS, name), spec, runs);
      done += table?.rows.length ?? 0;
      return table;
    },
  };
}
