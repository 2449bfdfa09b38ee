/** The worker thread of a batch or sweep on the stand-in engine. */

import { type ChunkSetup, createChunkSimulator } from '../../src/node/batch/chunk.ts';
import { serveChunks } from '../../src/node/batch/chunk-worker.ts';
import { createSweepSimulator, type SweepSetup } from '../../src/node/sweep/sweep-chunk.ts';
import { engine } from './stand-in-engine.ts';

export const simulateChunk = serveChunks((setup: ChunkSetup | SweepSetup) =>
  'design' in setup ? createSweepSimulator(setup, engine) : createChunkSimulator(setup, engine),
);
