/** The worker thread for runs on the built-in engine; modules that read files are loaded when needed, so that it starts fast and uses little memory. */

import { runEngineWith } from '../builtin-run-engine.ts';
import { loadStrategies } from '../strategies/load-strategies.ts';
import { serveChunks } from './chunk-worker.ts';
import { createRunSimulator, type RunSetup } from './run-rows.ts';

export const simulateChunk = serveChunks(async (setup: RunSetup) => {
  const strategies = loadStrategies(setup.strategies);
  if (setup.configurations.kind !== 'design') return createRunSimulator(setup, runEngineWith(strategies));
  const { engineWith } = await import('../builtin-engine.ts');
  return createRunSimulator(setup, engineWith(strategies));
});
