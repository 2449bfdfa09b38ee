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
 */
export class Cells {
  readonly #place: WorkPlace;
  readonly #quantities: readonly string[];
  /** Sweeps that this search has begun: they are not begun again. */
  readonly #begun = new Set<string>();
  #done = 0;

  /** @param quantities  Columns, and conditions on columns, that the search reads. */
  constructor(place: WorkPlace, quantities: readonly string[]) {
    this.#place = place;
    this.#quantities = quantities;
  }

  /** Whether designs are simulated one by one, since each has a folder. */
  get isStored(): boolean {
    return this.#place.folder !== undefined;
  }

  /** The rows of `runs.csv` of these runs, with the columns that the search reads; undefined when the user stops the work. */
  async simulate(name: string, spec: CellSpec, runs: Runs): Promise<Table | undefined> {
    const { folder } = this.#place;
    if (folder !== undefined && this.#begun.size === 0) await refuseResults(folder);
    const table =
      folder === undefined
        ? await this.#inMemory(spec, runs)
        : await this.#inFolder(join(folder, SWEEPS, name), spec, runs);
    this.#done += table?.rows.length ?? 0;
    return table;
  }

  async #inMemory(spec: CellSpec, { from, to }: Runs): Promise<Table | undefined> {
    const job = sweepJob({ ...spec, runs: to, locale: 'en' });
    const configurations = job.design.size;
    const schedule = { ...job.schedule, firstRun: from, runs: to - from, blockRuns: blockRunsFor(configurations) };
    const header = csvFields(job.files[0].header.trimEnd(), 'en');
    const { table, add } = this.#table(header, 'en');
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
    const { kind } = await runJob(all, { ...this.#placeFor(configurations * (to - from), 0), mode: 'new' });
    if (kind === 'interrupted') return undefined;
    return table;
  }

  /** An empty table of the columns that are read, to which rows are added. */
  #table(header: readonly string[], locale: CsvLocale) {
    const isRead = (name: string) => KEYS.includes(name) || this.#quantities.some((text) => text.includes(name));
    const places = header.flatMap((name, place) => (isRead(name) ? [place] : []));
    const rows: string[][] = [];
    const table: Table = { header: places.map((place) => header[place]), rows, locale };
    return { table, add: (row: CsvRow) => rows.push(places.map((place) => row.text(place))) };
  }

  async #inFolder(folder: string, spec: CellSpec, { from, to }: Runs): Promise<Table | undefined> {
    const mode = this.#begun.has(folder) ? 'resume' : this.#place.mode;
    this.#begun.add(folder);
    // A search that is repeated finds more runs than its first rounds ask for.
    const { found: before } = await findExperiment(folder);
    const runs = mode === 'force' ? to : Math.max(to, before?.identity.runs ?? 0);
    const { locale = 'en' } = spec;
    const job = sweepJob({ ...spec, runs, locale });
    const configurations = job.design.size;
    const place = this.#placeFor(configurations * (runs - from), configurations * from);
    const { kind } = await runJob(job, { ...place, folder, mode });
    if (kind === 'interrupted') return undefined;
    let read: Table | undefined;
    await visitRows(join(folder, RUNS_FILE), locale, (header) => {
      const { table, add } = this.#table(header, locale);
      read = table;
      const at = header.indexOf('run');
      return (row) => {
        const run = row.number(at);
        if (run >= from && run < to) add(row);
      };
    });
    return read;
  }

  /** @param before  Rows that this sweep has. */
  #placeFor(rows: number, before: number): WorkPlace {
    const done = this.#done - before;
    return {
      ...this.#place,
      folder: undefined,
      jobs: rows < FEW_ROWS ? 1 : this.#place.jobs,
      onProgress: (count) => this.#place.onProgress?.(Math.max(this.#done, done + count)),
    };
  }
}
