/** The worker thread of a batch on the built-in engine, with the user's strategies if there are any. */

import { engineWith } from './builtin-engine.ts';
import { serveChunks } from './chunk-worker.ts';
import { loadStrategies } from './load-strategies.ts';

export const simulateChunk = serveChunks(async ({ strategies = [] }) => engineWith(await loadStrategies(strategies)));
