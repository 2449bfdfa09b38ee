/** Repeats chosen rows of a folder, and compares them with the rows of its tables. */

import { join } from 'node:path';
import { FEW_RUNS, usualThreads } from '../thread-count.ts';
import type { Histogram } from '../../numeric/histogram.ts';
import { csvFields } from '../../output/csv.ts';
import { createFan, recordFan } from '../../output/fan.ts';
import type { Manifest } from '../../output/manifest.ts';
import { openTable } from '../files/csv-rows.ts';
import { RUN_SECONDS } from '../strategies/strategy-source.ts';
import { type Row, rowAt, RUNS_FILE } from '../work/chunk.ts';
import type { GrowingFile, Job } from '../work/job.ts';
import { type ChunkRunner, createRunner } from '../work/runners.ts';
import { placeOf } from '../work/schedule.ts';
import {
  type Compared,
  compareLines,
  NOTHING_COMPARED,
  oneDifference,
  type RowsFindings,
  rowName,
  sumCompared,
} from './verify-rows.ts';
import { holdsFile } from './verify-tables.ts';

/** A run may take this many times as long as in the folder: this machine may be slower, or busy. */
const PATIENCE = 3;
/** Of more rows than this the monthly series are not compared. */
export const MAX_SERIES_RUNS = 200;

/** What is needed to repeat rows. */
export interface Repeatable {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly rows: RowsFindings;
  readonly job: Job;
}

export interface Repeated {
  /** The rows that were made again, by their place in the table. */
  readonly made: ReadonlyMap<number, Row>;
  /** By file of the folder. */
  readonly compared: ReadonlyMap<string, Compared>;
  /** Columns of the repeated rows that the table of runs lacks, and the other way round. */
  readonly problems: readonly string[];
  /** Rows that no repetition can confirm, in words. */
  readonly notes: readonly string[];
  /** Monthly values of all runs that are ok, counted; what quantiles.csv is made of when every run was repeated. */
  readonly fan: Histogram;
}

/** Repeat the chosen rows and compare runs.csv and the other growing tables where the folder has them. */
export async function repeatRows(task: Repeatable): Promise<Repeated> {
  const { folder, rows, job } = task;
  // One run of every configuration a block: then a position is a place in the table.
  const schedule = { ...job.schedule, blockRuns: 1 };
  const places = [...rows.chosen.keys()].sort((a, b) => {
    const [one, other] = [placeOf(schedule, a), placeOf(schedule, b)];
    return one.configuration - other.configuration || one.run - other.run;
  });
  const fan = createFan(job.fanColumns);
  const made = new Map<number, Row>();
  const runner = runnerFor(task, places.length);
  try {
    const left = places.values();
    const repeat = async (): Promise<void> => {
      for (const place of left) {
        const chunk = await runner.run(place, 1);
        if (chunk === undefined) continue;
        recordFan(fan, chunk.fan);
        made.set(place, rowAt(chunk, 0));
      }
    };
    await Promise.all(Array.from({ length: runner.width }, repeat));
  } finally {
    await runner.close();
  }
  const { compared, problems, notes } = compareRuns(task, made);
  const byFile = new Map([[RUNS_FILE, compared]]);
  for (const file of job.files.slice(1)) {
    const isSkipped = file.name.startsWith('series-') && places.length > MAX_SERIES_RUNS;
    if (file.isHidden || isSkipped || !(await holdsFile(folder, file.name))) continue;
    byFile.set(file.name, await compareFile(task, file, made));
  }
  return { made, compared: byFile, problems, notes, fan };
}

/** In this thread, unless there are many rows, strategies of the user, or runs that may hang or die again. */
function runnerFor({ job, manifest, rows }: Repeatable, count: number): ChunkRunner {
  const isCareful = job.setup.strategies.length > 0 || rows.failed.length > 0;
  const schedule = { ...job.schedule, blockRuns: 1 };
  if (!isCareful && count < FEW_RUNS) return createRunner(job, schedule, { jobs: 1 });
  const known = manifest.timeoutSeconds ?? (isCareful ? RUN_SECONDS : undefined);
  return createRunner(job, schedule, {
    jobs: usualThreads(count),
    timeoutSeconds: known === undefined ? undefined : PATIENCE * known,
  });
}

const textOf = (row: Row, name: string): string => new TextDecoder().decode(row[name]);

function compareRuns(
  { rows, job, manifest }: Repeatable,
  made: ReadonlyMap<number, Row>,
): { readonly compared: Compared; readonly problems: string[]; readonly notes: string[] } {
  const { csvLocale } = manifest.identity;
  const header = csvFields(job.files[0].header.trimEnd(), csvLocale);
  const missing = header.filter((name) => !rows.header.includes(name));
  const unknown = rows.header.filter((name) => !header.includes(name));
  const problems = [
    ...missing.map((name) => `${RUNS_FILE} has no column ${name}`),
    ...unknown.map((name) => `${RUNS_FILE} has a column ${name} that a repeated run does not have`),
  ];
  const notes: string[] = [];
  const statusAt = rows.header.indexOf('status');
  const parts: Compared[] = [NOTHING_COMPARED];
  for (const [place, fields] of rows.chosen) {
    const row = made.get(place);
    if (row === undefined) continue;
    const name = rowName(rows.stated, place);
    const again = { header, fields: csvFields(textOf(row, RUNS_FILE).trimEnd(), csvLocale), locale: csvLocale };
    const [then, now] = [fields[statusAt], again.fields[header.indexOf('status')]];
    if (then !== now && (then === 'timed-out' || now === 'timed-out')) {
      const when = now === 'timed-out' ? 'here, but not in the folder' : 'in the folder, but not here';
      const which = name.configuration === undefined ? '' : ` of configuration ${name.configuration}`;
      notes.push(`run ${name.run}${which}: it took too long ${when}; the time of a run depends on the machine`);
      continue;
    }
    const found = { header: rows.header, fields, locale: rows.locale };
    parts.push(compareLines(found, again, { file: RUNS_FILE, ...name }));
  }
  return { compared: sumCompared(parts), problems, notes };
}

/** Compare the records that a file holds of the chosen runs with those of the repeated ones, in their order. */
async function compareFile(
  { folder, rows, manifest }: Repeatable,
  { name, header: headerLine }: GrowingFile,
  made: ReadonlyMap<number, Row>,
): Promise<Compared> {
  const { csvLocale } = manifest.identity;
  const header = csvFields(headerLine.trimEnd(), csvLocale);
  const expected = new Map(
    [...made].map(([place, row]) => [rowName(rows.stated, place).run, textOf(row, name).split('\n').slice(0, -1)]),
  );
  const seen = new Map<number, number>();
  const parts: Compared[] = [];
  const missing = '(the whole line)';
  const table = await openTable(join(folder, name));
  for await (const { bytes, row } of table.records()) {
    const run = row.number(0);
    const lines = expected.get(run);
    if (lines === undefined) continue;
    const at = seen.get(run) ?? 0;
    seen.set(run, at + 1);
    const again = lines[at];
    const line = bytes.toString().trimEnd();
    const place = { file: name, run, where: `line ${at + 1} of the run` };
    if (again === undefined) {
      parts.push(oneDifference({ ...place, column: missing, found: line, expected: 'no such line' }));
    } else if (again === line) {
      parts.push({ ...NOTHING_COMPARED, equal: header.length });
    } else {
      const fields = csvFields(again, csvLocale);
      parts.push(compareLines({ ...table, fields: row.fieldsOf() }, { header, fields, locale: csvLocale }, place));
    }
  }
  for (const [run, list] of expected) {
    const count = seen.get(run) ?? 0;
    if (count >= list.length) continue;
    const where = `line ${count + 1} of the run`;
    parts.push(
      oneDifference({ file: name, run, where, column: missing, found: 'no such line', expected: list[count] }),
    );
  }
  return sumCompared(parts);
}
