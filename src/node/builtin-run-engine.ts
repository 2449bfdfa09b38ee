/** The built-in engine for resolved scenarios, without code that reads and checks files. */

import { METRIC_COLUMNS } from '../engine/metric-columns.ts';
import { createSimulator } from '../engine/simulate.ts';
import { MODEL_VERSION } from '../engine/version.ts';
import { FAN_COLUMNS } from '../metrics/fan.ts';
import { PATTERN_COLUMNS, PATTERN_VALUES, patternValues } from '../metrics/patterns.ts';
import { runColumns, runMetrics } from '../metrics/run-row.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Strategy } from '../strategies/strategy.ts';
import type { RunEngine } from './engine.ts';

const RECORDED_FOR_PATTERNS: ReadonlySet<string> = new Set([...METRIC_COLUMNS, ...PATTERN_COLUMNS]);

/** With strategies besides the built-in ones. */
export function runEngineWith(strategies: readonly Strategy[]): RunEngine {
  return {
    modelVersion: String(MODEL_VERSION),
    createSimulator: (scenario, recording) =>
      createSimulator(scenario as Scenario, recording === 'patterns' ? RECORDED_FOR_PATTERNS : recording, strategies),
    runColumns: (simulator, recording) => [
      ...runColumns(simulator),
      ...(recording === 'patterns' ? PATTERN_VALUES : []),
    ],
    fanColumns: ({ columns }) =>
      FAN_COLUMNS.flatMap((name) => columns.filter((column) => column.name === name && column.shape === 'scalar')),
    metrics: (trace, recording) =>
      recording === 'patterns' ? { ...runMetrics(trace), ...patternValues(trace) } : runMetrics(trace),
  };
}
