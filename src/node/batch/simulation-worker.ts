/** The worker thread of a batch on the built-in engine: without what reads files, so that it starts soon and weighs little. */

import { runEngineWith } from '../builtin-run-engine.ts';
import { type ChunkSetup, createChunkSimulator } from './chunk.ts';
import { serveChunks } from './chunk-worker.ts';
import { loadStrategies } from '../strategies/load-strategies.ts';

export const simulateChunk = serveChunks((setup: ChunkSetup) =>
  createChunkSimulator(setup, runEngineWith(loadStrategies(setup.strategies ?? []))),
);
