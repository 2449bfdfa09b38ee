/** The built-in engine for jobs. */

import { UserError } from '../scenario/errors.ts';
import { scenarioHash } from '../scenario/hash.ts';
import { checkOpen, type OpenScenario, openScenario } from '../reader/parse.ts';
import { ScenarioSchema } from '../scenario/schema.ts';
import type { Strategy } from '../strategies/strategy.ts';
import { runEngineWith } from './builtin-run-engine.ts';
import type { Engine, EngineHost } from './engine.ts';
import { workerAddress } from './worker-address.ts';

/** The built-in engine with strategies besides the built-in ones. */
export function engineWith(strategies: readonly Strategy[]): Engine {
  return {
    ...runEngineWith(strategies),
    check(resolved) {
      const read = ScenarioSchema.safeParse(resolved);
      if (read.success) return read.data;
      throw new UserError(read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
    },
    open: (resolved) => openScenario(JSON.stringify(resolved), { file: 'manifest.json' }),
    configure(open, overrides) {
      const { scenario } = checkOpen(open as OpenScenario, overrides);
      return { scenario, hash: scenarioHash(scenario) };
    },
  };
}

export const BUILTIN_ENGINE: Engine = engineWith([]);

export const BUILTIN_HOST: EngineHost = { engine: BUILTIN_ENGINE, workerUrl: workerAddress('work/run-worker') };
