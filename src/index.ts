/** The browser-safe door: read a scenario, simulate it, and turn what comes out into tables and words. */

export type { Column, Shape } from './columns/column.ts';
export type { EquityClass } from './columns/equity-class.ts';
export type { EventKind, LedgerEvent } from './columns/event.ts';
export type { Counterfactual, Outcome, Trace, RecordedAccounts, RunKind, WallStanding } from './columns/trace.ts';
export { SERIES_COLUMNS } from './engine/columns.ts';
export {
  createSimulator,
  type RecordLevel,
  type SimulateOptions,
  type Simulator,
  simulate,
} from './engine/simulate.ts';
export {
  createMatch,
  type Match,
  type MatchOptions,
  type MatchResult,
  playMatch,
  type Seat,
  seatOf,
} from './engine/match.ts';
export { alphaRank, alphaRankOnePopulation, type AlphaRankRule } from './equilibrium/alpha-rank.ts';
export {
  asymmetricContest,
  patentRace,
  symmetricContest,
  type ContestEquilibrium,
  type PatentRaceRule,
} from './equilibrium/contest.ts';
export {
  bestCorrelated,
  bestCorrelatedProfiles,
  type CorrelatedEquilibrium,
  type CorrelatedProfiles,
  type CorrelatedCertificate,
} from './equilibrium/correlated.ts';
export { fermiFixation, moranFixation, moranGameFixation, type FixationRule } from './equilibrium/fixation.ts';
export { smallMutationLimit } from './equilibrium/imitation.ts';
export type { GameTable } from './equilibrium/game-table.ts';
export { invasion, isEss, isNash, isStrictNash, type Invasion } from './equilibrium/invasion.ts';
export { logitCooperation } from './equilibrium/logit.ts';
export { logitEquilibrium, type LogitEquilibrium } from './equilibrium/logit-equilibrium.ts';
export { expectMemoryOne, limitMemoryOne, type PairExpectation, type PairRule } from './equilibrium/memory-one.ts';
export { threePlayerNash, type ThreePlayerEquilibria } from './equilibrium/nash-three-players.ts';
export { twoPlayerNash, type TwoPlayerEquilibria, type TwoPlayerEquilibrium } from './equilibrium/nash-two-player.ts';
export { cournotEquilibrium } from './equilibrium/oligopoly.ts';
export type { PayoffTable } from './equilibrium/payoff-table.ts';
export { duopolyTriggers, type DuopolyRule } from './equilibrium/pre-emption.ts';
export type {
  CommonMeans,
  PayoffSampler,
  SampleRequest,
  PayoffSamples,
  SampledProfile,
} from './equilibrium/payoff-samples.ts';
export {
  quiesce,
  type QuiesceResult,
  type QuiesceRule,
  type Candidate,
  type UnexploredResponse,
} from './equilibrium/quiesce.ts';
export {
  replicate,
  replicateToRest,
  replicatorPath,
  replicatorVelocity,
  type ReplicatorRest,
  type ReplicatorTime,
} from './equilibrium/replicator.ts';
export { deviationPayoffs, profileCount, symmetricProfiles } from './equilibrium/symmetric-game.ts';
export type { Role, ByRole, View, Support } from './equilibrium/role-symmetric.ts';
export {
  type SolvedTable,
  solveTable,
  type SolveRule,
  type SolvedEvolution,
  type PriceOfAnarchy,
  type SolvedNash,
  type SolvedEquilibrium,
} from './equilibrium/solve-table.ts';
export { volunteering } from './equilibrium/volunteering.ts';
export {
  compare,
  type CompareOptions,
  type CompareResult,
  type Contender,
  type Replicate,
  type Stopping,
} from './experiment/compare.ts';
export { configurations, createDesign, type Design, type DesignSpec } from './experiment/design.ts';
export { type Run, type RunOptions, run, type Series } from './experiment/run.ts';
export { isSignificant, type PairedDifference, pairedDifference } from './experiment/paired-difference.ts';
export { MODEL_VERSION } from './engine/version.ts';
export { COOPERATE, DEFECT } from './game/action.ts';
export { findGame, GAMES, gameOf, type GameKind, type GameParameter } from './game/games.ts';
export { matrixGame } from './game/matrix-game.ts';
export type { StageGame } from './game/stage-game.ts';
export { FAN_COLUMNS } from './metrics/fan.ts';
export { runColumns, runMetrics } from './metrics/run-row.ts';
export { expandSeed, type SeedKey } from './random/seed.ts';
export { ScenarioError, StrategyError, UsageError, UserError } from './scenario/errors.ts';
export { loadFrom, type Load, type Layers, type SourceFile } from './reader/layers.ts';
export type { Overrides, OverrideValue } from './reader/overrides.ts';
export { scenarioHash } from './scenario/hash.ts';
export {
  type ParsedScenario,
  type ParseOptions,
  parseScenario,
  type OpenScenario,
  type Parsed,
} from './reader/parse.ts';
export { type Scenario, ScenarioSchema } from './scenario/schema.ts';
export { findStrategy, STRATEGIES } from './strategies/registry.ts';
export {
  defineStrategy,
  type FirmView,
  type GameView,
  type Strategy,
  type EconomyStrategy,
  type EconomyView,
  type StageView,
  type StrategyFacts,
  type OwnBooks,
  type PublicSignals,
} from './strategies/strategy.ts';
export {
  CONTRACT,
  type ContractFinding,
  checkStrategy,
  type ContractOptions,
  type ContractRule,
} from './strategies/contract.ts';
export { adoptStrategy, type UserParameter, type UserStrategy } from './strategies/user-strategy.ts';
export { createEconomyGame, type EconomyGame, type GameHorizon, type DrawKey } from './engine/stage-game.ts';
export { type DilemmaReport, type MeasuredGame, measureDilemma, type PlayerDilemma } from './tournament/dilemma.ts';
export { measuredEconomy } from './tournament/thresholds.ts';
export { playTournament, type TournamentResult, type TournamentRule } from './tournament/tournament.ts';
export type { Range } from './columns/measure.ts';
export type { Draws } from './engine/draws.ts';
export type { ProfilePayoffs } from './equilibrium/profile-payoffs.ts';
export type { BothSides, Comparison, Impulse, MetricComparison } from './experiment/compare-ledger.ts';
export type { Axis, Setting, Operator } from './experiment/design-axis.ts';
export type { CournotRule } from './game/cournot.ts';
export type { DilemmaPayoffs, DilemmaKind } from './game/dilemma-payoffs.ts';
export type { MemoryOne } from './game/memory-one.ts';
export type { VolunteerRule } from './game/volunteers-dilemma.ts';
export type { Generator, GeneratorState } from './random/generator.ts';
export type { Economy } from './scenario/economy.ts';
export type { ExactPair, PopulationResult, PopulationRule } from './tournament/analysis.ts';
export type { Entrant, Playing } from './tournament/arena.ts';
export type { Estimate } from './tournament/estimate.ts';
export type { Standings, Pairing, Standing } from './tournament/standings.ts';
export type { GainSample, RegretEstimate, Deviation } from './equilibrium/regret-interval.ts';
export type { Evidence, EvidenceKind } from './reader/evidence.ts';
export type { Position, FilePosition, OverridePosition } from './reader/position.ts';
export type { Problem, Tree, Leaf, ListNode, MapNode, Scalar } from './reader/tree.ts';
export type { Spread } from './scenario/spread.ts';
