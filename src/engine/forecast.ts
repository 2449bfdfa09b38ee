/** The capex economy as a stage game: what intensities would pay if target capacity were reached at once. */

import { prizeWeight, userCostUsdBnPerMwYear } from '../model/capex/targets.ts';
import type { World } from '../model/world/world.ts';
import { pow } from '../numeric/elementary.ts';
import type { StageView } from '../strategies/strategy.ts';
import type { Clock } from './view.ts';

/**
 * Payoff `m R^e (1 + psi) s_f - c K_f` before tax, USD bn a year, with capacity `K = K^C + a (K^D - K^C)` at the
 * targets of the last budget and contest share `s_f = (w_f K_f)^alpha / sum`. A board's estimate: lead times, power and
 * finance are left out, which is what makes it a stage game.
 */
export function createForecast(world: World, f: number, clock: Clock): StageView {
  const { firms, scenario, demand } = world;
  const count = scenario.firms.length;
  const capacity = (g: number, intensity: number): number =>
    firms.disciplinedTarget[g] + intensity * (firms.racingTarget[g] - firms.disciplinedTarget[g]);
  const strength = (g: number, intensity: number): number => {
    const weighted = firms.weight[g] * capacity(g, intensity);
    const { contestExponent } = scenario.capex;
    return contestExponent === 1 || weighted === 0 ? weighted : pow(weighted, contestExponent);
  };
  const costPerEffective = (): number => userCostUsdBnPerMwYear(world, f) / demand.performance;
  const rent = (): number =>
    scenario.demand.serviceMargin * demand.expectedRevenueUsdBnPerYear * (1 + prizeWeight(world, clock.month));
  return {
    own(own, rivals) {
      let total = 0;
      for (let g = 0; g < count; g++) total += strength(g, g === f ? own : rivals);
      const share = total > 0 ? strength(f, own) / total : 1 / count;
      return rent() * share - costPerEffective() * capacity(f, own);
    },
    group(common) {
      let built = 0;
      for (let g = 0; g < count; g++) built += capacity(g, common);
      return rent() - costPerEffective() * built;
    },
  };
}
