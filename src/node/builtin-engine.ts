/** The built-in engine as the batch machinery sees it. */

import { createSimulator } from '../engine/simulate.ts';
import { MODEL_VERSION } from '../engine/version.ts';
import { FAN_COLUMNS } from '../metrics/fan.ts';
import { runColumns, runMetrics } from '../metrics/run-row.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Engine, EngineHost } from './engine.ts';

export const BUILTIN_ENGINE: Engine = {
  modelVersion: String(MODEL_VERSION),
  createSimulator: (scenario, record) => createSimulator(scenario as Scenario, record),
  runColumns: ({ entities }) => runColumns(entities.node),
  fanColumns: ({ columns }) =>
    FAN_COLUMNS.flatMap((name) => columns.filter((column) => column.name === name && column.shape === 'scalar')),
  metrics: runMetrics,
};

/** This module is TypeScript when run from source, and so is the worker's. */
const WORKER = import.meta.url.endsWith('.ts') ? './simulation-worker.ts' : './simulation-worker.js';

export const BUILTIN_HOST: EngineHost = {
  engine: BUILTIN_ENGINE,
  workerUrl: new URL(WORKER, import.meta.url).href,
};
