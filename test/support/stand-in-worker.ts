/** The worker thread of a batch or sweep on the stand-in engine. */

import { type ChunkSetup, createChunkSimulator } from '../../src/node/chunk.ts';
import { serveChunks } from '../../src/node/chunk-worker.ts';
import { createSweepSimulator, type SweepSetup } from '../../src/node/sweep-chunk.ts';
import { engine } from './stand-in-engine.ts';

export const simulateChunk = serveChunks((setup: ChunkSetup | SweepSetup) =>
  'design' in setup ? createSweepSimulator(setup, engine) : createChunkSimulator(setup, engine),
);
