/** Runs a tournament: design, play, standings, exact payoffs and population dynamics. */

import { type ExactPair, exactPairs, type PopulationResult, type PopulationRule, populationsOf } from './analysis.ts';
import { type CellResult, type Entrant, openArena, type Playing } from './arena.ts';
import { type Cell, designCells } from './design.ts';
import { type Standings, standingsOf } from './standings.ts';

export interface TournamentRule {
  readonly playing: Playing;
  readonly repetitions: number;
  /** Repetitions of the pair seatings, where the ranking does not depend on them. */
  readonly pairRepetitions: number;
  readonly compositions: 'all' | 'sampled';
  readonly seed: string;
  readonly population: PopulationRule;
}

export interface TournamentResult extends Standings {
  readonly cells: number;
  readonly matches: number;
  /** By [row][column]; undefined where there is no exact payoff. */
  readonly exact: readonly (readonly (ExactPair | undefined)[])[];
  readonly populations: PopulationResult | undefined;
}

/** The cells of a tournament. */
export function tournamentCells(rule: TournamentRule, entrants: number): Cell[] {
  const { playing } = rule;
  const isPlain = playing.kind === 'plain';
  const players = isPlain ? playing.players : playing.scenario.firms.length;
  return designCells({ ...rule, entrants, players, hasUnequalSeats: !isPlain });
}

/** Compute all results from the outcomes of all cells, in the order of the design. */
export function concludeTournament(
  rule: TournamentRule,
  entrants: readonly Entrant[],
  cells: readonly Cell[],
  results: readonly CellResult[],
): TournamentResult {
  const standings = standingsOf(entrants, cells, results, Math.max(rule.repetitions, rule.pairRepetitions));
  const isComplete = standings.pairs.every((row) => row.every(({ payoff }) => payoff.n > 0));
  return {
    ...standings,
    cells: cells.length,
    matches: cells.reduce((sum, { count }) => sum + count, 0),
    exact: exactPairs(rule.playing, entrants, standings),
    populations: isComplete ? populationsOf(standings, rule.population) : undefined,
  };
}

/** Play a whole tournament in this thread. */
export function playTournament(rule: TournamentRule, entrants: readonly Entrant[]): TournamentResult {
  const cells = tournamentCells(rule, entrants.length);
  const arena = openArena(rule.playing, entrants, rule.seed);
  const results = cells.map((cell) => arena.play(cell));
  return concludeTournament(rule, entrants, cells, results);
}
