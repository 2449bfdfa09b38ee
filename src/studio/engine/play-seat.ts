/** One builder's seat played by hand: what its choices, always racing and always discipline have paid so far. */

import { createSimulator, type Simulator } from '../../engine/simulate.ts';
import { discountOf, gameScenario, PAYOFF_COLUMNS } from '../../engine/stage-game.ts';
import { decisionsBefore, isDecisionMonth } from '../../model/world/decisions.ts';
import { exp, log } from '../../numeric/elementary.ts';
import { expandSeed } from '../../random/seed.ts';
import type { Economy } from '../../scenario/economy.ts';
import { absentStrategy } from '../../strategies/user-strategy.ts';
import { type Game, type GameOutcome, GAME_SERIES, type Line } from '../game.ts';

const MONTHS_PER_YEAR = 12;

export interface SeatPlayer {
  play(choices: readonly number[]): GameOutcome;
}

/** Compile a game; each call replays it from its first month under the same random draws. */
export function createSeatPlayer(economy: Economy, { firm, months, seed, run, stops }: Game): SeatPlayer {
  const horizon = { months };
  const played = gameScenario(economy, horizon);
  // Followed to the end of the game, whenever the wall comes.
  const scenario = stops
    ? { ...played, stop: { ...played.stop, rule: 'aftermath' as const, aftermathMonths: months } }
    : played;
  let choices: readonly number[] = [];
  const hand = {
    ...absentStrategy('by-hand'),
    decide: ({ decision }: { readonly decision: number }): number => choices[Math.min(decision, choices.length - 1)],
  };
  const firms = scenario.firms.map((seat) =>
    seat.id === firm ? { ...seat, strategy: { id: 'by-hand', params: {} } } : seat,
  );
  const columns = new Set([...PAYOFF_COLUMNS, ...GAME_SERIES]);
  const simulator = createSimulator({ ...scenario, firms }, columns, [hand]);
  const rate = discountOf(economy, horizon);
  const lineBy = (by: readonly number[]): Line => {
    choices = by;
    return lineOf(simulator, { firm, seed, run, months, rate });
  };
  const [racing, disciplined] = [lineBy([1]), lineBy([0])];
  return {
    play(by) {
      const quarters = by.length;
      return { quarters, you: lineBy(quarters === 0 ? [1] : by), racing, disciplined };
    },
  };
}

interface Asked {
  readonly firm: string;
  readonly seed: string;
  readonly run: number;
  readonly months: number;
  readonly rate: number;
}

/** Payoff up to the end of each quarter: discounted economic profit and the position then held, USD bn. */
function lineOf(simulator: Simulator, { firm, seed, run, months, rate }: Asked): Line {
  const trace = simulator.run(expandSeed(seed), run);
  const firms = trace.entities.firm;
  const f = firms.indexOf(firm);
  const at = (name: string, month: number, entity = f): number =>
    trace.column(name, 'firm')[month * firms.length + entity];
  const monthly = exp(-log(1 + rate) / MONTHS_PER_YEAR);
  const payoff: number[] = [];
  const rivals: number[] = [];
  const series: Record<string, number[]> = Object.fromEntries(GAME_SERIES.map((key) => [key, []]));
  let factor = 1;
  let earned = 0;
  const played = Math.min(months, trace.months);
  for (let month = 0; month < played; month++) {
    earned += factor * at('economic_profit_usd_bn', month);
    factor *= monthly;
    // A quarter ends before the board meets again; the months before the first meeting belong to none.
    if (!isDecisionMonth(month + 1) || decisionsBefore(month + 1) === 0) continue;
    payoff.push(earned + factor * at('position_usd_bn', month));
    let sum = 0;
    for (let g = 0; g < firms.length; g++) if (g !== f) sum += at('intensity', month, g);
    rivals.push(sum / Math.max(1, firms.length - 1));
    for (const key of GAME_SERIES) {
      const [shape, name] = key.split('/');
      series[key].push(shape === 'firm' ? at(name, month) : trace.column(name, 'scalar')[month]);
    }
  }
  const { wall, wallMonth } = trace.outcome;
  return {
    payoff,
    rivals,
    series,
    wall,
    wallQuarter: wallMonth < 0 ? -1 : Math.max(0, decisionsBefore(wallMonth + 1) - 1),
  };
}
