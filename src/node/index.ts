/** The Node door: everything of the browser's, and what needs files and threads. */

export * from '../index.ts';
export { type BatchOptions, type BatchOutcome, type BatchScenario, runBatch } from './batch.ts';
export { BUILTIN_HOST } from './builtin-engine.ts';
export type { Engine, EngineHost } from './engine.ts';
export { type ListedScenario, type LoadOptions, listScenarios, loadScenario } from './scenario-files.ts';
