/** Turbines behind the meter: the option of firms whose systems stand dark. */

import type { World } from '../world/world.ts';

/** Turbines that can be ordered this month, MW, over all firms. */
export function turbineSupplyMw(world: World, month: number): number {
  const { startMwPerMonth, endMwPerMonth, rampMonths } = world.scenario.power.behindTheMeter;
  return startMwPerMonth + (endMwPerMonth - startMwPerMonth) * Math.min(1, month / rampMonths);
}

/** Install what arrives, then order for staged systems that no turbine on order will light, in proportion to need. */
export function stepTurbines(world: World, month: number): void {
  const { power, firms, derived, scenario } = world;
  const lead = scenario.power.behindTheMeter.leadMonths;
  const slot = month % lead;
  let need = 0;
  for (let f = 0; f < derived.firmCount; f++) {
    const arrived = power.turbinesMw[f * lead + slot];
    power.turbinesMw[f * lead + slot] = 0;
    power.turbinesOnOrderMw[f] = Math.max(0, power.turbinesOnOrderMw[f] - arrived);
    power.turbinesArrivedMw[f] = arrived;
    power.turbinesInstalledMw[f] += arrived;
    power.energisedMw[f] += arrived;
    need += Math.max(0, firms.stagedMw[f] - power.turbinesOnOrderMw[f]);
  }
  const fraction = need > 0 ? Math.min(1, turbineSupplyMw(world, month) / need) : 0;
  for (let f = 0; f < derived.firmCount; f++) {
    const ordered = Math.max(0, firms.stagedMw[f] - power.turbinesOnOrderMw[f]) * fraction;
    power.turbinesOrderedMw[f] = ordered;
    power.turbinesMw[f * lead + slot] = ordered;
    power.turbinesOnOrderMw[f] += ordered;
  }
}
