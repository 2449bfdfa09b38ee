/** The worker thread of a batch on the built-in engine. */

import { BUILTIN_ENGINE } from './builtin-engine.ts';
import { serveChunks } from './chunk-worker.ts';

export const simulateChunk = serveChunks(BUILTIN_ENGINE);
