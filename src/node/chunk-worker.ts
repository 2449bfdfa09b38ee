/** What a worker thread does: compile the scenario once, then simulate chunks on request. */

import { workerData } from 'piscina';
import { type ChunkResult, type ChunkSetup, type ChunkSimulator, createChunkSimulator } from './chunk.ts';
import type { Engine } from './engine.ts';

/** One chunk to simulate, and where to say which replication is running. */
export interface ChunkTask {
  readonly first: number;
  readonly count: number;
  /** Shared: slot 0 holds the replication being run, -1 before the first. */
  readonly running: Int32Array;
}

/** The function that a worker module exports as `simulateChunk`, on the engine that `open` gives for a setup. */
export function serveChunks(open: (setup: ChunkSetup) => Engine | Promise<Engine>) {
  let simulator: ChunkSimulator | undefined;
  return async ({ first, count, running }: ChunkTask): Promise<ChunkResult> => {
    const setup = workerData as ChunkSetup;
    simulator ??= createChunkSimulator(setup, await open(setup));
    return simulator.simulate(first, count, (replication) => {
      Atomics.store(running, 0, replication);
    });
  };
}
