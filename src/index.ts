/** The browser-safe door: read a scenario, simulate it, and turn what comes out into tables and words. */

export type { Column, Shape } from './columns/column.ts';
export type { EquityClass } from './columns/equity-class.ts';
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
export {
  createMatch,
  type Match,
  type MatchOptions,
  type MatchResult,
  playMatch,
  type Seat,
  seatOf,
} from './engine/match.ts';
export { alphaRank, alphaRankOnePopulation } from './equilibrium/alpha-rank.ts';
export { asymmetricContest, patentRace, symmetricContest } from './equilibrium/contest.ts';
export { bestCorrelated, bestCorrelatedProfiles } from './equilibrium/correlated.ts';
export { fermiFixation, moranFixation, moranGameFixation } from './equilibrium/fixation.ts';
export { smallMutationLimit } from './equilibrium/imitation.ts';
export type { GameTable } from './equilibrium/game-table.ts';
export { invasion, isEss, isNash, isStrictNash } from './equilibrium/invasion.ts';
export { logitCooperation } from './equilibrium/logit.ts';
export { logitEquilibrium } from './equilibrium/logit-equilibrium.ts';
export { expectMemoryOne, limitMemoryOne } from './equilibrium/memory-one.ts';
export { threePlayerNash } from './equilibrium/nash-three-players.ts';
export { twoPlayerNash } from './equilibrium/nash-two-player.ts';
export { cournotEquilibrium } from './equilibrium/oligopoly.ts';
export type { PayoffTable } from './equilibrium/payoff-table.ts';
export { duopolyTriggers } from './equilibrium/pre-emption.ts';
export type { PayoffSampler, SampleRequest } from './equilibrium/payoff-samples.ts';
export { quiesce, type QuiesceResult, type QuiesceRule } from './equilibrium/quiesce.ts';
export { replicate, replicateToRest, replicatorPath, replicatorVelocity } from './equilibrium/replicator.ts';
export { deviationPayoffs, profileCount, symmetricProfiles } from './equilibrium/symmetric-game.ts';
export type { Role } from './equilibrium/role-symmetric.ts';
export { type SolvedTable, solveTable } from './equilibrium/solve-table.ts';
export { volunteering } from './equilibrium/volunteering.ts';
export { compare, type CompareOptions, type CompareResult, type Contender } from './experiment/compare.ts';
export { configurations, createDesign, type Design, type DesignSpec } from './experiment/design.ts';
export { isSignificant, type PairedDifference, pairedDifference } from './experiment/paired-difference.ts';
export { MODEL_VERSION } from './engine/version.ts';
export { COOPERATE, DEFECT } from './game/action.ts';
export { findGame, GAMES, gameOf } from './game/games.ts';
export { matrixGame } from './game/matrix-game.ts';
export type { StageGame } from './game/stage-game.ts';
export { FAN_COLUMNS } from './metrics/fan.ts';
export { runColumns, runMetrics } from './metrics/run-row.ts';
export { expandSeed, type SeedKey } from './random/seed.ts';
export { ScenarioError, StrategyError, UsageError, UserError } from './scenario/errors.ts';
export { scenarioHash } from './scenario/hash.ts';
export { type ParsedScenario, type ParseOptions, parseScenario } from './reader/parse.ts';
export { type Scenario, ScenarioSchema } from './scenario/schema.ts';
export { findStrategy, STRATEGIES } from './strategies/registry.ts';
export { defineStrategy, type FirmView, type GameView, type Strategy } from './strategies/strategy.ts';
export { CONTRACT, type ContractFinding, checkStrategy } from './strategies/contract.ts';
export { adoptStrategy, type UserParameter, type UserStrategy } from './strategies/user-strategy.ts';
export { createEconomyGame, type EconomyGame, type GameHorizon } from './engine/stage-game.ts';
export { type DilemmaReport, type MeasuredGame, measureDilemma } from './tournament/dilemma.ts';
export { measuredEconomy } from './tournament/thresholds.ts';
export { playTournament, type TournamentResult, type TournamentRule } from './tournament/tournament.ts';
