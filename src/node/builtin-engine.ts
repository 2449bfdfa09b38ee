/** The built-in engine as the batch machinery sees it. */

import { scenarioHash } from '../scenario/hash.ts';
import { checkOpen, type OpenScenario } from '../reader/parse.ts';
import type { Strategy } from '../strategies/strategy.ts';
import { runEngineWith } from './builtin-run-engine.ts';
import type { Engine, EngineHost } from './engine.ts';
import { workerAddress } from './worker-address.ts';

/** The built-in engine with strategies besides the built-in ones. */
export function engineWith(strategies: readonly Strategy[]): Engine {
  return {
    ...runEngineWith(strategies),
    configure(open, overrides) {
      const { scenario } = checkOpen(open as OpenScenario, overrides);
      return { scenario, hash: scenarioHash(scenario) };
    },
  };
}

export const BUILTIN_ENGINE: Engine = engineWith([]);

export const BUILTIN_HOST: EngineHost = {
  engine: BUILTIN_ENGINE,
  workerUrl: workerAddress('batch/simulation-worker'),
  sweepWorkerUrl: workerAddress('sweep/sweep-worker'),
};
