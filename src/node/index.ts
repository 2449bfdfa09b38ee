/** The Node door: everything of the browser's, and what needs files and threads. */

export * from '../index.ts';
export { type BatchOptions, type BatchOutcome, runBatch } from './batch/batch.ts';
export type { BatchScenario } from './batch/run-options.ts';
export { BUILTIN_HOST } from './builtin-engine.ts';
export type { Engine, EngineHost } from './engine.ts';
export { type ListedScenario, type LoadOptions, listScenarios, loadScenario } from './scenario-files.ts';
export { type LoadedSweep, loadSweep } from './sweep/sweep-scenario.ts';
export { runSweep, type SweepOptions, type SweepOutcome, type SweepScenario } from './sweep/sweep.ts';
export { mergeShards } from './batch/merge.ts';
export type { MergeOptions, MergeOutcome } from './batch/merge-parts.ts';
export { runTournament, type TournamentOptions } from './tournament/tournament.ts';
export { type Entry, readEntry } from './tournament/tournament-entrants.ts';
export { checkUserStrategy } from './strategies/check-strategy.ts';
export { loadPlayable, type PlayableScenario } from './strategies/user-strategies.ts';
