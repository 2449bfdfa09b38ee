/** The browser-safe door: read a scenario, simulate it, and turn what comes out into tables and words. */

export type { Column, Shape } from './columns/column.ts';
export type { EventKind, LedgerEvent } from './columns/event.ts';
export type { Counterfactual, Outcome, Trace } from './columns/trace.ts';
export { SERIES_COLUMNS } from './engine/columns.ts';
export {
  createSimulator,
  type RecordLevel,
  type SimulateOptions,
  type Simulator,
  simulate,
} from './engine/simulate.ts';
export { MODEL_VERSION } from './engine/version.ts';
export { COOPERATE, DEFECT } from './game/action.ts';
export { FAN_COLUMNS } from './metrics/fan.ts';
export { runColumns, runMetrics } from './metrics/run-row.ts';
export { expandSeed, type SeedKey } from './random/seed.ts';
export { ScenarioError, StrategyError, UsageError, UserError } from './scenario/errors.ts';
export { scenarioHash } from './scenario/hash.ts';
export { type ParsedScenario, type ParseOptions, parseScenario } from './scenario/parse.ts';
export { type Scenario, ScenarioSchema } from './scenario/schema.ts';
export { findStrategy, STRATEGIES } from './strategies/registry.ts';
export { defineStrategy, type FirmView, type Strategy } from './strategies/strategy.ts';
export { CONTRACT, type ContractFinding, checkStrategy } from './strategies/contract.ts';
export { adoptStrategy, type UserParameter, type UserStrategy } from './strategies/user-strategy.ts';
