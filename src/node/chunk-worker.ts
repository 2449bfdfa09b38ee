/** What a worker thread does: compile the scenario, then simulate chunks on request. */

import { workerData } from 'node:worker_threads';
import { type ChunkResult, type ChunkSetup, createChunkSimulator, type Simulates } from './chunk.ts';
import type { Engine, RunEngine } from './engine.ts';
import type { SweepSetup } from './sweep-chunk.ts';

/** One chunk to simulate, and where to say which replication is running. */
export interface ChunkTask {
  readonly first: number;
  readonly count: number;
  /** Shared: slot 0 holds the position being run, counted from `first`; -1 before that. */
  readonly running: Int32Array;
}

/** The engine for a setup. */
export interface Engines {
  batch(setup: ChunkSetup): RunEngine | Promise<RunEngine>;
  sweep(setup: SweepSetup): Engine | Promise<Engine>;
}

async function simulatorOf(setup: ChunkSetup | SweepSetup, engines: Engines): Promise<Simulates> {
  if (!('design' in setup)) return createChunkSimulator(setup, await engines.batch(setup));
  const { createSweepSimulator } = await import('./sweep-chunk.ts');
  return createSweepSimulator(setup, await engines.sweep(setup));
}

/** Give what a strategy left undone its turn, so that it is told now and disturbs no later run. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** The function that a worker module exports as `simulateChunk`, on the engine for its setup. */
export function serveChunks(engines: Engines) {
  let simulator: Simulates | undefined;
  return async ({ first, count, running }: ChunkTask): Promise<ChunkResult> => {
    const setup = workerData as ChunkSetup | SweepSetup;
    simulator ??= await simulatorOf(setup, engines);
    const chunk = simulator.simulate(first, count, (position) => {
      // One slot of 32 bits: a sweep has more positions than that, a chunk does not.
      Atomics.store(running, 0, position - first);
    });
    if (setup.strategies !== undefined) await settle();
    return chunk;
  };
}
