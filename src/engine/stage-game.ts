/** The capex economy as a game: payoffs of firms over a run at fixed race intensities. */

import { fillTargets } from '../model/capex/targets.ts';
import { fillInitial } from '../model/initial.ts';
import { createWorld } from '../model/world/world.ts';
import { sum } from '../numeric/sum.ts';
import type { Trace } from '../columns/trace.ts';
import { isCooperation } from '../game/action.ts';
import { exp, log } from '../numeric/elementary.ts';
import type { SeedKey } from '../random/seed.ts';
import type { Economy } from '../scenario/economy.ts';
import { absentStrategy } from '../strategies/user-strategy.ts';
import { copyMemory } from '../strategies/plain-memory.ts';
import type { Strategy } from '../strategies/strategy.ts';
import { SILENT } from './silent-generator.ts';
import { createSimulator, type Simulator } from './simulate.ts';

/** Columns of a run that the payoffs need. */
export const PAYOFF_COLUMNS: ReadonlySet<string> = new Set([
  'firm/economic_profit_usd_bn',
  'firm/position_usd_bn',
  'firm/intensity',
]);

const MONTHS_PER_YEAR = 12;

export interface EconomyGame {
  /** Ids of the firms, in the order of the rows of a trace: that of their ids. */
  readonly firms: readonly string[];
  readonly months: number;
  /** Fill out[f] with the discounted payoff of firm f, USD bn, when firm g always plays `intensities[g]`. */
  fillPayoffs(out: Float64Array, intensities: ArrayLike<number>, draws: DrawKey): void;
}

/** Which random draws a run uses. */
export interface DrawKey {
  readonly seed: SeedKey;
  readonly replication: number;
}

export interface GameHorizon {
  /** Months that count; the horizon of the scenario when absent. */
  readonly months?: number;
  /** Rate at which payoffs are discounted, a year; the cost of capital of the scenario when absent. */
  readonly discountPerYear?: number;
}

/** The scenario of the game: walls are recorded without a pause, and the run ends after the months that count. */
export function gameScenario(scenario: Economy, { months = scenario.horizonMonths }: GameHorizon = {}): Economy {
  return { ...scenario, horizonMonths: months, stop: { ...scenario.stop, rule: 'horizon' } };
}

/**
 * Compile a scenario into a game of fixed intensities. One world serves every profile, with common random numbers: a
 * replication has the same draws in every profile.
 */
export function createEconomyGame(scenario: Economy, horizon: GameHorizon = {}): EconomyGame {
  const profile = new Float64Array(scenario.firms.length);
  const ids = firmIds(scenario);
  const seats = ids.map((id, f): Strategy => ({ ...absentStrategy(`fixed/${id}`), decide: () => profile[f] }));
  const played = gameScenario(scenario, horizon);
  const firms = played.firms.map((firm) => ({ ...firm, strategy: { id: `fixed/${firm.id}`, params: {} } }));
  const simulator: Simulator = createSimulator({ ...played, firms }, PAYOFF_COLUMNS, seats);
  return {
    firms: ids,
    months: played.horizonMonths,
    fillPayoffs(out, intensities, { seed, replication }) {
      profile.set(intensities);
      fillStagePayoffs(out, simulator.run(seed, replication), discountOf(scenario, horizon));
    },
  };
}

/** A strategy with its parsed parameters. */
export interface Seated {
  readonly strategy: Strategy;
  readonly params: unknown;
}

export interface EconomyRuns {
  /** Fill the discounted payoff (USD bn) and share of cooperative months of every firm, given its strategy. */
  play(
    into: { readonly payoffs: Float64Array; readonly cooperation: Float64Array },
    seated: readonly Seated[],
    draws: DrawKey,
  ): void;
}

/** Compile a scenario once for any assignment of strategies to its firms, in the order of `firmIds`. */
export function createEconomyRuns(scenario: Economy, horizon: GameHorizon = {}): EconomyRuns {
  const ids = firmIds(scenario);
  let now: readonly Seated[] = [];
  const seats = ids.map(
    (id, f): Strategy => ({
      ...absentStrategy(`seat/${id}`),
      // A generator is created at its first draw; a strategy that may not draw gets none.
      stochastic: true,
      start: () => now[f].strategy.start(now[f].params),
      copy: (memory) => copyMemory(now[f].strategy, memory),
      end: (memory) => now[f].strategy.end?.(memory),
      decide(view, _params, memory, rng) {
        const { strategy, params } = now[f];
        return strategy.decide(view, params, memory, strategy.stochastic ? rng : SILENT);
      },
    }),
  );
  const played = gameScenario(scenario, horizon);
  const firms = played.firms.map((firm) => ({ ...firm, strategy: { id: `seat/${firm.id}`, params: {} } }));
  const simulator = createSimulator({ ...played, firms }, PAYOFF_COLUMNS, seats);
  return {
    play({ payoffs, cooperation }, seated, { seed, replication }) {
      now = seated;
      const trace = simulator.run(seed, replication);
      fillStagePayoffs(payoffs, trace, discountOf(scenario, horizon));
      const intensity = trace.column('intensity', 'firm');
      cooperation.fill(0);
      for (let i = 0; i < intensity.length; i++) {
        if (isCooperation(intensity[i])) cooperation[i % ids.length] += 1 / trace.months;
      }
    },
  };
}

/** Ids of the firms of a scenario in the order of the rows of a trace. */
export function firmIds({ firms }: Economy): string[] {
  return firms.map(({ id }) => id).sort((a, b) => (a < b ? -1 : 1));
}

/** Discount rate of a game, per year. */
export function discountOf(scenario: Economy, { discountPerYear }: GameHorizon): number {
  return discountPerYear ?? scenario.finance.riskFreePerYear + scenario.finance.waccPremiumPerYear;
}

/**
 * Fill out[f] with the payoffs of a run, discounted to month 0, USD bn: economic profit of every month, and the value
 * of the market position at the end: `sum over t < T of (1 + r)^(-t/12) profit_ft + (1 + r)^(-T/12) position_fT`.
 */
export function fillStagePayoffs(out: Float64Array, trace: Trace, discountPerYear: number): void {
  const profit = trace.column('economic_profit_usd_bn', 'firm');
  const position = trace.column('position_usd_bn', 'firm');
  const firms = trace.entities.firm.length;
  const monthly = exp(-log(1 + discountPerYear) / MONTHS_PER_YEAR);
  out.fill(0);
  let factor = 1;
  for (let month = 0; month < trace.months; month++) {
    for (let f = 0; f < firms; f++) out[f] += factor * profit[month * firms + f];
    factor *= monthly;
  }
  const last = (trace.months - 1) * firms;
  for (let f = 0; f < firms; f++) out[f] += factor * position[last + f];
}

/** First month of the game from the firms' view; arrays have shape [firm], in the order of `firmIds`. */
export interface FirstMonth {
  /** Psi: the strategic prize at which the orders of month 0 are best responses. */
  readonly prize: number;
  /** Overspend: racing target over disciplined target, minus 1, of all firms together and of each. */
  readonly overspend: number;
  readonly overspendByFirm: readonly number[];
}

/** Psi of so many runs, each with its own draw of the uncertain numbers. */
export function prizesOf(scenario: Economy, seed: SeedKey, runs: number): number[] {
  const simulator = createSimulator(gameScenario(scenario, { months: 1 }), new Set(['scalar/prize']));
  return Array.from({ length: runs }, (_, k) => simulator.run(seed, k).column('prize')[0]);
}

/** Targets of month 0 of a scenario, from its central values (without random draws). */
export function firstMonth(scenario: Economy): FirstMonth {
  const world = createWorld(scenario);
  fillInitial(world);
  fillTargets(world, 0);
  const { disciplinedTarget, racingTarget } = world.firms;
  return {
    prize: world.race.prize,
    overspend: sum(racingTarget) / sum(disciplinedTarget) - 1,
    overspendByFirm: Array.from(racingTarget, (target, f) => target / disciplinedTarget[f] - 1),
  };
}
