/** Play a tournament here or on worker threads: the same result, and one bad entrant spoils only its own matches. */

import { StrategyError } from '../../scenario/errors.ts';
import { absentStrategy } from '../../strategies/user-strategy.ts';
import { type CellResult, type Entrant, openArena } from '../../tournament/arena.ts';
import {
  concludeTournament,
  type TournamentResult,
  type TournamentRule,
  tournamentCells,
} from '../../tournament/tournament.ts';
import { RUN_SECONDS } from '../strategies/run-limits.ts';
import { withinRun } from '../strategies/strategy-source.ts';
import { type CellsRun, playOnThreads } from './tournament-cells.ts';
import { type Entry, seatEntrants } from './tournament-entrants.ts';
import type { TournamentSetup } from './tournament-worker.ts';
import { inspect } from '../strategies/user-strategies.ts';

export interface TournamentOptions {
  readonly rule: TournamentRule;
  readonly entry: Entry;
  /** Worker threads; 1 stays in this thread unless strategies of the user enter. */
  readonly jobs: number;
  /** Longest time of one repetition with strategies of the user; ten seconds when absent. */
  readonly timeoutSeconds?: number | undefined;
  onProgress?(doneCells: number, allCells: number): void;
}

/** Where a tournament that may be interrupted keeps what it has. */
export interface Keeping {
  /** Cells that an earlier session played, by their number. */
  readonly saved: ReadonlyMap<number, CellResult>;
  /** Takes the outcome of each cell as it comes. */
  keep(number: number, result: CellResult): Promise<void>;
  /** Aborting it ends the tournament after the cells under way. */
  readonly signal: AbortSignal;
}

const FOR_NOTHING: Keeping = { saved: new Map(), async keep() {}, signal: new AbortController().signal };

/** Run a tournament. */
export async function runTournament(options: TournamentOptions): Promise<TournamentResult> {
  const result = await gatherTournament(options, FOR_NOTHING);
  if (result === undefined) throw new Error('the tournament ended early');
  return result;
}

/** Play the cells that are not kept yet; `undefined` when interrupted before the last. */
export async function gatherTournament(
  options: TournamentOptions,
  { saved, keep, signal }: Keeping,
): Promise<TournamentResult | undefined> {
  const { rule, entry, jobs } = options;
  const cells = tournamentCells(rule, entry.entrants.length);
  const entrants = await lookAt(options);
  const isGuarded = entry.sources.length > 0;
  const seconds = options.timeoutSeconds ?? RUN_SECONDS;
  const results = cells.map((_, number) => saved.get(number));
  let done = saved.size;
  const run: Omit<CellsRun, 'setup'> = {
    cells: [...cells.entries()].filter(([number]) => !saved.has(number)),
    jobs,
    seconds: isGuarded ? seconds : undefined,
    stopped: () => signal.aborted,
    async sink(number, result) {
      results[number] = result;
      done++;
      await keep(number, result);
      options.onProgress?.(done, cells.length);
    },
  };
  if (jobs === 1 && !isGuarded) await playHere(options, entrants, run);
  else await playOnThreads({ ...run, setup: setupOf(options, seconds) });
  const played = results.filter((result) => result !== undefined);
  return played.length < cells.length ? undefined : concludeTournament(rule, entrants, cells, played);
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

/** Play in this thread; interruptions and the progress display get their turn after every cell. */
async function playHere(
  { rule }: TournamentOptions,
  entrants: readonly Entrant[],
  run: Omit<CellsRun, 'setup'>,
): Promise<void> {
  const arena = openArena(rule.playing, entrants, rule.seed);
  for (const [number, cell] of run.cells) {
    if (run.stopped()) return;
    await run.sink(number, arena.play(cell));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function setupOf({ rule, entry }: TournamentOptions, seconds: number): TournamentSetup {
  return {
    playing: rule.playing,
    entrants: entry.entrants,
    sources: withinRun(entry.sources, seconds),
    seed: rule.seed,
  };
}
