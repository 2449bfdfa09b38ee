/** The loop of a worker thread: prepares its setup once, then simulates chunks on request. */

import { workerData } from 'node:worker_threads';
import type { Chunk, Simulates } from './chunk.ts';
import type { Setup } from './job.ts';

/** One chunk to simulate, and where to say which replication is running. */
export interface ChunkTask {
  readonly first: number;
  readonly count: number;
  /** Shared: slot 0 holds the position being run, counted from `first`; -1 before that. */
  readonly running: Int32Array;
}

/** Let pending work of a strategy run, so that its errors are reported now and do not affect a later run. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** The function that a worker module exports as `simulateChunk`; `create` compiles its setup. */
export function serveChunks<S extends Setup>(create: (setup: S) => Simulates | Promise<Simulates>) {
  let simulator: Simulates | undefined;
  return async ({ first, count, running }: ChunkTask): Promise<Chunk> => {
    const setup = workerData as S;
    simulator ??= await create(setup);
    const chunk = simulator.simulate(first, count, (position) => {
      // One slot of 32 bits: a sweep has more positions than that, a chunk does not.
      Atomics.store(running, 0, position - first);
    });
    if (setup.strategies.length > 0) await settle();
    return chunk;
  };
}
