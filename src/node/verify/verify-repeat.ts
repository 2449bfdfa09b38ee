/** Repeats chosen runs of a batch from what its manifest states, and holds them against the rows of its tables. */

import { availableParallelism } from 'node:os';
import { csvFields } from '../../output/csv.ts';
import { DRAWS_FILE, drawsColumns } from '../../output/draws.ts';
import { EVENT_COLUMNS } from '../../output/events.ts';
import { createFan, recordFan } from '../../output/fan.ts';
import { RUN_ID_COLUMNS } from '../../output/run-table.ts';
import { seriesFields, seriesFile, seriesTables } from '../../output/series.ts';
import type { Histogram } from '../../numeric/histogram.ts';
import { RUN_MEMORY_MB, RUN_SECONDS } from '../strategies/run-limits.ts';
import {
  type ChunkResult,
  type ChunkSetup,
  type ChunkSimulator,
  EVENTS_FILE,
  failedChunk,
  RUNS_FILE,
} from '../batch/chunk.ts';
import { type ChunkRunner, createLocalRunner, createPoolRunner } from '../batch/runners.ts';
import { withinRun } from '../strategies/strategy-source.ts';
import { holdsFile, linesOf, localeOfHeader, type StatedBatch } from './verify-folder.ts';
import {
  type Compared,
  compareLines,
  NOTHING_COMPARED,
  type RowsFindings,
  sumCompared,
  type TableLine,
} from './verify-rows.ts';

/** Fewer runs than this are repeated before worker threads have started. */
const FEW_RUNS = 200;
/** A run may take this many times as long as in the batch: this machine may be slower, or busy. */
const PATIENCE = 3;
/** Consecutive runs that a worker takes at a time. */
const CHUNK_RUNS = 16;

/** What is needed to repeat runs. */
export interface Repeatable {
  readonly folder: string;
  readonly batch: StatedBatch;
  readonly rows: RowsFindings;
  readonly setup: ChunkSetup;
  readonly simulator: ChunkSimulator;
  readonly workerUrl: string;
}

export interface Repeated {
  readonly runs: number;
  /** By file of the folder. */
  readonly compared: ReadonlyMap<string, Compared>;
  /** Columns of the repeated rows that the table of runs lacks, and the other way round. */
  readonly problems: readonly string[];
  /** Rows that no repetition can confirm, in words. */
  readonly notes: readonly string[];
  /** Monthly values of all runs that are ok, counted; what quantiles.csv is made of when every run was repeated. */
  readonly fan: Histogram;
}

/** Lines of repeated runs by file and run. */
type Lines = Map<string, Map<number, string[]>>;

const decoder = new TextDecoder();

/** Repeat the chosen runs and compare runs.csv, events.csv and the series files where the folder has them. */
export async function repeatRuns(job: Repeatable): Promise<Repeated> {
  const { folder, rows, simulator } = job;
  const runs = [...rows.chosen.keys()].sort((a, b) => a - b);
  const fan = createFan(simulator.fanColumns);
  const lines: Lines = new Map();
  const runner = createRunner(job, runs.length);
  try {
    await eachChunk(runner, chunksOf(runs), (chunk) => {
      recordFan(fan, chunk.fan);
      recordLines(lines, chunk);
    });
  } finally {
    await runner.close();
  }
  const { compared, problems, notes } = compareRuns(job, lines.get(RUNS_FILE) ?? new Map());
  const byFile = new Map([[RUNS_FILE, compared]]);
  for (const [name, header] of otherHeaders(job)) {
    if (await holdsFile(folder, name)) byFile.set(name, await compareFile(job, { name, header, lines }));
  }
  return { runs: runs.length, compared: byFile, problems, notes, fan };
}

/** Files that hold several lines a run, with their columns. */
function otherHeaders({ setup, simulator }: Repeatable): [name: string, header: string[]][] {
  const names = (columns: readonly { readonly name: string }[]): string[] => columns.map((column) => column.name);
  const series = setup.series ? seriesTables(simulator.columns) : [];
  const { draws } = simulator.table;
  return [
    [EVENTS_FILE, names(EVENT_COLUMNS)],
    ...(draws === undefined ? [] : [[DRAWS_FILE, names(drawsColumns(draws))] as [string, string[]]]),
    ...series.map((table): [string, string[]] => [seriesFile(table), names(seriesFields(table))]),
  ];
}

/** In this thread, unless there are many runs, strategies of the user, or runs that may hang or die again. */
function createRunner({ setup, simulator, batch, rows, workerUrl }: Repeatable, runs: number): ChunkRunner {
  const { strategies = [] } = setup;
  const isCareful = strategies.length > 0 || rows.failed.length > 0;
  if (!isCareful && runs < FEW_RUNS) return createLocalRunner(simulator);
  const known = batch.timeoutSeconds ?? (isCareful ? RUN_SECONDS : undefined);
  const timeoutSeconds = known === undefined ? undefined : PATIENCE * known;
  const safe =
    strategies.length === 0 ? setup : { ...setup, strategies: withinRun(strategies, PATIENCE * RUN_SECONDS) };
  const memory = strategies.length === 0 ? {} : { memoryMb: RUN_MEMORY_MB };
  const jobs = runs < FEW_RUNS ? 1 : availableParallelism();
  return createPoolRunner(safe, (row) => failedChunk(simulator.table, row), {
    ...memory,
    workerUrl,
    jobs,
    timeoutSeconds,
  });
}

/** Ascending runs as stretches of consecutive ones. */
function chunksOf(runs: readonly number[]): { first: number; count: number }[] {
  const chunks: { first: number; count: number }[] = [];
  for (const run of runs) {
    const last = chunks.at(-1);
    if (last !== undefined && run === last.first + last.count && last.count < CHUNK_RUNS) last.count++;
    else chunks.push({ first: run, count: 1 });
  }
  return chunks;
}

async function eachChunk(
  runner: ChunkRunner,
  chunks: readonly { readonly first: number; readonly count: number }[],
  sink: (chunk: ChunkResult) => void,
): Promise<void> {
  const left = [...chunks];
  const lane = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift())
      sink(await runner.run(next.first, next.count));
  };
  await Promise.all(Array.from({ length: runner.width }, lane));
}

/** Sort the lines of a chunk by file and run; every line opens with its run. */
function recordLines(lines: Lines, chunk: ChunkResult): void {
  for (const [name, bytes] of Object.entries(chunk.files)) {
    const byRun = lines.get(name) ?? new Map<number, string[]>();
    lines.set(name, byRun);
    for (const line of decoder.decode(bytes).split('\n')) {
      if (line === '') continue;
      const run = Number.parseInt(line, 10);
      const list = byRun.get(run);
      if (list === undefined) byRun.set(run, [line]);
      else list.push(line);
    }
  }
}

function compareRuns(
  { rows, simulator, batch }: Repeatable,
  expected: ReadonlyMap<number, readonly string[]>,
): { readonly compared: Compared; readonly problems: string[]; readonly notes: string[] } {
  const { csvLocale } = batch.identity;
  const header = [...RUN_ID_COLUMNS, ...simulator.table.metrics].map((column) => column.name);
  const missing = header.filter((name) => !rows.header.includes(name));
  const unknown = rows.header.filter((name) => !header.includes(name));
  const problems = [
    ...missing.map((name) => `${RUNS_FILE} has no column ${name}`),
    ...unknown.map((name) => `${RUNS_FILE} has a column ${name} that a repeated run does not have`),
  ];
  const notes: string[] = [];
  const statusAt = rows.header.indexOf('status');
  const parts: Compared[] = [];
  for (const [run, fields] of rows.chosen) {
    const [line] = expected.get(run) ?? [];
    if (line === undefined) continue;
    const again = { header, fields: csvFields(line, csvLocale), locale: csvLocale };
    const [then, now] = [fields[statusAt], again.fields[header.indexOf('status')]];
    if (then !== now && (then === 'timed-out' || now === 'timed-out')) {
      const when = now === 'timed-out' ? 'here, but not in the batch' : 'in the batch, but not here';
      notes.push(`run ${run}: it took too long ${when}; how long a run takes is up to the machine`);
      continue;
    }
    const found = { header: rows.header, fields, locale: rows.locale };
    parts.push(compareLines(found, again, { file: RUNS_FILE, run }));
  }
  return { compared: sumCompared(parts), problems, notes };
}

/** Compare the lines that a file holds of the chosen runs with those of the repeated ones, in their order. */
async function compareFile(
  { folder, rows, batch }: Repeatable,
  { name, header, lines }: { readonly name: string; readonly header: readonly string[]; readonly lines: Lines },
): Promise<Compared> {
  const { csvLocale } = batch.identity;
  const expected = lines.get(name) ?? new Map<number, string[]>();
  const seen = new Map<number, number>();
  const parts: Compared[] = [];
  let found: Omit<TableLine, 'fields'> | undefined;
  for await (const line of linesOf(folder, name)) {
    if (found === undefined) {
      const locale = localeOfHeader(line);
      found = { header: csvFields(line, locale), locale };
      continue;
    }
    const run = Number.parseInt(line, 10);
    if (!rows.chosen.has(run)) continue;
    const at = seen.get(run) ?? 0;
    seen.set(run, at + 1);
    const again = expected.get(run)?.[at];
    const place = { file: name, run, where: `line ${at + 1} of the run` };
    if (again === undefined) {
      parts.push(oneDifference({ ...place, column: '(the whole line)', found: line, expected: 'no such line' }));
      continue;
    }
    if (again === line) {
      parts.push({ ...NOTHING_COMPARED, equal: header.length });
      continue;
    }
    const fields = csvFields(line, found.locale);
    parts.push(
      compareLines({ ...found, fields }, { header, fields: csvFields(again, csvLocale), locale: csvLocale }, place),
    );
  }
  for (const [run, list] of expected) {
    const count = seen.get(run) ?? 0;
    if (count >= list.length) continue;
    const where = `line ${count + 1} of the run`;
    parts.push(
      oneDifference({
        file: name,
        run,
        where,
        column: '(the whole line)',
        found: 'no such line',
        expected: list[count],
      }),
    );
  }
  return sumCompared(parts);
}

function oneDifference(difference: Compared['differences'][number]): Compared {
  return { ...NOTHING_COMPARED, differences: [difference] };
}
