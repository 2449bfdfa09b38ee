/** Which rows of a batch to repeat, what the table of runs holds of them, and how two rows compare cell by cell. */

import { createHash } from 'node:crypto';
import { type CsvLocale, csvFields, csvNumber } from '../../output/csv.ts';
import { UsageError } from '../../scenario/errors.ts';
import { RUNS_FILE } from '../batch/chunk.ts';
import { linesOf, localeOfHeader, rowCount, type StatedBatch } from './verify-folder.ts';

/** Rows that did not end well are always repeated, up to this many. */
const MAX_FAILED = 100;
/** Problems of one kind that are told one by one. */
const MAX_TOLD = 20;

export interface RowsOptions {
  readonly sample: number;
  /** Repeat every row. */
  readonly all: boolean;
  /** Decides which rows lie in the sample. */
  readonly seed: string;
  /** A run that is wanted besides. */
  readonly also?: number;
}

/** The table of runs, read once. */
export interface RowsFindings {
  readonly header: readonly string[];
  readonly locale: CsvLocale;
  readonly rows: number;
  /** Order, gaps, doubles, and ids that are not the manifest's. */
  readonly problems: readonly string[];
  /** Fields of the rows to repeat: in a batch by the run, in a sweep by their place in the table. */
  readonly chosen: ReadonlyMap<number, readonly string[]>;
  /** Places of those whose status is not ok. */
  readonly failed: readonly number[];
  /** Failed rows beyond those that are repeated. */
  readonly failedLeftOut: number;
}

/**
 * Rows spread evenly over a batch: the first, the last, and one from each of equally long stretches between, at a
 * place that the seed decides.
 */
export function spreadRows(runs: number, { sample, all, seed }: RowsOptions): Set<number> {
  if (all || sample >= runs) return new Set(Array.from({ length: runs }, (_, k) => k));
  const chosen = new Set([0, runs - 1].slice(0, sample));
  const stretches = sample - chosen.size;
  const inner = runs - 2;
  for (let i = 0; i < stretches; i++) {
    const from = Math.floor((i * inner) / stretches);
    const to = Math.floor(((i + 1) * inner) / stretches);
    const draw = createHash('sha256').update(`${seed}/${i}`).digest().readUInt32BE(0);
    chosen.add(1 + from + (draw % (to - from)));
  }
  return chosen;
}

/** Which row of the table a line should be, and what to call it. Rows of a sweep go run by run, configurations inside. */
export function rowName(
  { part, sweep }: Pick<StatedBatch, 'part' | 'sweep'>,
  row: number,
): { run: number; configuration?: number } {
  if (sweep === undefined) return { run: part.first + row };
  return { run: Math.floor(row / sweep.count), configuration: sweep.first + (row % sweep.count) };
}

function rowWords(batch: StatedBatch, row: number): string {
  const { run, configuration } = rowName(batch, row);
  return configuration === undefined ? `run ${run}` : `run ${run} of configuration ${configuration}`;
}

/** Where the fields that say which row a line is stand. */
interface Places {
  readonly run: number;
  readonly configuration: number;
  readonly status: number;
  readonly ids: readonly { readonly place: number; readonly name: string; readonly value: string }[];
}

function placesIn(header: readonly string[], { identity, sweep }: StatedBatch): Places {
  const stated: Record<string, string> = { scenario: identity.scenario, seed: identity.seed };
  // Each configuration of a sweep has a hash of its own.
  if (sweep === undefined) stated.scenario_hash = identity.scenarioHash;
  return {
    run: header.indexOf('run'),
    configuration: header.indexOf('configuration'),
    status: header.indexOf('status'),
    ids: Object.entries(stated).map(([name, value]) => ({ place: header.indexOf(name), name, value })),
  };
}

/** Place of a line in the table; -1 when it is none of the batch's. */
function rowOf(fields: readonly string[], places: Places, { part, sweep }: StatedBatch): number {
  const run = Number(fields[places.run]) - part.first;
  if (!Number.isSafeInteger(run) || run < 0 || run >= part.count) return -1;
  if (sweep === undefined) return run;
  const configuration = Number(fields[places.configuration]) - sweep.first;
  if (!Number.isSafeInteger(configuration) || configuration < 0 || configuration >= sweep.count) return -1;
  return run * sweep.count + configuration;
}

/** First and last of the rows in a row that were not seen. */
function* stretches(seen: Uint8Array): Generator<readonly [number, number]> {
  for (let first = seen.indexOf(0); first >= 0; first = seen.indexOf(0, first)) {
    const next = seen.indexOf(1, first);
    const end = next < 0 ? seen.length : next;
    yield [first, end - 1];
    first = end;
  }
}

/** Read the table of runs: check its order and ids, and keep the rows to repeat. */
export async function readRows(folder: string, batch: StatedBatch, options: RowsOptions): Promise<RowsFindings> {
  const total = rowCount(batch);
  const wanted = spreadRows(total, options);
  const { first } = batch.part;
  if (options.also !== undefined) wanted.add(options.also - first);
  const seen = new Uint8Array(total);
  const chosen = new Map<number, readonly string[]>();
  const failed: number[] = [];
  const counts: Record<string, number> = {};
  const problems = createList();
  let header: string[] = [];
  let places: Places = placesIn([], batch);
  let locale = batch.identity.csvLocale;
  let rows = 0;
  let before = -1;
  let failedLeftOut = 0;
  for await (const line of linesOf(folder, RUNS_FILE)) {
    if (header.length === 0) {
      locale = localeOfHeader(line);
      header = csvFields(line, locale);
      places = placesIn(header, batch);
      if (places.run < 0) throw new UsageError([`${RUNS_FILE} of ${folder} has no column run`]);
      continue;
    }
    if (line === '') continue;
    rows++;
    const fields = csvFields(line, locale);
    const row = rowOf(fields, places, batch);
    const status = places.status < 0 ? 'ok' : fields[places.status];
    counts[status] = (counts[status] ?? 0) + 1;
    if (row < 0) {
      problems.add(`row ${rows}: run "${fields[places.run]}" is none of this folder's`);
      continue;
    }
    const words = rowWords(batch, row);
    if (seen[row] === 1) problems.add(`row ${rows}: ${words} stands there twice`);
    else if (row < before) problems.add(`row ${rows}: ${words} comes after ${rowWords(batch, before)}`);
    before = Math.max(before, row);
    problems.addAll(fieldProblems(fields, { header, places, words }));
    if (status !== 'ok') {
      if (wanted.has(row) || failed.length < MAX_FAILED) {
        failed.push(row);
        wanted.add(row);
      } else failedLeftOut++;
    }
    if (wanted.has(row) && seen[row] === 0) chosen.set(first + row, fields);
    seen[row] = 1;
  }
  for (const [first, last] of stretches(seen)) {
    const words = rowWords(batch, first);
    problems.add(first === last ? `${words} is missing` : `${words} to ${rowWords(batch, last)} are missing`);
  }
  for (const [status, count] of Object.entries(batch.statuses ?? {})) {
    const found = counts[status] ?? 0;
    if (found !== count) problems.add(`${found} rows are ${status}, the manifest says ${count}`);
  }
  return { header, locale, rows, problems: problems.told(), chosen, failed, failedLeftOut };
}

interface RowPlace {
  readonly header: readonly string[];
  readonly places: Places;
  readonly words: string;
}

/** Too many or too few fields, and ids that are not the manifest's. */
function fieldProblems(fields: readonly string[], { header, places, words }: RowPlace): string[] {
  const problems: string[] = [];
  if (fields.length !== header.length) {
    problems.push(`${words}: ${fields.length} fields under a header of ${header.length}`);
  }
  for (const { place, name, value } of places.ids) {
    if (place < 0 || fields[place] === value) continue;
    problems.push(`${words}: ${name} is ${fields[place]}, the manifest says ${value}`);
  }
  return problems;
}

/** A list of problems that tells only the first ones and how many more there are. */
function createList(): { add(problem: string): void; addAll(problems: readonly string[]): void; told(): string[] } {
  const list: string[] = [];
  let more = 0;
  function add(problem: string): void {
    if (list.length < MAX_TOLD) list.push(problem);
    else more++;
  }
  return {
    add,
    addAll(problems) {
      for (const problem of problems) add(problem);
    },
    told: () => (more === 0 ? list : [...list, `and ${more} more of this kind`]),
  };
}

/** A cell that came out otherwise. */
export interface CellDifference {
  readonly file: string;
  readonly run?: number;
  /** Of a sweep. */
  readonly configuration?: number;
  /** Which line of several that a run has, such as `month 3, hbm`. */
  readonly where?: string;
  readonly column: string;
  readonly found: string;
  readonly expected: string;
}

/** One line of a table under its header. */
export interface TableLine {
  readonly header: readonly string[];
  readonly fields: readonly string[];
  readonly locale: CsvLocale;
}

/** What came of comparing cells. */
export interface Compared {
  /** Cells that are equal. */
  readonly equal: number;
  /** Of those, cells whose number is written with other characters than ours. */
  readonly rewritten: number;
  readonly differences: readonly CellDifference[];
}

export const NOTHING_COMPARED: Compared = { equal: 0, rewritten: 0, differences: [] };

/** Add up comparisons. */
export function sumCompared(parts: readonly Compared[]): Compared {
  return {
    equal: parts.reduce((sum, part) => sum + part.equal, 0),
    rewritten: parts.reduce((sum, part) => sum + part.rewritten, 0),
    differences: parts.flatMap((part) => part.differences),
  };
}

/** Whether two fields hold the same bits of a number, however written. */
function isSameNumber(a: string, aLocale: CsvLocale, b: string, bLocale: CsvLocale): boolean {
  if (a.trim() === '' || b === '') return false;
  return Object.is(csvNumber(a, aLocale), csvNumber(b, bLocale)) && !Number.isNaN(csvNumber(b, bLocale));
}

/** Compare a line of the folder with the line that it should be, column by column; columns that one lacks are passed over. */
export function compareLines(
  found: TableLine,
  expected: TableLine,
  place: Pick<CellDifference, 'file' | 'run' | 'configuration' | 'where'>,
): Compared {
  const differences: CellDifference[] = [];
  let equal = 0;
  let rewritten = 0;
  for (const [i, column] of expected.header.entries()) {
    const at = found.header.indexOf(column);
    if (at < 0) continue;
    const a = found.fields[at] ?? '';
    const b = expected.fields[i] ?? '';
    const isSame = a === b || isSameNumber(a, found.locale, b, expected.locale);
    if (!isSame) differences.push({ ...place, column, found: a, expected: b });
    else {
      equal++;
      if (a !== b && found.locale === expected.locale) rewritten++;
    }
  }
  return { equal, rewritten, differences };
}
