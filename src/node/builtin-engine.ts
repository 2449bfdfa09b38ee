/** The built-in engine as the batch machinery sees it. */

import { createSimulator } from '../engine/simulate.ts';
import { MODEL_VERSION } from '../engine/version.ts';
import { FAN_COLUMNS } from '../metrics/fan.ts';
import { runColumns, runMetrics } from '../metrics/run-row.ts';
import { scenarioHash } from '../scenario/hash.ts';
import { checkOpen, type OpenScenario } from '../scenario/parse.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Strategy } from '../strategies/strategy.ts';
import type { Engine, EngineHost } from './engine.ts';
import { besideThis } from './pool.ts';

/** The built-in engine with strategies besides the built-in ones. */
export function engineWith(strategies: readonly Strategy[]): Engine {
  return {
    ...BUILTIN_ENGINE,
    createSimulator: (scenario, record) => createSimulator(scenario as Scenario, record, strategies),
  };
}

export const BUILTIN_ENGINE: Engine = {
  modelVersion: String(MODEL_VERSION),
  configure(open, overrides) {
    const { scenario } = checkOpen(open as OpenScenario, overrides);
    return { scenario, hash: scenarioHash(scenario) };
  },
  createSimulator: (scenario, record) => createSimulator(scenario as Scenario, record),
  runColumns: ({ entities }) => runColumns(entities),
  fanColumns: ({ columns }) =>
    FAN_COLUMNS.flatMap((name) => columns.filter((column) => column.name === name && column.shape === 'scalar')),
  metrics: runMetrics,
};

export const BUILTIN_HOST: EngineHost = {
  engine: BUILTIN_ENGINE,
  workerUrl: besideThis('simulation-worker'),
};
