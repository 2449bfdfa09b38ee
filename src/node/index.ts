/** Public API for Node: that of the browser, plus functions that need files and threads. */

export * from '../index.ts';
export { type BatchOptions, type BatchOutcome, type RunScenario, runBatch } from './experiments/batch.ts';
export { type Entry, readEntry } from './experiments/entrants.ts';
export { type MergeOptions, type MergeOutcome, mergeShards } from './experiments/merge.ts';
export { runSweep, type SweepOptions, type SweepOutcome, type SweepScenario } from './experiments/sweep.ts';
export { type LoadedSweep, loadSweep } from './experiments/sweep-scenario.ts';
export { runTournament, type TournamentSpec } from './experiments/tournament.ts';
export { BUILTIN_HOST } from './builtin-engine.ts';
export type { Engine, EngineHost } from './engine.ts';
export { type ListedScenario, type LoadOptions, listScenarios, loadScenario } from './scenario-files.ts';
export { checkUserStrategy } from './strategies/check-strategy.ts';
export { loadPlayable, type PlayableScenario } from './strategies/user-strategies.ts';
