/** Stage 3, budget: from targets to wanted orders, expected sites, the financing cap and investment. */

import { exp } from '../../numeric/elementary.ts';
import { activeFactor, CAPEX_CHANGE, imposedOrderGrowth } from '../world/interventions.ts';
import type { World } from '../world/world.ts';
import { isPaused, pausedGoalMw } from '../walls/pause.ts';
import { financingCapMw } from './financing-cap.ts';
import { sitesAllowMw } from './site-outlook.ts';
import { capacityGrowth, fillTargets, freeUnits } from './targets.ts';

/**
 * Set every firm's investment for the month, MW/month.
 *
 * Wanted orders follow believed growth and close the gap to the target slowly:
 * `[g_K (P - C) + (K - P) / tau]+ / (12 perf) + retiring / 12`, P the pipeline, C contracted capacity, K the target.
 * The firm orders the part for which it expects a site (`lit`), up to the financing cap; investment moves to that by
 * `investmentAdjustPerMonth`, unless the scenario imposes growth. In a pause it falls towards the disciplined goal in
 * the same way.
 * An intensity of 0 never invests more than an intensity of 1 (test/model/capex.test.ts).
 *
 * Source: flexible accelerator with expected growth, [Jorgenson1963].
 */
export function stepBudget(world: World, month: number): void {
  const { firms, scenario, derived, demand } = world;
  const { capex } = scenario;
  stepAmbition(world, month);
  fillTargets(world, month);
  const paused = isPaused(world, month);
  const imposed = imposedOrderGrowth(world, month);
  for (let f = 0; f < derived.firmCount; f++) {
    const growing = capacityGrowth(world, firms.intensity[f]) * freeUnits(world, f);
    const closing = (firms.target[f] - firms.pipeline[f]) / capex.adjustYears;
    const wanted = Math.max(0, growing + closing) / (12 * demand.performance) + firms.retiringMw[f] / 12;
    firms.wantedMw[f] = wanted * activeFactor(world, month, CAPEX_CHANGE, scenario.firms[f].id);
    const allowed = sitesAllowMw(world, month, f);
    firms.lit[f] = firms.wantedMw[f] > 0 ? Math.min(1, allowed / firms.wantedMw[f]) : 1;
    firms.capMw[f] = financingCapMw(world, month, f);
    const goal = Math.min(firms.wantedMw[f] * firms.lit[f], firms.capMw[f]);
    const bounded = paused ? pausedGoalMw(world, f, goal) : goal;
    if (imposed !== undefined) firms.investmentMw[f] *= 1 + imposed;
    else firms.investmentMw[f] += capex.investmentAdjustPerMonth * (bounded - firms.investmentMw[f]);
  }
}

/** Ambition is an independent random walk per firm; deviations of orders revert to the plan within months. */
function stepAmbition({ firms, shocks, scenario, derived }: World, month: number): void {
  const { ambitionVolatilityPerYear, lumpPersistence, lumpSize } = scenario.capex;
  const fresh = lumpSize * Math.sqrt(1 - lumpPersistence * lumpPersistence);
  for (let f = 0; f < derived.firmCount; f++) {
    const at = f * derived.maxMonths + month;
    firms.ambition[f] += (ambitionVolatilityPerYear * shocks.ambition[at]) / Math.sqrt(12);
    firms.logLump[f] = lumpPersistence * firms.logLump[f] + fresh * shocks.lump[at];
  }
}

/** Random factor on this month's orders of a firm; its mean is 1. */
export function lumpFactor({ firms, scenario }: World, f: number): number {
  const { lumpSize } = scenario.capex;
  return lumpSize > 0 ? exp(firms.logLump[f] - (lumpSize * lumpSize) / 2) : 1;
}
