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

/** The function that a worker module exports as `simulateChunk`. */
export function serveChunks(engine: Engine): (task: ChunkTask) => ChunkResult {
  let simulator: ChunkSimulator | undefined;
  return ({ first, count, running }) => {
    simulator ??= createChunkSimulator(workerData as ChunkSetup, engine);
    return simulator.simulate(first, count, (replication) => {
      Atomics.store(running, 0, replication);
    });
  };
}
