/** Month 0 of power: energised sites with little to spare, and a pipeline that feeds today's grid additions. */

import { stepScarcityBase } from './power/step-power.ts';
import type { World } from './world/world.ts';

/**
 * Fill sites: permits, shells and queue hold what flows through them at month-0 additions, shared over firms by their
 * orders. The queue reaches back `initialWaitMonths` with one month of additions requested each month.
 */
export function fillInitialPower(world: World): void {
  const { power, firms, derived, scenario } = world;
  const { firmCount: F, regionCount: R, queueDepth, maxMonths } = derived;
  const { shellLeadMonths, initialWaitMonths, speculativeRatio } = scenario.power;
  for (const array of [power.queueMw, power.turbinesMw, power.turbinesOnOrderMw, power.turbinesInstalledMw])
    array.fill(0);
  for (const array of [power.firmQueuedMw, power.underwayMw, power.buildingTotalMw, power.standingMw]) array.fill(0);
  for (const array of [power.shellsMw, power.transformersMw, power.turbinesOrderedMw, power.newlyEnergisedMw])
    array.fill(0);

  let live = 0;
  for (let f = 0; f < F; f++) {
    power.energisedMw[f] = firms.liveMw[f] + scenario.power.initialSpareMonths * firms.investmentMw[f];
    live += power.energisedMw[f];
  }
  for (let f = 0; f < F; f++) {
    power.grantedMw[f] = (derived.initialAdditionsMw * firms.investmentMw[f]) / derived.initialOrdersMw;
  }
  for (let r = 0; r < R; r++) {
    const region = scenario.power.regions[r];
    power.regionEnergisedMw[r] = (live * region.additionsMwPerMonth) / derived.initialAdditionsMw;
    power.headroomMw[r] = region.headroomMw;
    power.additionsMw[r] = region.additionsMwPerMonth;
    power.queueHead[r] = queueDepth - initialWaitMonths;
    power.waitMonths[r] = initialWaitMonths;
    power.queuedMw[r] = region.additionsMwPerMonth * initialWaitMonths;
    power.speculativeMw[r] = power.queuedMw[r] * speculativeRatio;
    const opposition = 1 + scenario.power.oppositionPerGw * (power.regionEnergisedMw[r] / 1000);
    for (let f = 0; f < F; f++) {
      const flow = (region.additionsMwPerMonth * firms.investmentMw[f]) / derived.initialOrdersMw;
      const at = r * F + f;
      power.permittingMw[at] = flow * region.permitMonths * opposition;
      for (let m = 0; m < shellLeadMonths; m++) power.buildingMw[at * shellLeadMonths + m] = flow;
      power.buildingTotalMw[f] += flow * shellLeadMonths;
      power.underwayMw[f] += power.permittingMw[at] + flow * shellLeadMonths;
      power.firmQueuedMw[f] += flow * initialWaitMonths;
      for (let age = 1; age <= initialWaitMonths; age++) {
        power.queueMw[(r * (queueDepth + maxMonths) + queueDepth - age) * F + f] = flow;
      }
    }
  }
  stepScarcityBase(world);
}
