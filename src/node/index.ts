/** The Node door: everything of the browser's, and what needs files and threads. */

export * from '../index.ts';
export { type BatchOptions, type BatchOutcome, runBatch } from './batch.ts';
export type { BatchScenario } from './run-options.ts';
export { BUILTIN_HOST } from './builtin-engine.ts';
export type { Engine, EngineHost } from './engine.ts';
export { type ListedScenario, type LoadOptions, listScenarios, loadScenario } from './scenario-files.ts';
export { type LoadedSweep, loadSweep } from './sweep-scenario.ts';
export { runSweep, type SweepOptions, type SweepOutcome, type SweepScenario } from './sweep.ts';
export { mergeShards } from './merge.ts';
export type { MergeOptions, MergeOutcome } from './merge-parts.ts';
export { runTournament, type TournamentOptions } from './tournament.ts';
export { type Entry, readEntry } from './tournament-entrants.ts';
export { checkUserStrategy, loadPlayable, type PlayableScenario } from './user-strategies.ts';
