/** Stage 7, deploy: delivered systems are energised where there is power, the rest stays unpowered; old vintages retire. */

import { stepRetirementWindow } from '../capex/targets.ts';
import type { World } from '../world/world.ts';

/** Smoothing time of deliveries, to which unpowered systems are compared, months. */
const DELIVERY_MONTHS = 6;

/**
 * Receive, retire, wear out and switch on systems. Energised systems never exceed energised sites
 * (test/laws/physical.test.ts).
 *
 * A vintage has the performance of its month of delivery; unpowered systems age in the warehouse.
 */
export function stepDeploy(world: World, month: number): void {
  const { firms, derived, scenario, demand, power, supply, links } = world;
  const life = scenario.finance.systemsLifeMonths;
  const row = life + derived.maxMonths;
  demand.live = 0;
  let deliveries = 0;
  for (let f = 0; f < derived.firmCount; f++) {
    const received = supply.receivedUnits[links.systems[f]];
    firms.receivedMw[f] = received;
    deliveries += received;
    firms.stagedMw[f] += received;
    firms.stagedEffective[f] += received * demand.performance;

    const retired = firms.vintageMw[f * row + month] * derived.lifeSurvival;
    const retiredEffective = firms.vintageEffective[f * row + month] * derived.lifeSurvival;
    firms.retiredMw[f] = retired;
    firms.liveMw[f] = Math.max(0, firms.liveMw[f] * derived.monthlySurvival - retired);
    firms.liveEffective[f] = Math.max(0, firms.liveEffective[f] * derived.monthlySurvival - retiredEffective);

    const spare = Math.max(0, power.energisedMw[f] - firms.liveMw[f]);
    const deployed = Math.min(firms.stagedMw[f], spare);
    const fraction = firms.stagedMw[f] > 0 ? deployed / firms.stagedMw[f] : 0;
    const deployedEffective = firms.stagedEffective[f] * fraction;
    firms.deployedMw[f] = deployed;
    firms.stagedMw[f] -= deployed;
    firms.stagedEffective[f] -= deployedEffective;
    firms.liveMw[f] += deployed;
    firms.liveEffective[f] += deployedEffective;
    firms.vintageMw[f * row + life + month] = deployed;
    firms.vintageEffective[f * row + life + month] = deployedEffective;
    demand.live += firms.liveEffective[f];
  }
  power.smoothedDeliveriesMw += (deliveries - power.smoothedDeliveriesMw) / DELIVERY_MONTHS;
  stepRetirementWindow(world, month);
  demand.performance *= demand.performanceStep;
}
