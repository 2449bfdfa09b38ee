/** The worker thread of a tournament: it plays the cells that it is given. */

import { workerData } from 'piscina';
import { type Arena, type CellResult, type Entrant, openArena, type Playing } from '../../tournament/arena.ts';
import type { Cell } from '../../tournament/design.ts';
import { loadStrategies } from '../strategies/load-strategies.ts';
import type { StrategySource } from '../strategies/strategy-source.ts';
import { type EntrantChoice, seatEntrants } from './tournament-entrants.ts';

export interface TournamentSetup {
  readonly playing: Playing;
  readonly entrants: readonly EntrantChoice[];
  readonly sources: readonly StrategySource[];
  readonly seed: string;
}

export interface CellsTask {
  readonly cells: readonly Cell[];
  /** Shared: slot 0 counts repetitions begun, from 1; 0 while loading. */
  readonly running: Int32Array;
}

let opened: Arena | undefined;

export async function playCells({ cells, running }: CellsTask): Promise<CellResult[]> {
  if (opened === undefined) {
    const { playing, entrants, sources, seed } = workerData as TournamentSetup;
    const seated: Entrant[] = seatEntrants(entrants, loadStrategies(sources));
    opened = openArena(playing, seated, seed);
  }
  const arena = opened;
  return cells.map((cell) => arena.play(cell, () => Atomics.add(running, 0, 1)));
}
