/** Design of a tournament: its seatings. */

import { createGenerator, type Generator } from '../random/generator.ts';

/** One seating: entrants by seat. Every repetition of it that counts is played. */
export interface Cell {
  /** Index of the entrant in each seat. */
  readonly seats: readonly number[];
  /** Repetitions 0 .. repetitions - 1 in a pair; a single one in a sampled field. */
  readonly first: number;
  readonly count: number;
  /**
   * `pair`: one entrant against copies of another, for payoffs, invasion and two-player ranking; `field`: a mixed
   * field, for ranking with more players.
   */
  readonly role: 'pair' | 'field';
  /** Seat of the single entrant in a pair. */
  readonly lone: number;
  /** Number of seat orders that it represents. */
  readonly weight: number;
}

export interface DesignRule {
  readonly entrants: number;
  readonly players: number;
  readonly repetitions: number;
  /** Repetitions of the pair seatings, where the ranking does not depend on them. */
  readonly pairRepetitions: number;
  /** Whether seats differ, as firms do: then each entrant must sit in each. */
  readonly hasUnequalSeats: boolean;
  /** For more than two players: every composition, or a balanced sample of a new one each repetition. */
  readonly compositions: 'all' | 'sampled';
  readonly seed: string;
}

/** Compositions beyond this are sampled, or not played at all. */
const MOST_COMPOSITIONS = 5000;

/** All cells of a tournament, in a fixed order. */
export function designCells(rule: DesignRule): Cell[] {
  if (rule.players === 2 && !rule.hasUnequalSeats) return pairCells(rule, rule.repetitions);
  return [
    ...pairCells(rule, rule.pairRepetitions),
    ...(rule.compositions === 'all' ? allCells(rule) : sampledCells(rule)),
  ];
}

/** One entrant i among entrants j, in every seat where seats differ; two players need each unordered pair once. */
function pairCells({ entrants, players, hasUnequalSeats }: DesignRule, count: number): Cell[] {
  const cells: Cell[] = [];
  for (let i = 0; i < entrants; i++) {
    for (let j = players === 2 && !hasUnequalSeats ? i : 0; j < entrants; j++) {
      const places = hasUnequalSeats && i !== j ? players : 1;
      for (let lone = 0; lone < places; lone++) {
        const seats = Array.from({ length: players }, (_, seat) => (seat === lone ? i : j));
        cells.push({ seats, first: 0, count, role: 'pair', lone, weight: 1 });
      }
    }
  }
  return cells;
}

/**
 * Blocks of as many seatings as there are entrants, one block per repetition with its own random draws. In a block
 * every entrant is once in every seat, with random opponents, so that blocks are balanced and independent.
 */
function sampledCells({ entrants, players, repetitions, seed }: DesignRule): Cell[] {
  const chance = createGenerator(`${seed}/tournament-seating`);
  return Array.from({ length: repetitions }, (_, block) => {
    const orders = Array.from({ length: players }, () => shuffled(entrants, chance));
    return Array.from(
      { length: entrants },
      (_row, a): Cell => ({
        seats: orders.map((order) => order[a]),
        first: block,
        count: 1,
        role: 'field',
        lone: 0,
        weight: 1,
      }),
    );
  }).flat();
}

/** Every composition: as multisets when seats are alike, as sequences when they differ. */
function allCells({ entrants, players, repetitions, hasUnequalSeats }: DesignRule): Cell[] {
  const cells: Cell[] = [];
  const grow = (seats: readonly number[]): void => {
    if (cells.length > MOST_COMPOSITIONS) {
      throw new RangeError(`there are more than ${MOST_COMPOSITIONS} compositions: sample them`);
    }
    if (seats.length === players) {
      const weight = hasUnequalSeats ? 1 : ordersOf(seats);
      cells.push({ seats, first: 0, count: repetitions, role: 'field', lone: 0, weight });
      return;
    }
    for (let i = hasUnequalSeats ? 0 : (seats.at(-1) ?? 0); i < entrants; i++) grow([...seats, i]);
  };
  grow([]);
  return cells;
}

/** Number of distinct orders of a multiset. */
function ordersOf(seats: readonly number[]): number {
  let orders = 1;
  const counts = new Map<number, number>();
  for (const [k, seat] of seats.entries()) {
    const count = (counts.get(seat) ?? 0) + 1;
    counts.set(seat, count);
    orders = (orders * (k + 1)) / count;
  }
  return Math.round(orders);
}

function shuffled(count: number, chance: Generator): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(chance.uniform() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
