/** Play cells of a tournament on worker threads: a repetition that hangs or takes its thread along costs no other. */

import type { CellResult } from '../../tournament/arena.ts';
import type { Cell } from '../../tournament/design.ts';
import { createPool } from '../pool.ts';
import { RUN_MEMORY_MB } from '../strategies/run-limits.ts';
import { workerAddress } from '../worker-address.ts';
import { threadsFor } from '../thread-count.ts';
import type { CellsTask, TournamentSetup } from './tournament-worker.ts';

export interface CellsRun {
  readonly setup: TournamentSetup;
  /** Cells to play; the number of each stands in front. */
  readonly cells: readonly (readonly [number, Cell])[];
  readonly jobs: number;
  /** Longest time of one repetition, when strategies of the user play; none when absent. */
  readonly seconds: number | undefined;
  readonly stopped: () => boolean;
  /** Takes the outcome of each cell as it comes. */
  readonly sink: (number: number, result: CellResult) => Promise<void>;
}

const MS_PER_SECOND = 1000;
const WATCH_MS = 100;
/** A task should take about this long: short enough for progress and interruption, long enough to cost nothing. */
const TASK_MS = 250;
const MAX_TASK = 1024;
/** After so many repetitions in a row that take too long, the rest of their cell is given up. */
const PATIENCE = 2;

type Pool = ReturnType<typeof createPool>;

export async function playOnThreads(options: CellsRun): Promise<void> {
  const { setup, cells, seconds, stopped, sink } = options;
  const jobs = threadsFor(options.jobs, cells.length);
  const pool = createPool({
    workerUrl: workerAddress('tournament/tournament-worker'),
    name: 'playCells',
    jobs,
    workerData: setup,
    memoryMb: seconds === undefined ? undefined : RUN_MEMORY_MB,
  });
  let next = 0;
  let size = 1;
  const lane = async (): Promise<void> => {
    while (next < cells.length && !stopped()) {
      const chosen = cells.slice(
        next,
        next + Math.max(1, Math.min(size, Math.ceil((cells.length - next) / (2 * jobs)))),
      );
      next += chosen.length;
      const started = performance.now();
      const played = chosen.map(([, cell]) => cell);
      const results =
        seconds === undefined ? await playTask(pool, played) : [await playGuarded(pool, played[0], seconds)];
      const perCell = Math.max(performance.now() - started, 0.01) / chosen.length;
      // Cells of an entrant that may hang or die go one by one, so that they take no others along.
      size = seconds === undefined ? Math.max(1, Math.min(MAX_TASK, 2 * size, Math.round(TASK_MS / perCell))) : 1;
      for (const [c, [number]] of chosen.entries()) await sink(number, results[c]);
    }
  };
  try {
    await Promise.all(Array.from({ length: jobs }, lane));
  } finally {
    await pool.destroy();
  }
}

interface Watched {
  /** Shared: slot 0 counts repetitions begun, from 1; 0 while loading. */
  readonly running: Int32Array;
  readonly signal?: AbortSignal;
}

function counter(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

async function playTask(
  pool: Pool,
  cells: readonly Cell[],
  { running, signal }: Watched = { running: counter() },
): Promise<CellResult[]> {
  const task: CellsTask = { cells, running };
  return (await pool.run(task, signal === undefined ? {} : { signal })) as CellResult[];
}

/** Play one cell; repetitions that hang or kill their thread come back as failed, all others as they are. */
async function playGuarded(pool: Pool, cell: Cell, seconds: number, late = 0): Promise<CellResult> {
  const running = counter();
  const abort = new AbortController();
  const unwatch = watchRepetitions(running, seconds, abort);
  try {
    const [result] = await playTask(pool, [cell], { running, signal: abort.signal });
    return result;
  } catch (error) {
    const begun = Atomics.load(running, 0);
    if (begun === 0) throw error;
    const isLate = abort.signal.aborted;
    const reason = isLate ? `took longer than ${seconds} s` : `its worker died: ${(error as Error).message}`;
    const before = { ...cell, count: begun - 1 };
    const culprit = { ...cell, first: cell.first + begun - 1, count: 1 };
    const after = { ...cell, first: cell.first + begun, count: cell.count - begun };
    const inARow = (begun === 1 ? late : 0) + 1;
    return joined([
      before.count > 0 ? await playGuarded(pool, before, seconds) : undefined,
      failedCell(culprit, reason),
      after.count === 0
        ? undefined
        : inARow >= PATIENCE
          ? failedCell(after, `not played: ${PATIENCE} repetitions in a row ${isLate ? 'took too long' : 'died'}`)
          : await playGuarded(pool, after, seconds, inARow),
    ]);
  } finally {
    unwatch();
  }
}

/** Abort when one repetition takes too long; returns the way to stop watching. */
function watchRepetitions(running: Int32Array, seconds: number, abort: AbortController): () => void {
  let seen = 0;
  let since = performance.now();
  const watch = setInterval(() => {
    const now = Atomics.load(running, 0);
    if (now !== seen || now === 0) since = performance.now();
    seen = now;
    if (performance.now() - since > seconds * MS_PER_SECOND) abort.abort();
  }, WATCH_MS);
  return () => clearInterval(watch);
}

function failedCell({ seats, first, count }: Cell, reason: string): CellResult {
  const nothing = (): Float64Array => new Float64Array(seats.length * count).fill(Number.NaN);
  const failures = Array.from({ length: count }, (_, k) => ({ repetition: first + k, reason }));
  return { payoffs: nothing(), cooperation: nothing(), failures };
}

/** Parts of one cell, in the order of their repetitions. */
function joined(parts: readonly (CellResult | undefined)[]): CellResult {
  const there = parts.filter((part) => part !== undefined);
  return {
    payoffs: Float64Array.from(there.flatMap(({ payoffs }) => [...payoffs])),
    cooperation: Float64Array.from(there.flatMap(({ cooperation }) => [...cooperation])),
    failures: there.flatMap(({ failures }) => failures),
  };
}
