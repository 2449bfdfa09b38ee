/** Simulates rows of a tournament or a sampled game: one per match, with entrant, payoff and cooperation of every seat. */

import type { Column } from '../../columns/column.ts';
import type { CsvLocale } from '../../output/csv.ts';
import type { Strategy } from '../../strategies/strategy.ts';
import { openArena, type Playing } from '../../tournament/arena.ts';
import type { Cell } from '../../tournament/design.ts';
import { madeRow, type Simulates, simulatorOf } from '../work/chunk.ts';
import type { Patience, Setup } from '../work/job.ts';
import { placeOf, type Schedule } from '../work/schedule.ts';
import { type EntrantChoice, seatEntrants } from './entrants.ts';

/** Setup of a worker. */
export interface MatchSetup extends Setup {
  readonly playing: Playing;
  readonly seed: string;
  readonly cells: readonly Pick<Cell, 'seats' | 'first' | 'count'>[];
  readonly entrants: readonly EntrantChoice[];
  /** The game, and its hash. */
  readonly name: string;
  readonly hash: string;
  readonly locale: CsvLocale;
  readonly schedule: Schedule;
}

/** Position of a match: its cell and repetition. */
export interface MatchPlace {
  readonly cell: number;
  readonly repetition: number;
}

/** Matches, cell by cell. */
export interface Matches {
  readonly count: number;
  placeOf(match: number): MatchPlace;
  /** The match after the last of the same cell. */
  cellEnd(match: number): number;
}

export function matchesOf(cells: MatchSetup['cells']): Matches {
  const ends: number[] = [];
  for (const { count } of cells) ends.push((ends.at(-1) ?? 0) + count);
  const cellAt = (match: number): number => {
    let [low, high] = [0, ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle] > match) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  return {
    count: ends.at(-1) ?? 0,
    placeOf(match) {
      const cell = cellAt(match);
      return { cell, repetition: cells[cell].first + match - (ends[cell - 1] ?? 0) };
    },
    cellEnd: (match) => ends[cellAt(match)],
  };
}

/** Matches of one cell that end badly in a row before the rest of the cell is given up. */
const MATCH_FAILURES = 2;

/** How long matches that fail are borne. */
export function matchPatience({ cells, schedule }: MatchSetup): Patience {
  const { cellEnd } = matchesOf(cells);
  const begin = schedule.firstRun + schedule.done;
  return { failures: MATCH_FAILURES, unitEnd: (position) => cellEnd(begin + position) - begin };
}

/** Columns of a match besides those that say which it is; payoffs are in the unit of the game. */
export function matchColumns(seats: number, unit: string): Column[] {
  const column = (name: string, description: string, more: Partial<Column>): Column => {
    return { name, unit: '', shape: 'run', description, ...more };
  };
  const repetition = column('repetition', 'Repetition: matches of the same repetition have common random numbers.', {
    unit: '1',
    type: 'integer',
  });
  const ofSeats = Array.from({ length: seats }, (_, s) => [
    column(`seat_${s + 1}`, `Entrant in seat ${s + 1}.`, { type: 'string' }),
    column(
      `payoff_${s + 1}`,
      `Mean payoff per turn (of a match of random length its total over the mean length), or discounted payoff in the economy.`,
      { unit: unit || '1' },
    ),
    column(`cooperation_${s + 1}`, 'Share of cooperative moves, in [0, 1].', { unit: '1' }),
  ]);
  return [repetition, ...ofSeats.flat()];
}

/** @param loaded  Strategies besides the built-in ones. */
export function createMatchSimulator(setup: MatchSetup, loaded: readonly Strategy[]): Simulates {
  const { playing, seed, cells, entrants, name, hash, locale, schedule } = setup;
  const { placeOf: placeOfMatch } = matchesOf(cells);
  const arena = openArena(playing, seatEntrants(entrants, loaded), seed);
  const metrics = matchColumns(cells[0].seats.length, '');
  const table = { scenario: name, scenarioHash: hash, seed, metrics, locale };

  return simulatorOf((position, ended) => {
    const { run } = placeOf(schedule, position);
    const { cell, repetition } = placeOfMatch(run);
    const { seats } = cells[cell];
    const named = Object.fromEntries(seats.map((entrant, s) => [`seat_${s + 1}`, entrants[entrant].name]));
    if (ended !== undefined) return madeRow(table, { run, ...ended, metrics: { repetition, ...named } });
    const { payoffs, cooperation, failures } = arena.play({ ...cells[cell], first: repetition, count: 1 });
    const values: Record<string, number> = {};
    for (const s of seats.keys()) {
      values[`payoff_${s + 1}`] = payoffs[s];
      values[`cooperation_${s + 1}`] = cooperation[s];
    }
    const [failure] = failures;
    const how = { status: failure === undefined ? 'ok' : 'failed', reason: failure?.reason ?? '' } as const;
    return madeRow(table, { run, ...how, metrics: { repetition, ...named, ...values } });
  });
}
