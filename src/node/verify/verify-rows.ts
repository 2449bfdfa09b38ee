/** Chooses rows of a batch to repeat, reads them from the table of runs, and compares two rows cell by cell. */

import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sum } from '../../numeric/sum.ts';
import { type CsvLocale, csvNumber } from '../../output/csv.ts';
import type { Manifest } from '../../output/manifest.ts';
import { UsageError } from '../../scenario/errors.ts';
import { openTable } from '../files/csv-rows.ts';
import { RUNS_FILE } from '../work/chunk.ts';
import { readShard, shardRange } from '../work/shard.ts';

/** Rows that did not end well are always repeated, up to this many. */
const MAX_FAILED = 100;
/** Problems of one kind that are listed. */
const MAX_REPORTED = 20;

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
  readonly stated: StatedRows;
  readonly rows: number;
  /** Order, gaps, doubles, and ids that are not the manifest's. */
  readonly problems: readonly string[];
  /** Fields of the rows to repeat by their place in the table. */
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

/** Which rows a folder should have: run by run, configurations inside. */
export interface StatedRows {
  readonly firstRun: number;
  readonly runs: number;
  readonly firstConfiguration: number;
  readonly configurations: number;
  /** Whether rows say their configuration. */
  readonly isConfigured: boolean;
  /** Rows in all: fewer than runs of all configurations where there was enough before. */
  readonly total: number;
}

/** The rows that a manifest states. */
export function statedRows({ format, identity, statuses, design }: Manifest): StatedRows {
  const { runs, configurations = 1 } = identity;
  const shard = readShard(identity.shard);
  const isSweep = format === 'overbuild-sweep/1';
  const [firstRun, runCount] = isSweep ? [0, runs] : shardRange(runs, shard, 'runs');
  const [firstConfiguration, count] = isSweep ? shardRange(configurations, shard) : [0, configurations];
  const ended = sum(Object.values(statuses));
  const total = design?.until === undefined ? runCount * count : ended;
  const isConfigured = identity.configurations !== undefined;
  return { firstRun, runs: runCount, firstConfiguration, configurations: count, isConfigured, total };
}

/** What to call a row. */
export function rowName(
  { firstRun, firstConfiguration, configurations, isConfigured }: StatedRows,
  row: number,
): { run: number; configuration?: number } {
  const run = firstRun + Math.floor(row / configurations);
  return isConfigured ? { run, configuration: firstConfiguration + (row % configurations) } : { run };
}

function rowWords(stated: StatedRows, row: number): string {
  const { run, configuration } = rowName(stated, row);
  return configuration === undefined ? `run ${run}` : `run ${run} of configuration ${configuration}`;
}

/** What every row of a folder says besides its place, by column. */
function statedIds({ format, identity }: Manifest): Record<string, string> {
  const { seed, scenario, scenarioHash, configurations } = identity;
  // Each configuration of a sweep has a hash of its own, each scenario of a comparison a name as well.
  if (configurations === undefined) return { seed, scenario, scenario_hash: scenarioHash };
  return format === 'overbuild-sweep/1' ? { seed, scenario } : { seed };
}

/** A whole number as its place among `count` from `first` on; NaN when it is none of them. */
function placeAmong(text: string, first: number, count: number): number {
  const place = Number(text) - first;
  return Number.isSafeInteger(place) && place >= 0 && place < count ? place : Number.NaN;
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
export async function readRows(folder: string, manifest: Manifest, options: RowsOptions): Promise<RowsFindings> {
  const stated = statedRows(manifest);
  const path = join(folder, RUNS_FILE);
  const problems: string[] = [];
  let unlisted = 0;
  const report = (problem: string): void => {
    if (problems.length < MAX_REPORTED) problems.push(problem);
    else unlisted++;
  };
  // A row has a byte at least: a manifest that states more rows than that says nothing of this file.
  const total = Math.min(stated.total, (await stat(path)).size);
  if (total < stated.total) report(`the manifest says ${stated.total} rows, more than the file can hold`);
  const wanted = spreadRows(total, options);
  if (options.also !== undefined) wanted.add(options.also - stated.firstRun);
  const seen = new Uint8Array(total);
  const chosen = new Map<number, readonly string[]>();
  const failed: number[] = [];
  const counts: Record<string, number> = {};
  const table = await openTable(path);
  const { header, locale } = table;
  const [runAt, configurationAt, statusAt] = ['run', 'configuration', 'status'].map((name) => header.indexOf(name));
  if (runAt < 0) {
    await table.close();
    throw new UsageError([`${RUNS_FILE} of ${folder} has no column run`]);
  }
  const ids = Object.entries(statedIds(manifest)).filter(([name]) => header.includes(name));
  let rows = 0;
  let before = -1;
  let failedLeftOut = 0;
  for await (const record of table.records()) {
    rows++;
    const fields = record.row.fieldsOf();
    const status = statusAt < 0 ? 'ok' : fields[statusAt];
    counts[status] = (counts[status] ?? 0) + 1;
    const configuration = stated.isConfigured
      ? placeAmong(fields[configurationAt], stated.firstConfiguration, stated.configurations)
      : 0;
    const row = placeAmong(fields[runAt], stated.firstRun, stated.runs) * stated.configurations + configuration;
    if (!(row < total)) {
      report(`row ${rows}: run "${fields[runAt]}" does not belong to this folder`);
      continue;
    }
    const words = rowWords(stated, row);
    if (seen[row] === 1) report(`row ${rows}: ${words} is there twice`);
    else if (row < before) report(`row ${rows}: ${words} comes after ${rowWords(stated, before)}`);
    before = Math.max(before, row);
    if (fields.length !== header.length) report(`${words}: ${fields.length} fields under a header of ${header.length}`);
    for (const [name, value] of ids) {
      const found = fields[header.indexOf(name)];
      if (found !== value) report(`${words}: ${name} is ${found}, the manifest says ${value}`);
    }
    if (status !== 'ok') {
      if (wanted.has(row) || failed.length < MAX_FAILED) {
        failed.push(row);
        wanted.add(row);
      } else failedLeftOut++;
    }
    if (wanted.has(row) && seen[row] === 0) chosen.set(row, fields);
    seen[row] = 1;
  }
  for (const [first, last] of stretches(seen)) {
    const words = rowWords(stated, first);
    report(first === last ? `${words} is missing` : `${words} to ${rowWords(stated, last)} are missing`);
  }
  const ended = sum(Object.values(manifest.statuses));
  for (const [status, count] of ended === 0 ? [] : Object.entries(manifest.statuses)) {
    const found = counts[status] ?? 0;
    if (found !== count) report(`${found} rows are ${status}, the manifest says ${count}`);
  }
  if (unlisted > 0) problems.push(`and ${unlisted} more of this kind`);
  return { header, locale, stated, rows, problems, chosen, failed, failedLeftOut };
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

export function oneDifference(difference: CellDifference): Compared {
  return { ...NOTHING_COMPARED, differences: [difference] };
}

/** Add up comparisons. */
export function sumCompared(parts: readonly Compared[]): Compared {
  return {
    equal: sum(parts.map(({ equal }) => equal)),
    rewritten: sum(parts.map(({ rewritten }) => rewritten)),
    differences: parts.flatMap((part) => part.differences),
  };
}

/** Whether two fields hold the same bits of a number, however written. */
function isSameNumber(a: string, aLocale: CsvLocale, b: string, bLocale: CsvLocale): boolean {
  if (a.trim() === '' || b === '') return false;
  return Object.is(csvNumber(a, aLocale), csvNumber(b, bLocale)) && !Number.isNaN(csvNumber(b, bLocale));
}

/**
 * Compare a line of the folder with the line that it should be, column by column; columns that one lacks are passed
 * over.
 */
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
