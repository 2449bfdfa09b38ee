/** A tournament played into a folder, or gone on with in it. */

import type { TournamentResult } from '../../tournament/tournament.ts';
import { gatherTournament, type TournamentOptions } from './tournament.ts';
import {
  openTournamentFolder,
  type Played,
  type TournamentFolder,
  writeTournamentFolder,
} from './tournament-folder.ts';

export interface Session {
  readonly about: Pick<Played, 'unit' | 'title' | 'command'>;
  /** Does the work while somebody may watch it and end it. */
  watch<T>(work: (watch: SessionWatch) => Promise<T>): Promise<T>;
}

export interface SessionWatch {
  readonly signal: AbortSignal;
  readonly update: (doneCells: number, allCells: number) => void;
}

export interface SessionEnd {
  /** Absent when interrupted. */
  readonly result?: TournamentResult | undefined;
  /** Seatings played. */
  readonly done: number;
  readonly files: readonly string[];
  readonly seconds: number;
}

const MS_PER_SECOND = 1000;

/** Play what the folder does not hold yet, and write the tables when all is played. */
export async function playInto(
  place: TournamentFolder,
  options: TournamentOptions,
  { about, watch }: Session,
): Promise<SessionEnd> {
  const { saved, checkpoint, unlock } = await openTournamentFolder(place);
  const started = performance.now();
  let done = saved.size;
  try {
    return await watch(async ({ signal, update }): Promise<SessionEnd> => {
      const onProgress = (cells: number, all: number): void => {
        update(cells, all);
        done = cells;
      };
      const keep = { saved, keep: checkpoint.keep.bind(checkpoint), signal };
      const result = await gatherTournament({ ...options, onProgress }, keep);
      const seconds = (performance.now() - started) / MS_PER_SECOND;
      if (result === undefined) {
        await checkpoint.write();
        return { done, files: [], seconds };
      }
      const { entry, jobs } = options;
      const files = await writeTournamentFolder(place, { ...about, result, entry, jobs, seconds });
      await checkpoint.remove();
      return { result, done, files, seconds };
    });
  } finally {
    await unlock();
  }
}
