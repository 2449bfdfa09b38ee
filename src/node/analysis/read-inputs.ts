/** Reads inputs and outcomes of a finished batch or sweep: drawn numbers or varied paths, with the table of runs. */

import { join } from 'node:path';
import { columnsOf, numberColumn, type Table, textColumn } from '../../charts/table.ts';
import { type ConditionColumns, rowsMeeting } from '../../experiment/condition.ts';
import { amountOf } from '../../experiment/design-axis.ts';
import { type Input, orderOf } from '../../experiment/sensitivity/rank-share.ts';
import { DRAWS_FILE } from '../../output/draws.ts';
import type { Manifest } from '../../output/manifest.ts';
import { shellWord } from '../../output/shell-word.ts';
import { UsageError } from '../../scenario/errors.ts';
import { didYouMean } from '../../scenario/suggest.ts';
import { endedRuns, readResults, readTable } from '../pictures/read-results.ts';
import { holdsFile } from '../verify/verify-tables.ts';

/** An input with its description in the scenario. */
export interface StudiedInput extends Input {
  /** Paths that always share a quantile are one input; the first one names it. */
  readonly paths: readonly string[];
  /** Label of the evidence: assumed, estimated, derived, or unlabelled. */
  readonly evidence: string;
  /** Levels of a varied path whose values are words. */
  readonly words?: readonly string[];
}

/** Runs that ended, one row each. */
export interface StudiedRuns {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly rows: number;
  readonly inputs: readonly StudiedInput[];
  readonly columns: ConditionColumns;
  /** Replication of each row. */
  readonly replications: readonly number[];
  /** Of a sweep: configuration of each row. */
  readonly configurations?: readonly number[];
  readonly design?: Table;
  /** How the configurations of a sweep were chosen; `draws` for a batch. */
  readonly kind: string;
  /** Failed rows, and why they failed, most frequent first. */
  readonly failed: number;
  readonly reasons: readonly (readonly [reason: string, count: number])[];
}

/** Rows of a table by a key column of whole numbers. */
function rowsByKey(table: Table, key: string): ReadonlyMap<number, number> {
  return new Map(numberColumn(table, key).map((value, row) => [value, row]));
}

/** Inputs whose runs have the same order are one: their draws share a quantile. */
function merged(inputs: readonly StudiedInput[]): StudiedInput[] {
  const byOrder = new Map<string, StudiedInput>();
  for (const input of inputs) {
    const key = orderOf(input.values).subarray(0, 64).join();
    const twin = byOrder.get(key);
    byOrder.set(key, twin === undefined ? input : { ...twin, paths: [...twin.paths, ...input.paths] });
  }
  return [...byOrder.values()];
}

const varies = ({ values, words }: StudiedInput): boolean => {
  const all: ArrayLike<number | string> = words ?? values;
  return Array.from(all).some((value) => value !== all[0]);
};

/** Tables of a results folder. */
interface StudiedTables {
  readonly folder: string;
  readonly manifest: Manifest;
  /** `runs.csv`. */
  readonly runs: Table;
  /** `design.csv` of a sweep, `draws.csv` of a batch. */
  readonly table: Table;
}

/** Numbers of a path by row of the table; a relative setting such as *0.9 is the factor or the summand, a word NaN. */
export function settingsOf(table: Table, path: string): number[] {
  const words = textColumn(table, path);
  return numberColumn(table, path).map((value, row) =>
    Number.isFinite(value) ? value : (amountOf(words[row]) ?? Number.NaN),
  );
}

/** Why rows failed, with the number of such rows, most first. */
function reasonsOf(all: Table): [reason: string, count: number][] {
  const [status, reason] = ['status', 'reason'].map((name) => textColumn(all, name));
  const counts = new Map<string, number>();
  for (const [row, word] of status.entries()) {
    if (word !== 'ok') counts.set(reason[row], (counts.get(reason[row]) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** Put inputs and outcomes together. */
export function studiedRuns({ folder, manifest, runs: all, table }: StudiedTables): StudiedRuns {
  const runs = endedRuns(folder, all);
  const isSweep = manifest.format === 'overbuild-sweep/1';
  const [file, key] = isSweep ? ['design.csv', 'configuration'] : [DRAWS_FILE, 'run'];
  if (!table.header.includes(key))
    throw new UsageError([`${join(folder, file)} has no column ${key}; make the results again`]);
  const rowOf = rowsByKey(table, key);
  const keys = numberColumn(runs, key);
  const places = keys.map((value) => {
    const row = rowOf.get(value);
    if (row === undefined)
      throw new UsageError([`${join(folder, file)} has no row for ${key} ${value}; see overbuild verify`]);
    return row;
  });
  const evidence: Readonly<Record<string, { readonly evidence?: string } | undefined>> = manifest.evidence;
  const inputs = table.header
    .filter((name) => name !== key)
    .map((path): StudiedInput => {
      const words = textColumn(table, path);
      const numbers = settingsOf(table, path);
      const isNumeric = numbers.every(Number.isFinite);
      return {
        name: path,
        paths: [path],
        evidence: evidence[path]?.evidence ?? 'unlabelled',
        values: Float64Array.from(places, (row) => numbers[row]),
        ...(isNumeric ? {} : { words: places.map((row) => words[row]) }),
      };
    })
    .filter(varies);
  const kind = isSweep ? ((manifest.design as { readonly kind?: string } | undefined)?.kind ?? 'table') : 'draws';
  return {
    folder,
    manifest,
    rows: runs.rows.length,
    inputs: isSweep ? inputs : merged(inputs),
    columns: columnsOf(runs),
    replications: numberColumn(runs, 'run'),
    ...(isSweep ? { configurations: keys, design: table } : {}),
    kind,
    failed: all.rows.length - runs.rows.length,
    reasons: reasonsOf(all),
  };
}

/** Kinds of runs that draw no numbers from spreads. */
const PLAIN_KINDS = ['supply', 'market', 'beliefs'];

/**
 * Read a results folder.
 *
 * @throws UsageError  When it is neither a finished batch with draws nor a sweep.
 */
export async function readStudiedRuns(folder: string): Promise<StudiedRuns> {
  const manifest = await readResults(folder);
  const { csvLocale } = manifest.identity;
  const runs = await readTable(folder, 'runs.csv', csvLocale);
  const isSweep = manifest.format === 'overbuild-sweep/1';
  if (!isSweep && !(await holdsFile(folder, DRAWS_FILE))) {
    const { scenario } = manifest.identity;
    const vary = `vary them: overbuild sensitivity ${shellWord(scenario)} --design sobol --vary <path>=<low>:<high>, or give the folder of a sweep`;
    const remedy = PLAIN_KINDS.includes(String(manifest.resolvedScenario.kind))
      ? vary
      : `give numbers a spread and run the batch again, or ${vary}`;
    throw new UsageError([`${folder} has no varied inputs: every number of ${scenario} is certain; ${remedy}`]);
  }
  const table = await readTable(folder, isSweep ? 'design.csv' : DRAWS_FILE, csvLocale);
  return studiedRuns({ folder, manifest, runs, table });
}

/** Columns of a run that are not outcomes. */
const NO_OUTCOME = ['configuration', 'run', 'scenario', 'scenario_hash', 'seed', 'status', 'reason'];

/**
 * The outcome that a metric or a condition names, by row: a condition is 1 where it holds and 0 elsewhere.
 *
 * @throws UsageError  When there is no such column, or its values are words.
 */
export function outcomeOf({ columns, rows, folder, design }: StudiedRuns, metric: string): ArrayLike<number> {
  if (/[<>=]/.test(metric)) return rowsMeeting(metric, rows, columns);
  const names = columns.names.filter((name) => !NO_OUTCOME.includes(name) && design?.header.includes(name) !== true);
  if (!names.includes(metric)) {
    throw new UsageError([`--metric: ${join(folder, 'runs.csv')} has no metric ${metric}${didYouMean(metric, names)}`]);
  }
  const values = columns.number(metric);
  if (Array.from(values).some(Number.isFinite)) return values;
  const [word = ''] = columns.text(metric).filter((text) => text !== '');
  if (word === '') throw new UsageError([`--metric ${metric}: no run has it`]);
  throw new UsageError([
    `--metric ${metric}: its values are words; test for one of them, such as --metric "${metric} = ${word}"`,
  ]);
}
