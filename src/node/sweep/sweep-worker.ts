/** The worker thread of a sweep on the built-in engine, with the user's strategies if there are any. */

import { engineWith } from '../builtin-engine.ts';
import { serveChunks } from '../batch/chunk-worker.ts';
import { loadStrategies } from '../strategies/load-strategies.ts';
import { createSweepSimulator, type SweepSetup } from './sweep-chunk.ts';

export const simulateChunk = serveChunks(async (setup: SweepSetup) =>
  createSweepSimulator(setup, engineWith(loadStrategies(setup.strategies ?? []))),
);
