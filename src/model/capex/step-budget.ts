/** Stage 3, budget: intensity to target capacity, desired investment, financing cap, investment. */

import { logistic } from '../../numeric/elementary.ts';
import type { World } from '../world/world.ts';
import { isPaused, pausedInvestmentMw } from '../walls/pause.ts';
import { financingCapMw } from './financing-cap.ts';
import { fillTargets, prizeWeight } from './targets.ts';

/**
 * Set every firm's investment for the month, MW/month.
 *
 * Desired investment closes the gap between target and pipeline over `adjustYears` and replaces what retires,
 * times the option gate `logistic((q - h) / width)` with `q = m R^e (1 + a psi)(1 - a s) / (K c)` the expected value
 * over cost of the marginal MW: a disciplined firm counts its share of revenue, a racing one what it takes from rivals.
 * A firm orders less the more of its systems stand dark, and nothing when they are `darkShareTolerance` of live ones.
 * Investment moves to `min(desired, cap)` by `investmentAdjustPerMonth`; a pause overrides it.
 * An intensity of 0 never invests more than an intensity of 1 (test/model/capex.test.ts).
 *
 * Source: partial adjustment with an irreversible-investment hurdle, [DixitPindyck1994].
 */
export function stepBudget(world: World, month: number): void {
  const { firms, scenario, derived, demand } = world;
  const { capex } = scenario;
  fillTargets(world, month);
  const prize = prizeWeight(world, month);
  let pipeline = 0;
  for (let f = 0; f < derived.firmCount; f++) pipeline += firms.pipeline[f];
  const valuePerMwYear =
    (scenario.demand.serviceMargin * demand.expectedRevenueUsdBnPerYear * demand.performance) /
    Math.max(pipeline, 1e-9);
  const paused = isPaused(world, month);
  for (let f = 0; f < derived.firmCount; f++) {
    const stealing = 1 - firms.intensity[f] * firms.share[f];
    const cost = firms.userCost[f];
    const ratio = (valuePerMwYear * (1 + firms.intensity[f] * prize) * stealing) / cost;
    // A racing firm fears pre-emption more than regret: its hurdle falls to cost.
    const hurdle = 1 + (derived.hurdle - 1) * (1 - firms.intensity[f]);
    // What a disciplined firm would build, a racing one builds too, whatever its prize.
    const margin = Math.max(ratio - hurdle, valuePerMwYear / cost - derived.hurdle);
    const gate = logistic(margin / capex.gateWidth);
    const gapMw = Math.max(0, firms.target[f] - firms.pipeline[f]) / demand.performance;
    firms.gate[f] = gate;
    const lit = Math.max(0, 1 - firms.stagedMw[f] / (capex.darkShareTolerance * firms.liveMw[f] + 1e-9));
    firms.lit[f] = lit;
    firms.desiredMw[f] = (gapMw / (12 * capex.adjustYears) + firms.retiringMw[f] / 12) * gate * lit;
    firms.capMw[f] = financingCapMw(world, month, f);
    const goal = Math.min(firms.desiredMw[f], firms.capMw[f]);
    const moved = firms.investmentMw[f] + capex.investmentAdjustPerMonth * (goal - firms.investmentMw[f]);
    firms.investmentMw[f] = paused ? pausedInvestmentMw(world, month, f, goal) : moved;
  }
}
