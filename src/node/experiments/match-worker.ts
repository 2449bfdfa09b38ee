/** The worker thread of a tournament: it plays the matches that it is given. */

import { loadStrategies } from '../strategies/load-strategies.ts';
import { serveChunks } from '../work/chunk-worker.ts';
import { createMatchSimulator, type MatchSetup } from './match-rows.ts';

export const simulateChunk = serveChunks((setup: MatchSetup) =>
  createMatchSimulator(setup, loadStrategies(setup.strategies)),
);
