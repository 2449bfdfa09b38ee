/** Play a tournament here or on worker threads: the same result, and one bad entrant spoils only its own matches. */

import { StrategyError } from '../scenario/errors.ts';
import { absentStrategy } from '../strategies/user-strategy.ts';
import { type CellResult, type Entrant, openArena } from '../tournament/arena.ts';
import type { Cell } from '../tournament/design.ts';
import {
  concludeTournament,
  type TournamentResult,
  type TournamentRule,
  tournamentCells,
} from '../tournament/tournament.ts';
import { RUN_MEMORY_MB, RUN_SECONDS } from './batch.ts';
import { besideThis, createPool } from './pool.ts';
import { withinRun } from './strategy-source.ts';
import { type Entry, seatEntrants } from './tournament-entrants.ts';
import type { CellsTask, TournamentSetup } from './tournament-worker.ts';
import { inspect } from './user-strategies.ts';

export interface TournamentOptions {
  readonly rule: TournamentRule;
  readonly entry: Entry;
  /** Worker threads; 1 stays in this thread unless strategies of the user enter. */
  readonly jobs: number;
  /** Longest time of one repetition with strategies of the user; ten seconds when absent. */
  readonly timeoutSeconds?: number | undefined;
  onProgress?(doneCells: number, allCells: number): void;
}

const MS_PER_SECOND = 1000;
const WATCH_MS = 100;
/** Tasks that each worker gets, so that one with slow cells does not keep the others waiting. */
const TASKS_PER_WORKER = 8;

/** Run a tournament. */
export async function runTournament(options: TournamentOptions): Promise<TournamentResult> {
  const { rule, entry, jobs } = options;
  const cells = tournamentCells(rule, entry.entrants.length);
  const entrants = await lookAt(options);
  const isHere = jobs === 1 && entry.sources.length === 0;
  const results = isHere ? playHere(options, entrants, cells) : await playOnThreads(options, cells);
  return concludeTournament(rule, entrants, cells, results);
}

/** Check the entrants; the user's strategies are looked at in a thread, and only stood for here. */
async function lookAt({ rule, entry: { entrants, sources } }: TournamentOptions): Promise<Entrant[]> {
  if (sources.length > 0) {
    const outside = entrants.filter(({ id }) => sources.some((source) => source.id === id));
    const choices = outside.map(({ name, id, params }) => ({ sourceId: id, params, at: name }));
    const problems = await inspect({ sources, choices });
    if (problems.length > 0) throw new StrategyError(problems);
  }
  const absent = sources.map(({ id }) => absentStrategy(id));
  const seated = seatEntrants(entrants, absent);
  const misplaced = seated.filter(({ strategy }) => rule.playing.kind === 'plain' && strategy.needs === 'economy');
  if (misplaced.length > 0) {
    throw new StrategyError(
      misplaced.map(({ name }) => `${name} reads the books of a firm: it plays in a scenario only`),
    );
  }
  return seated;
}

function playHere(
  { rule, onProgress }: TournamentOptions,
  entrants: readonly Entrant[],
  cells: readonly Cell[],
): CellResult[] {
  const arena = openArena(rule.playing, entrants, rule.seed);
  return cells.map((cell, c) => {
    onProgress?.(c, cells.length);
    return arena.play(cell);
  });
}

async function playOnThreads(options: TournamentOptions, cells: readonly Cell[]): Promise<CellResult[]> {
  const { rule, entry, jobs, onProgress } = options;
  const { entrants } = entry;
  const seconds = options.timeoutSeconds ?? RUN_SECONDS;
  const sources = withinRun(entry.sources, seconds);
  const setup: TournamentSetup = { playing: rule.playing, entrants, sources, seed: rule.seed };
  const isGuarded = sources.length > 0;
  const pool = createPool({
    workerUrl: besideThis('tournament-worker'),
    name: 'playCells',
    jobs,
    workerData: setup,
    memoryMb: isGuarded ? RUN_MEMORY_MB : undefined,
  });
  // Cells of an entrant that may hang or die go one by one, so that they take no others along.
  const size = isGuarded ? 1 : Math.max(1, Math.ceil(cells.length / (jobs * TASKS_PER_WORKER)));
  const results: CellResult[] = new Array(cells.length);
  let next = 0;
  let done = 0;
  const lane = async (): Promise<void> => {
    while (next < cells.length) {
      const first = next;
      const chosen = cells.slice(first, first + size);
      next += chosen.length;
      const task: CellsTask = {
        cells: chosen,
        running: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
      };
      const played = await playTask(pool, task, isGuarded ? seconds : undefined);
      for (const [c, result] of played.entries()) results[first + c] = result;
      done += chosen.length;
      onProgress?.(done, cells.length);
    }
  };
  try {
    await Promise.all(Array.from({ length: jobs }, lane));
  } finally {
    await pool.destroy();
  }
  return results;
}

type Pool = ReturnType<typeof createPool>;

/** Play one task; with a limit of time, cells that hang or kill their thread come back as failed. */
async function playTask(pool: Pool, task: CellsTask, seconds: number | undefined): Promise<CellResult[]> {
  if (seconds === undefined) return (await pool.run(task)) as CellResult[];
  const abort = new AbortController();
  let seen = 0;
  let since = performance.now();
  const watch = setInterval(() => {
    const now = Atomics.load(task.running, 0);
    if (now !== seen || now === 0) since = performance.now();
    seen = now;
    if (performance.now() - since > seconds * MS_PER_SECOND) abort.abort();
  }, WATCH_MS);
  try {
    return (await pool.run(task, { signal: abort.signal })) as CellResult[];
  } catch (error) {
    if (Atomics.load(task.running, 0) === 0) throw error;
    const reason = abort.signal.aborted
      ? `took longer than ${seconds} s`
      : `its worker died: ${(error as Error).message}`;
    return task.cells.map((cell) => failedCell(cell, reason));
  } finally {
    clearInterval(watch);
  }
}

function failedCell({ seats, first, count }: Cell, reason: string): CellResult {
  const nothing = (): Float64Array => new Float64Array(seats.length * count).fill(Number.NaN);
  const failures = Array.from({ length: count }, (_, k) => ({ repetition: first + k, reason }));
  return { payoffs: nothing(), cooperation: nothing(), failures };
}
