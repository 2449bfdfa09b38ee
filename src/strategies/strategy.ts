/** What a strategy is: the extension point for capex policies, ours and the user's. */

import type { z } from 'zod';
import type { Generator } from '../random/generator.ts';

/** What a firm knows of itself. */
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

/** What everybody can see. */
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

/** What a firm may know when it moves: getters on the running economy; nothing else reaches a strategy. */
export interface FirmView {
  /** Month about to be played, from 0. */
  readonly month: number;
  /** Decisions taken before this one; 0 at the first. */
  readonly decision: number;
  readonly id: string;
  /** Ids of the rivals, in the order of the scenario. */
  readonly rivals: readonly string[];
  /** Intensity this firm decided, and the one it played after execution noise; lag 1 is the last decision. */
  ownIntended(lag: number): number;
  ownRealised(lag: number): number;
  /** Intensity of a rival as this firm saw it; lag 1 is the last decision. Needs 1 <= lag <= decision. */
  rivalIntensity(rival: string, lag: number): number;
  /** Share of rivals seen to cooperate (intensity below one half), in [0, 1]; 1 without rivals. */
  cooperatingShare(lag: number): number;
  readonly own: OwnBooks;
  readonly market: PublicSignals;
}

export interface Strategy<P = unknown, M = unknown> {
  /** Kebab-case, equal to the file name; what scenarios and results refer to. */
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
  /** Choose an intensity in [0, 1]. May change `memory`, nothing else. */
  decide(view: FirmView, params: P, memory: M, rng: Generator): number;
}

/** Identity at run time; gives a strategy literal its types. */
export function defineStrategy<P, M>(strategy: Strategy<P, M>): Strategy<P, M> {
  return strategy;
}
