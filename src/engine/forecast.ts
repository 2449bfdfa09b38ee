/** The capex economy as a stage game: payoffs of intensities if target capacity were reached at once. */

import { contestValue, userCostUsdBnPerMwYear } from '../model/capex/targets.ts';
import type { World } from '../model/world/world.ts';
import type { StageView } from '../strategies/strategy.ts';
import type { Clock } from './view.ts';

/**
 * Payoff `m R^e (1 + psi) s_f - c K_f` before tax, USD bn a year, on capacity beyond what labs have contracted, at the
 * targets of the last budget: `K = K^C + a (K^D - K^C)` and contest share `s_f = K_f / sum K`. It is a board's
 * estimate: it ignores lead times, power and finance, so that it is a stage game.
 */
export function createForecast(world: World, f: number, clock: Clock): StageView {
  const { firms, scenario, demand } = world;
  const count = scenario.firms.length;
  const capacity = (g: number, intensity: number): number => {
    const target = firms.disciplinedTarget[g] + intensity * (firms.racingTarget[g] - firms.disciplinedTarget[g]);
    return Math.max(0, target - firms.contracted[g]);
  };
  const costPerEffective = (): number => userCostUsdBnPerMwYear(world, f) / demand.performance;
  const rent = (): number =>
    scenario.demand.serviceMargin * demand.expectedRevenueUsdBnPerYear * contestValue(world, clock.month);
  return {
    own(own, rivals) {
      let total = 0;
      for (let g = 0; g < count; g++) total += capacity(g, g === f ? own : rivals);
      const share = total > 0 ? capacity(f, own) / total : 1 / count;
      return rent() * share - costPerEffective() * capacity(f, own);
    },
    group(common) {
      let built = 0;
      for (let g = 0; g < count; g++) built += capacity(g, common);
      return rent() - costPerEffective() * built;
    },
  };
}
