/** The worker thread of a batch or sweep on the built-in engine, with the user's strategies if there are any. */

import { runEngineWith } from './builtin-run-engine.ts';
import { serveChunks } from './chunk-worker.ts';
import type { StrategySource } from './strategy-source.ts';
import type { Strategy } from '../strategies/strategy.ts';

/** What only some tasks need is loaded by those: a thread that loads less starts sooner and weighs less. */
async function strategiesOf(sources: readonly StrategySource[] = []): Promise<Strategy[]> {
  if (sources.length === 0) return [];
  const { loadStrategies } = await import('./load-strategies.ts');
  return loadStrategies(sources);
}

export const simulateChunk = serveChunks({
  batch: async ({ strategies }) => runEngineWith(await strategiesOf(strategies)),
  async sweep({ strategies }) {
    const { engineWith } = await import('./builtin-engine.ts');
    return engineWith(await strategiesOf(strategies));
  },
});
