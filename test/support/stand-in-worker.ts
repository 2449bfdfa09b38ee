/** The worker thread of a batch on the stand-in engine. */

import { serveChunks } from '../../src/node/chunk-worker.ts';
import { engine } from './stand-in-engine.ts';

export const simulateChunk = serveChunks({ batch: () => engine, sweep: () => engine });
