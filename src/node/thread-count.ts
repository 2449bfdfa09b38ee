/** How many threads a command gets: what was asked, within what there is to do and what the machine can carry. */

import { availableParallelism } from 'node:os';

/** More threads than these take memory and give no speed. */
const THREADS_PER_CORE = 4;

/** Fewer runs than these end before worker threads have started. */
export const FEW_RUNS = 200;

/** Threads for so many runs, where nobody asked for a number. */
export function usualThreads(runs: number): number {
  return runs < FEW_RUNS ? 1 : availableParallelism();
}

/** The most threads at a time on this machine. */
export function mostThreads(): number {
  return THREADS_PER_CORE * availableParallelism();
}

/** Threads for so many pieces of work. */
export function threadsFor(jobs: number, pieces: number): number {
  return Math.max(1, Math.min(jobs, pieces, mostThreads()));
}
