/** Public API for Node: that of the browser, plus functions that need files and threads. */

export * from '../index.ts';
export {
  type BatchOptions,
  type BatchOutcome,
  type RunScenario,
  runBatch,
  type BatchSpec,
} from './experiments/batch.ts';
export { type Entry, readEntry, type EntrantChoice } from './experiments/entrants.ts';
export { type MergeOptions, type MergeOutcome, mergeShards } from './experiments/merge.ts';
export {
  runSweep,
  type SweepOptions,
  type SweepOutcome,
  type SweepScenario,
  type SweepSpec,
} from './experiments/sweep.ts';
export { type LoadedSweep, loadSweep } from './experiments/sweep-scenario.ts';
export { runTournament, type TournamentSpec, type TournamentOutcome } from './experiments/tournament.ts';
export { BUILTIN_HOST } from './builtin-engine.ts';
export type { Engine, EngineHost, Configured, RunEngine, Recording, Simulator as EngineSimulator } from './engine.ts';
export { type ListedScenario, type LoadOptions, listScenarios, loadScenario } from './scenario-files.ts';
export { type Batch, type BatchRequest, batch, type NodeRunOptions, type RunRow, run } from './library.ts';
export { checkUserStrategy } from './strategies/check-strategy.ts';
export { loadPlayable, type PlayableScenario } from './strategies/user-strategies.ts';
export type { ConfigurationSummary } from './experiments/run-statistics.ts';
export type { FolderMode } from './files/results-folder.ts';
export type { StrategySource } from './strategies/strategy-source.ts';
export type { ThreadLimits } from './strategies/strategy-thread.ts';
export type { Checked } from './strategies/strategy-worker.ts';
export type { Outcome as JobOutcome, WorkPlace } from './work/run-job.ts';
export type { Shard } from './work/shard.ts';
export type { CsvLocale } from '../output/csv.ts';
export type { Resource } from '../output/datapackage.ts';
export type { Manifest, Identity, Failure } from '../output/manifest.ts';
export type { SummaryRow } from '../output/summary.ts';
export type { RunnerOptions, RemoteRunner, ChunkRunner } from './work/runners.ts';
export type { EventChoice } from '../output/events.ts';
export type { RunMetrics, RunStatus } from '../output/run-table.ts';
export type { SeriesFormat } from '../output/series.ts';
export type { Job, Fold, GrowingFile, Patience, Setup, MadeTable, Rows } from './work/job.ts';
export type { Schedule } from './work/schedule.ts';
export type { Chunk, Ending, Simulates, Row } from './work/chunk.ts';
export type { FanBlock } from '../output/fan.ts';
export type { Histogram } from '../numeric/histogram.ts';
