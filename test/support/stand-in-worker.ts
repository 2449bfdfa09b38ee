/** The worker thread of a batch or sweep on the stand-in engine. */

import { serveChunks } from '../../src/node/work/chunk-worker.ts';
import { createRunSimulator, type RunSetup } from '../../src/node/work/run-rows.ts';
import { engine } from './stand-in-engine.ts';

export const simulateChunk = serveChunks((setup: RunSetup) => createRunSimulator(setup, engine));
