/** Power at month 0: energised sites with a small reserve, and a pipeline consistent with today's grid additions. */

import { exp } from '../numeric/elementary.ts';
import { sum } from '../numeric/sum.ts';
import { stepPriceBase } from './power/step-power.ts';
import type { World } from './world/world.ts';

/**
 * Fill sites. Permits and shells hold earlier grants, shared over firms by their orders; grants grew by
 * `siteGrowthPerMonth`, so older cohorts are smaller. The queue reaches back `initialWaitMonths`; each cohort equals
 * the grid additions of its turn, so that the wait stays that of month 0 until new requests are served.
 */
export function fillInitialPower(world: World): void {
  const { power, firms, derived, scenario } = world;
  const { firmCount: F, regionCount: R, queueDepth, maxMonths } = derived;
  const { shellLeadMonths, initialWaitMonths, speculativeRatio, siteGrowthPerMonth: growth } = scenario.power;
  for (const array of [power.queueMw, power.turbinesMw, power.turbinesOnOrderMw, power.turbinesInstalledMw])
    array.fill(0);
  for (const array of [
    power.firmQueuedMw,
    power.underwayMw,
    power.finishingMw,
    power.buildingTotalMw,
    power.standingMw,
  ])
    array.fill(0);
  for (const array of [power.shellsMw, power.transformersMw, power.turbinesOrderedMw, power.newlyEnergisedMw])
    array.fill(0);

  /** Shells begun in each month before month 0, relative to those begun now. */
  const begun = Float64Array.from({ length: shellLeadMonths }, (_, m) => exp(-growth * (shellLeadMonths - m)));
  const ordered = sum(firms.investmentMw);
  let live = 0;
  for (let f = 0; f < F; f++) {
    power.energisedMw[f] = firms.liveMw[f] + scenario.power.initialSpareMonths * firms.investmentMw[f];
    live += power.energisedMw[f];
  }
  for (let f = 0; f < F; f++) {
    power.grantedMw[f] = (derived.initialAdditionsMw * firms.investmentMw[f]) / ordered;
  }
  for (let r = 0; r < R; r++) {
    const region = scenario.power.regions[r];
    power.regionEnergisedMw[r] = (live * region.additionsMwPerMonth) / derived.initialAdditionsMw;
    power.headroomMw[r] = region.headroomMw;
    power.additionsMw[r] = region.additionsMwPerMonth;
    power.queueHead[r] = queueDepth - initialWaitMonths;
    power.waitMonths[r] = initialWaitMonths;
    power.queuedMw[r] = 0;
    const opposition = 1 + scenario.power.oppositionPerGw * (power.regionEnergisedMw[r] / 1000);
    for (let f = 0; f < F; f++) {
      const flow = (region.additionsMwPerMonth * firms.investmentMw[f]) / ordered;
      const at = r * F + f;
      const permitMonths = region.permitMonths * opposition;
      // With a growing flow, the stock in a stage of mean length T is flow T / (1 + growth T).
      const permitted = flow / (1 + growth * permitMonths);
      power.permittingMw[at] = permitted * permitMonths;
      power.underwayMw[f] += power.permittingMw[at];
      for (let m = 0; m < shellLeadMonths; m++) {
        const cohort = permitted * begun[m];
        power.buildingMw[at * shellLeadMonths + m] = cohort;
        power.finishingMw[f * shellLeadMonths + m] += cohort;
        power.buildingTotalMw[f] += cohort;
        power.underwayMw[f] += cohort;
      }
      for (let age = 1; age <= initialWaitMonths; age++) {
        const cohort = flow * (1 + (initialWaitMonths - age) / scenario.power.additionsDoublingMonths);
        power.queueMw[(r * (queueDepth + maxMonths) + queueDepth - age) * F + f] = cohort;
        power.firmQueuedMw[f] += cohort;
        power.queuedMw[r] += cohort;
      }
    }
  }
  for (let r = 0; r < R; r++) power.speculativeMw[r] = power.queuedMw[r] * speculativeRatio;
  power.shellPriceFactor = 1;
  stepPriceBase(world);
}
