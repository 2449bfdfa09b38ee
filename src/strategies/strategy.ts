/** Defines a strategy: the extension point for capex policies, built-in and user-written. */

import * as z from 'zod';
import type { DilemmaPayoffs } from '../game/dilemma-payoffs.ts';
import type { MemoryOne } from '../game/memory-one.ts';
import type { Generator } from '../random/generator.ts';

/** A firm's information about itself. */
export interface OwnBooks {
  readonly marketShare: number;
  readonly liveMw: number;
  readonly stagedMw: number;
  readonly aiRevenueUsdBnPerYear: number;
  /** AI profit before depreciation, smoothed over a year. */
  readonly operatingProfitUsdBnPerYear: number;
  readonly aiCapitalUsdBn: number;
  readonly cashUsdBn: number;
  readonly debtUsdBn: number;
  /** Net debt over EBITDA. */
  readonly leverage: number;
  /** After-tax operating profit of AI at the rate of this month over AI capital in service, a year. */
  readonly roiPerYear: number;
}

/** Public information. */
export interface PublicSignals {
  /** Return of the industry on AI capital in service over the last year. */
  readonly industryRoiPerYear: number;
  readonly computePriceIndex: number;
  readonly utilisation: number;
  readonly revenueGrowthPerYear: number;
  readonly systemsLeadMonths: number;
  readonly systemsPriceIndex: number;
  readonly queueWaitMonths: number;
  readonly stagedMonths: number;
  readonly narrative: number;
  readonly stringency: number;
}

/** The capex economy around a firm; a plain game has none. */
export interface EconomyView {
  /** Month about to be played, from 0. */
  readonly month: number;
  readonly own: OwnBooks;
  readonly market: PublicSignals;
}

/** Payoffs of the stage game per turn; in the economy USD bn a year, if every target capacity were reached at once. */
export interface StageView {
  /** Payoff to this player when it plays `own` and every rival `rivals`, both in [0, 1]. */
  own(own: number, rivals: number): number;
  /** Payoff to all players together when everybody plays `common`. */
  group(common: number): number;
}

/** Information of a player at a decision, in a plain game and in the economy: getters only. */
export interface GameView {
  /** Decisions taken before this one; 0 at the first. */
  readonly decision: number;
  readonly id: string;
  /** Ids of the rivals, in the order of their seats or of the scenario. */
  readonly rivals: readonly string[];
  /** Intensity this player decided, and the one it played after execution noise; lag 1 is the last decision. */
  ownIntended(lag: number): number;
  ownRealised(lag: number): number;
  /** Payoff of the decision at that lag; in the economy USD bn of the quarter, at the rate of its last month. */
  ownPayoff(lag: number): number;
  /** Intensity of a rival as this player saw it; lag 1 is the last decision. Needs 1 <= lag <= decision. */
  rivalIntensity(rival: string, lag: number): number;
  /** Share of rivals seen to cooperate (intensity below one half), in [0, 1]; 1 without rivals. */
  cooperatingShare(lag: number): number;
  readonly stage: StageView;
  /** Undefined in a plain game. */
  readonly economy: EconomyView | undefined;
}

/** Information of a firm in the capex economy: the view of a strategy that declares `needs: 'economy'`. */
export interface FirmView extends GameView {
  readonly economy: EconomyView;
}

export interface StrategyFacts<P, M> {
  /** Kebab-case; the file has the same name, or that of the family it belongs to. Scenarios and results use it. */
  readonly id: string;
  /** One sentence for `strategy list`. */
  readonly summary: string;
  /** Keys into docs/bibliography.md; empty for a rule original to this project. */
  readonly cites: readonly string[];
  /** Decisions of history read; Infinity when unbounded. */
  readonly memoryDepth: number;
  /** Whether it draws from its generator. */
  readonly stochastic: boolean;
  readonly params: z.ZodType<P>;
  /** Fresh memory for a run: plain data, so that a run can be saved and compared. */
  start(params: P): M;
  /** An independent copy of a memory that is not plain data itself; plain data is cloned. */
  copy?(memory: M): M;
  /** Called at the end of a run with the memory of each seat; it throws when the run must fail. */
  end?(memory: M): void;
  /** For two players and a memory-one rule: its probabilities, for exact expectations. */
  memoryOne?(params: P, payoffs: DilemmaPayoffs): MemoryOne;
}

export interface Strategy<P = unknown, M = unknown> extends StrategyFacts<P, M> {
  /** Set when it reads `view.economy`; a plain game then refuses it. */
  readonly needs?: 'economy';
  /** Choose an intensity in [0, 1]. May change `memory`, nothing else. */
  decide(view: GameView, params: P, memory: M, rng: Generator): number;
}

/** A strategy that reads accounts and markets. */
export interface EconomyStrategy<P = unknown, M = unknown> extends StrategyFacts<P, M> {
  readonly needs: 'economy';
  decide(view: FirmView, params: P, memory: M, rng: Generator): number;
}

/** What a family of strategies takes as it is. */
export type Description = Pick<StrategyFacts<unknown, unknown>, 'id' | 'summary' | 'cites'>;

/** Of what a definition may leave out: by default it reads the whole history, draws nothing and has no parameters. */
const DEFAULTS = {
  cites: [],
  memoryDepth: Number.POSITIVE_INFINITY,
  stochastic: false,
  params: z.strictObject({}),
  start: () => undefined,
};

/** A strategy from a literal, which it gives its types and its defaults. */
export function defineStrategy<P = object, M = undefined>(
  definition: Partial<StrategyFacts<P, M>> & Pick<EconomyStrategy<P, M>, 'id' | 'summary' | 'needs' | 'decide'>,
): Strategy<P, M>;
export function defineStrategy<P = object, M = undefined>(
  definition: Partial<StrategyFacts<P, M>> & Pick<Strategy<P, M>, 'id' | 'summary' | 'needs' | 'decide'>,
): Strategy<P, M>;
export function defineStrategy(definition: Partial<Strategy>): unknown {
  // A seat gives an economy strategy a view with an economy, or refuses it.
  return { ...DEFAULTS, ...definition };
}
