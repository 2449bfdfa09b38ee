/** The built-in engine for scenarios that are resolved: without all that reads and checks files. */

import { createSimulator } from '../engine/simulate.ts';
import { MODEL_VERSION } from '../engine/version.ts';
import { FAN_COLUMNS } from '../metrics/fan.ts';
import { runColumns, runMetrics } from '../metrics/run-row.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Strategy } from '../strategies/strategy.ts';
import type { RunEngine } from './engine.ts';

/** With strategies besides the built-in ones. */
export function runEngineWith(strategies: readonly Strategy[]): RunEngine {
  return {
    modelVersion: String(MODEL_VERSION),
    createSimulator: (scenario, record) => createSimulator(scenario as Scenario, record, strategies),
    runColumns,
    fanColumns: ({ columns }) =>
      FAN_COLUMNS.flatMap((name) => columns.filter((column) => column.name === name && column.shape === 'scalar')),
    metrics: runMetrics,
  };
}
