/** The result of simulating consecutive positions of a job: the bytes of its rows for each file. */

import type { CsvValue } from '../../output/csv.ts';
import { EMPTY_FAN_BLOCK, type FanBlock, type FanCollector, joinFanBlocks } from '../../output/fan.ts';
import type { Failure } from '../../output/manifest.ts';
import { onOneLine, type RunResult, type RunTable, runTableLine } from '../../output/run-table.ts';

/** The table that every job has: one row a position. */
export const RUNS_FILE = 'runs.csv';

/** Positions `first` .. `first + count - 1`, in this order. */
export interface Chunk {
  readonly first: number;
  readonly count: number;
  /** Bytes of the rows one after another, by file. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** Where each row ends in them. */
  readonly ends: Readonly<Record<string, readonly number[]>>;
  /** Monthly values for the fan. */
  readonly fan: FanBlock;
  readonly failures: readonly Failure[];
  /** Time that its simulation took, ms, where it may have waited before that. */
  readonly simulationMs?: number;
}

/** The bytes of one position, by file. */
export type Row = Readonly<Record<string, Uint8Array>>;

/** Row `k` of a chunk. */
export function rowAt({ files, ends }: Chunk, k: number): Row {
  const row: Record<string, Uint8Array> = {};
  for (const file in files) row[file] = files[file].subarray(k === 0 ? 0 : ends[file][k - 1], ends[file][k]);
  return row;
}

/** The rows of a chunk from row `k` on, without what else it says. */
export function restOf(chunk: Chunk, k: number): Chunk {
  const rows = Array.from({ length: chunk.count - k }, (_, i) => rowAt(chunk, k + i));
  return chunkOf(chunk.first + k, rows);
}

/** A chunk of rows that are at hand. */
export function chunkOf(first: number, rows: readonly Row[]): Chunk {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const parts = (name: string): Uint8Array[] => rows.map((row) => row[name] ?? new Uint8Array(0));
  return {
    first,
    count: rows.length,
    files: Object.fromEntries(names.map((name) => [name, Buffer.concat(parts(name))])),
    ends: Object.fromEntries(
      names.map((name) => {
        let end = 0;
        const ends = parts(name).map(({ length }) => {
          end += length;
          return end;
        });
        return [name, ends];
      }),
    ),
    fan: EMPTY_FAN_BLOCK,
    failures: [],
  };
}

/** Append chunks that follow one another. */
export function joinChunks(chunks: readonly Chunk[]): Chunk {
  const rows = chunks.flatMap((chunk) => Array.from({ length: chunk.count }, (_, k) => rowAt(chunk, k)));
  return {
    ...chunkOf(chunks[0].first, rows),
    fan: joinFanBlocks(chunks.map(({ fan }) => fan)),
    failures: chunks.flatMap(({ failures }) => failures),
  };
}

/** How a position ended that could not be simulated. */
export type Ending = Pick<Failure, 'status' | 'reason'>;

/** What simulates ranges of positions. */
export interface Simulates {
  /** Simulate a chunk; `onPosition` hears of every position before it starts. */
  simulate(first: number, count: number, onPosition: (position: number) => void): Chunk;
  /** The chunk of one position that could not be simulated. */
  failed(position: number, how: Ending): Chunk;
}

/** What came of one position: the bytes that it adds to each file, and why it is not ok. */
export interface Made {
  readonly row: Record<string, Uint8Array>;
  readonly failure: Failure | undefined;
}

/** A run as a line of the table of runs; `place` says its configuration and what that sets. */
export function madeRow(
  table: RunTable,
  result: RunResult,
  place: { readonly configuration?: number; readonly settings?: readonly CsvValue[] } = {},
): Made {
  const { run, status, reason } = result;
  const configuration = place.configuration === undefined ? {} : { configuration: place.configuration };
  return {
    row: { [RUNS_FILE]: Buffer.from(runTableLine(table, result, place)) },
    failure: status === 'ok' ? undefined : { run, ...configuration, status, reason: onOneLine(reason) },
  };
}

/**
 * Simulate position by position.
 *
 * @param make  Simulates a position, or makes the row of one that ended as it says.
 * @param fan   Collects the monthly values of a chunk meanwhile.
 */
export function simulatorOf(
  make: (position: number, ended?: Ending) => Made,
  fan?: () => FanCollector | undefined,
): Simulates {
  const chunk = (first: number, made: readonly Made[]): Chunk => ({
    ...chunkOf(
      first,
      made.map(({ row }) => row),
    ),
    fan: fan?.()?.take() ?? EMPTY_FAN_BLOCK,
    failures: made.flatMap(({ failure }) => failure ?? []),
  });
  return {
    simulate(first, count, onPosition) {
      // What a chunk that was broken off had gathered.
      fan?.()?.clear();
      const made = Array.from({ length: count }, (_, k) => {
        onPosition(first + k);
        return make(first + k);
      });
      return chunk(first, made);
    },
    failed: (position, how) => chunk(position, [make(position, how)]),
  };
}
